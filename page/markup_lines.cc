#include "page/markup_lines.h"

#include <utility>

#include "base/ascii.h"

namespace punte::page::internal {

using language::Span;

Span MarkupLines::trimmed(Span span) const {
  while (span.start < span.limit && base::is_blank(text_[span.start])) ++span.start;
  while (span.limit > span.start && base::is_blank(text_[span.limit - 1])) --span.limit;
  return span;
}

void MarkupLines::add(std::size_t i, Span span, std::string name) {
  Paragraph paragraph;
  paragraph.lines.push_back(span);
  paragraph.name = std::move(name);
  paragraph.line = i;
  out_.push_back(std::move(paragraph));
  open_ = false;
}

}  // namespace punte::page::internal

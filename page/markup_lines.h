#ifndef PUNTE_PAGE_MARKUP_LINES_H_
#define PUNTE_PAGE_MARKUP_LINES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "page/paragraphs.h"

namespace punte::page::internal {

/// What readers of markup by lines share: the paragraphs so far, and whether the next line may go
/// on with the last one.
class MarkupLines {
 public:
  MarkupLines(std::string_view text, const std::vector<Line>& lines) : text_(text), lines_(lines) {}

 protected:
  [[nodiscard]] std::string_view part(language::Span span) const {
    return text_.substr(span.start, span.limit - span.start);
  }
  [[nodiscard]] std::string_view line(std::size_t i) const { return part(lines_[i].span); }
  /// Blanks at both ends taken off.
  [[nodiscard]] language::Span trimmed(language::Span span) const;
  /// A paragraph that begins, and ends, with this line.
  void add(std::size_t i, language::Span span, std::string name);
  /// The same, and the next line may go on with it.
  void open(std::size_t i, language::Span span, std::string name) {
    add(i, span, std::move(name));
    open_ = true;
  }
  void go_on(language::Span span) { out_.back().lines.push_back(span); }

  std::string_view text_;
  const std::vector<Line>& lines_;
  std::vector<Paragraph> out_;
  bool open_ = false;
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_MARKUP_LINES_H_

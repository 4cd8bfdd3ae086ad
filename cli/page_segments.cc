#include "cli/page_segments.h"

#include <utility>

namespace punte::cli {

language::MarkedText slice(const language::MarkedText& text, language::Span span) {
  language::MarkedText out;
  out.text = text.text.substr(span.start, span.limit - span.start);
  for (const language::InlineCode& code : text.codes) {
    const bool closes = code.kind == language::CodeKind::kClose;
    const bool inside = code.offset > span.start && code.offset < span.limit;
    const bool at_start = code.offset == span.start && (!closes || span.start == 0);
    const bool at_end = code.offset == span.limit && (closes || span.limit == text.text.size());
    if (!inside && !at_start && !at_end) continue;
    out.codes.push_back(code);
    out.codes.back().offset -= span.start;
  }
  return out;
}

const language::Segmenter& PageSegmenter::segmenter(const std::string& tag) {
  const auto found = segmenters_.find(tag);
  if (found != segmenters_.end()) return found->second;
  return segmenters_.try_emplace(tag, tag).first->second;
}

std::vector<PageSegment> PageSegmenter::segments(const page::Page& page) {
  std::vector<PageSegment> out;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const page::Block& block = page.blocks[i];
    for (const language::Span span : segmenter(block.language).segment(block.text.text)) {
      out.push_back({slice(block.text, span), block.language, i, span});
    }
  }
  return out;
}

}  // namespace punte::cli

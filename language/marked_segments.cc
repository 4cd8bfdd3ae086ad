#include "language/marked_segments.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace punte::language {
namespace {

bool stays(const InlineCode& code, const CodeHandling& handling) {
  switch (code.kind) {
    case CodeKind::kOpen:
      return handling.open;
    case CodeKind::kClose:
      return handling.close;
    case CodeKind::kSingle:
      return handling.single;
  }
  return false;
}

/// True if a code of [from, limit) that is not closed there opens the pair that `close` ends.
bool opened_in(const MarkedText& text, std::size_t from, std::size_t limit,
               const InlineCode& close) {
  std::size_t closed = 0;
  for (std::size_t i = limit; i > from; --i) {
    const InlineCode& code = text.codes[i - 1];
    if (code.id != close.id) continue;
    if (code.kind == CodeKind::kClose) ++closed;
    if (code.kind == CodeKind::kOpen) {
      if (closed == 0) return true;
      --closed;
    }
  }
  return false;
}

}  // namespace

std::vector<MarkedText> cut_marked(const MarkedText& text, const std::vector<Span>& spans,
                                   const CodeHandling& handling) {
  constexpr std::size_t kLookBack = 64;  // codes; keeps a text of nothing but codes linear
  std::vector<MarkedText> out;
  out.reserve(spans.size());
  std::size_t code = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span span = spans[i];
    const bool last = i + 1 == spans.size();
    const std::size_t first = code;
    while (code < text.codes.size() && text.codes[code].offset < span.limit) ++code;
    while (code < text.codes.size()) {
      const InlineCode& next = text.codes[code];
      if (!last && next.offset > spans[i + 1].start) break;
      const bool behind_blank = next.offset > span.limit;
      const std::size_t from = code > kLookBack ? std::max(first, code - kLookBack) : first;
      const bool keep = last || (behind_blank ? handling.close && next.kind == CodeKind::kClose &&
                                                    opened_in(text, from, code, next)
                                              : stays(next, handling));
      if (!keep) break;
      ++code;
    }
    // Codes that stand in the blanks around the segment are moved to its edges.
    MarkedText segment;
    segment.text = text.text.substr(span.start, span.limit - span.start);
    segment.codes.reserve(code - first);
    for (std::size_t k = first; k < code; ++k) {
      segment.codes.push_back(text.codes[k]);
      segment.codes.back().offset =
          std::clamp(text.codes[k].offset, span.start, span.limit) - span.start;
    }
    out.push_back(std::move(segment));
  }
  return out;
}

}  // namespace punte::language

#include "job/page_segments.h"

#include <algorithm>
#include <utility>

#include "language/language_tag.h"
#include "language/marked_segments.h"
#include "language/text.h"

namespace punte::job {
namespace {

using language::InlineCode;
using language::MarkedText;
using language::Span;

/// True if the cut before `at` would part what is kept.
bool is_in_kept(const page::Block& block, std::size_t at) {
  return std::any_of(block.kept.begin(), block.kept.end(), [&](const page::KeptText& kept) {
    return kept.text.start < at && at < kept.text.limit;
  });
}

/// A segment of `span` with what its block keeps as codes.
MarkedText with_kept(const page::Block& block, Span span, MarkedText segment) {
  MarkedText out;
  std::size_t place = 0;
  std::size_t code = 0;
  const auto copy_codes = [&](std::size_t limit) {
    for (; code < segment.codes.size() && segment.codes[code].offset <= limit; ++code) {
      const std::size_t offset = std::max(segment.codes[code].offset, place);
      out.text += segment.text.substr(place, offset - place);
      place = offset;
      out.codes.push_back(std::move(segment.codes[code]));
      out.codes.back().offset = out.text.size();
    }
  };
  for (std::size_t i = 0; i < block.kept.size(); ++i) {
    const page::KeptText& kept = block.kept[i];
    if (kept.text.start < span.start || kept.text.limit > span.limit) continue;
    const std::size_t start = kept.text.start - span.start;
    copy_codes(start);
    out.text += segment.text.substr(place, start - place);
    place = kept.text.limit - span.start;
    InlineCode single;
    single.offset = out.text.size();
    single.id = "kept" + std::to_string(i + 1);
    single.type = "protected";
    single.content = kept.content;
    out.codes.push_back(std::move(single));
  }
  copy_codes(segment.text.size());
  out.text += segment.text.substr(place);
  return out;
}

}  // namespace

bool is_plain(const page::Block& block) {
  return !block.attribute.empty() || block.path == "html/head/title";
}

std::vector<Span> PageSegmenter::spans_of(const page::Block& block) {
  const std::string_view text = block.text.text;
  std::vector<Span> out;
  // Line by line: line ends are in preformatted text alone.
  auto next_break = block.breaks.begin();
  for (std::size_t line = 0; line < text.size();) {
    std::size_t end = std::min(text.find('\n', line), text.size());
    while (next_break != block.breaks.end() && *next_break <= line) ++next_break;
    if (next_break != block.breaks.end()) end = std::min(end, *next_break);
    for (Span span : segmenters_.own(block.language).segment(text.substr(line, end - line))) {
      span = {span.start + line, span.limit + line};
      if (!out.empty() && is_in_kept(block, span.start)) {
        out.back().limit = span.limit;
      } else {
        out.push_back(span);
      }
    }
    line = end < text.size() && text[end] == '\n' ? end + 1 : end;
  }
  return out;
}

std::vector<PageSegment> PageSegmenter::segments(const page::Page& page) {
  std::vector<PageSegment> out;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const page::Block& block = page.blocks[i];
    if (!block.translatable) continue;
    const std::vector<Span> spans = spans_of(block);
    std::vector<MarkedText> texts = language::cut_marked(block.text, spans);
    std::size_t code = 0;
    for (std::size_t k = 0; k < spans.size(); ++k) {
      const Span codes{code, code + texts[k].codes.size()};
      code = codes.limit;
      if (!block.kept.empty()) texts[k] = with_kept(block, spans[k], std::move(texts[k]));
      if (language::trim(texts[k].text).empty()) continue;
      out.push_back({std::move(texts[k]), block.language, i, spans[k], is_plain(block), codes});
    }
  }
  return out;
}

tm::Query query_of(const std::vector<PageSegment>& segments, std::size_t i,
                   const std::string& target_language) {
  const PageSegment& segment = segments[i];
  tm::Query query;
  query.source = segment.text;
  query.source_language = segment.language;
  query.target_language = target_language;
  if (segment.plain) return query;
  for (std::size_t k = i; k > 0;) {
    if (segments[--k].plain) continue;
    query.previous = segments[k].text.text;
    break;
  }
  for (std::size_t k = i + 1; k < segments.size(); ++k) {
    if (segments[k].plain) continue;
    query.next = segments[k].text.text;
    break;
  }
  return query;
}

bool needs_translation(const PageSegment& segment, const std::string& target_language) {
  return segment.language != "und" && !language::same_language(segment.language, target_language);
}

}  // namespace punte::job

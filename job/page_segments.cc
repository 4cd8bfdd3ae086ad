#include "job/page_segments.h"

#include <utility>

#include "language/language_tag.h"
#include "language/marked_segments.h"

namespace punte::job {

bool is_plain(const page::Block& block) {
  return !block.attribute.empty() || block.path == "html/head/title";
}

std::vector<PageSegment> PageSegmenter::segments(const page::Page& page) {
  std::vector<PageSegment> out;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const page::Block& block = page.blocks[i];
    if (!block.translatable) continue;
    const std::vector<language::Span> spans =
        segmenters_.own(block.language).segment(block.text.text);
    std::vector<language::MarkedText> texts = language::cut_marked(block.text, spans);
    for (std::size_t k = 0; k < spans.size(); ++k) {
      out.push_back({std::move(texts[k]), block.language, i, spans[k], is_plain(block)});
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

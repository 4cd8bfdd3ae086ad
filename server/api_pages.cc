#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "job/align_side.h"
#include "job/aligned_pairs.h"
#include "job/analysis.h"
#include "job/lexicons.h"
#include "job/page_lookup.h"
#include "job/page_translation.h"
#include "job/rate_card.h"
#include "job/read_pages.h"
#include "server/api.h"
#include "server/lookup_request.h"
#include "server/page_request.h"
#include "server/worker.h"
#include "view/align_json.h"
#include "view/page_json.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

Result<Response> detect(Worker&, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const job::ReadPage found, read_page(page));
  return json_response(view::to_json(found.page, page.name));
}

Result<Response> look_up_page(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const LookupRequest lookup, lookup_request(page.members));
  PUNTE_TRY(job::ReadPage found, read_page(page));
  PUNTE_TRY(const job::Memories memories, worker.memories(request, lookup.memory));
  job::PageLookup pages(memories,
                        {{lookup.options.to}, lookup.options.from, lookup.options.lookup});
  PUNTE_TRY(const auto rows, pages.look_up(found.page));
  Json segments = Json::array();
  job::Coverage coverage;
  for (const job::SegmentMatches& row : rows) {
    segments.push_back(view::to_json(row));
    coverage.add(row);
  }
  return json_response({{"page", page.name},
                        {"segments", std::move(segments)},
                        {"coverage", view::to_json(coverage)}});
}

Result<Response> translate(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  page.extract.attributes = true;
  PUNTE_TRY(const job::TranslateOptions options, translate_options(page.members));
  PUNTE_TRY(const std::string name, text_member(page.members, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  PUNTE_TRY(const job::ReadPage found, read_text_page(page));
  job::PageTranslator translator(*memory, options);
  PUNTE_TRY(auto segments, translator.translate(found.page));
  PUNTE_TRY(auto written, translator.write(found, segments));
  Json list = Json::array();
  for (const job::TranslatedSegment& segment : segments) {
    list.push_back(view::to_json(found.page, segment, worker.messages(request)));
  }
  return json_response({{"page", std::move(written.bytes)},
                        {"segments", std::move(list)},
                        {"left", left_json(written, worker.messages(request))}});
}

Result<Response> analyze(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const std::string to, needed_tag(page.members, "to"));
  PUNTE_TRY(const std::string name, text_member(page.members, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  page.extract.attributes = true;
  PUNTE_TRY(const job::ReadPage found, read_page(page));
  job::PageSegmenter segmenter;
  const auto segments = segmenter.segments(found.page);
  job::Analyzer analyzer(memory, to);
  PUNTE_CHECK(analyzer.add(page.name, segments, job::counted_segments(found.page, segments)));
  PUNTE_TRY(const job::Analysis analysis, analyzer.finish());
  return json_response(view::to_json(analysis, job::default_rates()));
}

/// "source" or "target": a text, or {"page": HTML, "url": ...}.
Result<job::AlignSide> side(const Json& body, const char* name, const std::string& language) {
  job::SideOptions options;
  options.language = language;
  PUNTE_TRY(options.lines, flag_member(body, "lines"));
  const auto found = body.find(name);
  if (found != body.end() && found->is_object()) {
    options.page = true;
    PUNTE_TRY(options.url, text_member(*found, "url"));
    PUNTE_TRY(const std::string bytes, needed_text(*found, "page"));
    return job::side_of(bytes, name, options);
  }
  PUNTE_TRY(const std::string bytes, needed_text(body, name));
  return job::side_of(bytes, name, options);
}

Result<Response> align(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string from, tag_member(body, "from"));
  PUNTE_TRY(const std::string to, tag_member(body, "to"));
  PUNTE_TRY(const std::string name, text_member(body, "memory"));
  job::AlignedTexts aligned;
  PUNTE_TRY(aligned.source, side(body, "source", from));
  PUNTE_TRY(aligned.target, side(body, "target", to));
  std::optional<aligner::Lexicon> lexicon;
  if (!name.empty()) {
    PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
    PUNTE_TRY(lexicon,
              job::memory_lexicon(*memory, aligned.source.language, aligned.target.language));
  }
  aligned.ladder = job::align_sides(aligned.source, aligned.target, lexicon ? &*lexicon : nullptr);
  return json_response(view::to_json(aligned));
}

}  // namespace

void add_page_routes(Router& router) {
  router.add({"POST", "/api/v1/detect", Role::kRead, detect, kMaxPage});
  router.add({"POST", "/api/v1/lookup/page", Role::kRead, look_up_page, kMaxPage});
  router.add({"POST", "/api/v1/translate", Role::kRead, translate, kMaxPage});
  router.add({"POST", "/api/v1/analyze", Role::kRead, analyze, kMaxPage});
  router.add({"POST", "/api/v1/align", Role::kRead, align, kMaxPage});
}

}  // namespace punte::server

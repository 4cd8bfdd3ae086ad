#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/stream.h"
#include "job/align_side.h"
#include "job/aligned_pairs.h"
#include "job/analysis.h"
#include "job/lexicons.h"
#include "job/page_lookup.h"
#include "job/page_translation.h"
#include "job/rate_card.h"
#include "job/read_pages.h"
#include "page/write_back.h"
#include "server/api.h"
#include "server/lookup_request.h"
#include "server/url.h"
#include "server/worker.h"
#include "view/align_json.h"
#include "view/page_json.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

constexpr std::size_t kMaxPage = std::size_t{16} << 20;

/// What a request about a page says: the page is the body, or the member "page" of a JSON object;
/// everything else is in that object, or in the query.
struct PageRequest {
  Json members = Json::object();
  std::string bytes;
  page::ExtractOptions extract;
  std::string name = "page";
};

bool is_json(const Request& request) {
  const std::string* const type = request.headers.find("Content-Type");
  return type != nullptr && type->substr(0, type->find(';')) == "application/json";
}

/// "charset=iso-8859-2" of the request's own Content-Type.
std::string charset_of(const Request& request) {
  const std::string* const type = request.headers.find("Content-Type");
  const std::size_t at = type == nullptr ? std::string::npos : type->find("charset=");
  return at == std::string::npos ? std::string() : type->substr(at + 8);
}

Result<PageRequest> page_request(Request& request) {
  PageRequest out;
  if (is_json(request)) {
    PUNTE_TRY(out.members, json_body(request));
    PUNTE_TRY(out.bytes, needed_text(out.members, "page"));
  } else {
    out.bytes = std::move(request.body);
    out.extract.charset = charset_of(request);
    for (auto& [name, value] : form_fields(request.query)) {
      // Numbers and flags of a query are texts; those that are meant are read as what they say.
      Json parsed = Json::parse(value, nullptr, false);
      const bool scalar = parsed.is_number_integer() || parsed.is_boolean();
      out.members[name] = scalar ? std::move(parsed) : Json(value);
    }
  }
  PUNTE_TRY(out.extract.url, text_member(out.members, "url"));
  PUNTE_TRY(std::string name, text_member(out.members, "name"));
  if (!name.empty()) out.name = std::move(name);
  PUNTE_TRY(out.extract.attributes, flag_member(out.members, "attributes"));
  out.extract.max_bytes = kMaxPage;
  return out;
}

Result<job::ReadPage> read(PageRequest& page) {
  std::vector<job::PagePlace> places(1);
  places.front().name = page.name;
  places.front().bytes = exchange::memory_source(std::move(page.bytes), page.name);
  return job::read_single_page(job::PageSource(std::move(places), kMaxPage), page.extract);
}

Result<Response> detect(Worker&, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const job::ReadPage read_page, read(page));
  return json_response(view::to_json(read_page.page, page.name));
}

Result<Response> look_up_page(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const LookupRequest lookup, lookup_request(page.members));
  PUNTE_TRY(job::ReadPage read_page, read(page));
  PUNTE_TRY(const job::Memories* const memories, worker.memories(request, lookup.memory));
  job::PageLookup pages(*memories,
                        {{lookup.options.to}, lookup.options.from, lookup.options.lookup});
  PUNTE_TRY(const auto rows, pages.look_up(read_page.page));
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
  page.extract.keep_source = true;
  page.extract.attributes = true;
  job::TranslateOptions options;
  PUNTE_TRY(options.to, needed_tag(page.members, "to"));
  PUNTE_TRY(const auto threshold,
            number_member(page.members, "threshold", options.threshold, 1, 100));
  options.threshold = static_cast<int>(threshold);
  PUNTE_TRY(const std::string name, text_member(page.members, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  PUNTE_TRY(const job::ReadPage read_page, read(page));
  job::PageTranslator translator(*memory, options);
  PUNTE_TRY(const auto segments, translator.translate(read_page.page));
  PUNTE_TRY(auto written, page::write_back(read_page.bytes, read_page.page,
                                           translator.replacements(read_page.page, segments)));
  Json list = Json::array();
  for (const job::TranslatedSegment& segment : segments) {
    list.push_back(view::to_json(read_page.page, segment, worker.messages(request)));
  }
  return json_response({{"page", std::move(written.bytes)}, {"segments", std::move(list)}});
}

Result<Response> analyze(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  PUNTE_TRY(const std::string to, needed_tag(page.members, "to"));
  PUNTE_TRY(const std::string name, text_member(page.members, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  page.extract.attributes = true;
  PUNTE_TRY(const job::ReadPage read_page, read(page));
  job::PageSegmenter segmenter;
  const auto segments = segmenter.segments(read_page.page);
  job::Analyzer analyzer(memory, to);
  PUNTE_CHECK(analyzer.add(page.name, segments, job::counted_segments(read_page.page, segments)));
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

// Source: the request and answer of translate-toolkit 3.8.4 and amaGama, as their clients use them.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/ascii.h"
#include "language/language_tag.h"
#include "server/doors.h"
#include "server/lookup_request.h"
#include "server/new_unit.h"
#include "server/url.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

constexpr std::int64_t kUsualCandidates = 5;
constexpr std::int64_t kMostCandidates = 30;
constexpr std::int64_t kLeastSimilarity = 70;

std::int64_t number_field(const Request& request, std::string_view name, std::int64_t usual,
                          std::int64_t least, std::int64_t most) {
  const auto text = form_field(request.query, name);
  if (!text || text->empty()) return usual;
  char* end = nullptr;
  const double value = std::strtod(text->c_str(), &end);
  if (*end != '\0' || !std::isfinite(value)) return usual;
  return std::clamp(static_cast<std::int64_t>(std::clamp(value, 0.0, 1e6)), least, most);
}

/// As Weblate writes it: "pt_br", "zh_hans".
Result<std::string> tag_of(const Parameters& parameters, const char* name) {
  PUNTE_TRY(const auto tag, language::LanguageTag::parse(parameters.at(name)));
  return tag.str();
}

/// Okapi reads the quality as a number with a fraction: "100" would end it.
std::string quality_text(int score) { return std::to_string(std::min(score, 100)) + ".0"; }

Response candidates_response(const std::vector<tm::Match>& matches, const Request& request) {
  std::string list = "[";
  for (const tm::Match& match : matches) {
    if (list.size() > 1) list += ", ";
    const Json one{{"source", match.source.text}, {"target", match.target.text}};
    std::string text = view::json_line(one);
    text.erase(text.size() - 2);  // the brace and the line feed
    list += text + ",\"quality\":" + quality_text(match.score) + ",\"context\":\"\"}";
  }
  list += "]";
  Response out;
  for (const char* const name : {"jsoncallback", "callback"}) {
    const auto callback = form_field(request.query, name);
    if (!callback || callback->empty()) continue;
    // A name of a function and nothing else, or a page could be made to run what it does not say.
    const bool is_name = std::all_of(callback->begin(), callback->end(), [](char c) {
      return base::is_alnum(c) || c == '_' || c == '.' || c == '$';
    });
    if (!is_name) return problem(400, "invalid-argument", "The callback is not a name.");
    out.type = "text/javascript; charset=utf-8";
    out.body = *callback + "(" + list + ")";
    return out;
  }
  out.body = std::move(list);
  return out;
}

Result<Response> candidates(Worker& worker, Request& request, const Parameters& parameters,
                            const std::string& text) {
  LookupRequest lookup;
  PUNTE_TRY(lookup.options.from, tag_of(parameters, "from"));
  PUNTE_TRY(lookup.options.to, tag_of(parameters, "to"));
  lookup.memory = form_field(request.query, "memory").value_or("");
  tm::LookupOptions& options = lookup.options.lookup;
  options.limit = static_cast<std::size_t>(
      number_field(request, "max_candidates", kUsualCandidates, 1, kMostCandidates));
  options.threshold = static_cast<int>(
      number_field(request, "min_similarity", kLeastSimilarity, kLeastSimilarity, 100));
  // Okapi stops at the first one that is below its own threshold.
  options.order = tm::MatchOrder::kScore;
  PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, lookup));
  PUNTE_TRY(const job::TextMatches found, lookups->look_up(text));
  return candidates_response(found.matches, request);
}

Result<Response> find_unit(Worker& worker, Request& request, const Parameters& parameters) {
  return candidates(worker, request, parameters, parameters.at("text"));
}

/// amaGama's second form: "unit/?source=text".
Result<Response> find_source(Worker& worker, Request& request, const Parameters& parameters) {
  return candidates(worker, request, parameters, form_field(request.query, "source").value_or(""));
}

Result<Response> languages(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, form_field(request.query, "memory").value_or("")));
  PUNTE_TRY(const tm::MemoryInfo info, memory->info());
  Json tags = Json::array();
  for (const tm::LanguageCount& one : info.languages) tags.push_back(one.language);
  return json_response({{"sourceLanguages", tags}, {"targetLanguages", tags}});
}

Result<Response> put_unit(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  NewUnit unit;
  PUNTE_TRY(unit.from, tag_of(parameters, "from"));
  PUNTE_TRY(unit.to, tag_of(parameters, "to"));
  PUNTE_TRY(unit.source, text_member(body, "source"));
  if (unit.source.empty()) unit.source = parameters.at("text");
  PUNTE_TRY(unit.target, needed_text(body, "target"));
  unit.memory = form_field(request.query, "memory").value_or("");
  PUNTE_CHECK(add(worker, request, unit));
  return json_response(Json::object());
}

}  // namespace

void add_tmserver(Router& router) {
  router.add({"GET", "/tmserver/languages/", Role::kRead, languages});
  router.add({"GET", "/tmserver/{from}/{to}/unit/{text*}", Role::kRead, find_unit});
  router.add({"GET", "/tmserver/{from}/{to}/unit/", Role::kRead, find_source});
  router.add({"POST", "/tmserver/{from}/{to}/unit/{text*}", Role::kWrite, put_unit});
  router.add({"PUT", "/tmserver/{from}/{to}/unit/{text*}", Role::kWrite, put_unit});
}

}  // namespace punte::server

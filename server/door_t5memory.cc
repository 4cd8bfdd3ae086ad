// Source: the requests of translate5 and the answers that it reads.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "language/language_tag.h"
#include "server/doors.h"
#include "server/lookup_request.h"
#include "server/new_unit.h"
#include "server/worker.h"
#include "view/memory_json.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

constexpr std::int64_t kMostProposals = 20;
constexpr std::int64_t kMostHits = 200;
constexpr int kLeast = 50;

/// Every answer says how it went.
Json good(Json members = Json::object()) {
  members["ReturnValue"] = 0;
  members["ErrorMsg"] = "";
  return members;
}

Result<Response> list(Worker& worker, Request&, const Parameters&) {
  Json names = Json::array();
  for (const MemoryPlace& place : worker.service().catalog().list()) {
    names.push_back({{"name", place.name}});
  }
  return json_response(good({{"Open", names}, {"Available on disk", names}}));
}

Result<Response> create(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string name, needed_text(body, "name"));
  PUNTE_TRY(const MemoryPlace place, worker.service().catalog().create(name));
  return json_response(good({{"name", place.name}}));
}

Result<Response> remove(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const MemoryPlace place, worker.place(request, parameters.at("memory")));
  PUNTE_CHECK(worker.service().catalog().remove(place.name));
  return json_response(good({{"msg", "deleted"}}));
}

Result<Response> status(Worker& worker, Request& request, const Parameters& parameters) {
  const auto memory = worker.memory(request, parameters.at("memory"));
  const char* const state = memory ? "open" : "not found";
  return json_response(good({{"status", state}, {"tmxImportStatus", "available"}}));
}

const char* match_type(const tm::Match& match) {
  if (match.kind == tm::MatchKind::kContext) return "ExactExact";
  return match.kind == tm::MatchKind::kExact ? "Exact" : "Fuzzy";
}

Json proposal_json(const tm::Match& match) {
  return {{"source", match.source.text},
          {"target", match.target.text},
          {"segmentId", match.unit_id},
          {"customId", ""},
          {"documentName", match.origin},
          {"sourceLang", match.source_language},
          {"targetLang", match.target_language},
          {"type", "Manual"},
          {"author", match.author},
          {"timestamp", match.date},
          {"markupTable", "OTMXUXLF"},
          {"context", ""},
          {"additionalInfo", ""},
          {"internalKey", std::to_string(match.unit_id) + ":1"},
          {"matchType", match_type(match)},
          {"matchRate", std::min(match.score, 100)},
          {"fuzzyWords", 0},
          {"fuzzyDiffs", 0}};
}

Result<Response> fuzzy_search(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string text, needed_text(body, "source"));
  LookupRequest lookup;
  lookup.memory = parameters.at("memory");
  PUNTE_TRY(lookup.options.from, needed_tag(body, "sourceLang"));
  PUNTE_TRY(lookup.options.to, needed_tag(body, "targetLang"));
  PUNTE_TRY(const auto limit, number_member(body, "numOfProposals", 5, 1, kMostProposals));
  lookup.options.lookup.limit = static_cast<std::size_t>(limit);
  lookup.options.lookup.threshold = kLeast;
  lookup.options.lookup.order = tm::MatchOrder::kScore;
  job::TextContext context;
  PUNTE_TRY(context.key, text_member(body, "context"));
  PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, lookup));
  PUNTE_TRY(const job::TextMatches found, lookups->look_up(text, context));
  Json results = Json::array();
  for (const tm::Match& match : found.matches) results.push_back(proposal_json(match));
  return json_response(
      good({{"NumOfFoundProposals", results.size()}, {"results", std::move(results)}}));
}

Result<Response> concordance(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string text, needed_text(body, "searchString"));
  PUNTE_TRY(const auto limit, number_member(body, "numResults", 20, 1, kMostHits));
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  tm::ConcordanceOptions options;
  options.limit = static_cast<std::size_t>(limit);
  Json results = Json::array();
  PUNTE_CHECK(memory->concordance(text, options, [&results](const tm::ConcordanceHit& hit) {
    const bool any = !hit.others.empty();
    results.push_back({{"source", hit.text},
                       {"target", any ? hit.others.front().second : std::string()},
                       {"sourceLang", hit.language},
                       {"targetLang", any ? hit.others.front().first : std::string()},
                       {"documentName", hit.origin},
                       {"segmentId", hit.unit_id}});
    return true;
  }));
  return json_response(good({{"NewSearchPosition", nullptr}, {"results", std::move(results)}}));
}

Result<Response> entry(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  NewUnit unit;
  unit.memory = parameters.at("memory");
  PUNTE_TRY(unit.source, needed_text(body, "source"));
  PUNTE_TRY(unit.target, needed_text(body, "target"));
  PUNTE_TRY(unit.from, needed_tag(body, "sourceLang"));
  PUNTE_TRY(unit.to, needed_tag(body, "targetLang"));
  PUNTE_TRY(unit.origin, text_member(body, "documentName"));
  PUNTE_CHECK(add(worker, request, unit));
  return json_response(good({{"source", unit.source}, {"target", unit.target}}));
}

Result<Response> resources(Worker& worker, Request&, const Parameters&) {
  return json_response(good({{"Version", worker.service().options().version}}));
}

}  // namespace

void add_t5memory(Router& router) {
  router.add({"GET", "/t5memory/", Role::kRead, list});
  router.add({"POST", "/t5memory/", Role::kAdmin, create});
  router.add({"GET", "/t5memory/_service/resources", Role::kRead, resources});
  router.add({"DELETE", "/t5memory/{memory}", Role::kAdmin, remove});
  router.add({"GET", "/t5memory/{memory}/status", Role::kRead, status});
  router.add({"POST", "/t5memory/{memory}/fuzzysearch", Role::kRead, fuzzy_search});
  router.add({"POST", "/t5memory/{memory}/concordancesearch", Role::kRead, concordance});
  router.add({"POST", "/t5memory/{memory}/entry", Role::kWrite, entry});
}

}  // namespace punte::server

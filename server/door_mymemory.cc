// Source: the requests of MateCat, OmegaT and Weblate, and what they read of the answers.
#include <string>
#include <utility>

#include "language/language_tag.h"
#include "server/doors.h"
#include "server/lookup_request.h"
#include "server/new_unit.h"
#include "server/url.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::Result;
using view::Json;

constexpr int kLeast = 50;
constexpr std::size_t kUsualMatches = 3;

/// "en|ro"
Result<std::pair<std::string, std::string>> pair_of(const Request& request) {
  const std::string text = form_field(request.query, "langpair").value_or("");
  const std::size_t bar = text.find('|');
  if (bar == std::string::npos) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("“{1}” must be two language tags such as en|ro"), {"langpair"});
  }
  PUNTE_TRY(const auto from, language::LanguageTag::parse(text.substr(0, bar)));
  PUNTE_TRY(const auto to, language::LanguageTag::parse(text.substr(bar + 1)));
  return std::pair{from.str(), to.str()};
}

/// "2026-11-27 17:00:00" of TMX's "20261127T170000Z"; "" of what is no such date.
std::string spaced_date(const std::string& date) {
  if (date.size() < 15 || date[8] != 'T') return {};
  return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2) + " " +
         date.substr(9, 2) + ":" + date.substr(11, 2) + ":" + date.substr(13, 2);
}

Json match_json(const tm::Match& match) {
  const std::string id = std::to_string(match.unit_id);
  return {{"id", id},
          {"segment", match.source.text},
          {"translation", match.target.text},
          {"source", match.source_language},
          {"target", match.target_language},
          {"quality", std::to_string(std::min(match.score, 100))},
          {"reference", match.origin},
          {"usage-count", 1},
          {"subject", ""},
          {"created-by", match.author},
          {"last-updated-by", match.author},
          {"create-date", spaced_date(match.date)},
          {"last-update-date", spaced_date(match.date)},
          {"match", std::min(match.score, 100) / 100.0},
          {"ICE", match.score > 100},
          {"penalty", 0}};
}

Result<Response> get(Worker& worker, Request& request, const Parameters&) {
  const std::string text = form_field(request.query, "q").value_or("");
  PUNTE_TRY(const auto pair, pair_of(request));
  LookupRequest lookup;
  lookup.memory = form_field(request.query, "memory").value_or("");
  lookup.options.from = pair.first;
  lookup.options.to = pair.second;
  lookup.options.lookup.threshold = kLeast;
  lookup.options.lookup.limit = kUsualMatches;
  lookup.options.lookup.order = tm::MatchOrder::kScore;
  job::TextContext context;
  context.previous = form_field(request.query, "context_before");
  context.next = form_field(request.query, "context_after");
  PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, lookup));
  PUNTE_TRY(const job::TextMatches found, lookups->look_up(text, context));
  Json matches = Json::array();
  for (const tm::Match& match : found.matches) matches.push_back(match_json(match));
  const bool any = !found.matches.empty();
  const Json best{{"translatedText", any ? found.matches.front().target.text : std::string()},
                  {"match", any ? std::min(found.matches.front().score, 100) / 100.0 : 0.0}};
  return json_response({{"responseData", best},
                        {"quotaFinished", false},
                        {"mtLangSupported", nullptr},
                        {"responseDetails", ""},
                        {"responseStatus", 200},
                        {"matches", std::move(matches)}});
}

Result<Response> set(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const auto pair, pair_of(request));
  NewUnit unit;
  unit.memory = form_field(request.query, "memory").value_or("");
  unit.from = pair.first;
  unit.to = pair.second;
  unit.source = form_field(request.query, "seg").value_or("");
  unit.target = form_field(request.query, "tra").value_or("");
  PUNTE_TRY(const AddedUnit added, add(worker, request, unit));
  return json_response({{"responseData", "OK"},
                        {"responseStatus", 200},
                        {"responseDetails", std::vector<std::int64_t>{added.change}}});
}

}  // namespace

void add_mymemory(Router& router) {
  router.add({"GET", "/mymemory/get", Role::kRead, get});
  router.add({"GET", "/mymemory/set", Role::kWrite, set});
}

}  // namespace punte::server

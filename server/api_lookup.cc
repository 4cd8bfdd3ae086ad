#include <cstddef>
#include <string>
#include <utility>

#include "server/api.h"
#include "server/lookup_request.h"
#include "server/worker.h"
#include "view/memory_json.h"
#include "view/page_json.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr std::size_t kMaxTexts = 1000;
constexpr std::size_t kMaxHits = 1000;

/// "previous", "next" and "key" of an object.
Result<job::TextContext> context_of(const Json& object) {
  job::TextContext out;
  PUNTE_TRY(std::string previous, text_member(object, "previous"));
  if (!previous.empty()) out.previous = std::move(previous);
  PUNTE_TRY(std::string next, text_member(object, "next"));
  if (!next.empty()) out.next = std::move(next);
  PUNTE_TRY(out.key, text_member(object, "key"));
  return out;
}

/// Several texts: strings, or objects of "text", "from", "previous", "next" and "key". Texts in one
/// language are looked up with one object.
Result<Response> look_up_many(Worker& worker, const Request& request, const LookupRequest& lookup,
                              const Json& texts) {
  if (!texts.is_array() || texts.size() > kMaxTexts) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be a list of at most {2} texts"),
                {"texts", std::to_string(kMaxTexts)});
  }
  Json results = Json::array();
  for (const Json& one : texts) {
    const Json object = one.is_object() ? one : Json{{"text", one}};
    PUNTE_TRY(const std::string text, needed_text(object, "text"));
    PUNTE_TRY(const job::TextContext context, context_of(object));
    PUNTE_TRY(std::string from, tag_member(object, "from"));
    if (from.empty()) from = lookup.options.from;
    LookupRequest mine = lookup;
    mine.options.from = std::move(from);
    PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, mine));
    PUNTE_TRY(const job::TextMatches found, lookups->look_up(text, context));
    results.push_back(view::to_json(found));
  }
  return json_response({{"results", std::move(results)}});
}

Result<Response> look_up(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(LookupRequest lookup, lookup_request(body));
  if (const auto texts = body.find("texts"); texts != body.end()) {
    return look_up_many(worker, request, lookup, *texts);
  }
  PUNTE_TRY(const std::string text, needed_text(body, "text"));
  PUNTE_TRY(const job::TextContext context, context_of(body));
  PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, lookup));
  PUNTE_TRY(const job::TextMatches found, lookups->look_up(text, context));
  return json_response(view::to_json(found));
}

/// The terms of the glossary in a text.
Result<Response> terms(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string text, needed_text(body, "text"));
  PUNTE_TRY(const std::string from, needed_tag(body, "from"));
  PUNTE_TRY(const std::string to, needed_tag(body, "to"));
  PUNTE_TRY(const std::string name, text_member(body, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  job::Glossary glossary(*memory);
  PUNTE_TRY(const auto found, glossary.find(text, from, to));
  return json_response({{"terms", view::to_json(found)}});
}

Result<Response> concordance(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string phrase, needed_text(body, "phrase"));
  PUNTE_TRY(const std::string name, text_member(body, "memory"));
  tm::ConcordanceOptions options;
  PUNTE_TRY(options.language, tag_member(body, "in"));
  PUNTE_TRY(options.other, tag_member(body, "with"));
  PUNTE_TRY(options.regex, flag_member(body, "regex"));
  PUNTE_TRY(options.exact, flag_member(body, "exact"));
  PUNTE_TRY(options.words, flag_member(body, "words"));
  PUNTE_TRY(options.ignore_accents, flag_member(body, "ignore_accents"));
  PUNTE_TRY(const auto limit,
            number_member(body, "limit", static_cast<std::int64_t>(options.limit), 1, kMaxHits));
  options.limit = static_cast<std::size_t>(limit);
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  Json hits = Json::array();
  PUNTE_CHECK(memory->concordance(phrase, options, [&hits](const tm::ConcordanceHit& hit) {
    hits.push_back(view::to_json(hit));
    return true;
  }));
  return json_response({{"hits", std::move(hits)}});
}

}  // namespace

void add_lookup_routes(Router& router) {
  router.add({"POST", "/api/v1/lookup", Role::kRead, look_up});
  router.add({"POST", "/api/v1/terms", Role::kRead, terms});
  router.add({"POST", "/api/v1/concordance", Role::kRead, concordance});
}

}  // namespace punte::server

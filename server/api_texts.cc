#include <string>
#include <utility>

#include "job/quality.h"
#include "language/identify.h"
#include "server/api.h"
#include "server/worker.h"
#include "view/quality.h"
#include "view/text_json.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

/// The tags of a list member, canonical; empty where it is missing.
Result<std::vector<std::string>> tags_member(const Json& object, const char* name) {
  std::vector<std::string> out;
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return out;
  if (!found->is_array()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be a list of language tags"),
                {name});
  }
  for (const Json& one : *found) {
    PUNTE_TRY(std::string tag, needed_tag(Json{{name, one}}, name));
    out.push_back(std::move(tag));
  }
  return out;
}

Result<Response> identify(Worker&, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string text, needed_text(body, "text"));
  PUNTE_TRY(const bool spans, flag_member(body, "spans"));
  language::IdentifyOptions options;
  PUNTE_TRY(options.languages, tags_member(body, "languages"));
  const language::Identifier identifier(options);
  if (spans) return json_response(view::to_json(identifier.spans(text)));
  return json_response(view::to_json(identifier.identify(text)));
}

Result<Response> segment(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string text, needed_text(body, "text"));
  PUNTE_TRY(std::string tag, tag_member(body, "lang"));
  if (tag.empty()) tag = language::identify(text).language;
  PUNTE_TRY(const auto spans, worker.segmenters().segment(tag, text));
  return json_response({{"lang", tag}, {"segments", view::pieces_json(text, spans)}});
}

tl::unexpected<base::Error> wrong_pairs() {
  return fail(ErrorCode::kInvalidArgument,
              PUNTE_MSG("“{1}” must be a list of objects with “{2}” and “{3}”"),
              {"pairs", "source", "target"});
}

/// The pairs to check as units, in their order.
Result<std::vector<language::Unit>> units_of(const Json& body) {
  PUNTE_TRY(const std::string from, needed_tag(body, "from"));
  PUNTE_TRY(const std::string to, needed_tag(body, "to"));
  const auto pairs = body.find("pairs");
  if (pairs == body.end() || !pairs->is_array()) return wrong_pairs();
  std::vector<language::Unit> out;
  for (const Json& pair : *pairs) {
    if (!pair.is_object()) return wrong_pairs();
    language::Unit unit;
    unit.source_language = from;
    for (const auto& [tag, name] : {std::pair{from, "source"}, std::pair{to, "target"}}) {
      language::Variant variant;
      variant.language = tag;
      PUNTE_TRY(variant.text.text, needed_text(pair, name));
      unit.variants.push_back(std::move(variant));
    }
    out.push_back(std::move(unit));
  }
  return out;
}

Result<Response> check_quality(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const auto units, units_of(body));
  job::QualityOptions options;
  PUNTE_TRY(options.from, needed_tag(body, "from"));
  PUNTE_TRY(options.to, needed_tag(body, "to"));
  PUNTE_TRY(const std::string memory_name, text_member(body, "memory"));
  if (!memory_name.empty()) {
    PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, memory_name));
    PUNTE_CHECK(job::add_glossary(*memory, options));
  }
  job::QualityCheck check(options);
  for (const language::Unit& unit : units) check.add_unit(unit);
  const job::QualityReport report = check.finish();
  Json findings = Json::array();
  for (const qa::Finding& finding : report.findings) {
    Json one = view::to_json(finding, report, worker.messages(request));
    one["pair"] = finding.pair;
    findings.push_back(std::move(one));
  }
  return json_response({{"checked", report.checked}, {"findings", std::move(findings)}});
}

}  // namespace

void add_text_routes(Router& router) {
  router.add({"POST", "/api/v1/identify", Role::kRead, identify});
  router.add({"POST", "/api/v1/segment", Role::kRead, segment});
  router.add({"POST", "/api/v1/qa", Role::kRead, check_quality});
}

}  // namespace punte::server

#include "view/json.h"

namespace punte::view {
namespace {

constexpr auto kReplace = nlohmann::detail::error_handler_t::replace;

}  // namespace

std::string json_line(const Json& value) { return value.dump(-1, ' ', false, kReplace) + "\n"; }

std::string json_document(const Json& value) { return value.dump(2, ' ', false, kReplace) + "\n"; }

Json to_json(const tm::Match& match) {
  Json reasons = Json::array();
  for (const tm::Reason& reason : match.reasons) {
    Json one{{"code", reason.code}};
    if (reason.points != 0) one["points"] = reason.points;
    if (!reason.detail.empty()) one["detail"] = reason.detail;
    reasons.push_back(std::move(one));
  }
  Json out{{"score", match.score},
           {"kind", tm::match_kind_name(match.kind)},
           {"source", match.source.text},
           {"target", match.target.text},
           {"reasons", std::move(reasons)},
           {"origin", match.origin},
           {"source_language", match.source_language},
           {"target_language", match.target_language},
           {"unit", match.unit_id}};
  if (!match.date.empty()) out["date"] = match.date;
  if (!match.author.empty()) out["author"] = match.author;
  if (match.text_score != match.score) out["text_score"] = match.text_score;
  if (!match.source.codes.empty()) out["source_with_codes"] = language::with_codes(match.source);
  if (!match.target.codes.empty()) out["target_with_codes"] = language::with_codes(match.target);
  return out;
}

}  // namespace punte::view

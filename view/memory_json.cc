#include "view/memory_json.h"

#include <ctime>
#include <utility>

#include "language/marked_text.h"
#include "tm/unit_filter.h"

namespace punte::view {

using language::with_codes;

std::string moment_text(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::string out(32, '\0');
  out.resize(std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
  return out;
}

Json to_json(const job::MemoryOverview& overview) {
  Json languages = Json::object();
  for (const tm::LanguageCount& one : overview.languages) languages[one.language] = one.variants;
  return {{"units", overview.units},           {"bytes", overview.file_bytes},
          {"format", overview.schema_version}, {"oldest", overview.oldest},
          {"newest", overview.newest},         {"languages", std::move(languages)},
          {"origins", overview.origins}};
}

Json to_json(const job::ListedUnit& listed) {
  Json variants = Json::array();
  for (const language::Variant& variant : listed.unit.variants) {
    variants.push_back({{"language", variant.language}, {"text", with_codes(variant.text)}});
  }
  return {{"id", listed.unit.id},
          {"origin", listed.origin},
          {"date", tm::latest_date(listed.unit)},
          {"variants", std::move(variants)}};
}

Json to_json(const tm::ConcordanceHit& hit) {
  Json spans = Json::array();
  for (const language::Span& span : hit.spans) {
    spans.push_back({{"start", span.start}, {"limit", span.limit}});
  }
  Json others = Json::array();
  for (const auto& [tag, text] : hit.others) others.push_back({{"lang", tag}, {"text", text}});
  return {{"lang", hit.language},        {"text", hit.text},     {"spans", std::move(spans)},
          {"others", std::move(others)}, {"origin", hit.origin}, {"unit", hit.unit_id}};
}

Json to_json(const tm::EraseReport& report) {
  return {{"units", report.units}, {"removed", report.removed}, {"change", report.change}};
}

Json to_json(const tm::DedupeReport& report) {
  return {{"units", report.units},
          {"groups", report.groups},
          {"removed", report.removed},
          {"change", report.change}};
}

Json to_json(const tm::MergeAllReport& report) {
  return {{"added", report.units.added},
          {"merged", report.units.merged},
          {"unchanged", report.units.unchanged},
          {"terms_added", report.side.added_concepts},
          {"terms_merged", report.side.merged_concepts},
          {"change", report.change}};
}

Json to_json(const tm::Finding& finding) {
  return {{"unit", finding.unit},
          {"problem", tm::problem_name(finding.problem)},
          {"language", finding.language},
          {"proposal", finding.proposal},
          {"confidence", finding.confidence},
          {"can_fix", finding.can_fix},
          {"origin", finding.origin},
          {"text", finding.text}};
}

Json to_json(const tm::CheckReport& report) {
  Json faults = Json::array();
  for (const tm::Fault& fault : report.faults) {
    faults.push_back({{"code", fault.code}, {"unit", fault.unit}, {"detail", fault.detail}});
  }
  return {
      {"units", report.units}, {"fault_count", report.fault_count}, {"faults", std::move(faults)}};
}

Json to_json(const tm::SalvageReport& report) {
  return {{"units_kept", report.units_kept},
          {"units_in_part", report.units_in_part},
          {"units_lost", report.units_lost},
          {"history_lost", report.history_lost},
          {"damaged_file", report.damaged_file.string()}};
}

Json to_json(const tm::Change& change) {
  return {{"change", change.id},       {"time", moment_text(change.time)},
          {"who", change.who},         {"command", change.command},
          {"added", change.added},     {"altered", change.altered},
          {"removed", change.removed}, {"undoes", change.undoes},
          {"undone", change.undone}};
}

Json to_json(const tm::OptimizeReport& report) {
  return {{"bytes_before", report.bytes_before}, {"bytes_after", report.bytes_after}};
}

}  // namespace punte::view

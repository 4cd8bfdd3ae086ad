#include "view/memory_json.h"

#include <ctime>
#include <utility>
#include <vector>

#include "language/marked_text.h"
#include "tm/unit_filter.h"

namespace punte::view {

using language::with_codes;

namespace {

Json numbers_of(const std::vector<tm::Unit>& units) {
  Json out = Json::array();
  for (const tm::Unit& unit : units) out.push_back(unit.id);
  return out;
}

}  // namespace

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
          {"newest", overview.newest},         {"undated", overview.undated},
          {"languages", std::move(languages)}, {"origins", overview.origins}};
}

Json to_json(const job::ListedUnit& listed) {
  Json variants = Json::array();
  for (const language::Variant& variant : listed.unit.variants) {
    variants.push_back({{"language", variant.language}, {"text", with_codes(variant.text)}});
  }
  Json out = {{"id", listed.unit.id},
              {"origin", listed.origin},
              {"date", tm::latest_date(listed.unit)},
              {"variants", std::move(variants)}};
  const language::UnitRecord& record = listed.unit.record;
  if (record.added != 0) out["added"] = moment_text(record.added);
  if (record.changed != 0) out["changed"] = moment_text(record.changed);
  out["version"] = record.version;
  return out;
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
  return {{"units", report.units},
          {"removed", report.removed},
          {"altered", report.altered},
          {"undated", report.undated},
          {"examples", numbers_of(report.examples)},
          {"undated_examples", numbers_of(report.undated_examples)},
          {"change", report.change}};
}

Json to_json(const tm::DedupeReport& report) {
  return {{"units", report.units},
          {"groups", report.groups},
          {"removed", report.removed},
          {"examples", numbers_of(report.examples)},
          {"change", report.change}};
}

Json to_json(const tm::ReplaceReport& report) {
  Json examples = Json::array();
  for (const tm::Replacement& one : report.examples) {
    examples.push_back({{"unit", one.unit},
                        {"language", one.language},
                        {"before", with_codes(one.before)},
                        {"after", with_codes(one.after)}});
  }
  return {{"units", report.units},           {"altered", report.altered},
          {"texts", report.texts},           {"emptied", report.emptied},
          {"examples", std::move(examples)}, {"change", report.change}};
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

#include "view/quality.h"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "view/html_report.h"

namespace punte::view {
namespace {

std::string message_of(const qa::Finding& finding, const Messages& messages) {
  return messages.tr(finding.message.c_str(), finding.arguments);
}

std::string description_of(const qa::CheckInfo& check, const Messages& messages) {
  return messages.tr(std::string(check.description).c_str());
}

}  // namespace

std::string place_text(const job::CheckedPair& pair, const Messages& messages) {
  if (pair.line > 0) return pair.file + ":" + std::to_string(pair.line);
  const std::string unit = messages.tr("unit {1}", {std::to_string(pair.unit)});
  return pair.file.empty() ? unit : pair.file + ", " + unit;
}

std::string severity_text(qa::Severity severity, const Messages& messages) {
  switch (severity) {
    case qa::Severity::kError:
      return messages.tr("error");
    case qa::Severity::kWarning:
      return messages.tr("warning");
    case qa::Severity::kNote:
      break;
  }
  return messages.tr("note");
}

std::string summary_text(const job::QualityReport& report, const Messages& messages) {
  std::array<std::int64_t, 3> counts{};
  for (const qa::Finding& finding : report.findings) {
    ++counts[static_cast<std::size_t>(finding.severity)];
  }
  return messages.trn("{1} pair checked", "{1} pairs checked",
                      static_cast<std::int64_t>(report.checked)) +
         "; " + messages.trn("{1} error", "{1} errors", counts[0]) + ", " +
         messages.trn("{1} warning", "{1} warnings", counts[1]) + ", " +
         messages.trn("{1} note", "{1} notes", counts[2]);
}

Json checks_json(const Messages& messages) {
  Json list = Json::array();
  for (const qa::CheckInfo& check : qa::checks()) {
    list.push_back({{"id", check.id},
                    {"severity", qa::severity_name(check.severity)},
                    {"description", description_of(check, messages)}});
  }
  return list;
}

Json to_json(const qa::Finding& finding, const job::QualityReport& report,
             const Messages& messages) {
  const job::CheckedPair& pair = report.pairs.at(finding.pair);
  return {{"check", finding.check},
          {"severity", qa::severity_name(finding.severity)},
          {"message", message_of(finding, messages)},
          {"place", place_text(pair, messages)},
          {"source", pair.source},
          {"target", pair.target}};
}

Json sarif(const job::QualityReport& report, const Messages& messages) {
  Json rules = Json::array();
  for (const qa::CheckInfo& check : qa::checks()) {
    rules.push_back({{"id", check.id},
                     {"shortDescription", {{"text", description_of(check, messages)}}},
                     {"defaultConfiguration", {{"level", qa::severity_name(check.severity)}}}});
  }
  Json list = Json::array();
  for (const qa::Finding& finding : report.findings) {
    const job::CheckedPair& pair = report.pairs.at(finding.pair);
    Json location{{"logicalLocations", {{{"fullyQualifiedName", place_text(pair, messages)}}}}};
    if (pair.line > 0) {
      location["physicalLocation"] = {{"artifactLocation", {{"uri", pair.file}}},
                                      {"region", {{"startLine", pair.line}}}};
    }
    list.push_back({{"ruleId", finding.check},
                    {"level", qa::severity_name(finding.severity)},
                    {"message", {{"text", message_of(finding, messages)}}},
                    {"locations", Json::array({std::move(location)})},
                    {"properties",
                     {{"source", pair.source},
                      {"target", pair.target},
                      {"source_language", pair.source_language},
                      {"target_language", pair.target_language}}}});
  }
  return {{"version", "2.1.0"},
          {"runs",
           {{{"tool", {{"driver", {{"name", "punte"}, {"rules", std::move(rules)}}}}},
             {"results", std::move(list)}}}}};
}

std::string quality_page(const job::QualityReport& report, const Messages& messages) {
  HtmlReport page(messages.tr("Checked translations"), messages.language());
  page.paragraph(summary_text(report, messages));
  std::map<std::string, std::int64_t> by_check;
  for (const qa::Finding& finding : report.findings) ++by_check[finding.check];
  std::vector<HtmlReport::Bar> bars;
  for (const auto& [check, count] : by_check) {
    bars.push_back({check, static_cast<double>(count), messages.number(count)});
  }
  page.bars(bars);
  page.begin_table({messages.tr("Place"), messages.tr("Source"), messages.tr("Translation"),
                    messages.tr("Finding")});
  for (const qa::Finding& finding : report.findings) {
    const job::CheckedPair& pair = report.pairs.at(finding.pair);
    page.row(
        {html_escaped(place_text(pair, messages)), in_language(pair.source, pair.source_language),
         in_language(pair.target, pair.target_language),
         html_escaped(message_of(finding, messages)) + " <small>" + finding.check + "</small>"},
        qa::severity_name(finding.severity));
  }
  page.end_table();
  return page.html();
}

}  // namespace punte::view

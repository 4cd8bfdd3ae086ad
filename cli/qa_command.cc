#include "cli/qa_command.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/terms.h"
#include "language/language_tag.h"
#include "qa/checks.h"
#include "tm/glossary.h"
#include "tm/translation_memory.h"
#include "view/html_report.h"
#include "view/json.h"

namespace punte::cli {

using language::with_codes;
using view::html_escaped;
using view::HtmlReport;
using view::in_language;
using view::Json;
using view::json_document;
using view::json_line;
namespace {

using base::ErrorCode;
using base::Result;

struct QaArguments {
  std::vector<std::string> files;
  std::string from;
  std::string to;
  std::vector<std::string> skip;
  std::vector<std::string> terms;
  std::string severity = "note";
  std::string report_file;
  bool list = false;
};

/// Texts that findings are shown with, kept by pair.
struct Shown {
  std::string place;
  std::string source;
  std::string target;
  std::string source_language;
  std::string target_language;
};

struct Results {
  std::vector<qa::Finding> findings;
  std::map<std::size_t, Shown> pairs;
  std::size_t checked = 0;
};

std::string message_of(const qa::Finding& finding) {
  return tr(finding.message.c_str(), finding.arguments);
}

qa::Severity severity_of(std::string_view name) {
  return name == "error"     ? qa::Severity::kError
         : name == "warning" ? qa::Severity::kWarning
                             : qa::Severity::kNote;
}

/// Gives the unit's pairs to `use`: from the source to every other language, or those asked for.
void pairs_of(const language::Unit& unit, const QaArguments& arguments, const std::string& place,
              const std::function<void(qa::Pair&&)>& use) {
  const auto is = [](const language::Variant& variant, const std::string& wanted) {
    return wanted.empty() || variant.language == wanted ||
           variant.language.starts_with(wanted + "-");
  };
  const language::Variant* source = nullptr;
  for (const language::Variant& variant : unit.variants) {
    const std::string& wanted = arguments.from.empty() && unit.source_language != "*all*"
                                    ? unit.source_language
                                    : arguments.from;
    if (is(variant, wanted)) {
      source = &variant;
      break;
    }
  }
  if (source == nullptr) return;
  for (const language::Variant& variant : unit.variants) {
    if (&variant == source || !is(variant, arguments.to) || variant.language == source->language) {
      continue;
    }
    use({source->text, variant.text, source->language, variant.language, place});
  }
}

Json sarif_of(const Results& results) {
  Json rules = Json::array();
  for (const qa::CheckInfo& check : qa::checks()) {
    rules.push_back({{"id", check.id},
                     {"shortDescription", {{"text", tr(std::string(check.description).c_str())}}},
                     {"defaultConfiguration", {{"level", qa::severity_name(check.severity)}}}});
  }
  Json list = Json::array();
  for (const qa::Finding& finding : results.findings) {
    const Shown& shown = results.pairs.at(finding.pair);
    list.push_back(
        {{"ruleId", finding.check},
         {"level", qa::severity_name(finding.severity)},
         {"message", {{"text", message_of(finding)}}},
         {"locations", {{{"logicalLocations", {{{"fullyQualifiedName", shown.place}}}}}}},
         {"properties",
          {{"source", shown.source},
           {"target", shown.target},
           {"source_language", shown.source_language},
           {"target_language", shown.target_language}}}});
  }
  return {{"version", "2.1.0"},
          {"runs",
           {{{"tool", {{"driver", {{"name", "punte"}, {"rules", std::move(rules)}}}}},
             {"results", std::move(list)}}}}};
}

Color color_of(qa::Severity severity) {
  return severity == qa::Severity::kError     ? Color::kRed
         : severity == qa::Severity::kWarning ? Color::kYellow
                                              : Color::kDim;
}

std::string severity_text(qa::Severity severity) {
  switch (severity) {
    case qa::Severity::kError:
      return tr("error");
    case qa::Severity::kWarning:
      return tr("warning");
    case qa::Severity::kNote:
      break;
  }
  return tr("note");
}

std::string summary_of(const Results& results) {
  std::array<std::int64_t, 3> counts{};
  for (const qa::Finding& finding : results.findings) {
    ++counts[static_cast<std::size_t>(finding.severity)];
  }
  return trn("{1} pair checked", "{1} pairs checked", static_cast<std::int64_t>(results.checked)) +
         "; " + trn("{1} error", "{1} errors", counts[0]) + ", " +
         trn("{1} warning", "{1} warnings", counts[1]) + ", " +
         trn("{1} note", "{1} notes", counts[2]);
}

std::string table_of(const Results& results) {
  std::string out;
  std::size_t last = results.checked;
  for (const qa::Finding& finding : results.findings) {
    const Shown& shown = results.pairs.at(finding.pair);
    if (finding.pair != last) {
      out += paint(Color::kBold, printable(shown.place)) + "\n  " + shown.source_language + "  " +
             printable(shown.source) + "\n  " + shown.target_language + "  " +
             printable(shown.target) + "\n";
      last = finding.pair;
    }
    out += "  " + paint(color_of(finding.severity), severity_text(finding.severity)) + "  " +
           printable(message_of(finding)) + "  [" + finding.check + "]\n";
  }
  return out + summary_of(results) + "\n";
}

Result<void> write_report(const Results& results, const std::string& path) {
  HtmlReport report(tr("Checked translations"), message_language());
  report.paragraph(summary_of(results));
  std::map<std::string, std::int64_t> by_check;
  for (const qa::Finding& finding : results.findings) ++by_check[finding.check];
  std::vector<HtmlReport::Bar> bars;
  for (const auto& [check, count] : by_check) {
    bars.push_back({check, static_cast<double>(count), number(count)});
  }
  report.bars(bars);
  report.begin_table({tr("Place"), tr("Source"), tr("Translation"), tr("Finding")});
  for (const qa::Finding& finding : results.findings) {
    const Shown& shown = results.pairs.at(finding.pair);
    report.row({html_escaped(shown.place), in_language(shown.source, shown.source_language),
                in_language(shown.target, shown.target_language),
                html_escaped(message_of(finding)) + " <small>" + finding.check + "</small>"},
               qa::severity_name(finding.severity));
  }
  report.end_table();
  return write_file(path, report.html());
}

/// What the concept says of how its terms are to be translated, into languages that are checked.
void add_terms(const language::Concept& one, const QaArguments& arguments,
               std::vector<qa::Term>& out) {
  const auto is = [](const language::Term& term, const std::string& wanted) {
    return wanted.empty() || language::same_language(term.language, wanted);
  };
  const auto discouraged = [](const language::Term& term) {
    return std::any_of(term.properties.begin(), term.properties.end(),
                       [](const language::Property& property) {
                         return property.type == "termNote:administrativeStatus" &&
                                (property.value.starts_with("deprecated") ||
                                 property.value.starts_with("superseded"));
                       });
  };
  for (const language::Term& source : one.terms) {
    if (!is(source, arguments.from)) continue;
    for (const language::Term& target : one.terms) {
      if (language::same_language(source.language, target.language) || !is(target, arguments.to) ||
          discouraged(target)) {
        continue;
      }
      out.push_back({source.text, target.text, source.language, target.language});
    }
  }
}

/// The terms of the memory's glossary, where there is a memory, and of the files that are named.
Result<std::vector<qa::Term>> terms_of(const Context& context, const QaArguments& arguments) {
  std::vector<qa::Term> out;
  const auto memory = open_if_any(context);
  if (!memory) return tl::unexpected(memory.error());
  if (*memory) {
    const auto done = (*memory)->for_each_concept(
        [&](const language::Concept& one, std::string_view) -> Result<void> {
          add_terms(one, arguments, out);
          return {};
        });
    if (!done) return tl::unexpected(done.error());
  }
  exchange::ReadOptions options;
  options.from = arguments.from;
  options.to = arguments.to;
  for (const std::string& file : arguments.terms) {
    auto source = open_input(file);
    if (!source) return tl::unexpected(source.error());
    const auto read = job::read_terms(
        **source, "",
        [&](language::Concept&& one) -> Result<void> {
          add_terms(one, arguments, out);
          return {};
        },
        options);
    if (!read) return tl::unexpected(read.error());
  }
  return out;
}

Result<Results> check_all(const Context& context, const QaArguments& arguments) {
  qa::Options options;
  options.off.insert(arguments.skip.begin(), arguments.skip.end());
  auto terms = terms_of(context, arguments);
  if (!terms) return tl::unexpected(terms.error());
  options.terms = std::move(*terms);
  qa::Checker checker(std::move(options));
  const qa::Severity least = severity_of(arguments.severity);
  Results results;
  Progress progress;
  const auto check_unit = [&](const language::Unit& unit,
                              const std::string& place) -> Result<void> {
    pairs_of(unit, arguments, place, [&](qa::Pair&& pair) {
      std::vector<qa::Finding> found = checker.add(pair);
      std::erase_if(found, [&](const qa::Finding& finding) { return finding.severity > least; });
      results.pairs.emplace(results.checked,
                            Shown{pair.place, with_codes(pair.source), with_codes(pair.target),
                                  pair.source_language, pair.target_language});
      std::move(found.begin(), found.end(), std::back_inserter(results.findings));
      ++results.checked;
    });
    progress.show(tr("Checking"), results.checked, 0);
    if (interrupted()) return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
    return {};
  };
  if (arguments.files.empty()) {
    const auto memory = open_to_read(context);
    if (!memory) return tl::unexpected(memory.error());
    const auto done = memory->for_each({}, [&](const language::Unit& unit) {
      return check_unit(unit, tr("unit {1}", {std::to_string(unit.id)}));
    });
    if (!done) return tl::unexpected(done.error());
  }
  for (const std::string& file : arguments.files) {
    std::int64_t count = 0;
    const auto source = open_input(file);
    if (!source) return tl::unexpected(source.error());
    exchange::ReadOptions read;
    read.from = arguments.from;
    read.to = arguments.to;
    const auto done = exchange::read_units(
        **source, {},
        [&](language::Unit&& unit) {
          return check_unit(unit, file + ", " + tr("unit {1}", {std::to_string(++count)}));
        },
        read);
    if (!done) return tl::unexpected(done.error());
  }
  std::vector<qa::Finding> found = checker.finish();
  std::erase_if(found, [&](const qa::Finding& finding) { return finding.severity > least; });
  std::move(found.begin(), found.end(), std::back_inserter(results.findings));
  std::stable_sort(results.findings.begin(), results.findings.end(),
                   [](const qa::Finding& a, const qa::Finding& b) { return a.pair < b.pair; });
  return results;
}

int list_checks(const Context& context) {
  if (context.output() != Output::kTable) {
    Json list = Json::array();
    for (const qa::CheckInfo& check : qa::checks()) {
      list.push_back({{"id", check.id},
                      {"severity", qa::severity_name(check.severity)},
                      {"description", tr(std::string(check.description).c_str())}});
    }
    return print(json_document(list)) ? kDone : kFailed;
  }
  Table table({tr("Check"), tr("Severity"), tr("What it finds")});
  for (const qa::CheckInfo& check : qa::checks()) {
    table.add({{std::string(check.id)},
               {severity_text(check.severity), color_of(check.severity)},
               {tr(std::string(check.description).c_str())}});
  }
  return print(table.text()) ? kDone : kFailed;
}

int run_qa(const Context& context, QaArguments arguments) {
  if (arguments.list) return list_checks(context);
  for (const std::string& id : arguments.skip) {
    const auto all = qa::checks();
    if (std::none_of(all.begin(), all.end(), [&](const auto& check) { return check.id == id; })) {
      return report({ErrorCode::kInvalidArgument,
                     PUNTE_MSG("there is no check “{1}”; punte qa --list names them"),
                     {id},
                     {}});
    }
  }
  const auto tags = make_canonical({&arguments.from, &arguments.to});
  if (!tags) return report(tags.error());
  const auto results = check_all(context, arguments);
  if (!results) return report(results.error());
  if (!arguments.report_file.empty()) {
    if (const auto written = write_report(*results, arguments.report_file); !written) {
      return report(written.error());
    }
  }
  std::string out;
  switch (context.output()) {
    case Output::kJson:
      out = json_document(sarif_of(*results));
      break;
    case Output::kJsonLines:
      for (const qa::Finding& finding : results->findings) {
        const Shown& shown = results->pairs.at(finding.pair);
        out += json_line({{"check", finding.check},
                          {"severity", qa::severity_name(finding.severity)},
                          {"message", message_of(finding)},
                          {"place", shown.place},
                          {"source", shown.source},
                          {"target", shown.target}});
      }
      break;
    case Output::kTable:
      out = table_of(*results);
  }
  if (!print(out)) return kFailed;
  const bool bad = std::any_of(
      results->findings.begin(), results->findings.end(),
      [](const qa::Finding& finding) { return finding.severity != qa::Severity::kNote; });
  return bad ? kFoundProblems : kDone;
}

}  // namespace

void add_qa_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<QaArguments>();
  CLI::App& command = add_command(
      app, context, "qa",
      tr("Check translations: numbers, codes, placeholders, terms, languages (exit code 1: errors "
         "or warnings were found)"),
      "  punte qa --tm project.tm --from en --to ro\n"
      "  punte qa delivery.tmx --severity warning --report qa.html\n"
      "  punte qa delivery.xlf --terms client.tbx\n"
      "  punte qa delivery.tmx --skip capital,spaces --json > qa.sarif",
      [&context, arguments] { return run_qa(context, *arguments); });
  command
      .add_option("file", arguments->files,
                  tr("Files with translations (default: the memory is checked)"))
      ->type_name(tr("FILE"));
  command
      .add_option("--from", arguments->from,
                  tr("Language of the sources (default: that of each unit)"))
      ->type_name(tr("TAG"));
  command
      .add_option("--to", arguments->to, tr("Language of the translations (default: all others)"))
      ->type_name(tr("TAG"));
  command.add_option("--skip", arguments->skip, tr("Checks that are not to be made"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("CHECKS"));
  command
      .add_option("--terms", arguments->terms,
                  tr("A file of terms, TBX or a table, beside the glossary of the memory"))
      ->allow_extra_args(false)
      ->type_name(tr("FILE"));
  command
      .add_option("--severity", arguments->severity,
                  tr("Least severity shown: error, warning or note (default: note)"))
      ->check(CLI::IsMember({"error", "warning", "note"}))
      ->type_name(tr("SEVERITY"));
  command.add_option("--report", arguments->report_file, tr("Write an HTML report to this file"))
      ->type_name(tr("FILE"));
  command.add_flag("--list", arguments->list, tr("Show all checks"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli

#include "cli/qa_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "job/quality.h"
#include "job/translation_files.h"
#include "qa/checks.h"
#include "tm/translation_memory.h"
#include "view/json.h"
#include "view/quality.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;
using view::json_document;
using view::json_line;

struct QaArguments {
  job::QualityOptions options;
  std::vector<std::string> files;
  std::vector<std::string> skip;
  std::vector<std::string> terms;
  std::string severity = "note";
  std::string report_file;
  bool list = false;
};

qa::Severity severity_of(std::string_view name) {
  return name == "error"     ? qa::Severity::kError
         : name == "warning" ? qa::Severity::kWarning
                             : qa::Severity::kNote;
}

Color color_of(qa::Severity severity) {
  return severity == qa::Severity::kError     ? Color::kRed
         : severity == qa::Severity::kWarning ? Color::kYellow
                                              : Color::kDim;
}

std::string table_of(const job::QualityReport& report) {
  std::string out;
  std::size_t last = report.checked;
  for (const qa::Finding& finding : report.findings) {
    const job::CheckedPair& pair = report.pairs.at(finding.pair);
    if (finding.pair != last) {
      out += paint(Color::kBold, printable(view::place_text(pair, messages()))) + "\n  " +
             pair.source_language + "  " + printable(pair.source) + "\n  " + pair.target_language +
             "  " + printable(pair.target) + "\n";
      last = finding.pair;
    }
    out += "  " +
           paint(color_of(finding.severity), view::severity_text(finding.severity, messages())) +
           "  " + printable(tr(finding.message.c_str(), finding.arguments)) + "  [" +
           finding.check + "]\n";
  }
  return out + view::summary_text(report, messages()) + "\n";
}

/// Adds the terms of the memory's glossary, where there is a memory, and of the files.
Result<void> add_all_terms(const Context& context, QaArguments& arguments) {
  PUNTE_TRY(const auto memory, open_if_any(context));
  if (memory) PUNTE_CHECK(job::add_glossary(*memory, arguments.options));
  for (const std::string& file : arguments.terms) {
    PUNTE_TRY(const auto source, open_input(file));
    PUNTE_CHECK(job::add_terms(*source, arguments.options));
  }
  return {};
}

Result<job::QualityReport> check_all(const Context& context, QaArguments arguments) {
  PUNTE_CHECK(add_all_terms(context, arguments));
  job::QualityCheck check(std::move(arguments.options));
  JobProgress progress(tr("Checking"));
  if (arguments.files.empty()) {
    PUNTE_TRY(const auto memory, open_to_read(context));
    PUNTE_CHECK(check.add_memory(memory, progress.go_on()));
  }
  PUNTE_TRY(const auto files, job::translation_files(arguments.files));
  for (const std::string& file : files) {
    PUNTE_TRY(const auto source, open_input(file));
    PUNTE_CHECK(check.add_file(*source, file, progress.go_on()));
  }
  return check.finish();
}

int list_checks(const Context& context) {
  if (context.output() != Output::kTable) {
    return print(json_document(view::checks_json(messages()))) ? kDone : kFailed;
  }
  Table table({tr("Check"), tr("Severity"), tr("What it finds")});
  for (const qa::CheckInfo& check : qa::checks()) {
    table.add({{std::string(check.id)},
               {view::severity_text(check.severity, messages()), color_of(check.severity)},
               {tr(std::string(check.description).c_str())}});
  }
  return print(table.text()) ? kDone : kFailed;
}

std::string shown(const job::QualityReport& report, Output output) {
  if (output == Output::kTable) return table_of(report);
  if (output == Output::kJson) return json_document(view::sarif(report, messages()));
  std::string out;
  for (const qa::Finding& finding : report.findings) {
    out += json_line(view::to_json(finding, report, messages()));
  }
  return out;
}

Result<int> run_qa(const Context& context, QaArguments arguments) {
  if (arguments.list) return list_checks(context);
  for (const std::string& id : arguments.skip) {
    const auto all = qa::checks();
    if (std::none_of(all.begin(), all.end(), [&](const auto& check) { return check.id == id; })) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("there is no check “{1}”; punte qa --list names them"), {id});
    }
  }
  job::QualityOptions& options = arguments.options;
  options.off.insert(arguments.skip.begin(), arguments.skip.end());
  options.least = severity_of(arguments.severity);
  PUNTE_TRY(const auto report, check_all(context, arguments));
  if (!arguments.report_file.empty()) {
    PUNTE_CHECK(write_file(context, arguments.report_file, view::quality_page(report, messages())));
  }
  if (!print(shown(report, context.output()))) return kFailed;
  const bool bad = std::any_of(
      report.findings.begin(), report.findings.end(),
      [](const qa::Finding& finding) { return finding.severity != qa::Severity::kNote; });
  return bad ? kFoundProblems : kDone;
}

}  // namespace

void add_qa_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<QaArguments>();
  CLI::App& command =
      add_command(app, context, "qa", tr("Check translations: numbers, codes, terms, languages"),
                  "  punte qa --tm project.tm --from en --to ro\n"
                  "  punte qa delivery.tmx --severity warning --report qa.html\n"
                  "  punte qa delivery.xlf --terms client.tbx\n"
                  "  punte qa delivery.tmx --skip capital,spaces --json > qa.sarif",
                  [&context, arguments] { return finished(run_qa(context, *arguments)); });
  add_inputs(command, context, "file", arguments->files,
             tr("Files with translations, or folders of them (default: the memory is checked)"));
  add_narrowing_tag(command, context, "--from", arguments->options.from,
                    tr("Language of the sources (default: that of each unit)"));
  add_narrowing_tag(command, context, "--to", arguments->options.to,
                    tr("Language of the translations (default: all others)"));
  CLI::Option* const skip =
      command.add_option("--skip", arguments->skip, tr("Checks that are not to be made"))
          ->allow_extra_args(false)
          ->delimiter(',')
          ->type_name(tr("CHECKS"));
  std::vector<std::string> checks;
  for (const qa::CheckInfo& check : qa::checks()) checks.emplace_back(check.id);
  context.run->values.set_choices(skip, std::move(checks));
  add_inputs(command, context, "--terms", arguments->terms,
             tr("A file of terms, TBX or a table, beside the glossary of the memory"))
      ->allow_extra_args(false);
  command
      .add_option("--severity", arguments->severity,
                  tr("Least severity shown: error, warning or note (default: note)"))
      ->check(one_of({"error", "warning", "note"}))
      ->type_name(tr("SEVERITY"));
  add_output(command, context, "--report", arguments->report_file,
             tr("Write an HTML report to this file"));
  command.add_flag("--list", arguments->list, tr("Show all checks"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli

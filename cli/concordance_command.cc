#include "cli/concordance_command.h"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/continue.h"
#include "cli/arguments.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "tm/translation_memory.h"
#include "view/json.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

using base::Result;
using view::Json;
using view::json_document;
using view::json_line;

struct ConcordanceArguments {
  std::string phrase;
  tm::ConcordanceOptions options;
};

std::string highlighted(const tm::ConcordanceHit& hit) {
  std::string out;
  std::size_t at = 0;
  const std::string_view text = hit.text;
  for (const language::Span& span : hit.spans) {
    out += printable(text.substr(at, span.start - at));
    out += paint(Color::kGreen, printable(text.substr(span.start, span.limit - span.start)));
    at = span.limit;
  }
  return out + printable(text.substr(at));
}

std::string hit_text(const tm::ConcordanceHit& hit) {
  std::string out = paint(Color::kMagenta, hit.language) + "  " + highlighted(hit) + "\n";
  for (const auto& [tag, text] : hit.others) {
    out += paint(Color::kMagenta, tag) + "  " + printable(text) + "\n";
  }
  return out + paint(Color::kDim, printable(hit.origin) + " #" + std::to_string(hit.unit_id)) +
         "\n\n";
}

Result<int> run_concordance(const Context& context, ConcordanceArguments arguments) {
  PUNTE_TRY(const auto memory, open_to_read(context));
  arguments.options.go_on = [] { return !interrupted(); };
  const std::size_t limit = arguments.options.limit;
  std::size_t shown = 0;
  ++arguments.options.limit;  // to know whether there are more
  Json document = Json::array();
  PUNTE_TRY(
      const std::size_t hits,
      memory.concordance(arguments.phrase, arguments.options, [&](const tm::ConcordanceHit& hit) {
        if (interrupted() || ++shown > limit) return false;
        switch (context.output()) {
          case Output::kJson:
            document.push_back(view::to_json(hit));
            return true;
          case Output::kJsonLines:
            return print(json_line(view::to_json(hit)));
          case Output::kTable:
            break;
        }
        return print(hit_text(hit));
      }));
  if (interrupted()) return base::cancelled();
  if (context.output() == Output::kJson && !print(json_document(document))) return kFailed;
  if (hits > limit) {
    std::fprintf(stderr, "%s\n", tr("… and more; --limit shows more").c_str());
  }
  return hits > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_concordance_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<ConcordanceArguments>();
  CLI::App& command = add_command(
      app, context, "concordance", tr("Find a phrase in the texts of the memory, in any language"),
      "  punte concordance 'translation memory'\n"
      "  punte concordance 'pod suspendat' --in ro --with en --jsonl\n"
      "  punte concordance --words 'memory trans*'\n"
      "  punte concordance --regex 'colou?r' --limit 100",
      [&context, arguments] { return finished(run_concordance(context, *arguments)); });
  command.add_option("phrase", arguments->phrase, tr("What to find"))
      ->required()
      ->type_name(tr("PHRASE"));
  add_tag(command, context, "--in", arguments->options.language,
          tr("Only in texts of this language"));
  add_tag(command, context, "--with", arguments->options.other,
          tr("Only in units that have this language too"));
  CLI::Option* const regex = command.add_flag("--regex", arguments->options.regex,
                                              tr("The phrase is a regular expression"));
  CLI::Option* const exact = command.add_flag("--exact", arguments->options.exact,
                                              tr("Case, quotation marks and spaces count"));
  CLI::Option* const words = command.add_flag(
      "--words", arguments->options.words,
      tr("All these words, in any order; * stands for any letters: 'trans* memory'"));
  CLI::Option* const accents =
      command.add_flag("--ignore-accents", arguments->options.ignore_accents,
                       tr("Letters with and without accents are the same"));
  words->excludes(regex)->excludes(exact);
  accents->excludes(regex)->excludes(exact);
  exact->excludes(regex);
  command.add_option("--limit", arguments->options.limit, tr("Most hits shown (default: 20)"))
      ->check(between(1, 1000000))
      ->type_name(tr("NUMBER"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli

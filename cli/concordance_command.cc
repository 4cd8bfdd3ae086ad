#include "cli/concordance_command.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "tm/translation_memory.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

using base::ErrorCode;

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

Json hit_json(const tm::ConcordanceHit& hit) {
  Json spans = Json::array();
  for (const language::Span& span : hit.spans) {
    spans.push_back({{"start", span.start}, {"limit", span.limit}});
  }
  Json others = Json::array();
  for (const auto& [tag, text] : hit.others) others.push_back({{"lang", tag}, {"text", text}});
  return {{"lang", hit.language},        {"text", hit.text},     {"spans", std::move(spans)},
          {"others", std::move(others)}, {"origin", hit.origin}, {"unit", hit.unit_id}};
}

std::string hit_text(const tm::ConcordanceHit& hit) {
  std::string out = paint(Color::kMagenta, hit.language) + "  " + highlighted(hit) + "\n";
  for (const auto& [tag, text] : hit.others) {
    out += paint(Color::kMagenta, tag) + "  " + printable(text) + "\n";
  }
  return out + paint(Color::kDim, printable(hit.origin) + " #" + std::to_string(hit.unit_id)) +
         "\n\n";
}

int run_concordance(const Context& context, ConcordanceArguments arguments) {
  for (std::string* tag : {&arguments.options.language, &arguments.options.other}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
  }
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  const auto memory = tm::TranslationMemory::open(*path, memory_options(*path, Opening::kRead));
  if (!memory) return report(memory.error());
  arguments.options.go_on = [] { return !interrupted(); };
  Json document = Json::array();
  const auto hits =
      memory->concordance(arguments.phrase, arguments.options, [&](const tm::ConcordanceHit& hit) {
        if (interrupted()) return false;
        switch (context.output()) {
          case Output::kJson:
            document.push_back(hit_json(hit));
            return true;
          case Output::kJsonLines:
            return print(json_line(hit_json(hit)));
          case Output::kTable:
            break;
        }
        return print(hit_text(hit));
      });
  if (!hits) return report(hits.error());
  if (interrupted()) {
    return report({ErrorCode::kCancelled, PUNTE_MSG("stopped"), {}, {}});
  }
  if (context.output() == Output::kJson && !print(json_document(document))) return kFailed;
  return *hits > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_concordance_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<ConcordanceArguments>();
  CLI::App& command =
      add_command(app, context, "concordance",
                  tr("Find a phrase inside the segments of the memory, in any of its languages"),
                  "  punte concordance 'translation memory'\n"
                  "  punte concordance 'pod suspendat' --in ro --with en --jsonl\n"
                  "  punte concordance --regex 'colou?r' --limit 100",
                  [&context, arguments] { return run_concordance(context, *arguments); });
  command.add_option("phrase", arguments->phrase, tr("What to find"))
      ->required()
      ->type_name(tr("PHRASE"));
  command.add_option("--in", arguments->options.language, tr("Only in texts of this language"))
      ->type_name(tr("TAG"));
  command
      .add_option("--with", arguments->options.other,
                  tr("Only in units that have this language too"))
      ->type_name(tr("TAG"));
  command.add_flag("--regex", arguments->options.regex, tr("The phrase is a regular expression"));
  command.add_flag("--exact", arguments->options.exact,
                   tr("Case, quotation marks and spaces count"));
  command.add_option("--limit", arguments->options.limit, tr("Most hits shown (default: 20)"))
      ->check(CLI::Range(1, 1000000))
      ->type_name(tr("NUMBER"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli

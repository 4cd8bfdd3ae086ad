#include "cli/lexicon_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "aligner/lexicon.h"
#include "aligner/words.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/lexicons.h"
#include "language/language_tag.h"
#include "tm/stored_lexicon.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_line;
using view::to_json;
namespace {

using base::ErrorCode;
using base::Result;

struct LexiconArguments {
  std::string from;
  std::string to;
  std::string output = "-";
  std::vector<std::string> words;
};

Result<void> canonical(LexiconArguments& arguments) {
  for (std::string* tag : {&arguments.from, &arguments.to}) {
    auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return tl::unexpected(parsed.error());
    *tag = parsed->str();
  }
  return {};
}

int build(const Context& context, LexiconArguments arguments) {
  if (const auto done = canonical(arguments); !done) return report(done.error());
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  auto built = build_lexicon(*path, arguments.from, arguments.to);
  if (!built) return report(built.error());
  if (built->pairs == 0) {
    report({ErrorCode::kNotFound,
            PUNTE_MSG("the memory has no unit in both {1} and {2}"),
            {arguments.from, arguments.to},
            path->string()});
    return kNothingFound;
  }
  const tm::StoredLexicon stored{arguments.from, arguments.to, built->units, built->pairs,
                                 built->lexicon.to_bytes()};
  if (const auto saved = keep_lexicon(*path, stored); !saved) return report(saved.error());
  const auto entries = static_cast<std::int64_t>(built->lexicon.entries().size());
  if (context.output() != Output::kTable) {
    return print(json_line({{"from", arguments.from},
                            {"to", arguments.to},
                            {"pairs", built->pairs},
                            {"entries", entries},
                            {"bytes", stored.bytes.size()}}))
               ? kDone
               : kFailed;
  }
  return print(trn("{1} translation learnt from {2} segments",
                   "{1} translations learnt from {2} "
                   "segments",
                   entries, {number(built->pairs)}) +
               "\n")
             ? kDone
             : kFailed;
}

Json entry_json(const aligner::Lexicon::Entry& entry) {
  return {{"source", entry.source},
          {"target", entry.target},
          {"forward", entry.forward},
          {"backward", entry.backward}};
}

/// Entries, most likely translations of each other first.
std::vector<aligner::Lexicon::Entry> sorted(const aligner::Lexicon& lexicon) {
  std::vector<aligner::Lexicon::Entry> out(lexicon.entries().begin(), lexicon.entries().end());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    const float x = a.forward * a.backward;
    const float y = b.forward * b.backward;
    return x != y ? x > y : std::tie(a.source, a.target) < std::tie(b.source, b.target);
  });
  return out;
}

int list(const Context& context, const std::filesystem::path& path) {
  const auto lexicons = kept_lexicons(path);
  if (!lexicons) return report(lexicons.error());
  std::string out;
  Table table({tr("From"), tr("To"), tr("Segments"), tr("State")});
  for (const KeptLexicon& lexicon : *lexicons) {
    out += json_line(to_json(lexicon));
    table.add({{lexicon.from},
               {lexicon.to},
               {number(lexicon.pairs)},
               {lexicon.stale ? tr("out of date") : tr("up to date"),
                lexicon.stale ? Color::kYellow : Color::kNone}});
  }
  if (context.output() == Output::kTable) out = table.empty() ? std::string() : table.text();
  if (!print(out)) return kFailed;
  return lexicons->empty() ? kNothingFound : kDone;
}

int show(const Context& context, LexiconArguments arguments) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  if (arguments.words.empty()) return list(context, *path);
  if (arguments.from.empty() || arguments.to.empty()) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("name the languages of the words with --from and --to"),
                   {},
                   {}});
  }
  if (const auto done = canonical(arguments); !done) return report(done.error());
  const auto lexicon = memory_lexicon(*path, arguments.from, arguments.to);
  if (!lexicon) return report(lexicon.error());
  const std::vector<aligner::Lexicon::Entry> entries = sorted(*lexicon);
  std::string out;
  Table table({tr("Word"), tr("Translation"), tr("Forward"), tr("Backward")});
  for (const std::string& word : arguments.words) {
    const std::string key = aligner::word_key(word);
    for (const aligner::Lexicon::Entry& entry : entries) {
      if (entry.source != key) continue;
      out += json_line(entry_json(entry));
      table.add({{entry.source},
                 {entry.target},
                 {fmt::format("{:.2f}", entry.forward)},
                 {fmt::format("{:.2f}", entry.backward)}});
    }
  }
  const bool any = !table.empty();
  if (context.output() == Output::kTable) out = any ? table.text() : std::string();
  if (!print(out)) return kFailed;
  return any ? kDone : kNothingFound;
}

int export_all(const Context& context, LexiconArguments arguments) {
  if (const auto done = canonical(arguments); !done) return report(done.error());
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  const auto lexicon = memory_lexicon(*path, arguments.from, arguments.to);
  if (!lexicon) return report(lexicon.error());
  if (lexicon->empty()) return kNothingFound;
  auto sink = exchange::create_file(arguments.output);
  if (!sink) return report(sink.error());
  for (const aligner::Lexicon::Entry& entry : sorted(*lexicon)) {
    const std::string line = context.output() == Output::kTable
                                 ? fmt::format("{}\t{}\t{:.4f}\t{:.4f}\n", entry.source,
                                               entry.target, entry.forward, entry.backward)
                                 : json_line(entry_json(entry));
    if (const auto written = (*sink)->write(line); !written) return report(written.error());
  }
  if (const auto done = (*sink)->commit(); !done) return report(done.error());
  return kDone;
}

}  // namespace

void add_lexicon_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<LexiconArguments>();
  CLI::App& command = add_command(
      app, context, "lexicon", tr("Words and their translations, learnt from the memory"),
      "  punte lexicon build --from en --to ro\n  punte lexicon show --from en --to ro bridge",
      [&context] { return context.exit_code; });
  command.require_subcommand(1);
  const auto languages = [&](CLI::App& part, bool required) {
    part.add_option("--from", arguments->from, tr("Language of the words"))
        ->required(required)
        ->type_name(tr("TAG"));
    part.add_option("--to", arguments->to, tr("Language of the translations"))
        ->required(required)
        ->type_name(tr("TAG"));
    add_memory_option(part, context);
    add_output_options(part, context);
  };
  CLI::App& building = add_command(command, context, "build",
                                   tr("Learn a lexicon and keep it in the memory; align uses it"),
                                   "  punte lexicon build --from en --to ro",
                                   [&context, arguments] { return build(context, *arguments); });
  languages(building, true);
  CLI::App& showing =
      add_command(command, context, "show",
                  tr("Show the translations of words, or without words what lexicons there are"),
                  "  punte lexicon show\n  punte lexicon show --from en --to ro bridge river",
                  [&context, arguments] { return show(context, *arguments); });
  languages(showing, false);
  showing.add_option("words", arguments->words, tr("Words to look up"))->type_name(tr("WORD"));
  CLI::App& exporting =
      add_command(command, context, "export",
                  tr("Write word, translation and the probabilities of each given the other"),
                  "  punte lexicon export --from en --to ro -o words.tsv",
                  [&context, arguments] { return export_all(context, *arguments); });
  languages(exporting, true);
  exporting.add_option("-o,--output", arguments->output, tr("File to write; - is standard output"))
      ->type_name(tr("FILE"));
}

}  // namespace punte::cli

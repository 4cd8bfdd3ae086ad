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
#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/lexicons.h"
#include "tm/translation_memory.h"
#include "view/align_json.h"

namespace punte::cli {

using view::Json;
using view::json_line;
namespace {

using base::ErrorCode;
using base::Result;

struct LexiconArguments {
  std::string from;
  std::string to;
  std::string output = "-";
  std::vector<std::string> words;
};

Result<int> build(const Context& context, LexiconArguments arguments) {
  PUNTE_TRY(const auto path, context.memory_path());
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kWrite)));
  JobProgress progress;
  PUNTE_TRY(const auto built,
            job::build_lexicon(memory, arguments.from, arguments.to, progress.go_on()));
  progress.clear();
  if (built.pairs == 0) {
    report({ErrorCode::kNotFound,
            PUNTE_MSG("the memory has no unit in both {1} and {2}"),
            {arguments.from, arguments.to},
            path.string()});
    return kNothingFound;
  }
  PUNTE_CHECK(job::keep_lexicon(memory, arguments.from, arguments.to, built));
  const auto entries = static_cast<std::int64_t>(built.lexicon.entries().size());
  const std::string out = context.output() == Output::kTable
                              ? trn("{1} translation learnt from {2} segments",
                                    "{1} translations learnt from {2} "
                                    "segments",
                                    entries, {number(built.pairs)}) +
                                    "\n"
                              : json_line({{"from", arguments.from},
                                           {"to", arguments.to},
                                           {"pairs", built.pairs},
                                           {"entries", entries},
                                           {"bytes", built.lexicon.to_bytes().size()}});
  return print(out) ? kDone : kFailed;
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

Result<int> list(const Context& context, const tm::Memory& memory) {
  PUNTE_TRY(const auto lexicons, job::kept_lexicons(memory));
  std::string out;
  Json documents = Json::array();
  Table table({tr("From"), tr("To"), tr("Segments"), tr("State")});
  for (const job::KeptLexicon& lexicon : lexicons) {
    out += json_line(view::to_json(lexicon));
    documents.push_back(view::to_json(lexicon));
    table.add({{lexicon.from},
               {lexicon.to},
               {number(lexicon.pairs)},
               {lexicon.stale ? tr("out of date") : tr("up to date"),
                lexicon.stale ? Color::kYellow : Color::kNone}});
  }
  if (context.output() == Output::kJson) out = view::json_document(documents);
  if (context.output() == Output::kTable) out = table.empty() ? std::string() : table.text();
  if (!print(out)) return kFailed;
  return lexicons.empty() ? kNothingFound : kDone;
}

Result<int> show(const Context& context, LexiconArguments arguments) {
  PUNTE_TRY(const auto memory, open_to_read(context));
  if (arguments.words.empty()) return list(context, memory);
  if (arguments.from.empty() || arguments.to.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("name the languages of the words with --from and --to"));
  }
  JobProgress progress;
  PUNTE_TRY(const auto lexicon,
            job::memory_lexicon(memory, arguments.from, arguments.to, progress.go_on()));
  progress.clear();
  const std::vector<aligner::Lexicon::Entry> entries = sorted(lexicon);
  std::string out;
  Json documents = Json::array();
  Table table({tr("Word"), tr("Translation"), tr("Forward"), tr("Backward")});
  for (const std::string& word : arguments.words) {
    const std::string key = aligner::word_key(word);
    for (const aligner::Lexicon::Entry& entry : entries) {
      if (entry.source != key) continue;
      out += json_line(view::to_json(entry));
      documents.push_back(view::to_json(entry));
      table.add({{entry.source},
                 {entry.target},
                 {decimal(entry.forward, 2)},
                 {decimal(entry.backward, 2)}});
    }
  }
  const bool any = !table.empty();
  if (context.output() == Output::kJson) out = view::json_document(documents);
  if (context.output() == Output::kTable) out = any ? table.text() : std::string();
  if (!print(out)) return kFailed;
  return any ? kDone : kNothingFound;
}

Result<int> export_all(const Context& context, LexiconArguments arguments) {
  PUNTE_TRY(const auto memory, open_to_read(context));
  JobProgress progress;
  PUNTE_TRY(const auto lexicon,
            job::memory_lexicon(memory, arguments.from, arguments.to, progress.go_on()));
  progress.clear();
  if (lexicon.empty()) return kNothingFound;
  PUNTE_TRY(const auto sink, open_output(context, arguments.output));
  Json documents = Json::array();
  for (const aligner::Lexicon::Entry& entry : sorted(lexicon)) {
    if (context.output() == Output::kJson) {
      documents.push_back(view::to_json(entry));
      continue;
    }
    PUNTE_CHECK(sink->write(context.output() == Output::kTable
                                ? fmt::format("{}\t{}\t{:.4f}\t{:.4f}\n", entry.source,
                                              entry.target, entry.forward, entry.backward)
                                : json_line(view::to_json(entry))));
  }
  if (context.output() == Output::kJson) PUNTE_CHECK(sink->write(view::json_document(documents)));
  PUNTE_CHECK(sink->commit());
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
    add_tag(part, context, "--from", arguments->from, tr("Language of the words"))
        ->required(required);
    add_tag(part, context, "--to", arguments->to, tr("Language of the translations"))
        ->required(required);
    add_memory_option(part, context);
    add_output_options(part, context);
  };
  CLI::App& building = add_command(
      command, context, "build", tr("Learn a lexicon and keep it in the memory; align uses it"),
      "  punte lexicon build --from en --to ro",
      [&context, arguments] { return finished(build(context, *arguments)); });
  languages(building, true);
  CLI::App& showing =
      add_command(command, context, "show",
                  tr("Show the translations of words, or without words what lexicons there are"),
                  "  punte lexicon show\n  punte lexicon show --from en --to ro bridge river",
                  [&context, arguments] { return finished(show(context, *arguments)); });
  languages(showing, false);
  showing.add_option("words", arguments->words, tr("Words to look up"))->type_name(tr("WORD"));
  CLI::App& exporting =
      add_command(command, context, "export",
                  tr("Write word, translation and the probabilities of each given the other"),
                  "  punte lexicon export --from en --to ro -o words.tsv",
                  [&context, arguments] { return finished(export_all(context, *arguments)); });
  languages(exporting, true);
  add_output(exporting, context, "-o,--output", arguments->output,
             tr("File to write; - is standard output"));
}

}  // namespace punte::cli

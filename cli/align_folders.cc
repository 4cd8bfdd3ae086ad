#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "cli/align_arguments.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "job/align_folders.h"
#include "job/lexicons.h"
#include "tm/translation_memory.h"
#include "view/align_json.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using view::Json;
using view::json_document;
using view::json_line;

void warn_of_languages(const job::DocumentFolder& folder) {
  for (const job::WrongLanguages& wrong : job::wrong_languages(folder)) {
    warn(wrong.first.name, trn("{1} text seems to be in {2}, not in {3}",
                               "{1} texts, this one first, seem to be in {2}, not in {3}",
                               wrong.count, {wrong.first.found, wrong.first.said}));
  }
}

Result<int> print_documents(const Context& context, const std::vector<job::FolderPair>& pairs) {
  std::string out;
  Json list = Json::array();
  for (const job::FolderPair& pair : pairs) {
    if (context.output() == Output::kTable) {
      const double score = std::round(pair.score * 10000) / 10000;
      out += printable(pair.source->name) + "\t" + printable(pair.target->name) + "\t" +
             std::to_string(score).substr(0, 6) + "\n";
    } else if (context.output() == Output::kJsonLines) {
      out += json_line(view::to_json(pair));
    } else {
      list.push_back(view::to_json(pair));
    }
  }
  if (context.output() == Output::kJson) out = json_document(list);
  if (!print(out)) return kFailed;
  return pairs.empty() ? kNothingFound : kDone;
}

Result<job::DocumentFolder> read_documents(const std::string& name, const std::string& language,
                                           bool lines) {
  JobProgress progress;
  job::FolderOptions options;
  options.language = language;
  options.lines = lines;
  options.failed = [&](const base::Error& error) {
    progress.clear();
    report(error);
  };
  return job::read_folder(name, options, progress.go_on());
}

}  // namespace

void warn(const std::string& name, const std::string& text) {
  std::fputs(("punte: " + printable(name) + ": " + text + "\n").c_str(), stderr);
}

Result<aligner::Lexicon> known_words(const Context& context, const AlignArguments& arguments,
                                     const std::string& from, const std::string& to) {
  if (arguments.no_lexicon || from.empty() || to.empty()) return aligner::Lexicon();
  const auto path = context.memory_path();
  std::error_code ignored;
  if (!path || !fs::exists(*path, ignored)) return aligner::Lexicon();
  PUNTE_TRY(const auto memory,
            tm::TranslationMemory::open(*path, memory_options(*path, Opening::kRead)));
  JobProgress progress;
  return job::memory_lexicon(memory, from, to, progress.go_on());
}

Result<int> align_folders(const Context& context, const AlignArguments& arguments) {
  const bool site = arguments.files.size() == 1;
  // The documents of two folders are in the languages that the user says; those of one are sorted
  // by the language that they are found to be in.
  PUNTE_TRY(
      const auto source,
      read_documents(arguments.files[0], site ? std::string() : arguments.from, arguments.lines));
  job::DocumentFolder other;
  if (!site) {
    PUNTE_TRY(other, read_documents(arguments.files[1], arguments.to, arguments.lines));
    warn_of_languages(source);
    warn_of_languages(other);
  }
  PUNTE_TRY(const auto lexicon, known_words(context, arguments, arguments.from, arguments.to));
  const std::vector<job::FolderPair> pairs =
      job::pair_folders(source, arguments.files[0], site ? source : other,
                        arguments.files[site ? 0 : 1], arguments.from, arguments.to, &lexicon);
  if (pairs.empty()) {
    const std::array<const job::DocumentFolder*, 2> both = {&source, &other};
    report({ErrorCode::kInvalidArgument,
            PUNTE_MSG("no text and its translation found; check --from and --to, the texts are in: "
                      "{1}"),
            {job::languages_found(both)},
            arguments.files[0]});
  }
  int code = kDone;
  if (arguments.documents) {
    PUNTE_TRY(code, print_documents(context, pairs));
  } else {
    Delivery delivery(context, arguments.delivery, true);
    JobProgress progress;
    PUNTE_CHECK(job::align_pairs(
        pairs, &lexicon,
        [&](const job::AlignedTexts& texts) {
          progress.clear();
          return delivery.add(texts);
        },
        progress.go_on()));
    progress.clear();
    PUNTE_TRY(code, delivery.finish());
  }
  return source.failed + other.failed > 0 ? kFailed : code;
}

}  // namespace punte::cli

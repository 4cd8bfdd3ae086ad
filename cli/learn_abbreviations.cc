#include "cli/learn_abbreviations.h"

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "job/abbreviations.h"
#include "language/abbreviations.h"
#include "view/json.h"
#include "view/text_json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

using base::Result;
using language::AbbreviationCandidate;
using language::AbbreviationLearner;

Result<void> add_file(const std::string& file, const std::string& tag,
                      AbbreviationLearner& learner) {
  PUNTE_TRY(const auto source, open_input(file));
  JobProgress progress(tr("Reading {1}", {source->name()}));
  const bool tmx = file.find(".tmx") != std::string::npos || file.find(".TMX") != std::string::npos;
  return tmx ? job::learn_from_tmx(*source, tag, learner, progress.go_on())
             : job::learn_from_text(*source, learner, progress.go_on());
}

}  // namespace

int learn_abbreviations(const Context& context, const std::string& tag,
                        const std::vector<std::string>& files) {
  AbbreviationLearner learner;
  for (const std::string& file : files) {
    const auto added = add_file(file, tag, learner);
    if (!added) return report(added.error());
  }
  const std::vector<AbbreviationCandidate> found = learner.candidates(tag.empty() ? "und" : tag);
  if (context.output() == Output::kJson) {
    Json out = Json::array();
    for (const AbbreviationCandidate& candidate : found) out.push_back(view::to_json(candidate));
    print(json_document(out));
    return found.empty() ? kNothingFound : kDone;
  }
  for (const AbbreviationCandidate& candidate : found) {
    const std::string line =
        context.output() == Output::kJsonLines
            ? json_line(view::to_json(candidate))
            : fmt::format(
                  "{}\t# {}\n", candidate.word,
                  tr("with a dot {1}, without {2}, goes on {3}; score {4}: {5}",
                     {number(candidate.with_dot), number(candidate.without_dot),
                      number(candidate.goes_on), decimal(candidate.score, 1), candidate.example}));
    if (!print(line)) break;
  }
  return found.empty() ? kNothingFound : kDone;
}

}  // namespace punte::cli

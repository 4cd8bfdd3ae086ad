#include "cli/progress.h"

#include <string>

#include "cli/messages.h"

namespace punte::cli {
namespace {

std::string stage_title(base::Stage stage) {
  using base::Stage;
  switch (stage) {
    case Stage::kPages:
      return tr("Pages");
    case Stage::kLines:
      return tr("Lines");
    case Stage::kUnits:
      return tr("Units");
    case Stage::kSegments:
      return tr("Looking up");
    case Stage::kComparing:
      return tr("Comparing");
    case Stage::kDocuments:
      return tr("Documents");
    case Stage::kLexicon:
      return tr("Learning the lexicon");
    case Stage::kIndex:
      break;
  }
  return tr("Indexing");
}

}  // namespace

base::Continue JobProgress::go_on() {
  return base::Continue([this](base::Stage stage, std::uint64_t done, std::uint64_t all) {
    progress_.show(title_.empty() ? stage_title(stage) : title_, done, all);
    return !interrupted();
  });
}

}  // namespace punte::cli

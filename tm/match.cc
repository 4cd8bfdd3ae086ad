#include "tm/match.h"

namespace punte::tm {

std::string_view match_kind_name(MatchKind kind) {
  switch (kind) {
    case MatchKind::kContext:
      return "context";
    case MatchKind::kExact:
      return "exact";
    case MatchKind::kFuzzy:
      break;
  }
  return "fuzzy";
}

}  // namespace punte::tm

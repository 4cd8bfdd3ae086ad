#ifndef PUNTE_TM_MATCH_H_
#define PUNTE_TM_MATCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/unit.h"

namespace punte::tm {

/// No match scores more that has a number, placeholder, code or address wrong, missing or too much,
/// or whose source says the contrary: 85 is where matches begin to be taken as they are.
inline constexpr int kBestUnsure = 84;

/// What a segment is looked up with. Languages are canonical BCP 47 tags.
struct Query {
  MarkedText source;
  std::string source_language;
  std::string target_language;
  std::optional<std::string> previous;  ///< text of the segment before, where known
  std::optional<std::string> next;      ///< text of the segment after it
  std::string key;                      ///< identifier in the file (msgctxt, resource key), or ""
};

enum class MatchOrder {
  kUseful,  ///< by how much of the target is likely to be of use (tm/ranking.h); the default
  kScore,   ///< by the score shown, equal ones by the number of their unit
};

/// Points subtracted from a score, and shown apart from it; 0 switches one off.
struct Penalties {
  int aligned = 10;    ///< made by alignment, at no confidence; shrinks with it, to 1
  int machine = 10;    ///< written by a machine, and not changed by a person since
  int unreviewed = 3;  ///< marked as a draft or as not yet confirmed
  /// A number, code or address of the source that differs stays in the target. Where one is missing
  /// or too much, or a noun takes another form, at most as many as it takes to be below 85.
  int placeables = 15;
  /// The source says the contrary of the query: a negation or one of two opposites differs. At most
  /// so many as it takes to be below 85.
  int meaning = 15;
  int variant = 1;  ///< another variety of a language: pt-BR for pt-PT; for each side
  std::vector<std::pair<std::string, int>> origins = {};  ///< units that came from these
};

struct LookupOptions {
  int threshold = 70;     ///< lowest score shown, percent 1..100
  std::size_t limit = 5;  ///< most matches returned
  /// Of the best thirty by score, the useful ones come first; what comes after them keeps its
  /// order. Costs a millisecond at most.
  MatchOrder order = MatchOrder::kUseful;
  Penalties penalties = {};
  /// Numbers, codes and addresses of the query are put into the targets of fuzzy matches, where
  /// it is beyond doubt which stands for which.
  bool adapt = true;
};

enum class MatchKind {
  kContext,  ///< same text, and a neighbour or the key agrees: 101 or 102
  kExact,    ///< same text (100), or all but case, space, quotes, cedilla/comma, codes (99)
  kFuzzy,    ///< similar text: below 99
};

/// "context", "exact", "fuzzy": the words of the command contract.
[[nodiscard]] std::string_view match_kind_name(MatchKind kind);

/// Why a score is not 100, or what was subtracted from it.
struct Reason {
  std::string code;  ///< stable, for programs: "form", "codes", "words", "variant", "aligned", ...
  int points = 0;    ///< points that it cost, where it is a penalty
  std::string detail;  ///< the words, numbers or tags concerned; may be empty
  friend bool operator==(const Reason&, const Reason&) = default;
};

struct Match {
  MatchKind kind = MatchKind::kFuzzy;
  int score = 0;       ///< percent 0..102, penalties already subtracted
  int text_score = 0;  ///< the score of the two texts alone, before penalties
  std::vector<Reason> reasons;
  MarkedText source;
  MarkedText target;
  std::string source_language;
  std::string target_language;
  std::int64_t unit_id = 0;
  std::string origin;  ///< where the unit came from: a file's name, "aligned", ...
  /// When and by whom the translation was last changed or, as far as nothing is said of that, made,
  /// as the file that it came from or the edit says; "": not known.
  std::string date;
  std::string author;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_MATCH_H_

#ifndef PUNTE_TM_CONCORDANCE_H_
#define PUNTE_TM_CONCORDANCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/text.h"

namespace punte::tm {

/// `regex`, `exact` and `words` exclude each other; `ignore_accents` goes with `words` or none.
struct ConcordanceOptions {
  std::string language =
      {};  ///< canonical tag: only texts of it and its variants; "": of any language
  std::string other = {};  ///< only units that have this language too; "": any unit
  bool regex = false;      ///< the phrase is a regular expression of ICU; folds case unless `exact`
  bool exact = false;      ///< case, accents as written, quotation marks and spaces count
  /// The phrase is words, all of which a text must have, in any order; "*" in one stands for
  /// letters.
  bool words = false;
  /// Letters with and without accents are the same. Costs a look at every text.
  bool ignore_accents = false;
  std::size_t limit = 20;
  std::function<bool()> go_on = {};  ///< asked every some hundred texts; false ends the search
};

/// A text that has the phrase in it.
struct ConcordanceHit {
  std::int64_t unit_id = 0;
  std::string origin;
  std::string language;
  std::string text;
  std::vector<language::Span> spans;  ///< where, in bytes of `text`; ascending, not overlapping
  std::vector<std::pair<std::string, std::string>> others;  ///< tag and text of other variants
};

/// Receives hits as they are found; false ends the search.
using ConcordanceVisitor = std::function<bool(const ConcordanceHit&)>;

}  // namespace punte::tm

#endif  // PUNTE_TM_CONCORDANCE_H_

#ifndef PUNTE_QA_TERM_INDEX_H_
#define PUNTE_QA_TERM_INDEX_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "qa/checks.h"

namespace punte::qa::internal {

/// Finds the agreed terms of pairs, inflected or not, whatever the case of their letters.
/// Cost of a pair: its words times the terms whose first words begin like one of them.
class TermIndex {
 public:
  /// `terms` must outlive this.
  explicit TermIndex(const std::vector<Term>& terms);

  /// The terms in the source whose translation the target does not have; of those with several
  /// translations any will do, and the first is given here.
  [[nodiscard]] std::vector<const Term*> violated_in(const Pair& pair) const;

 private:
  using Words = std::vector<std::u32string>;
  struct PreparedTerm {
    const Term* term;
    Words source;
    Words target;
  };

  std::vector<PreparedTerm> terms_;
  std::multimap<std::u32string, std::size_t> by_start_;  // of their first word
};

}  // namespace punte::qa::internal

#endif  // PUNTE_QA_TERM_INDEX_H_

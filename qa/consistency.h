#ifndef PUNTE_QA_CONSISTENCY_H_
#define PUNTE_QA_CONSISTENCY_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "qa/checks.h"

namespace punte::qa::internal {

/// Finds sources with several translations among all pairs, and translations of several sources.
/// Texts with the same match key count as one. Memory: the texts of all pairs, folded.
class Consistency {
 public:
  Consistency(bool of_targets, bool of_sources)
      : of_targets_(of_targets), of_sources_(of_sources) {}

  /// `number` is the pair's index.
  void add(std::size_t number, const Pair& pair);

  /// In the order of the pairs; each names the first text that differs from the pair's.
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  struct Seen {
    std::u32string other;  // the first text of the other side, folded
    std::string other_text;
    std::vector<std::size_t> differing;  // pairs
  };
  using SeenTexts = std::map<std::pair<std::string, std::u32string>, Seen>;  // languages, text

  bool of_targets_;
  bool of_sources_;
  SeenTexts by_source_;
  SeenTexts by_target_;
};

}  // namespace punte::qa::internal

#endif  // PUNTE_QA_CONSISTENCY_H_

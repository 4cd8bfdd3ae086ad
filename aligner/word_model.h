#ifndef PUNTE_ALIGNER_WORD_MODEL_H_
#define PUNTE_ALIGNER_WORD_MODEL_H_

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace punte::aligner::internal {

/// Words of both sides that stand in one bead, and how probable the bead is.
struct Evidence {
  std::vector<std::uint32_t> source;
  std::vector<std::uint32_t> target;
  double weight = 1;
};

/// How often words were linked: expected counts of a symmetric word-translation model.
struct WordModel {
  struct Link {
    std::uint32_t source;
    float count;
  };
  std::vector<std::vector<Link>> of_target;  ///< [target], by falling count
  std::vector<float> source_totals;
  std::vector<float> target_totals;
};

/// Fits the model. Cost: rounds x the sum of |source| x |target| over the evidence.
[[nodiscard]] WordModel fit_word_model(const std::vector<Evidence>& evidence,
                                       std::size_t source_types, std::size_t target_types,
                                       int rounds, float least_count);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_WORD_MODEL_H_

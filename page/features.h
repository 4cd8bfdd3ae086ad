#ifndef PUNTE_PAGE_FEATURES_H_
#define PUNTE_PAGE_FEATURES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page/tree.h"
#include "page/evidence.h"
#include "page/role_model.h"

namespace punte::page::internal {

/// Numbers a block is judged by in the first and in the second round. The model file depends on
/// their count and order: train anew after a change.
inline constexpr std::size_t kFirstFeatures = 94;
inline constexpr std::size_t kSecondFeatures = kFirstFeatures + 22;

/// One row a block.
class FeatureTable {
 public:
  FeatureTable(std::size_t rows, std::size_t columns)
      : columns_(columns), values_(rows * columns, 0.0F) {}
  [[nodiscard]] std::span<float> row(std::size_t i) {
    return {values_.data() + i * columns_, columns_};
  }
  [[nodiscard]] std::span<const float> row(std::size_t i) const {
    return {values_.data() + i * columns_, columns_};
  }

 private:
  std::size_t columns_;
  std::vector<float> values_;
};

/// What the words of class names say of each element: its own and its ancestors'. [element]
[[nodiscard]] std::vector<float> token_scores(const Tree& tree, const RoleModel& model);

/// Cost: blocks times depth.
[[nodiscard]] FeatureTable first_features(const Tree& tree, const RoleModel& model);

/// `judgement` is the log-odds of the first round. [block]
[[nodiscard]] FeatureTable second_features(const Tree& tree, const Evidence& evidence,
                                           const FeatureTable& first,
                                           std::span<const float> judgement);

/// Letters, an ideograph or syllable counting three: it says about as much.
[[nodiscard]] std::size_t letters_in(std::string_view text);

/// Letters and digits alone, ASCII in lower case: for comparing texts of different punctuation.
[[nodiscard]] std::string skeleton(std::string_view text);

/// Whether the block is a headline by what the page says of itself.
[[nodiscard]] bool is_heading(std::string_view name);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_FEATURES_H_

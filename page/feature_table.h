#ifndef PUNTE_PAGE_FEATURE_TABLE_H_
#define PUNTE_PAGE_FEATURE_TABLE_H_

#include <cstddef>
#include <span>
#include <vector>

namespace punte::page::internal {

/// Numbers a block is judged by in the first and in the second round. The model file depends on
/// their count and order: train again after a change.
inline constexpr std::size_t kFirstFeatures = 94;
inline constexpr std::size_t kSecondFeatures = kFirstFeatures + 22;
/// The same where no markup says anything: features of texts.
inline constexpr std::size_t kFirstTextFeatures = 89;
inline constexpr std::size_t kSecondTextFeatures = kFirstTextFeatures + 27;

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

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_FEATURE_TABLE_H_

#ifndef PUNTE_PAGE_ROLE_MODEL_H_
#define PUNTE_PAGE_ROLE_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "page/feature_table.h"

namespace punte::page::internal {

/// Boosted regression trees of one depth; their sum is a log-odds.
/// Source: Friedman 2001, doi:10.1214/aos/1013203451.
struct Forest {
  static constexpr std::size_t kDepth = 5;
  static constexpr std::size_t kNodes = (1U << kDepth) - 1;
  static constexpr std::size_t kLeaves = 1U << kDepth;

  /// Node n has the children 2n+1 (value <= limit) and 2n+2. A node that splits nothing has the
  /// limit +infinity.
  struct DecisionTree {
    std::array<std::uint8_t, kNodes> feature{};
    std::array<float, kNodes> limit{};
    std::array<float, kLeaves> leaf{};
  };

  float start = 0;
  std::vector<DecisionTree> trees;

  [[nodiscard]] float score(std::span<const float> row) const;
};

/// How many numbers the two rounds judge by.
struct ModelShape {
  std::size_t first = 0;
  std::size_t second = 0;
};
inline constexpr ModelShape kHtmlModel{kFirstFeatures, kSecondFeatures};
inline constexpr ModelShape kTextModel{kFirstTextFeatures, kSecondTextFeatures};

/// Tells body from the rest in two rounds: the first judges each block by itself and its
/// surroundings, the second sees the judgement of the first on the neighbours, the parent and
/// blocks of the same template. The model of texts has no tokens. docs/page.md describes both.
struct RoleModel {
  std::vector<std::pair<std::uint32_t, float>> tokens;  ///< token_hash(), log-odds; by hash
  Forest first;
  Forest second;

  /// Log-odds that the token adds; 0 if unknown.
  [[nodiscard]] float token_weight(std::uint32_t token) const;

  /// The models that Punte ships.
  [[nodiscard]] static const RoleModel& of_html();
  [[nodiscard]] static const RoleModel& of_text();

  /// Errors: kSyntax (no model), kTooNew, kCorrupt.
  [[nodiscard]] static base::Result<RoleModel> read(std::string_view bytes, ModelShape shape);
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ROLE_MODEL_H_

#ifndef PUNTE_PAGE_FEATURES_H_
#define PUNTE_PAGE_FEATURES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page/evidence.h"
#include "page/feature_table.h"
#include "page/role_model.h"
#include "page/tree.h"

namespace punte::page::internal {

/// What the words of class names say of each element: its own and its ancestors'. [element]
[[nodiscard]] std::vector<float> token_scores(const Tree& tree, const RoleModel& model);

/// Cost: blocks times depth.
[[nodiscard]] FeatureTable first_features(const Tree& tree, const RoleModel& model);

/// `judgement` is the log-odds of the first round. [block]
[[nodiscard]] FeatureTable second_features(const Tree& tree, const Evidence& evidence,
                                           const FeatureTable& first,
                                           std::span<const float> judgement);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_FEATURES_H_

#ifndef PUNTE_PAGE_TEXT_FEATURES_H_
#define PUNTE_PAGE_TEXT_FEATURES_H_

#include <cstddef>
#include <span>
#include <vector>

#include "page/evidence.h"
#include "page/feature_table.h"
#include "page/tree.h"

namespace punte::page::internal {

/// What a block of a text is judged by where no markup says anything: its own measures, those of
/// the blocks around it, and where the running text of the page is. Linear.
[[nodiscard]] FeatureTable first_text_features(const Tree& tree);

/// `judgement` is the log-odds of the first round. [block] Linear.
[[nodiscard]] FeatureTable second_text_features(const Tree& tree, const Evidence& evidence,
                                                const FeatureTable& first,
                                                std::span<const float> judgement);

/// For each block the share of its words that likely body text (by `chance`, 0..1) has more often
/// than the rest: 0..1, a half where nothing is known. Headlines speak of what the text speaks of.
[[nodiscard]] std::vector<float> words_of_body(const Tree& tree, std::span<const float> chance);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TEXT_FEATURES_H_

#ifndef PUNTE_TM_SEARCH_RANKING_H_
#define PUNTE_TM_SEARCH_RANKING_H_

#include <cstddef>
#include <vector>

#include "tm/match.h"
#include "tm/text/score.h"

namespace punte::tm::internal {

/// How many of the best matches by score are ranked against each other.
inline constexpr std::size_t kRankedPool = 30;

/// Orders matches of one query by how much of their targets is likely to be of use.
///
/// Matches of 99 and more come first, by their score; of equal ones with the very text of the query
/// the newest come first, those without a date last. Among equal ones, and among all below 99, the
/// order is that of a sum of points: the score shown (so penalties count), and what the score
/// of a pair of texts cannot know or must not depend on:
///   how far the target agrees with the targets of the other matches, the likelier ones weighing
///     more (the choice that is least wrong if any of them is right: minimum Bayes risk);
///   that the target is shorter than the query will need, by the ratio of lengths in the others;
///   words in common, the longer weighing more; words in common at the end; a source longer than
///     the query (taking out is less work than adding).
/// Equal sums: the higher score, then the earlier unit. Which matches are given alters the order:
/// look-up gives the best kRankedPool by score and unit number, whatever number is asked for.
///
/// `scorer` is that of the query. Cost: matches^2 x length. Thread-safe.
/// Source of the choice by agreement: Kumar and Byrne 2004, aclanthology.org/N04-1022.
void rank(const Scorer& scorer, std::vector<Match>& matches);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_RANKING_H_

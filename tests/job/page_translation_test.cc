#include "job/page_translation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::job {
namespace {

TEST(PageTranslation, FillsByItselfOnlyWhatLeavesNoDoubt) {
  struct Row {
    int score;
    std::vector<tm::Reason> reasons;
    bool fills;
    std::string why;
  };
  for (const Row& row : std::vector<Row>{
           {102, {{"neighbours", 0, {}}}, true, "the same text in the same context"},
           {101, {{"key", 0, {}}}, true, "the same text with the same key"},
           {100, {}, true, "the same text"},
           {99, {{"form", 0, {}}}, true, "folded forms"},
           {99, {{"codes", 0, {}}}, true, "inline codes"},
           {97, {{"placeable", 0, "84"}}, true, "a number that was put right"},
           {98, {{"placeable", 0, "84"}, {"form", 0, {}}}, true, "both"},
           {96, {{"placeable", 0, "84"}}, false, "too far away"},
           {99, {{"aligned", 1, {}}}, false, "nobody looked at it"},
           {99, {{"variant", 1, "pt-BR"}}, false, "another variety"},
           {97, {{"unreviewed", 3, {}}}, false, "a draft"},
           {98, {{"words", 0, "“year” → “summer”"}}, false, "other words"},
           {98, {{"placeable", 0, "84"}, {"words", 0, "x"}}, false, "other words as well"},
           {97, {{"repaired", 0, "x"}}, false, "a guess"},
           {97,
            {{"words", 0, "“2,000” → “3,000”"}, {"placeable", 0, "2,000 → 3,000"}},
            true,
            "the words that differ are the number that was put right"},
           {97,
            {{"words", 0, "“2 3” → “4 5”"}, {"placeable", 0, "2 → 4"}, {"placeable", 0, "3 → 5"}},
            true,
            "two numbers"},
           {97,
            {{"words", 0, "“2.” → “4.”"}, {"placeable", 0, "2 → 4"}},
            true,
            "a number at the end"},
           {97,
            {{"words", 0, "“2 cats” → “4 dogs”"}, {"placeable", 0, "2 → 4"}},
            false,
            "another word beside the number"},
           {97,
            {{"words", 0, "“2” → “4”"}, {"words", 0, "“a” → ∅"}, {"placeable", 0, "2 → 4"}},
            false,
            "a word is missing"}}) {
    tm::Match match;
    match.score = row.score;
    match.reasons = row.reasons;
    EXPECT_EQ(fills_by_itself(match), row.fills) << row.why;
  }
}

}  // namespace
}  // namespace punte::job

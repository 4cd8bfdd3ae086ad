#include "language/abbreviations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace punte::language {
namespace {

TEST(AbbreviationLearner, FindsWordsWhoseDotComesWithThem) {
  AbbreviationLearner learner;
  for (int i = 0; i < 30; ++i) {
    learner.add("Cf. hot. nr. 3 și dsp. tehn. din anexă. Podul e lung. Râul e lat.");
    learner.add("Un pod lung peste un râu lat, o anexă pe jos, un râu lung, o anexă jos");
  }
  const auto found = learner.candidates("ro");
  ASSERT_EQ(found.size(), 2U) << "hot, cf and nr are known; lung and anexă are words";
  EXPECT_EQ(found[0].word, "dsp");
  EXPECT_EQ(found[0].with_dot, 30);
  EXPECT_EQ(found[0].without_dot, 0);
  EXPECT_EQ(found[0].goes_on, 30);
  EXPECT_THAT(found[0].example, testing::HasSubstr("dsp. tehn."));
  EXPECT_EQ(found[1].word, "tehn");
  EXPECT_GT(found[0].score, found[1].score);
}

TEST(AbbreviationLearner, AWordThatStandsWithoutADotTooIsNone) {
  AbbreviationLearner learner;
  for (int i = 0; i < 30; ++i) {
    learner.add("Vezi hol. Apoi intră.");
    learner.add("Un hol lung și un hol scurt, alt hol mare, încă un hol.");
  }
  EXPECT_THAT(learner.candidates("und"), testing::IsEmpty());
}

TEST(AbbreviationLearner, TheEndOfATextIsNoEvidence) {
  AbbreviationLearner learner;
  for (int i = 0; i < 50; ++i) learner.add("Se vede un zid.");
  EXPECT_THAT(learner.candidates("ro"), testing::IsEmpty());
}

TEST(AbbreviationLearner, AnyBytesAreFine) {
  AbbreviationLearner learner;
  learner.add("\xC3(\xFF. a.b.c. \xE2\x80");
  learner.add("");
  learner.add(std::string(100'000, '.'));
  EXPECT_THAT(learner.candidates("und", {.min_count = 1, .min_score = 0.3}),
              testing::SizeIs(testing::Le(1U)));
}

}  // namespace
}  // namespace punte::language

#include "job/abbreviations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::job {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AbbreviationList, IsAWordALineWithRemarks) {
  const auto words = abbreviation_list("dl  # 12 times\n\n# only a remark\r\nșos\r\nstr", "words");
  ASSERT_TRUE(words.has_value());
  EXPECT_THAT(*words, ElementsAre("dl", "șos", "str"));
}

TEST(AbbreviationList, SaysWhichLineIsWrong) {
  for (const std::string line : {"two words", "\xff"}) {
    const auto words = abbreviation_list("dl\n" + line + "\n", "words");
    ASSERT_FALSE(words.has_value()) << line;
    EXPECT_EQ(words.error().where, "words:2");
  }
}

TEST(LearnAbbreviations, TakesTheTextsOfOneLanguage) {
  std::string tmx = "<tmx version=\"1.4\"><header srclang=\"ro\"/><body>";
  for (int i = 0; i < 40; ++i) {
    tmx += "<tu><tuv xml:lang=\"ro-RO\"><seg>Vezi anexa " + std::to_string(i) +
           " și tabelul de mai jos.</seg></tuv><tuv xml:lang=\"en\"><seg>See zq. " +
           std::to_string(i) + " and the table below it.</seg></tuv></tu>";
  }
  tmx += "</body></tmx>";
  const auto learnt = [&](const std::string& tag) {
    const auto source = exchange::memory_source(tmx, "a.tmx");
    language::AbbreviationLearner learner;
    EXPECT_TRUE(learn_from_tmx(*source, tag, learner).has_value());
    std::vector<std::string> out;
    for (const auto& candidate : learner.candidates("und")) out.push_back(candidate.word);
    return out;
  };
  EXPECT_THAT(learnt("en"), ElementsAre("zq"));
  EXPECT_THAT(learnt(""), ElementsAre("zq"));
  EXPECT_THAT(learnt("ro"), IsEmpty());
}

TEST(LearnAbbreviations, AStopIsAnError) {
  const auto source = exchange::memory_source("Dl. Pop\n", "a.txt");
  language::AbbreviationLearner learner;
  const auto stopped = learn_from_text(
      *source, learner,
      base::Continue([](base::Stage, std::uint64_t, std::uint64_t) { return false; }));
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, base::ErrorCode::kCancelled);
}

}  // namespace
}  // namespace punte::job

#include "language/wrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace punte::language {
namespace {

using testing::ElementsAre;

TEST(Wrap, BreaksLinesAtSpaces) {
  EXPECT_THAT(wrap("", 10), ElementsAre(""));
  EXPECT_THAT(wrap("one two", 7), ElementsAre("one two"));
  EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one  two", 3), ElementsAre("one", "two"));
  EXPECT_THAT(wrap("one\ntwo", 10), ElementsAre("one", "two"));
}

TEST(Wrap, BreaksWhatIsTooLongBetweenLetters) {
  EXPECT_THAT(wrap("a abcdefgh b", 4), ElementsAre("a", "abcd", "efgh", "b"));
  EXPECT_THAT(wrap("桥很长", 4), ElementsAre("桥很", "长"));
  EXPECT_THAT(wrap("ab", 0), ElementsAre("a", "b"));
}

TEST(Wrap, CountsColumnsAndKeepsMarksWithTheirLetters) {
  EXPECT_THAT(wrap("șase țări", 9), ElementsAre("șase țări"));
  EXPECT_THAT(wrap("e\u0301e\u0301e\u0301", 2), ElementsAre("e\u0301e\u0301", "e\u0301"));
}

}  // namespace
}  // namespace punte::language

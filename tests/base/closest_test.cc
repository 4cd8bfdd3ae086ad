#include "base/closest.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace punte::base {
namespace {

TEST(Closest, CountsSlipsOfTyping) {
  EXPECT_EQ(typing_distance("", ""), 0U);
  EXPECT_EQ(typing_distance("", "abc"), 3U);
  EXPECT_EQ(typing_distance("detct", "detect"), 1U);
  EXPECT_EQ(typing_distance("or", "ro"), 1U);
  EXPECT_EQ(typing_distance("lokup", "lookup"), 1U);
  EXPECT_EQ(typing_distance("kitten", "sitting"), 3U);
}

TEST(Closest, FindsWhatWasProbablyMeant) {
  const std::vector<std::string> commands = {"detect", "lookup", "import", "export", "translate"};
  struct Row {
    std::string word;
    std::optional<std::string> meant;
    std::string why;
  };
  for (const Row& row : std::vector<Row>{{"detct", "detect", "a letter is missing"},
                                         {"lokup", "lookup", "a letter is missing"},
                                         {"ipmort", "import", "neighbours are swapped"},
                                         {"trans", "translate", "it begins so"},
                                         {"export", "export", "nothing is wrong"},
                                         {"fly", std::nullopt, "nothing is near"},
                                         {"ab", std::nullopt, "nothing is near"},
                                         {"", std::nullopt, "there is nothing"}}) {
    EXPECT_EQ(closest(row.word, commands), row.meant) << row.word << ": " << row.why;
  }
  EXPECT_EQ(closest("xx", std::vector<std::string>{"--to", "ro"}), std::nullopt);
  EXPECT_EQ(closest("--too", std::vector<std::string>{"--from", "--to"}), "--to");
}

}  // namespace
}  // namespace punte::base

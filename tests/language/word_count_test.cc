#include "language/word_count.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::language {
namespace {

TEST(WordCount, CountsAsTheTradeDoes) {
  struct Row {
    const char* text;
    std::int64_t words;
    std::int64_t characters;
    std::int64_t spaces;
  };
  for (const Row& row : std::vector<Row>{{"", 0, 0, 0},
                                         {"The bridge's 84.5 m long.", 5, 21, 4},
                                         {"Întreab-o — azi!", 3, 14, 2},
                                         {"橋は長い。", 4, 5, 0},
                                         {"我用 Punte 2 次", 5, 9, 3},
                                         {"\xff\xfe", 0, 2, 0},
                                         {"...", 0, 3, 0}}) {
    WordCounter counter;
    const TextCount count = counter.count(row.text);
    EXPECT_EQ(count.words, row.words) << row.text;
    EXPECT_EQ(count.characters, row.characters) << row.text;
    EXPECT_EQ(count.spaces, row.spaces) << row.text;
  }
}

TEST(WordCount, ThaiWordsComeFromADictionary) {
  WordCounter counter;
  EXPECT_EQ(counter.count("สะพานไม้").words, 2);
}

}  // namespace
}  // namespace punte::language

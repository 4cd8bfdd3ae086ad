#include "language/segment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace punte::language {
namespace {

std::vector<std::string> cut(std::string_view tag, const std::string& text) {
  std::vector<std::string> out;
  for (const Span span : Segmenter(tag).segment(text)) {
    out.push_back(text.substr(span.start, span.limit - span.start));
  }
  return out;
}

TEST(Segmenter, CutsSentences) {
  using testing::ElementsAre;
  EXPECT_THAT(cut("en", "One here. Two there!  Three?"),
              ElementsAre("One here.", "Two there!", "Three?"));
  EXPECT_THAT(cut("ro", "Podul e deschis. Intrarea e liberă."),
              ElementsAre("Podul e deschis.", "Intrarea e liberă."));
  EXPECT_THAT(cut("ja", "橋は長い。川は広い。"), ElementsAre("橋は長い。", "川は広い。"));
  EXPECT_THAT(cut("und", "  "), ElementsAre());
}

TEST(Segmenter, SegmentsAndBlanksTileAnyText) {
  std::mt19937 random(5);
  const std::vector<std::string> parts = {"a", ".", " ", "\n", "„", "Dl", "3", "!", "。", "\xC3", "橋"};
  const Segmenter segmenter("ro");
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = random() % 25; n > 0; --n) text += parts[random() % parts.size()];
    std::size_t at = 0;
    for (const Span span : segmenter.segment(text)) {
      ASSERT_LE(at, span.start);
      ASSERT_LT(span.start, span.limit);
      EXPECT_EQ(trim(std::string_view(text).substr(at, span.start - at)), "") << text;
      const auto segment = std::string_view(text).substr(span.start, span.limit - span.start);
      EXPECT_EQ(trim(segment), segment) << text;
      at = span.limit;
    }
    EXPECT_EQ(trim(std::string_view(text).substr(at)), "") << text;
  }
}

}  // namespace
}  // namespace punte::language

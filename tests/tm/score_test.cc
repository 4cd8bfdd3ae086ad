#include "tm/score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <tuple>

#include "tests/reference/levenshtein.h"

namespace punte::tm::internal {
namespace {

/// The definition in score.h, as plainly as it can be written.
int plain_score(const std::u32string& a, const std::u32string& b) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 98;
  const auto grams = [](const std::u32string& text) {
    const std::u32string padded = U"\1" + text + U"\1";
    std::map<std::u32string, int> out;
    for (std::size_t i = 0; i + 3 <= padded.size(); ++i) ++out[padded.substr(i, 3)];
    return out;
  };
  const auto ours = grams(a);
  const auto theirs = grams(b);
  double shared = 0;
  double total = 0;
  for (const auto& [gram, count] : ours) {
    total += count;
    const auto found = theirs.find(gram);
    if (found != theirs.end()) shared += std::min(count, found->second);
  }
  for (const auto& [gram, count] : theirs) total += count;
  const double edit =
      1 - static_cast<double>(reference::levenshtein(a, b)) / static_cast<double>(longer);
  const double dice = total == 0 ? 0 : 2 * shared / total;
  if (a == b) return 98;
  const double factor = longer < 100 ? 1 - 0.08 * std::log(100.0 / static_cast<double>(longer)) : 1;
  return std::min(98, static_cast<int>((edit / 4 + dice * 3 / 4) * factor * 100 + 1e-9));
}

std::u32string draw(std::mt19937& random, std::size_t most) {
  std::u32string out;
  const std::u32string letters = random() % 2 == 0 ? U"ab" : U"abcdefgh ăș橋";
  for (std::size_t n = random() % (most + 1); n > 0; --n) out += letters[random() % letters.size()];
  return out;
}

TEST(Scorer, AgreesWithItsDefinition) {
  std::mt19937 random(11);
  for (int i = 0; i < 4000; ++i) {
    const std::u32string a = draw(random, i % 4 == 0 ? 300 : 20);
    std::u32string b = i % 3 == 0 ? draw(random, 300) : a;
    for (std::size_t n = random() % 6; n > 0 && !b.empty(); --n) {
      b[random() % b.size()] = U'x';
      if (random() % 2 == 0) b.erase(random() % b.size(), 1);
    }
    if (a.empty() || b.empty()) continue;
    const int wanted = plain_score(a, b);
    const int threshold = 1 + static_cast<int>(random() % 98);
    const int found = Scorer(a).score(b, letter_counts(b), threshold);
    EXPECT_EQ(found, wanted >= threshold ? wanted : -1);
    EXPECT_EQ(Scorer(b).score(a, letter_counts(a), 1), wanted >= 1 ? wanted : -1);
  }
}

TEST(Scorer, NamesTheWordsThatDiffer) {
  const auto reasons =
      word_reasons("open until the end of the year", "open until the end of summer");
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].detail, "“the year” → “summer”");
}

}  // namespace
}  // namespace punte::tm::internal

#include "language/stem.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::language {
namespace {

std::string stems(const std::string& language, const std::string& text) {
  Stemmer stemmer(language);
  std::string out;
  for (const StemmedWord& word : stemmer.words(text)) out += (out.empty() ? "" : " ") + word.stem;
  return out;
}

TEST(Stem, FormsOfAWordShareIt) {
  EXPECT_EQ(stems("en", "bridge"), stems("en-GB", "Bridges"));
  EXPECT_EQ(stems("ro", "fondul"), stems("ro", "fondului"));
  EXPECT_EQ(stems("de", "Brücken"), stems("de", "Brücke"));
  EXPECT_NE(stems("en", "bridge"), stems("en", "bread"));
}

TEST(Stem, CedillaAndCommaAreOne) { EXPECT_EQ(stems("ro", "știința"), stems("ro", "ştiinţa")); }

TEST(Stem, ALanguageWithoutRulesHasFoldedWords) {
  EXPECT_FALSE(Stemmer("sw").has_rules());
  EXPECT_EQ(stems("sw", "Daraja, madaraja!"), "daraja madaraja");
  EXPECT_EQ(stems("not a tag", "A b"), "a b");
}

TEST(Stem, SpansAreBytesOfTheText) {
  Stemmer stemmer("ro");
  const std::string text = "„Țara” mea";
  const auto words = stemmer.words(text);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(text.substr(words[0].span.start, words[0].span.limit - words[0].span.start), "Țara");
  EXPECT_TRUE(stemmer.words("").empty());
  EXPECT_NO_FATAL_FAILURE(static_cast<void>(stemmer.words("a\xFF\xC3 b")));
}

}  // namespace
}  // namespace punte::language

#include "language/segmenter_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace punte::language {
namespace {

using testing::ElementsAre;

std::vector<std::string> cut(SegmenterSet& set, const std::string& tag, const std::string& text) {
  const auto spans = set.segment(tag, text);
  EXPECT_TRUE(spans.has_value());
  std::vector<std::string> out;
  if (!spans) return out;
  for (const Span span : *spans) out.push_back(text.substr(span.start, span.limit - span.start));
  return out;
}

/// Breaks after each "; ", and nowhere after "Dr.".
SrxDocument rules() {
  SrxDocument document;
  document.languages = {{"all", {{false, "Dr\\.", "\\s", 0}, {true, ";", "\\s", 0}}}};
  document.maps = {{".*", "all", 0}};
  return document;
}

TEST(SegmenterSet, CutsEachLanguageByItsOwnRules) {
  SegmenterSet set;
  EXPECT_THAT(cut(set, "el", "Βρέχει; Όχι πια."), ElementsAre("Βρέχει;", "Όχι πια."));
  EXPECT_THAT(cut(set, "en", "It rains; Not now."), ElementsAre("It rains; Not now."));
  EXPECT_EQ(&set.own("en"), &set.own("en")) << "one for each language, and it stays";
  EXPECT_NE(&set.own("en"), &set.own("el"));
}

TEST(SegmenterSet, RulesOfAFileReplaceThoseOfPunte) {
  SegmenterSet set({{}, rules(), SrxMode::kReplace});
  EXPECT_THAT(cut(set, "en", "One; two. Three."), ElementsAre("One;", "two. Three."));
}

TEST(SegmenterSet, RulesOfAFileMayBeExceptions) {
  SegmenterSet set({{}, rules(), SrxMode::kExceptions});
  EXPECT_THAT(cut(set, "en", "One; two. Three."), ElementsAre("One;", "two.", "Three."));
}

TEST(SegmenterSet, OptionsHoldForEachLanguage) {
  SegmenterSetOptions options;
  options.segment.abbreviations = {"Zzz."};
  SegmenterSet set(options);
  EXPECT_THAT(cut(set, "en", "The Zzz. Smith came."), ElementsAre("The Zzz. Smith came."));
  EXPECT_THAT(cut(set, "ro", "Un Zzz. Pop a venit."), ElementsAre("Un Zzz. Pop a venit."));
}

TEST(SegmenterSet, RulesThatCannotBeReadAreAnError) {
  SrxDocument broken = rules();
  broken.languages[0].rules[0].before = "(";
  SegmenterSet set({{}, broken, SrxMode::kReplace});
  EXPECT_FALSE(set.segment("en", "One.").has_value());
}

TEST(SegmenterSet, ThreadsMayShareOne) {
  SegmenterSet set({{}, rules(), SrxMode::kExceptions});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&set] {
      for (const std::string tag : {"en", "ro", "de", "el", "ru"}) {
        const auto spans = set.segment(tag, "One; two.");
        EXPECT_EQ(spans ? spans->size() : 0, 2U);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace punte::language

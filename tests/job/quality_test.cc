#include "job/quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kFile =
    "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
    "<tu><tuv xml:lang=\"en\"><seg>Gate 12 is open.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Poarta 12 este deschisă.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>Gate 14 is open.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Poarta 41 este deschisă.</seg></tuv></tu>"
    "</body></tmx>";

/// "en-ro", a pair each.
std::vector<std::string> drawn(const language::Unit& unit, const std::string& from,
                               const std::string& to) {
  QualityOptions options;
  options.from = from;
  options.to = to;
  std::vector<std::string> out;
  for (const qa::Pair& pair : pairs_of(unit, options)) {
    out.push_back(pair.source_language + "-" + pair.target_language);
  }
  return out;
}

/// "numbers 1", check and pair of each finding.
std::vector<std::string> drawn(const QualityReport& report) {
  std::vector<std::string> out;
  for (const qa::Finding& finding : report.findings) {
    out.push_back(finding.check + " " + std::to_string(finding.pair));
  }
  return out;
}

TEST(Quality, PairsOfAUnitGoFromItsSourceToEveryOtherLanguage) {
  language::Unit unit = unit_of({{"ro", "pod"}, {"en", "bridge"}, {"de-AT", "Brücke"}});
  unit.source_language = "en";
  EXPECT_THAT(drawn(unit, "", ""), ElementsAre("en-ro", "en-de-AT"));
  EXPECT_THAT(drawn(unit, "de", ""), ElementsAre("de-AT-ro", "de-AT-en"));
  EXPECT_THAT(drawn(unit, "", "de"), ElementsAre("en-de-AT"));
  EXPECT_THAT(drawn(unit, "fr", ""), IsEmpty());
  unit.source_language = "*all*";
  EXPECT_THAT(drawn(unit, "", "en"), ElementsAre("ro-en"));
}

TEST(Quality, FindingsNameTheFileAndTheUnit) {
  QualityCheck check{{}};
  const auto source = exchange::memory_source(kFile, "a.tmx");
  ASSERT_TRUE(check.add_file(*source, "delivery").has_value());
  const QualityReport report = check.finish();
  EXPECT_EQ(report.checked, 2U);
  ASSERT_THAT(drawn(report), ElementsAre("numbers 1"));
  const CheckedPair& pair = report.pairs.at(1);
  EXPECT_EQ(pair.file, "delivery");
  EXPECT_EQ(pair.unit, 2);
  EXPECT_EQ(pair.target, "Poarta 41 este deschisă.");
}

TEST(Quality, WhatIsSwitchedOffOrTooSlightIsLeftOut) {
  QualityOptions options;
  options.off = {"numbers"};
  QualityCheck without(options);
  auto source = exchange::memory_source(kFile, "a.tmx");
  ASSERT_TRUE(without.add_file(*source, "a.tmx").has_value());
  EXPECT_THAT(drawn(without.finish()), IsEmpty());

  const std::string doubled =
      "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
      "<tu><tuv xml:lang=\"en\"><seg>Gate 14  is open.</seg></tuv>"
      "<tuv xml:lang=\"ro\"><seg>Poarta 41 este  deschisă.</seg></tuv></tu></body></tmx>";
  options = {};
  options.least = qa::Severity::kError;
  QualityCheck errors(options);
  source = exchange::memory_source(doubled, "a.tmx");
  ASSERT_TRUE(errors.add_file(*source, "a.tmx").has_value());
  EXPECT_THAT(drawn(errors.finish()), ElementsAre("numbers 0"));
}

TEST_F(WithMemory, QualityUsesTheGlossaryButNotWhatItAdvisesAgainst) {
  language::Concept one;
  one.terms.resize(3);
  one.terms[0].language = "en";
  one.terms[0].text = "footbridge";
  one.terms[1].language = "ro";
  one.terms[1].text = "punte";
  one.terms[2].language = "ro";
  one.terms[2].text = "podeț";
  one.terms[2].properties.push_back(
      {"termNote:administrativeStatus", "deprecatedTerm-admn-sts", {}});
  ASSERT_TRUE(memory_.add_concept(one, "terms.tbx").has_value());
  add(unit_of({{"en", "The footbridge is closed."}, {"ro", "Podețul este închis."}}), "a.tmx");

  QualityOptions options;
  options.from = "en";
  ASSERT_TRUE(add_glossary(memory_, options).has_value());
  ASSERT_EQ(options.terms.size(), 1U);
  EXPECT_EQ(options.terms[0].target, "punte");
  QualityCheck check(std::move(options));
  ASSERT_TRUE(check.add_memory(memory_).has_value());
  const QualityReport report = check.finish();
  ASSERT_THAT(drawn(report), ElementsAre("terms 0"));
  EXPECT_EQ(report.pairs.at(0).file, "");
}

TEST(Quality, AStopIsAnError) {
  QualityCheck check{{}};
  const auto source = exchange::memory_source(kFile, "a.tmx");
  const auto stopped = check.add_file(
      *source, "a.tmx",
      base::Continue([](base::Stage, std::uint64_t, std::uint64_t) { return false; }));
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, base::ErrorCode::kCancelled);
}

}  // namespace
}  // namespace punte::job

#include "job/analysis.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

/// "not <b>here</b>" with its element as codes.
MarkedText marked(const std::string& before, const std::string& inside, const std::string& element,
                  const std::string& after = "") {
  MarkedText out;
  out.text = before + inside + after;
  InlineCode& open = out.codes.emplace_back();
  open.offset = before.size();
  open.kind = CodeKind::kOpen;
  open.id = "1";
  open.content = "<" + element + ">";
  InlineCode& close = out.codes.emplace_back();
  close.offset = before.size() + inside.size();
  close.kind = CodeKind::kClose;
  close.id = "1";
  close.content = "</" + element + ">";
  return out;
}

class AnalysisTest : public WithMemory {
 protected:
  void SetUp() override {
    language::Unit unit = unit_of({{"en", ""}, {"ro", ""}});
    unit.variants[0].text = marked("The ", "old bridge", "b", " is open to pedestrians.");
    unit.variants[1].text = marked("", "Podul vechi", "b", " este deschis pietonilor.");
    add(unit, "a.tmx");
  }

  /// How many segments are in the band.
  static std::int64_t segments(const Analysis& analysis, Band band) {
    return analysis.all.bands[static_cast<std::size_t>(band)].segments;
  }
  Analysis analyzed(const std::vector<MarkedText>& texts) {
    std::vector<PageSegment> page;
    std::vector<CountedSegment> counted;
    for (const MarkedText& text : texts) {
      counted.push_back({page.size()});
      page.push_back({text, "en", page.size(), {}});
    }
    Analyzer analyzer(&memory_, "ro");
    EXPECT_TRUE(analyzer.add("page", page, counted).has_value());
    return analyzer.finish().value();
  }
};

TEST_F(AnalysisTest, ASegmentWithTheCodesOfTheMemoryIsExact) {
  const Analysis analysis =
      analyzed({marked("The ", "old bridge", "b", " is open to pedestrians.")});
  // Without neighbours on either side, both sides are alike.
  EXPECT_EQ(segments(analysis, Band::kExact) + segments(analysis, Band::kContext) +
                segments(analysis, Band::kContext2),
            1);
}

TEST_F(AnalysisTest, OtherOrNoCodesAreAHighFuzzyMatch) {
  for (const MarkedText& text : {marked("The old ", "bridge", "i", " is open to pedestrians."),
                                 MarkedText{"The old bridge is open to pedestrians.", {}}}) {
    const Analysis analysis = analyzed({text});
    EXPECT_EQ(segments(analysis, Band::k95), 1) << language::with_codes(text);
  }
}

TEST_F(AnalysisTest, ARepetitionIsTheSameTextWithTheSameCodes) {
  const MarkedText text = marked("Nobody knows the ", "ferry", "b", " of this summer.");
  Analysis analysis = analyzed({text, text});
  EXPECT_EQ(segments(analysis, Band::kNew), 1);
  EXPECT_EQ(segments(analysis, Band::kRepetition), 1);
  analysis = analyzed({text, MarkedText{text.text, {}}});
  EXPECT_EQ(segments(analysis, Band::kRepetition), 0);
  EXPECT_EQ(segments(analysis, Band::k95), 1) << "known from the job itself";
  EXPECT_EQ(analysis.all.internal.segments, 1);
}

TEST_F(AnalysisTest, WhatIsInTheTargetLanguageOrInNoneHasNoBand) {
  std::vector<PageSegment> page(2);
  page[0].text.text = "Podul este deschis.";
  page[0].language = "ro";
  page[1].text.text = "16.5 C";
  page[1].language = "und";
  Analyzer analyzer(&memory_, "ro");
  ASSERT_TRUE(analyzer.add("page", page, {{0}, {1}}).has_value());
  const Analysis analysis = analyzer.finish().value();
  EXPECT_EQ(analysis.all.total().segments, 0);
  EXPECT_EQ(analysis.in_target.segments, 1);
  EXPECT_EQ(analysis.without_language.segments, 1);
}

}  // namespace
}  // namespace punte::job

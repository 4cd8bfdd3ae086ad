#include "exchange/xliff.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace punte::exchange {
namespace {

using base::ErrorCode;
using language::CodeKind;

Result<std::vector<language::Unit>> read(const std::string& text) {
  std::vector<language::Unit> units;
  const auto source = memory_source(text, "a.xlf");
  auto report = read_xliff(*source, [&](language::Unit&& unit) -> Result<void> {
    units.push_back(std::move(unit));
    return {};
  });
  if (!report) return tl::unexpected(report.error());
  return units;
}

std::string file12(const std::string& body) {
  return "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ro\"><body>" +
         body + "</body></file></xliff>";
}

std::string file20(const std::string& body) {
  return "<xliff version=\"2.0\" srcLang=\"en\" trgLang=\"ro\"><file id=\"f\">" + body +
         "</file></xliff>";
}

TEST(Xliff, UnitsHaveStateKeyNotesAndCodes) {
  const auto units = read(
      file12("<trans-unit id=\"1\" resname=\"k\"><source>A <g id=\"7\">big</g> <x id=\"8\"/>"
             "<ph id=\"9\">%s</ph></source><target state=\"final\">Un <g id=\"7\">mare</g></target>"
             "<note>n</note><alt-trans><target>Alt</target></alt-trans></trans-unit>"));
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 1U);
  const language::Unit& unit = units->front();
  EXPECT_EQ(unit.variants[0].text.text, "A big ");
  ASSERT_EQ(unit.variants[0].text.codes.size(), 4U);
  EXPECT_EQ(unit.variants[0].text.codes[0].kind, CodeKind::kOpen);
  EXPECT_EQ(unit.variants[0].text.codes[1].kind, CodeKind::kClose);
  EXPECT_EQ(unit.variants[0].text.codes[3].content, "%s");
  EXPECT_EQ(unit.variants[1].text.text, "Un mare");
  EXPECT_EQ(unit.notes.front().text, "n");
  EXPECT_EQ(unit.properties[0].value, "k");
  EXPECT_EQ(unit.properties[1].value, "final");
}

TEST(Xliff, MarkedSegmentsMeetByTheirMid) {
  const auto units = read(file12(
      "<trans-unit id=\"1\"><source>One. Two.</source><seg-source><g id=\"1\"><mrk mtype=\"seg\" "
      "mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\">Two.</mrk></g></seg-source><target>"
      "<mrk mtype=\"seg\" mid=\"2\">Doi.</mrk> <mrk mtype=\"seg\" mid=\"1\">Unu.</mrk></target>"
      "</trans-unit>"));
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  EXPECT_EQ((*units)[0].variants[0].text.text, "One.");
  EXPECT_EQ((*units)[0].variants[1].text.text, "Unu.");
  EXPECT_EQ((*units)[1].variants[1].text.text, "Doi.");
}

TEST(Xliff, WhatIsNotToBeTranslatedIsInherited) {
  const auto units = read(
      file12("<group translate=\"no\"><trans-unit id=\"1\"><source>a</source><target>b</target>"
             "</trans-unit><trans-unit id=\"2\" translate=\"yes\"><source>c</source>"
             "<target>d</target></trans-unit></group>"));
  ASSERT_TRUE(units);
  ASSERT_EQ(units->size(), 1U);
  EXPECT_EQ(units->front().variants[0].text.text, "c");
}

TEST(Xliff, Version2HasSegmentsAndOriginalData) {
  const auto units = read(file20(
      "<unit id=\"u\"><notes><note>n</note></notes><originalData><data id=\"d\">&lt;br/></data>"
      "</originalData><segment id=\"s\" state=\"reviewed\"><source>A<ph id=\"1\" dataRef=\"d\"/>"
      "</source><target>B<ph id=\"1\" dataRef=\"d\"/></target></segment><ignorable><source> "
      "</source></ignorable><segment><source>C</source><target>D</target></segment></unit>"));
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  EXPECT_EQ((*units)[0].variants[0].text.codes.front().content, "<br/>");
  EXPECT_EQ((*units)[0].notes.front().text, "n");
  EXPECT_EQ((*units)[1].variants[1].text.text, "D");
}

TEST(Xliff, RefusesWhatIsNoXliffAndSaysWhere) {
  const auto other = read("<html/>");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().where, "a.xlf:1:1");
  const auto cut = read("<xliff version=\"1.2\">\n<file>");
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kSyntax);
  EXPECT_TRUE(cut.error().where.starts_with("a.xlf:2:")) << cut.error().where;
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<group>";
  const auto nested = read(file12(deep));
  ASSERT_FALSE(nested);
  EXPECT_EQ(nested.error().code, ErrorCode::kLimit);
}

TEST(Xliff, ATextWithoutTargetLanguageAsksForIt) {
  const auto units = read(
      "<xliff version=\"1.2\"><file source-language=\"en\"><body><trans-unit id=\"1\"><source>a"
      "</source><target>b</target></trans-unit></body></file></xliff>");
  ASSERT_FALSE(units);
  EXPECT_EQ(units.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace punte::exchange

#include "exchange/xliff.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/code_text.h"
#include "language/readiness.h"

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

TEST(Xliff, StatesOfDialectsAreThoseOfXliff) {
  const auto state_of = [](const std::string& attributes, const std::string& target) {
    const auto units = read(
        "<xliff version=\"1.2\" xmlns:mq=\"MQXliff\" xmlns:m=\"memsource\"><file "
        "source-language=\"en\" target-language=\"ro\"><body><trans-unit id=\"1\" " +
        attributes + "><source>a</source><target " + target +
        ">b</target></trans-unit></body></file></xliff>");
    EXPECT_TRUE(units) << units.error().text();
    if (!units || units->empty()) return std::string("none");
    for (const language::Property& property : units->front().properties) {
      if (property.type == "x-xliff-state") return property.value;
    }
    return std::string();
  };
  EXPECT_EQ(state_of("mq:status=\"NotStarted\"", ""), "needs-translation");
  EXPECT_EQ(state_of("mq:status=\"Proofread\"", ""), "final");
  EXPECT_EQ(state_of("m:confirmed=\"0\"", ""), "needs-review-translation");
  EXPECT_EQ(state_of("m:confirmed=\"1\"", ""), "translated");
  EXPECT_EQ(state_of("approved=\"no\"", ""), "needs-review-translation");
  EXPECT_EQ(state_of("approved=\"no\"", "state=\"translated\""), "translated");
  EXPECT_EQ(state_of("approved=\"yes\"", ""), "final");
  EXPECT_EQ(state_of("", ""), "");
}

TEST(Xliff, SegmentsOfStudioHaveStatesOfTheirOwn) {
  const auto units = read(
      "<xliff version=\"1.2\" xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\"><file "
      "source-language=\"en\" target-language=\"ro\"><body><trans-unit id=\"1\"><source>a b"
      "</source><seg-source><mrk mtype=\"seg\" mid=\"1\">a</mrk><mrk mtype=\"seg\" mid=\"2\">b"
      "</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"1\">x</mrk><mrk mtype=\"seg\" mid=\"2\">"
      "y</mrk></target><sdl:seg-defs><sdl:seg id=\"1\" conf=\"ApprovedSignOff\"/><sdl:seg id=\"2\""
      " conf=\"Draft\"/></sdl:seg-defs></trans-unit></body></file></xliff>");
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  EXPECT_FALSE(language::is_unready(units->at(0)));
  EXPECT_TRUE(language::is_unready(units->at(1)));
}

TEST(Xliff, LayoutOfAToolIsNoText) {
  const std::string laid_out =
      "<trans-unit id=\"1\"><source>\n      This is\n      a <x id=\"1\"/>\n   text.\n    </source>"
      "<target>\n\tUn text.\n</target></trans-unit>";
  const auto units = read(file12(laid_out));
  ASSERT_TRUE(units) << units.error().text();
  EXPECT_EQ(units->front().variants[0].text.text, "This is a text.");
  EXPECT_EQ(units->front().variants[0].text.codes.front().offset, 10U);
  EXPECT_EQ(units->front().variants[1].text.text, "Un text.");
  const auto kept = read(file12("<group xml:space=\"preserve\">" + laid_out + "</group>"));
  ASSERT_TRUE(kept) << kept.error().text();
  EXPECT_EQ(kept->front().variants[1].text.text, "\n\tUn text.\n");
  const auto lines = read(file12(
      "<trans-unit id=\"1\"><source>One\nTwo  three </source><target>x</target></trans-unit>"));
  ASSERT_TRUE(lines) << lines.error().text();
  EXPECT_EQ(lines->front().variants[0].text.text, "One\nTwo  three ");
}

TEST(Xliff, WhatToShowForACodeIsKept) {
  const auto old = read(file12(
      "<trans-unit id=\"1\"><source>Hi <x id=\"I\" equiv-text=\"{{name}}\"/></source><target>Bună "
      "<x id=\"I\" equiv-text=\"{{name}}\"/></target></trans-unit>"));
  ASSERT_TRUE(old) << old.error().text();
  EXPECT_EQ(native_text(old->front().variants[1].text), "Bună {{name}}");
  const auto now = read(file20(
      "<unit id=\"1\"><segment><source>Hi <ph id=\"0\" equiv=\"I\" disp=\"{{x}}\"/> <pc id=\"1\" "
      "equivStart=\"&lt;b&gt;\" equivEnd=\"&lt;/b&gt;\">you</pc></source><target>Tu</target>"
      "</segment></unit>"));
  ASSERT_TRUE(now) << now.error().text();
  EXPECT_EQ(native_text(now->front().variants[0].text), "Hi I <b>you</b>");
}

TEST(Xliff, ATargetMayNameTheLanguage) {
  const auto units = read(
      "<xliff version=\"1.2\"><file source-language=\"en\"><body><trans-unit id=\"1\"><source>a"
      "</source><target xml:lang=\"ro_RO\">b</target></trans-unit></body></file></xliff>");
  ASSERT_TRUE(units) << units.error().text();
  EXPECT_EQ(units->front().variants[1].language, "ro-RO");
}

TEST(Xliff, AttributesOfNotesAreWhereTmxHasThem) {
  const auto units = read(
      file12("<trans-unit id=\"1\"><source>a</source><target>b</target><note from=\"dev\">n</note>"
             "<note annotates=\"target\">t</note></trans-unit>"));
  ASSERT_TRUE(units) << units.error().text();
  const language::Unit& unit = units->front();
  ASSERT_EQ(unit.notes.size(), 1U);
  EXPECT_TRUE(unit.notes[0].attributes.empty());
  EXPECT_EQ(unit.attributes.back(), language::Attribute("note0/@from", "dev"));
  ASSERT_EQ(unit.variants[1].notes.size(), 1U);
  const auto again = xliff_units(unit, {"en", "ro"});
  ASSERT_EQ(again.size(), 1U);
  ASSERT_EQ(again[0].notes.size(), 2U);
  EXPECT_EQ(again[0].notes[0].attributes.front(), language::Attribute("from", "dev"));
  EXPECT_EQ(again[0].notes[1].attributes.front(), language::Attribute("annotates", "target"));
}

}  // namespace
}  // namespace punte::exchange

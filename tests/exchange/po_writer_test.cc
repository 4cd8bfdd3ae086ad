#include "exchange/po_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/po.h"
#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using testing::HasSubstr;

std::string write(const std::vector<language::Unit>& units) {
  StringSink sink;
  PoWriter writer(sink, {"en", "ro"});
  for (const language::Unit& unit : units) EXPECT_TRUE(writer.write(unit));
  EXPECT_TRUE(writer.finish());
  return sink.text;
}

std::vector<language::Unit> read(const std::string& text, bool alternatives = false) {
  std::vector<language::Unit> units;
  ReadOptions options;
  options.to = "ro";
  options.alternatives = alternatives;
  const auto source = memory_source(text, "a.po");
  const auto report = read_po(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        units.push_back(std::move(unit));
        return {};
      },
      options);
  EXPECT_TRUE(report) << report.error().text() << "\n" << text;
  return units;
}

language::Unit pair(const std::string& source, const std::string& target) {
  language::Unit unit;
  unit.source_language = "en";
  for (const auto& [language, text] : {std::pair("en", &source), std::pair("ro", &target)}) {
    language::Variant variant;
    variant.language = language;
    variant.text.text = *text;
    unit.variants.push_back(variant);
  }
  return unit;
}

TEST(PoWriter, WhatPoSaysComesBack) {
  const std::string po =
      "#. for the menu\n#: a.c:1 b.c:2\n#, c-format\nmsgctxt \"menu\"\n"
      "msgid \"Open \\\"%s\\\"\\n\"\nmsgstr \"Deschide „%s”\\n\"\n\n"
      "msgid \"one day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"o zi\"\nmsgstr[1] \"%d zile\"\n"
      "msgstr[2] \"%d de zile\"\n\n"
      "msgid \"\"\n\"two\\n\"\n\"lines\\t\"\nmsgstr \"\"\n\"două\\n\"\n\"linii\\\\\"\n";
  const std::vector<language::Unit> units = read(po);
  ASSERT_EQ(units.size(), 5U);
  EXPECT_EQ(units[3].variants[0].text.text, "%d days");
  EXPECT_EQ(units[3].variants[1].text.text, "%d de zile");
  const std::string text = write(units);
  EXPECT_THAT(text, HasSubstr("\n" + po));
  EXPECT_THAT(text, HasSubstr("nplurals=3"));
  EXPECT_EQ(read(text), units);
}

TEST(PoWriter, AFurtherTranslationGetsAContextThatIsTakenAwayAgain) {
  const std::vector<language::Unit> units = {pair("Open", "Deschide"), pair("Open", "Deschis")};
  const std::string text = write(units);
  EXPECT_THAT(text, HasSubstr("msgctxt \"punte:2\"\nmsgid \"Open\"\nmsgstr \"Deschis\""));
  EXPECT_EQ(read(text), units);
}

TEST(PoWriter, ABrokenPluralIsWrittenAsSingleMessages) {
  std::vector<language::Unit> units = read(
      "msgid \"one day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"o zi\"\nmsgstr[1] \"%d zile\"\n");
  units.insert(units.begin() + 1, pair("a", "b"));
  const std::string text = write(units);
  EXPECT_THAT(text, HasSubstr("msgid \"one day\"\nmsgstr \"o zi\""));
  EXPECT_THAT(text, HasSubstr("msgid \"%d days\"\nmsgstr \"%d zile\""));
}

TEST(PoWriter, CodesAreTheirNativeTextAndUnfinishedIsFuzzy) {
  language::Unit unit = pair("Read ", "Citește ");
  language::InlineCode code;
  code.offset = 5;
  code.content = "<b>";
  unit.variants[0].text.codes.push_back(code);
  unit.properties.push_back({"x-xliff-state", "needs-translation", {}});
  EXPECT_THAT(write({unit}), HasSubstr("#, fuzzy\nmsgid \"Read <b>\"\nmsgstr \"Citește \""));
}

TEST(PoReader, PreviousTextsUtf16AndDomainsAreRead) {
  const std::string fuzzy =
      "#, fuzzy\n#| msgid \"\"\n#| \"old \"\n#| \"text\"\nmsgid \"new\"\nmsgstr \"vechi\"\n";
  EXPECT_TRUE(read(fuzzy).empty());
  const auto units = read(fuzzy, true);
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].variants[0].text.text, "old text");
  EXPECT_EQ(units[0].properties[0].type, kPoPrevious);
  std::string wide("\xFF\xFE", 2);
  for (const char c : std::string("msgid \"a\"\nmsgstr \"b\"\n")) wide += {c, '\0'};
  ASSERT_EQ(read(wide).size(), 1U);
  const auto of_domain = read("domain \"d\"\nmsgid \"a\"\nmsgstr \"b\"\n");
  ASSERT_EQ(of_domain.size(), 1U);
  EXPECT_EQ(of_domain[0].properties[0].value, "d");
}

}  // namespace
}  // namespace punte::exchange

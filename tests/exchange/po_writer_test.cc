#include "exchange/po_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/po.h"
#include "exchange/po_properties.h"
#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using testing::HasSubstr;

std::string write(const std::vector<language::Unit>& units, TmxHeader header = {}) {
  StringSink sink;
  PoWriter writer(sink, {{"en", "ro"}, std::move(header)});
  for (const language::Unit& unit : units) EXPECT_TRUE(writer.write(unit));
  EXPECT_TRUE(writer.finish());
  return sink.text;
}

std::vector<language::Unit> read(const std::string& text, bool alternatives = false,
                                 TmxHeader* header = nullptr) {
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
  if (header != nullptr && report) *header = report->header;
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

TEST(PoWriter, FormsOfAPluralMeetWhereverTheyAre) {
  const std::string po =
      "msgid \"one day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"o zi\"\nmsgstr[1] \"%d zile\"\n"
      "msgstr[2] \"%d de zile\"\n";
  std::vector<language::Unit> units = read(po);
  std::swap(units[0], units[2]);
  units.insert(units.begin() + 1, pair("a", "b"));
  EXPECT_THAT(write(units), HasSubstr(po));
}

TEST(PoWriter, AMessageThatLacksAFormIsFuzzy) {
  const std::vector<language::Unit> units = read(
      "msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"zi\"\nmsgstr[1] \"zile\"\n"
      "msgstr[2] \"\"\n");
  ASSERT_EQ(units.size(), 2U);
  EXPECT_THAT(write(units), HasSubstr("#, fuzzy\nmsgid \"day\"\nmsgid_plural \"days\"\n"
                                      "msgstr[0] \"zi\"\nmsgstr[1] \"zile\"\nmsgstr[2] \"\"\n"));
}

TEST(PoWriter, AFormThatTwoTranslationsShareIsInBoth) {
  std::vector<language::Unit> units = read(
      "msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"zi\"\nmsgstr[1] \"zile\"\n"
      "msgstr[2] \"de zile\"\n\n"
      "msgctxt \"punte:2\"\nmsgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"zi\"\n"
      "msgstr[1] \"zile\"\nmsgstr[2] \"zile multe\"\n");
  ASSERT_EQ(units.size(), 6U);
  // A memory joins what is the same.
  units.erase(units.begin() + 3, units.begin() + 5);
  EXPECT_THAT(write(units), HasSubstr("msgctxt \"punte:2\"\nmsgid \"day\"\nmsgid_plural \"days\"\n"
                                      "msgstr[0] \"zi\"\nmsgstr[1] \"zile\"\n"
                                      "msgstr[2] \"zile multe\"\n"));
}

TEST(PoWriter, TheRuleAndTheFieldsOfTheFileComeBack) {
  const std::string rule =
      "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
      "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);";
  TmxHeader header;
  const std::vector<language::Unit> units = read(
      "# Licence: free\nmsgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: x 1\\n\"\n"
      "\"Language: ro\\n\"\n\"Plural-Forms: " +
          rule + "\\n\"\n",
      false, &header);
  const std::string text = write(units, header);
  EXPECT_THAT(text, HasSubstr("# Licence: free\nmsgid \"\"\n"));
  EXPECT_THAT(text, HasSubstr("\"Project-Id-Version: x 1\\n\"\n"));
  EXPECT_THAT(text, HasSubstr("\"Plural-Forms: " + rule + "\\n\"\n"));
}

TEST(PoWriter, FormsOfAnotherRuleAreFitted) {
  TmxHeader header;
  header.properties.push_back(
      {kPoHeader, "Plural-Forms: nplurals=2; plural=(n != 1);\n", {{"xml:lang", "ro"}}});
  header.properties.push_back({kPoHeader,
                               "Plural-Forms: nplurals=4; plural=(n==1 ? 0 : n==2 ? 1 : n<20 ? 2 "
                               ": 3);\n",
                               {{"xml:lang", "ro"}}});
  const std::vector<language::Unit> units =
      read("msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"zi\"\nmsgstr[1] \"zile\"\n");
  EXPECT_THAT(write(units, header),
              HasSubstr("msgstr[0] \"zi\"\nmsgstr[1] \"zile\"\nmsgstr[2] \"zile\"\n"
                        "msgstr[3] \"zile\"\n"));
}

TEST(PoWriter, FuzzyMessagesComeBackWithWhatTheyWere) {
  const std::string po =
      "# checked by hand\n#\n# twice\n#. for the menu\n#: a.c:1\n#: b.c:2\n#, fuzzy, c-format\n"
      "#| msgctxt \"old\"\n#| msgid \"\"\n#| \"Open\\n\"\n#| \"it\"\n#| msgid_plural \"olds\"\n"
      "msgctxt \"\"\nmsgid \"Open %s\"\nmsgstr \"Deschide %s\"\n";
  const std::vector<language::Unit> units = read(po);
  ASSERT_EQ(units.size(), 1U);
  EXPECT_THAT(units[0].variants[1].notes, testing::SizeIs(1));
  EXPECT_THAT(write(units), HasSubstr("\n" + po));
}

TEST(PoWriter, DomainsComeBack) {
  const std::string text =
      write(read("msgid \"a\"\nmsgstr \"b\"\n\ndomain \"d\"\n\n"
                 "msgid \"a\"\nmsgstr \"c\"\n"));
  EXPECT_THAT(text, HasSubstr("\ndomain \"d\"\n\nmsgid \"\"\nmsgstr \"\"\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("punte:2")));
  const std::vector<language::Unit> again = read(text);
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(again[1].properties[0].value, "d");
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
  EXPECT_EQ(read(fuzzy).size(), 1U);
  const auto units = read(fuzzy, true);
  ASSERT_EQ(units.size(), 2U);
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

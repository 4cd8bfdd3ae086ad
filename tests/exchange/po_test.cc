#include "exchange/po.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "language/readiness.h"

namespace punte::exchange {
namespace {

Result<std::vector<language::Unit>> read(const std::string& text, ReadReport* report = nullptr) {
  std::vector<language::Unit> units;
  const auto source = memory_source(text, "a.po");
  ReadOptions options;
  options.to = "ro";
  auto read = read_po(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        units.push_back(std::move(unit));
        return {};
      },
      options);
  if (!read) return tl::unexpected(read.error());
  if (report != nullptr) *report = std::move(*read);
  return units;
}

TEST(Po, MessagesHaveContextNotesAndContinuedLines) {
  const auto units = read(
      "#. For the button\n#: a.c:1\nmsgctxt \"door\"\nmsgid \"\"\n\"Op\"\n\"en\\n\"\n"
      "msgstr \"Deschide\\n\"\n");
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 1U);
  const language::Unit& unit = units->front();
  EXPECT_EQ(unit.variants[0].text.text, "Open\n");
  EXPECT_EQ(unit.variants[1].text.text, "Deschide\n");
  EXPECT_EQ(unit.variants[1].language, "ro");
  EXPECT_EQ(unit.notes.front().text, "For the button");
  EXPECT_EQ(unit.properties.front().value, "door");
}

TEST(Po, PluralsGiveAUnitForEachForm) {
  const auto units = read(
      "msgid \"a file\"\nmsgid_plural \"files\"\nmsgstr[0] \"un fișier\"\n"
      "msgstr[1] \"fișiere\"\nmsgstr[2] \"de fișiere\"\n");
  ASSERT_TRUE(units);
  ASSERT_EQ(units->size(), 3U);
  EXPECT_EQ((*units)[0].variants[0].text.text, "a file");
  EXPECT_EQ((*units)[1].variants[0].text.text, "files");
  EXPECT_EQ((*units)[1].variants[1].text.text, "fișiere");
  EXPECT_EQ((*units)[2].variants[1].text.text, "de fișiere");
}

TEST(Po, FuzzyMessagesComeInUnready) {
  ReadReport report;
  const auto units = read(
      "#, fuzzy\n#| msgid \"b\"\nmsgid \"a\"\nmsgstr \"x\"\n\nmsgid \"c\"\nmsgstr \"\"\n\n"
      "#~ msgid \"d\"\n#~ msgstr \"y\"\n\nmsgid \"e\"\nmsgstr \"z\"\n",
      &report);
  ASSERT_TRUE(units);
  ASSERT_EQ(units->size(), 2U);
  EXPECT_TRUE(language::is_unready(units->at(0)));
  EXPECT_FALSE(language::is_unready(units->at(1)));
  EXPECT_EQ(units->at(1).variants[0].text.text, "e");
  EXPECT_EQ(report.skipped_units, 1);
}

TEST(Po, WhatIsSaidOfAnObsoleteMessageEndsWithIt) {
  const auto units = read(
      "# about the removed one\n#: removed.c:7\n#, fuzzy\n#~| msgid \"Close the windows\"\n"
      "#~ msgid \"Close\"\n#~ msgstr \"Închide\"\n\nmsgid \"Save\"\nmsgstr \"Salvează\"\n\n"
      "#. Key: ABC\n#: /Game/UI\n#~ msgctxt \",ABC\"\n#~ msgid \"Character\"\n"
      "#~ msgstr \"Caracter\"\n\nmsgid \"Quit\"\nmsgstr \"Ieși\"\n");
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  for (const language::Unit& unit : *units) {
    EXPECT_TRUE(unit.properties.empty());
    EXPECT_TRUE(unit.notes.empty());
    EXPECT_TRUE(unit.variants[1].notes.empty());
  }
}

TEST(Po, EscapesAndTextsAreThoseOfGettext) {
  for (const auto& [written, meant] :
       std::vector<std::pair<std::string, std::string>>{{"\"\\x41\\102\"", "AB"},
                                                        {"\"\\303\\256\"", "î"},
                                                        {"\"\\377\"", "\xEF\xBF\xBD"},
                                                        {"\"Two \" \"parts\"", "Two parts"},
                                                        {"\n\"next line\"", "next line"},
                                                        {"\"a\\xg\\q\"", "axgq"}}) {
    const auto units = read("msgid " + written + "\nmsgstr \"b\"\n");
    ASSERT_TRUE(units) << written << units.error().text();
    ASSERT_EQ(units->size(), 1U) << written;
    EXPECT_EQ(units->front().variants[0].text.text, meant);
  }
}

TEST(Po, OldMacsEndLinesWithCarriageReturns) {
  const auto units = read("# note\rmsgid \"a\"\rmsgstr \"b\"\r\rmsgid \"c\"\rmsgstr \"d\"\r");
  ASSERT_TRUE(units) << units.error().text();
  EXPECT_EQ(units->size(), 2U);
}

TEST(Po, BytesThatAreNoTextAreRefusedWithPlace) {
  const std::string text = "msgid \"c\"\nmsgstr \"caf\xE9\"\n";
  const auto units =
      read("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n" + text);
  ASSERT_FALSE(units);
  EXPECT_EQ(units.error().where, "a.po:5:1");
  // Where nothing is said of the encoding, the most likely one is taken, with a warning.
  const auto old = read(text);
  ASSERT_TRUE(old) << old.error().text();
  EXPECT_EQ(old->front().variants[1].text.text, "café");
}

TEST(Po, AllOfAMessageIsConverted) {
  const auto units = read(
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-2\\n\"\n\n"
      "# \xBA\n#. \xB3\n#: \xBC.c:1\nmsgctxt \"\xBF\"\nmsgid \"road\"\nmsgstr \"\xBAosea\"\n");
  ASSERT_TRUE(units) << units.error().text();
  const language::Unit& unit = units->front();
  EXPECT_EQ(unit.variants[1].notes.front().text, "ş");
  EXPECT_EQ(unit.notes.front().text, "ł");
  EXPECT_EQ(unit.properties[0].value, "ż");
  EXPECT_EQ(unit.properties[1].value, "ź.c:1");
}

TEST(Po, CharsetsWhoseLettersHoldABackslashAreRead) {
  // The second byte of these letters is one: 表 in Shift_JIS.
  const auto units = read(
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=Shift_JIS\\n\"\n\n"
      "msgid \"table\"\nmsgstr \"\x95\x5C\"\n");
  ASSERT_TRUE(units) << units.error().text();
  EXPECT_EQ(units->front().variants[1].text.text, "表");
}

/// The languages of the first unit of a file of this name and these fields.
std::string languages(const std::string& name, const std::string& fields, ReadOptions options) {
  std::string out;
  const auto source =
      memory_source("msgid \"\"\nmsgstr \"" + fields + "\"\n\nmsgid \"a\"\nmsgstr \"b\"\n", name);
  const auto report = read_po(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        out = unit.variants[0].language + " " + unit.variants[1].language;
        return {};
      },
      options);
  return report ? out : "none";
}

TEST(Po, TheHeaderTellsTheLanguagesElseTheName) {
  for (const auto& [name, fields, expected] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"x.po", "Language: sr@latin\\n", "en sr-Latn"},
           {"x.po", "Language: uz_UZ.UTF-8@cyrillic\\n", "en uz-Cyrl-UZ"},
           {"x.po", "Language: ca@valencia\\n", "en ca-valencia"},
           {"x.po", "Language: de_DE@euro\\n", "en de-DE"},
           {"x.po", "Language: pt_BR\\nX-Source-Language: de\\n", "de pt-BR"},
           {"x.po", "X-Language: ro\\n", "en ro"},
           {"x.po", "X-Poedit-Language: German\\nX-Poedit-Country: AUSTRIA\\n", "en de-AT"},
           {"x.po", "Language-Team: Romanian <ro@li.org>\\n", "en ro"},
           {"de.po", "Language: \\n", "en de"},
           {"de.po", "Language: ro\\n", "en ro"},
           {"app-pt_BR.po.gz", "", "en pt-BR"},
           {"sr@latin.po", "", "en sr-Latn"},
           {"locale/ro/LC_MESSAGES/app.po", "", "en ro"},
           {"locale/ro_RO/app.po", "", "en ro-RO"},
           {"new/app_new.po", "", "none"}}) {
    EXPECT_EQ(languages(name, fields, {}), expected) << name << ' ' << fields;
  }
  ReadOptions asked;
  asked.to = "pt-BR";
  EXPECT_EQ(languages("x.po", "Language: pt\\n", asked), "en pt-BR");
  EXPECT_EQ(languages("x.po", "Language: pt_PT\\n", asked), "en pt-PT");
  EXPECT_EQ(languages("x.po", "Language: \\n", asked), "en pt-BR");
}

TEST(Po, TheHeaderTellsTheCharset) {
  const auto units = read(
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-2\\n\"\n\n"
      "msgid \"road\"\nmsgstr \"\xBAosea\"\n");
  ASSERT_TRUE(units) << units.error().text();
  EXPECT_EQ(units->front().variants[1].text.text, "şosea");
}

TEST(Po, ErrorsNameLineAndColumn) {
  for (const auto& [text, place] :
       std::vector<std::pair<std::string, std::string>>{{"msgid \"a\"\nmsgstr \"b\n", "a.po:2:10"},
                                                        {"msgid \"a\" x\n", "a.po:1:10"},
                                                        {"\"a\"\n", "a.po:1:1"},
                                                        {"<html>\n", "a.po:1:1"}}) {
    const auto units = read(text);
    ASSERT_FALSE(units) << text;
    EXPECT_EQ(units.error().where, place) << text;
  }
}

TEST(Po, DomainsMayStandWithoutQuotes) {
  ReadReport report;
  const auto units = read(
      "domain \"one\"\nmsgid \"a\"\nmsgstr \"b\"\n\ndomain The two\nmsgid \"c\"\nmsgstr \"d\"\n",
      &report);
  ASSERT_TRUE(units) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  EXPECT_EQ(units->at(0).properties.front().value, "one");
  EXPECT_EQ(units->at(1).properties.front().value, "The two");
  ASSERT_EQ(report.warnings.kept().size(), 1U);
  EXPECT_EQ(report.warnings.kept()[0].line, 5);
  for (const char* wrong : {"domain", "domain ", "domain \"open"}) {
    EXPECT_FALSE(read(std::string(wrong) + "\nmsgid \"a\"\nmsgstr \"b\"\n")) << wrong;
  }
}

}  // namespace
}  // namespace punte::exchange

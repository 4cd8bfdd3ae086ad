#include "exchange/po.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

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

TEST(Po, FuzzyUntranslatedAndObsoleteMessagesStayOut) {
  ReadReport report;
  const auto units = read(
      "#, fuzzy\n#| msgid \"b\"\nmsgid \"a\"\nmsgstr \"x\"\n\nmsgid \"c\"\nmsgstr \"\"\n\n"
      "#~ msgid \"d\"\n#~ msgstr \"y\"\n\nmsgid \"e\"\nmsgstr \"z\"\n",
      &report);
  ASSERT_TRUE(units);
  ASSERT_EQ(units->size(), 1U);
  EXPECT_EQ(units->front().variants[0].text.text, "e");
  EXPECT_EQ(report.skipped_units, 2);
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

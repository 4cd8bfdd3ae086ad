#include "exchange/xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "exchange/format.h"
#include "exchange/xlsx_writer.h"
#include "tests/exchange/string_sink.h"
#include "tests/support/temporary_folder.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using testing::HasSubstr;
using Parts = std::vector<std::pair<std::string, std::string>>;

std::string zip_of(const Parts& parts) {
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(used);
  return bytes;
}

/// A workbook of one sheet with these rows, and texts that its cells share.
std::string book_of(const std::string& rows, const std::string& shared = {}) {
  Parts parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' "
       "Target='xl/workbook.xml'/></Relationships>"},
      {"xl/workbook.xml",
       "<workbook xmlns:r='x'><sheets><sheet name='A' r:id='r7'/><sheet name='B' r:id='r8'/>"
       "</sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='r8' Type='http://x/worksheet' Target='worksheets/b.xml'/>"
       "<Relationship Id='r7' Type='http://x/worksheet' Target='worksheets/a.xml'/>"
       "<Relationship Id='r9' Type='http://x/sharedStrings' "
       "Target='sharedStrings.xml'/></Relationships>"},
      {"xl/worksheets/b.xml", "<worksheet/>"},
      {"xl/worksheets/a.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  if (!shared.empty()) parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
  return zip_of(parts);
}

Result<std::vector<language::Unit>> read(const std::string& bytes, ReadOptions options = {}) {
  std::vector<language::Unit> units;
  const auto source = memory_source(bytes, "test.xlsx");
  const auto report = read_xlsx(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        units.push_back(std::move(unit));
        return {};
      },
      options);
  if (!report) return tl::unexpected(report.error());
  return units;
}

language::Unit unit_of(const std::string& en, const std::string& ro) {
  language::Unit unit;
  unit.variants.resize(2);
  unit.variants[0].language = "en";
  unit.variants[0].text.text = en;
  unit.variants[1].language = "ro";
  unit.variants[1].text.text = ro;
  return unit;
}

TEST(Xlsx, WhatIsWrittenIsReadAgain) {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"Hello", "Salut"},
      {"=SUM(A1:A9)", "http://a.example/"},
      {"two\nlines\tand <a> & \"b\"", " spații "},
      {"_x0041_ and a bell: \x07", "sfârșit 😀"}};
  StringSink sink;
  auto writer = XlsxWriter::create(sink, {"en", "ro"});
  ASSERT_TRUE(writer.has_value()) << writer.error().text();
  for (const auto& [en, ro] : texts) ASSERT_TRUE(writer->write(unit_of(en, ro)).has_value());
  ASSERT_TRUE(writer->finish().has_value());
  EXPECT_EQ(detect_format(sink.text, "whatever"), Format::kXlsx);

  const auto units = read(sink.text);
  ASSERT_TRUE(units.has_value()) << units.error().text();
  ASSERT_EQ(units->size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ((*units)[i].variants[0].text.text, texts[i].first);
    EXPECT_EQ((*units)[i].variants[1].text.text, texts[i].second);
    EXPECT_EQ((*units)[i].variants[1].language, "ro");
  }
}

TEST(Xlsx, TheSameUnitsGiveTheSameBytes) {
  std::string first;
  for (int round = 0; round < 2; ++round) {
    StringSink sink;
    auto writer = XlsxWriter::create(sink, {"en", "ro"});
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->write(unit_of("a", "b")).has_value());
    ASSERT_TRUE(writer->finish().has_value());
    if (round == 0) first = sink.text;
    EXPECT_EQ(sink.text, first);
  }
}

TEST(Xlsx, CellsOfEveryKindAreRead) {
  const auto units = read(book_of(
      "<row r='1'><c r='A1' t='inlineStr'><is><t>en</t></is></c>"
      "<c r='B1' t='s'><v>1</v></c><c r='C1' t='str'><v>note</v></c></row>"
      "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='str'><f>A1&amp;\"x\"</f><v>din "
      "formulă</v>"
      "</c><c r='C2'><v>4.5</v></c></row>"
      "<row r='4'><c t='inlineStr'><is><r><t>rich </t></r><r><t>text</t></r></is></c>"
      "<c t='inlineStr'><is><t>bogat</t></is></c></row>"
      "<row r='5'><c r='A5' t='e'><v>#REF!</v></c><c r='B5' t='str'><v>singur</v></c></row>",
      "<si><t>日本</t><rPh sb='0' eb='2'><t>にほん</t></rPh></si><si><t>ro</t></si>"));
  ASSERT_TRUE(units.has_value()) << units.error().text();
  ASSERT_EQ(units->size(), 2U);
  EXPECT_EQ((*units)[0].variants[0].text.text, "日本");
  EXPECT_EQ((*units)[0].variants[1].text.text, "din formulă");
  ASSERT_EQ((*units)[0].notes.size(), 1U);
  EXPECT_EQ((*units)[0].notes[0].text, "4.5");
  EXPECT_EQ((*units)[1].variants[0].text.text, "rich text");
  EXPECT_EQ((*units)[1].variants[1].text.text, "bogat");
}

TEST(Xlsx, AllSheetsThatNameTheirLanguagesAreRead) {
  const auto row = [](const std::string& a, const std::string& b) {
    return "<row><c t='str'><v>" + a + "</v></c><c t='str'><v>" + b + "</v></c></row>";
  };
  const auto sheet = [](const std::string& rows) {
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  };
  const auto of = [&](const std::string& second) {
    return zip_of(
        {{"_rels/.rels",
          "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' "
          "Target='/xl/Book.xml'/></Relationships>"},
         {"xl/book.xml",
          "<workbook xmlns:r='x'><sheets><sheet name='A' r:id='r1'/>"
          "<sheet name='Prices' r:id='r2'/></sheets></workbook>"},
         {"xl/_rels/Book.xml.rels",
          "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='a.xml'/>"
          "<Relationship Id='r2' Type='http://x/worksheet' Target='../xl/b.xml'/>"
          "</Relationships>"},
         {"xl/a.xml", sheet(row("en", "ro") + row("one", "unu"))},
         {"xl/b.xml", sheet(second)}});
  };
  const auto both = read(of(row("ro", "en") + row("doi", "two")));
  ASSERT_TRUE(both.has_value()) << both.error().text();
  ASSERT_EQ(both->size(), 2U);
  EXPECT_EQ((*both)[1].variants[0].language, "ro");
  const auto one = read(of(row("apples", "7") + row("pears", "8")));
  ASSERT_TRUE(one.has_value()) << one.error().text();
  EXPECT_EQ(one->size(), 1U);
}

TEST(Xlsx, ARowThatGrowsFromOneTextIsBounded) {
  std::string cells;
  for (int i = 0; i < 900; ++i) cells += "<c t='s'><v>0</v></c>";
  ReadOptions options;
  options.max_segment_bytes = 100'000;
  const auto units =
      read(book_of("<row>" + cells + "</row>", "<si><t>" + std::string(10'000, 'x') + "</t></si>"),
           options);
  ASSERT_FALSE(units.has_value());
  EXPECT_EQ(units.error().code, ErrorCode::kLimit) << units.error().text();
}

TEST(Xlsx, TellsWhatIsWrong) {
  const auto error_of = [](const std::string& bytes, ReadOptions options = {}) {
    const auto units = read(bytes, std::move(options));
    return units ? std::string() : units.error().text() + " @" + units.error().where;
  };
  const std::string head =
      "<row r='1'><c t='inlineStr'><is><t>en</t></is></c>"
      "<c t='inlineStr'><is><t>ro</t></is></c></row>";
  EXPECT_THAT(error_of(zip_of({{"other.txt", "x"}})), HasSubstr("no Excel workbook"));
  EXPECT_THAT(error_of(book_of(head + "<row r='9'><c t='s'><v>5</v></c></row>")),
              testing::AllOf(HasSubstr("a shared text"), HasSubstr("(A!9)")));
  EXPECT_THAT(error_of(book_of(head + "<row><c>")), HasSubstr("a.xml:1:"));
  EXPECT_THAT(error_of(book_of("<row r='1'><c r='ZZZ1' t='str'><v>x</v></c></row>")),
              HasSubstr("1000 columns"));
  ReadOptions small;
  small.max_segment_bytes = 5;
  EXPECT_FALSE(error_of(book_of(head + "<row><c t='str'><v>123456</v></c></row>"), small).empty());
  const std::string whole = book_of(head);
  EXPECT_FALSE(error_of(whole.substr(0, whole.size() / 2)).empty());
  EXPECT_FALSE(error_of("").empty());
  // The container of old files and of those with a password.
  EXPECT_THAT(error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasSubstr("save it as .xlsx"));
}

TEST(Xlsx, BombsAreRefused) {
  // 100 MB of blanks in 100 KB: more than a thousand times its size, as the packer makes it.
  std::string bytes(4 << 20, '\0');
  std::size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  const std::string blank(1 << 20, ' ');
  for (const std::string name : {"_rels/.rels"}) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, la_int64_t{100} << 20);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    for (int i = 0; i < 100; ++i) archive_write_data(out, blank.data(), blank.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(used);
  const auto units = read(bytes);
  ASSERT_FALSE(units.has_value());
  EXPECT_EQ(units.error().code, ErrorCode::kLimit) << units.error().text();
}

TEST(Xlsx, ACellTooLongIsNamed) {
  StringSink sink;
  auto writer = XlsxWriter::create(sink, {"en", "ro"});
  ASSERT_TRUE(writer.has_value());
  const auto written = writer->write(unit_of(std::string(40'000, 'x'), "y"));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::kLimit);
  EXPECT_THAT(written.error().text(), HasSubstr("32767"));
}

TEST(Xlsx, OpensBesideOtherZipFiles) {
  const tests::TemporaryFolder folder;
  StringSink sink;
  auto writer = XlsxWriter::create(sink, {"en", "ro"});
  ASSERT_TRUE(writer.has_value());
  ASSERT_TRUE(writer->write(unit_of("a", "b")).has_value());
  ASSERT_TRUE(writer->finish().has_value());
  const auto source = open_source(folder.write("book.bin", sink.text));
  ASSERT_TRUE(source.has_value()) << source.error().text();
  int count = 0;
  const auto report = read_units(**source, "", [&](language::Unit&&) -> Result<void> {
    ++count;
    return {};
  });
  ASSERT_TRUE(report.has_value()) << report.error().text();
  EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace punte::exchange

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

namespace punte::exchange {
namespace {

using language::ErrorCode;
using testing::HasSubstr;
using Parts = std::vector<std::pair<std::string, std::string>>;

class StringSink : public ByteSink {
 public:
  Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<void> commit() override { return {}; }
  std::string text;
};

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
      {"xl/workbook.xml",
       "<workbook xmlns:r='x'><sheets><sheet name='A' r:id='r7'/><sheet name='B' r:id='r8'/>"
       "</sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='r8' Target='worksheets/b.xml'/>"
       "<Relationship Id='r7' Target='worksheets/a.xml'/></Relationships>"},
      {"xl/worksheets/b.xml", "<worksheet/>"},
      {"xl/worksheets/a.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  if (!shared.empty()) parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
  return zip_of(parts);
}

Result<std::vector<tm::Unit>> read(const std::string& bytes, XlsxReadOptions options = {}) {
  std::vector<tm::Unit> units;
  const auto source = memory_source(bytes, "test.xlsx");
  const auto report = read_xlsx(
      *source,
      [&](tm::Unit&& unit) -> Result<void> {
        units.push_back(std::move(unit));
        return {};
      },
      options);
  if (!report) return tl::unexpected(report.error());
  return units;
}

tm::Unit unit_of(const std::string& en, const std::string& ro) {
  tm::Unit unit;
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
      {"_x0041_ and a bell: \x07", "sfârșit 😀"},
      {"no letter: \uFFFD", "\uFFFD"}};
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

TEST(Xlsx, WhatIsLeftOutIsTold) {
  const std::string rows =
      "<row r='1'><c t='inlineStr'><is><t>en</t></is></c>"
      "<c t='inlineStr'><is><t>ro</t></is></c></row>"
      "<row r='2'><c t='str'><v>a</v></c><c t='str'><v>b</v></c><c t='e'><f>X9</f><v>#REF!</v></c>"
      "</row><row r='3'><c><f>A1</f></c><c t='str'><v>d</v></c></row>"
      "<row r='4'><c><v>0.30000000000000004</v></c><c><v>1234567890123456</v></c></row>";
  std::vector<tm::Unit> units;
  const auto source = memory_source(book_of(rows), "test.xlsx");
  const auto report = read_xlsx(*source,
                                [&](tm::Unit&& unit) -> Result<void> {
                                  units.push_back(std::move(unit));
                                  return {};
                                },
                                {});
  ASSERT_TRUE(report.has_value()) << report.error().text();
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[1].variants[0].text.text, "0.3");
  EXPECT_EQ(units[1].variants[1].text.text, "1.23456789012346e+15");
  std::vector<std::string> said;
  for (const Warning& warning : report->warnings) {
    said.push_back(std::to_string(warning.line) + " " + warning.message);
  }
  EXPECT_THAT(said, testing::IsSupersetOf({HasSubstr("2 a formula gave the error"),
                                           HasSubstr("3 a formula without a stored value"),
                                           HasSubstr("sheets; only the first is read")}));
}

TEST(Xlsx, SharedTextsAreWhereTheWorkbookSays) {
  const auto units = read(zip_of(
      {{"xl/workbook.xml", "<workbook xmlns:r='x'><sheets><sheet r:id='r1'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Target='/xl/s.xml'/><Relationship Id='r2' "
        "Type='http://x.example/sharedStrings' Target='texts.xml'/></Relationships>"},
       {"xl/texts.xml", "<sst><si><t>en</t></si><si><t>ro</t></si></sst>"},
       {"xl/s.xml",
        "<worksheet><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c t='s'><v>1</v></c>"
        "<c t='s'><v>0</v></c></row></worksheet>"}}));
  ASSERT_TRUE(units.has_value()) << units.error().text();
  EXPECT_EQ(units->size(), 1U);
}

TEST(Xlsx, CellsOfOneSharedTextAreBounded) {
  XlsxReadOptions small;
  small.max_text_bytes = 100;
  std::string row = "<row r='1'>";
  for (int i = 0; i < 9; ++i) row += "<c t='s'><v>0</v></c>";
  const auto units =
      read(book_of(row + "</row>", "<si><t>" + std::string(90, 'x') + "</t></si>"), small);
  ASSERT_FALSE(units.has_value());
  EXPECT_EQ(units.error().code, ErrorCode::kLimit);
}

TEST(Xlsx, OldOfficeFilesAreTold) {
  const auto source = memory_source("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more", "old.xls");
  const auto report = read_units(*source, "", [](tm::Unit&&) -> Result<void> { return {}; });
  ASSERT_FALSE(report.has_value());
  EXPECT_THAT(report.error().text(), HasSubstr(".xlsx"));
}

TEST(Xlsx, TellsWhatIsWrong) {
  const auto error_of = [](const std::string& bytes, XlsxReadOptions options = {}) {
    const auto units = read(bytes, std::move(options));
    return units ? std::string() : units.error().text() + " @" + units.error().where;
  };
  const std::string head =
      "<row r='1'><c t='inlineStr'><is><t>en</t></is></c>"
      "<c t='inlineStr'><is><t>ro</t></is></c></row>";
  EXPECT_THAT(error_of(zip_of({{"other.txt", "x"}})), HasSubstr("no XLSX workbook"));
  EXPECT_THAT(error_of(book_of(head + "<row r='9'><c t='s'><v>5</v></c></row>")),
              testing::AllOf(HasSubstr("shared text 5"), HasSubstr("test.xlsx:9")));
  EXPECT_THAT(error_of(book_of(head + "<row><c>")), HasSubstr("test.xlsx:"));
  EXPECT_THAT(error_of(book_of("<row r='1'><c r='ZZZ1' t='str'><v>x</v></c></row>")),
              HasSubstr("1000 columns"));
  XlsxReadOptions small;
  small.max_text_bytes = 5;
  EXPECT_FALSE(error_of(book_of(head + "<row><c t='str'><v>123456</v></c></row>"), small).empty());
  const std::string whole = book_of(head);
  EXPECT_FALSE(error_of(whole.substr(0, whole.size() / 2)).empty());
  EXPECT_FALSE(error_of("").empty());
}

TEST(Xlsx, BombsAreRefused) {
  // 100 MB of blanks in 100 KB: more than a thousand times its size, as the packer makes it.
  std::string bytes(4 << 20, '\0');
  std::size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  const std::string blank(1 << 20, ' ');
  for (const std::string name : {"xl/workbook.xml"}) {
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
  const auto folder = std::filesystem::path(testing::TempDir());
  StringSink sink;
  auto writer = XlsxWriter::create(sink, {"en", "ro"});
  ASSERT_TRUE(writer.has_value());
  ASSERT_TRUE(writer->write(unit_of("a", "b")).has_value());
  ASSERT_TRUE(writer->finish().has_value());
  std::ofstream(folder / "book.bin", std::ios::binary) << sink.text;
  const auto source = open_source(folder / "book.bin");
  ASSERT_TRUE(source.has_value()) << source.error().text();
  int count = 0;
  const auto report = read_units(**source, "", [&](tm::Unit&&) -> Result<void> {
    ++count;
    return {};
  });
  ASSERT_TRUE(report.has_value()) << report.error().text();
  EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace punte::exchange

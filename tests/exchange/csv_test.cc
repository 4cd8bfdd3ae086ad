#include "exchange/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Result<Pairs> read(const std::string& text, const CsvReadOptions& options) {
  Pairs out;
  const auto source = memory_source(text, "test.csv");
  const auto report = read_csv(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        out.emplace_back(unit.variants[0].language + ":" + unit.variants[0].text.text,
                         unit.variants[1].language + ":" + unit.variants[1].text.text);
        return {};
      },
      options);
  if (!report) return tl::unexpected(report.error());
  return out;
}

TEST(Csv, BetweenTabsABackslashIsOneAndQuotesAreThoseOfExcel) {
  const auto rows = read(
      "Open C:\\new\\table\tDeschide C:\\new\r\n\"Hello\"\t\"Salut\"\n\"a \"\"b\"\"\nc\"\tx\n"
      "\"He said\tEl a zis\n\"Stop\" he said\t\"Stai\" a zis",
      {true, "en", "ro", 100});
  ASSERT_TRUE(rows.has_value()) << rows.error().text();
  EXPECT_EQ(*rows, (Pairs{{"en:Open C:\\new\\table", "ro:Deschide C:\\new"},
                          {"en:\"Hello\"", "ro:\"Salut\""},
                          {"en:a \"b\"\nc", "ro:x"},
                          {"en:\"He said", "ro:El a zis"},
                          {"en:\"Stop\" he said", "ro:\"Stai\" a zis"}}));
}

TEST(Csv, QuotedFieldsHoldSeparatorsQuotesAndLineEnds) {
  const auto rows = read("\"a,\"\"b\"\"\nc\",d\r\n", {false, "en", "ro", 100});
  ASSERT_TRUE(rows.has_value()) << rows.error().text();
  EXPECT_EQ(*rows, (Pairs{{"en:a,\"b\"\nc", "ro:d"}}));
}

TEST(Csv, AHeaderNamesTheLanguages) {
  for (const std::string header : {"id;en;ro", "ID;English;Romanian"}) {
    const auto rows = read(header + "\n7;yes;da\n", {});
    ASSERT_TRUE(rows.has_value()) << rows.error().text();
    EXPECT_EQ(*rows, (Pairs{{"en:yes", "ro:da"}}));
  }
  EXPECT_EQ(read("Hello there,Bună ziua\n", {}).error().code, ErrorCode::kInvalidArgument);
}

TEST(Csv, BrokenQuotesAreReportedWithTheirLine) {
  const auto open = read("a,b\nc,\"d\ne,f\n", {false, "en", "ro", 100});
  ASSERT_FALSE(open.has_value());
  EXPECT_EQ(open.error().where, "test.csv:2");
  const auto behind = read("a,b\n\"c\"d,e\n", {false, "en", "ro", 100});
  ASSERT_FALSE(behind.has_value());
  EXPECT_EQ(behind.error().where, "test.csv:2");
  EXPECT_EQ(read("a\xFF,b", {false, "en", "ro", 100}).error().code, ErrorCode::kSyntax);
}

/// Reads a table whose rows, after whatever is a header, must give Hello and Salut first.
void expect_hello(const std::string& text, const CsvReadOptions& options) {
  const auto rows = read(text, options);
  ASSERT_TRUE(rows.has_value()) << text << rows.error().text();
  ASSERT_FALSE(rows->empty()) << text;
  EXPECT_EQ(rows->front().first.substr(rows->front().first.find(':')), ":Hello") << text;
  EXPECT_EQ(rows->front().second.substr(rows->front().second.find(':')), ":Salut") << text;
}

TEST(Csv, AHeaderIsNeverAUnit) {
  for (const std::string head : {"en,ro",
                                 "en_US,ro_RO",
                                 "English,Romanian",
                                 "English (US),Romanian (Romania)",
                                 "Englisch,Rumänisch",
                                 "engleză,română",
                                 "anglais,roumain",
                                 "inglés,rumano",
                                 "src,tgt",
                                 "src,trg",
                                 "source,target",
                                 "Source text,Translation",
                                 "Source (en),Target (ro)",
                                 "source_en,target_ro",
                                 "source: en,translation: ro",
                                 "en text,ro text",
                                 "Text EN,Text RO",
                                 "Quelle,Ziel",
                                 "sursă,traducere",
                                 "msgid,msgstr",
                                 "original,Übersetzung",
                                 "ENU,ROM",
                                 "English source,Romanian translation"}) {
    expect_hello(head + "\nHello,Salut\nBye,Pa\n", {false, "en", "ro", 100});
    std::string tabs = head;
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    expect_hello(tabs + "\nHello\tSalut\n", {true, "en", "ro", 100});
  }
}

TEST(Csv, ColumnsThatAreNoLanguagesAreNone) {
  for (const std::string text :
       {"No,Key,English,Romanian\n1,a.b,Hello,Salut\n2,a.c,Bye,Pa\n", "Nr,en,ro\n1,Hello,Salut\n",
        "url,en,ro,max\nhttp://a/1,Hello,Salut,20\n", "com,en,ro\nsaid,Hello,Salut\n",
        "id,en,ro\ngreet,Hello,Salut\n", "#,en,ro\n1,Hello,Salut\n",
        "location,source,target,id,fuzzy,context,translator_comments,developer_comments\n"
        "a.c:1,Hello,Salut,,True,,,\n",
        "ctx,src,trg,com\nmenu,Hello,Salut,note me\n"}) {
    expect_hello(text, {false, "en", "ro", 100});
  }
  expect_hello("No,Key,English,Romanian\n1,a.b,Hello,Salut\n", {});
  // Where they hold texts, they are languages.
  const auto norwegian = read("en,no\nHello there,Hei du\n", {});
  ASSERT_TRUE(norwegian.has_value()) << norwegian.error().text();
  EXPECT_EQ(norwegian->front().second, "nb:Hei du");
  const auto indonesian = read("key,en,id\ngreet,Hello,Halo\n", {});
  ASSERT_TRUE(indonesian.has_value()) << indonesian.error().text();
  EXPECT_EQ(indonesian->front().second, "id:Halo");
}

TEST(Csv, TitlesAndBlankRowsMayBeAboveAHeader) {
  expect_hello("Project: Demo,,\nExported: 2024-01-01,,\n,,\nKey,English,Romanian\nk,Hello,Salut\n",
               {});
  expect_hello("Our glossary\n\nKey,English,Romanian\nk,Hello,Salut\n", {false, "en", "ro", 100});
}

TEST(Csv, APairOfTextsIsNoHeader) {
  for (const std::string text : {"source,sursă\n", "English,engleză\n", "to,la\n", "it,el\n"}) {
    const auto rows = read(text + "a,b\n", {false, "en", "ro", 100});
    ASSERT_TRUE(rows.has_value()) << rows.error().text();
    EXPECT_EQ(rows->size(), 2U) << text;
  }
}

TEST(Csv, WhatSeparatesIsFound) {
  expect_hello("sep=;\r\nen;ro\r\nHello;Salut\r\n", {});
  expect_hello("\xEF\xBB\xBF\"sep=|\"\nen|ro\nHello|Salut\n", {});
  expect_hello("en|ro\nHello|Salut\n", {});
  expect_hello("en,ro\rHello,Salut\rBye,Pa", {});
  expect_hello("Hello;Salut\nPrice, tax, fee;Preț, taxă\nBye;Pa\n", {false, "en", "ro", 100});
  expect_hello("en, \"ro\"\nHello, \"Salut\"\n", {});
}

TEST(Csv, TablesThatNothingExplainsAreAskedAbout) {
  const auto three = read("a1,Hello,Salut\na2,Bye,Pa\n", {false, "en", "ro", 100});
  ASSERT_FALSE(three.has_value());
  EXPECT_EQ(three.error().remedy, base::Remedy::kNameColumns);
  EXPECT_THAT(three.error().text(), testing::HasSubstr("a1 | Hello | Salut"));
  expect_hello("a1,Hello,Salut\na2,Bye,Pa\n", {false, "en", "ro", 100, {"key", "en", "ro"}});
  expect_hello("a1,Hello,Salut\n", {false, "en", "ro", 100, {"-", "source", "target"}});
  expect_hello("x,en,ro\na1,Hello,Salut\n", {false, "", "", 100, {"skip", "English", "ro"}});
  EXPECT_FALSE(read("a1,Hello\n", {false, "en", "ro", 100, {"key", "en"}}).has_value());
  const auto words = read("source,target\nHello,Salut\n", {});
  ASSERT_FALSE(words.has_value());
  EXPECT_EQ(words.error().remedy, base::Remedy::kNameLanguages);
}

TEST(Csv, LanguagesOfColumnsAreToldByTheirTexts) {
  const auto rows = read(
      "7,This is the bridge over the river,Acesta este podul peste râu\n"
      "8,The children went to school today,Copiii au mers astăzi la școală\n",
      {false, "en", "ro", 100});
  ASSERT_TRUE(rows.has_value()) << rows.error().text();
  EXPECT_EQ(rows->front().first, "en:This is the bridge over the river");
}

TEST(Csv, WhatIsWrittenIsReadBackTheSame) {
  const std::string hard = "a\t\"b\"\\n\r\n;,'";
  language::Unit unit;
  unit.variants.resize(2);
  unit.variants[0].language = "en-GB";
  unit.variants[0].text.text = hard;
  unit.variants[1].language = "ro";
  unit.variants[1].text.text = "x";
  for (const bool tsv : {false, true}) {
    StringSink sink;
    CsvWriter writer(sink, {tsv, {"en", "ro"}});
    ASSERT_TRUE(writer.write(unit).has_value());
    ASSERT_TRUE(writer.finish().has_value());
    const auto rows = read(sink.text, {tsv, "en", "ro", 100});
    ASSERT_TRUE(rows.has_value()) << rows.error().text() << sink.text;
    EXPECT_EQ(*rows, (Pairs{{"en:" + hard, "ro:x"}})) << sink.text;
  }
}

}  // namespace
}  // namespace punte::exchange

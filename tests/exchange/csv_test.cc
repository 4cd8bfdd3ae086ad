#include "exchange/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(Csv, TabSeparatedTextIsEscapedAndHasNoHeader) {
  const auto rows =
      read("one\\ttwo\tunu\nback\\\\slash\\n\tx\r\nlast\tultim", {true, "en", "ro", 100});
  ASSERT_TRUE(rows.has_value()) << rows.error().text();
  EXPECT_EQ(
      *rows,
      (Pairs{{"en:one\ttwo", "ro:unu"}, {"en:back\\slash\n", "ro:x"}, {"en:last", "ro:ultim"}}));
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

TEST(Csv, TabsHaveAHeaderOnlyWhereNothingElseNamesTheLanguages) {
  const std::string text = "en\tro\nbridge\tpod\n";
  EXPECT_EQ(read(text, {true, "", "", 100}).value(), (Pairs{{"en:bridge", "ro:pod"}}));
  EXPECT_EQ(read(text, {true, "en", "ro", 100}).value(),
            (Pairs{{"en:en", "ro:ro"}, {"en:bridge", "ro:pod"}}));
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
    CsvWriter writer(sink, {tsv, "en", "ro"});
    ASSERT_TRUE(writer.write(unit).has_value());
    ASSERT_TRUE(writer.finish().has_value());
    const auto rows = read(sink.text, {tsv, "en", "ro", 100});
    ASSERT_TRUE(rows.has_value()) << rows.error().text() << sink.text;
    EXPECT_EQ(*rows, (Pairs{{"en:" + hard, "ro:x"}})) << sink.text;
  }
}

}  // namespace
}  // namespace punte::exchange

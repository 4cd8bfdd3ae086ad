#include "exchange/unit_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "exchange/format.h"
#include "language/readiness.h"
#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::Remedy;
using testing::HasSubstr;

language::Unit unit_of_three() {
  language::Unit unit;
  for (const auto& [tag, text] :
       {std::pair("de", "Brücke"), std::pair("en", "bridge"), std::pair("ro", "punte")}) {
    language::Variant& variant = unit.variants.emplace_back();
    variant.language = tag;
    variant.text.text = text;
  }
  return unit;
}

std::string written(Format format, UnitWriteOptions options) {
  StringSink sink;
  auto writer = unit_writer(format, sink, std::move(options));
  EXPECT_TRUE(writer.has_value());
  EXPECT_TRUE((*writer)->write(unit_of_three()).has_value());
  EXPECT_TRUE((*writer)->finish().has_value());
  return sink.text;
}

UnitWriteOptions pair() {
  UnitWriteOptions options;
  options.from = "en";
  options.to = "ro";
  return options;
}

/// Texts of the first unit that a file holds.
std::vector<std::string> texts_in(const std::string& bytes, const std::string& name = "file") {
  std::vector<std::string> out;
  const auto source = memory_source(bytes, name);
  const auto read = read_units(*source, {}, [&](language::Unit&& unit) -> Result<void> {
    for (const language::Variant& variant : unit.variants) out.push_back(variant.text.text);
    return {};
  });
  EXPECT_TRUE(read.has_value()) << read.error().text();
  return out;
}

TEST(UnitWriter, WhatItWritesIsReadAgainInEveryFormat) {
  for (const Format format : {Format::kXliff, Format::kPo, Format::kXlsx}) {
    EXPECT_THAT(texts_in(written(format, pair())), testing::ElementsAre("bridge", "punte"))
        << static_cast<int>(format);
  }
  EXPECT_THAT(texts_in(written(Format::kCsv, pair()), "file.csv"),
              testing::ElementsAre("bridge", "punte"));
  EXPECT_EQ(written(Format::kTsv, pair()), "bridge\tpunte\n");
  for (const Format format : {Format::kTmx, Format::kTbx}) {
    EXPECT_THAT(texts_in(written(format, {})), testing::ElementsAre("Brücke", "bridge", "punte"));
  }
}

TEST(UnitWriter, TmxHasTheSourceFirstWhereItIsNamed) {
  EXPECT_THAT(texts_in(written(Format::kTmx, pair())),
              testing::ElementsAre("bridge", "Brücke", "punte"));
}

TEST(UnitWriter, VersionsAreThoseAskedFor) {
  UnitWriteOptions old = pair();
  old.tmx_1_1 = true;
  old.xliff_version = XliffVersion::k12;
  old.tbx_version = 2;
  EXPECT_THAT(written(Format::kTmx, old), HasSubstr("version=\"1.1\""));
  EXPECT_THAT(written(Format::kXliff, old), HasSubstr("version=\"1.2\""));
  EXPECT_THAT(written(Format::kTbx, old), HasSubstr("<martif"));
}

TEST(UnitWriter, AFormatOfOnePairWantsItNamed) {
  StringSink sink;
  UnitWriteOptions half;
  half.from = "en";
  for (const Format format :
       {Format::kXliff, Format::kPo, Format::kCsv, Format::kTsv, Format::kXlsx}) {
    const auto writer = unit_writer(format, sink, half);
    ASSERT_FALSE(writer.has_value());
    EXPECT_EQ(writer.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(writer.error().remedy, Remedy::kNameLanguages);
  }
}

TEST(UnitWriter, FilesOfOneLanguageAreNotWritten) {
  StringSink sink;
  for (const Format format : {Format::kProperties, Format::kStrings, Format::kAndroid}) {
    EXPECT_EQ(unit_writer(format, sink, pair()).error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(UnitWriter, Utf16IsReadAgainInEveryFormatThatHasIt) {
  for (const auto& [format, name] :
       {std::pair(Format::kTmx, "a.tmx"), std::pair(Format::kXliff, "a.xlf"),
        std::pair(Format::kCsv, "a.csv"), std::pair(Format::kTsv, "a.tsv"),
        std::pair(Format::kTbx, "a.tbx")}) {
    UnitWriteOptions options = pair();
    options.utf16 = true;
    const std::string bytes = written(format, options);
    EXPECT_TRUE(bytes.starts_with("\xFF\xFE")) << name;
    std::vector<std::string> texts;
    const auto source = memory_source(bytes, name);
    ReadOptions read;
    read.from = "en";
    read.to = "ro";
    ASSERT_TRUE(read_units(
        *source, {},
        [&](language::Unit&& unit) -> Result<void> {
          for (const language::Variant& variant : unit.variants) texts.push_back(variant.text.text);
          return {};
        },
        read))
        << name;
    EXPECT_THAT(texts, testing::IsSupersetOf({"bridge", "punte"})) << name;
  }
  StringSink sink;
  UnitWriteOptions refused = pair();
  refused.utf16 = true;
  EXPECT_FALSE(unit_writer(Format::kPo, sink, refused).has_value());
  EXPECT_FALSE(unit_writer(Format::kXlsx, sink, refused).has_value());
}

/// How many units of a PO file with one fuzzy message come in, and how many of them unready.
std::pair<int, int> taken(Unready unready) {
  std::pair<int, int> out{0, 0};
  const auto source =
      memory_source("#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"d\"\n", "ro.po");
  ReadOptions options;
  options.unready = unready;
  const auto report = read_units(
      *source, {},
      [&](language::Unit&& unit) -> Result<void> {
        ++out.first;
        if (language::is_unready(unit)) ++out.second;
        return {};
      },
      options);
  EXPECT_TRUE(report.has_value());
  EXPECT_EQ(report ? report->units : -1, out.first);
  return out;
}

TEST(ReadUnits, WhatIsNotReadyComesInAsAsked) {
  EXPECT_EQ(taken(Unready::kPenalty), std::pair(2, 1));
  EXPECT_EQ(taken(Unready::kSkip), std::pair(1, 0));
  EXPECT_EQ(taken(Unready::kKeep), std::pair(2, 0));
}

TEST(UnitWriter, WhatAFallbackTookIsLabelledAsItIs) {
  language::Unit unit;
  for (const auto& [tag, text] : {std::pair("en", "bus"), std::pair("pt-BR", "ônibus")}) {
    language::Variant& variant = unit.variants.emplace_back();
    variant.language = tag;
    variant.text.text = text;
  }
  UnitWriteOptions options;
  options.from = "en";
  options.to = "pt-PT";
  for (const Format format : {Format::kCsv, Format::kTsv, Format::kXlsx, Format::kXliff}) {
    for (const bool fallback : {false, true}) {
      options.fallback = fallback;
      StringSink sink;
      const auto writer = unit_writer(format, sink, options);
      ASSERT_TRUE(writer.has_value());
      ASSERT_TRUE((*writer)->write(unit).has_value());
      ASSERT_TRUE((*writer)->finish().has_value());
      std::vector<std::string> languages;
      const auto source = memory_source(sink.text, format == Format::kTsv   ? "a.tsv"
                                                   : format == Format::kCsv ? "a.csv"
                                                                            : "a");
      const auto report = read_units(*source, {}, [&](language::Unit&& one) -> Result<void> {
        languages.push_back(one.variants[1].language);
        return {};
      });
      EXPECT_TRUE(report.has_value() || !fallback);
      EXPECT_EQ(languages,
                fallback ? std::vector<std::string>{"pt-BR"} : std::vector<std::string>{})
          << static_cast<int>(format);
    }
  }
}

}  // namespace
}  // namespace punte::exchange

#include "exchange/unit_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "exchange/format.h"
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

}  // namespace
}  // namespace punte::exchange

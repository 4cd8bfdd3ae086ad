#include "exchange/format.h"

#include <gtest/gtest.h>

namespace punte::exchange {
namespace {

TEST(Format, TheNameDecidesThenTheContent) {
  EXPECT_EQ(detect_format("# <tmx> and <xliff>\nmsgid \"\"\nmsgstr \"\"\n", "a.po"), Format::kPo);
  EXPECT_EQ(detect_format("<tmx>", "A.CSV"), Format::kCsv);
  EXPECT_EQ(
      detect_format("<?xml version=\"1.0\"?>\n<!-- <tmx> --><!DOCTYPE x [<!ENTITY a \"<tmx>\">]>"
                    "<m:martif>",
                    "a"),
      Format::kTbx);
  EXPECT_EQ(detect_format("source\ttarget\n", "pairs.txt"), Format::kTsv);
  EXPECT_EQ(detect_format("<?xml version=\"1.0\"?><tmx>", "a.xml"), Format::kTmx);
  EXPECT_EQ(detect_format("<?xml version=\"1.0\"?><xliff version=\"1.2\">", "a.tmx"),
            Format::kXliff);
  EXPECT_EQ(
      detect_format("<resources xmlns:xliff=\"urn:oasis:names:tc:xliff:document:1.2\">", "s.xml"),
      Format::kAndroid);
  EXPECT_EQ(detect_format("a=b", "ui_ro.properties.gz"), Format::kProperties);
  EXPECT_EQ(detect_format("<tmx version=\"1.4\">", "a.xlf"), Format::kTmx);
  EXPECT_EQ(detect_format("msgid \"\"\nmsgstr \"\"\n", "standard input"), Format::kPo);
  EXPECT_EQ(detect_format("", "a.po.gz"), Format::kPo);
  EXPECT_EQ(detect_format("", "a.sdlxliff"), Format::kXliff);
  EXPECT_EQ(detect_format("", "a"), Format::kTmx);
}

TEST(Format, UnknownNamesAreRefused) { EXPECT_FALSE(format_of_name("doc")); }

TEST(Format, TheBytesLookedAtAreReadToo) {
  const auto source = memory_source("msgid \"Yes\"\nmsgstr \"Da\"\n", "a.po");
  std::int64_t units = 0;
  ReadOptions options;
  options.to = "ro";
  const auto report = read_units(
      *source, "",
      [&](language::Unit&&) -> Result<void> {
        ++units;
        return {};
      },
      options);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(units, 1);
}

}  // namespace
}  // namespace punte::exchange

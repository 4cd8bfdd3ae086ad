#include "exchange/tbx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using testing::HasSubstr;

struct Read {
  std::vector<language::Concept> concepts;
  ReadReport report;
};

Result<Read> read(const std::string& text, const ReadOptions& options = {}) {
  Read out;
  const auto source = memory_source(text, "a.tbx");
  auto report = read_tbx(
      *source,
      [&](language::Concept&& one) -> Result<void> {
        out.concepts.push_back(std::move(one));
        return {};
      },
      options);
  if (!report) return tl::unexpected(report.error());
  out.report = std::move(*report);
  return out;
}

constexpr const char* kMartif =
    "<martif type=\"TBX\"><martifHeader><fileDesc><p>x</p></fileDesc></martifHeader><text><body>"
    "<termEntry id=\"e1\"><descrip type=\"subjectField\">law</descrip><note>n</note>"
    "<langSet xml:lang=\"en_us\"><descripGrp><descrip type=\"definition\">d</descrip></descripGrp>"
    "<ntig><termGrp><term>trust <hi>fund</hi></term><termNote type=\"partOfSpeech\">noun</termNote>"
    "</termGrp></ntig><tig><term>fund</term></tig></langSet>"
    "<langSet xml:lang=\"ro\"><tig><term> fond </term><note>tn</note></tig></langSet>"
    "<langSet xml:lang=\"de\"><tig><term/></tig></langSet></termEntry>"
    "<termEntry id=\"empty\"/></body></text></martif>";

TEST(Tbx, ReadsTermsAndWhatIsSaidOfThem) {
  const auto result = read(kMartif);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->concepts.size(), 1U);
  EXPECT_EQ(result->report.skipped_units, 1);
  EXPECT_EQ(result->report.skipped_variants, 1);
  const language::Concept& one = result->concepts[0];
  EXPECT_EQ(one.name, "e1");
  EXPECT_EQ(one.properties, (std::vector<language::Property>{{"descrip:subjectField", "law", {}}}));
  ASSERT_EQ(one.terms.size(), 3U);
  EXPECT_EQ(one.terms[0].language, "en-US");
  EXPECT_EQ(one.terms[0].text, "trust fund");
  EXPECT_EQ(one.terms[0].properties[0].type, "termNote:partOfSpeech");
  EXPECT_EQ(one.terms[0].properties[1].type, "langSet/descrip:definition");
  EXPECT_EQ(one.terms[2].text, "fond");
  EXPECT_EQ(one.terms[2].notes[0].text, "tn");
}

TEST(Tbx, ReadsVersion3InBothStyles) {
  const auto result = read(
      "<tbx style=\"dct\"><text><body><conceptEntry id=\"1\"><min:subjectField>law"
      "</min:subjectField><langSec xml:lang=\"en\"><termSec><term>fund</term>"
      "<min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry></body></text>"
      "</tbx>");
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->concepts.size(), 1U);
  EXPECT_EQ(result->concepts[0].properties[0].type, "descrip:subjectField");
  EXPECT_EQ(result->concepts[0].terms[0].properties[0].type, "termNote:partOfSpeech");
}

TEST(Tbx, WhatIsWrittenComesBackInBothVersions) {
  auto first = read(kMartif);
  ASSERT_TRUE(first);
  language::Concept& one = first->concepts[0];
  one.name = "c1";
  one.terms[0].text = "a & b < c";
  one.properties.push_back({"x-own", "v", {}});
  for (const int version : {2, 3}) {
    StringSink sink;
    TbxWriter writer(sink, {version});
    ASSERT_TRUE(writer.write(one));
    ASSERT_TRUE(writer.finish());
    const auto back = read(sink.text);
    ASSERT_TRUE(back) << back.error().text() << sink.text;
    ASSERT_EQ(back->concepts.size(), 1U);
    language::Concept expected = one;
    expected.properties.back().type = "admin:x-own";
    EXPECT_EQ(back->concepts[0], expected) << sink.text;
    EXPECT_THAT(sink.text, HasSubstr(version == 2 ? "<martif" : "<tbx xmlns"));
  }
}

TEST(Tbx, RefusesWithItsPlaceAndRecovers) {
  EXPECT_EQ(read("<tmx/>").error().code, ErrorCode::kUnsupported);
  const std::string whole = kMartif;
  const std::string cut = whole.substr(0, whole.size() - 20);
  const auto refused = read(cut);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().where, testing::StartsWith("a.tbx:1:"));
  ReadOptions options;
  options.recover = true;
  const auto kept = read(cut + "<", options);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->concepts.size(), 1U);
}

}  // namespace
}  // namespace punte::exchange

#include "exchange/xliff_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "exchange/code_pairs.h"
#include "exchange/xliff.h"
#include "exchange/xliff_reader.h"
#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::InlineCode;
using testing::HasSubstr;
using testing::Not;

std::string write(const std::vector<XliffUnit>& units, XliffVersion version,
                  const XliffFile& file = {}) {
  StringSink sink;
  XliffWriter writer(sink, {version, "en", "ro"});
  EXPECT_TRUE(writer.begin_file(file));
  for (const XliffUnit& unit : units) EXPECT_TRUE(writer.write(unit));
  EXPECT_TRUE(writer.finish());
  return sink.text;
}

struct Read {
  XliffFile file;
  std::vector<XliffUnit> units;
};

Read read(const std::string& text) {
  Read out;
  const auto source = memory_source(text, "a.xlf");
  const auto report =
      read_xliff_units(*source, [&](const XliffFile& file, XliffUnit&& unit) -> Result<void> {
        out.file = file;
        out.units.push_back(std::move(unit));
        return {};
      });
  EXPECT_TRUE(report) << report.error().text() << "\n" << text;
  return out;
}

/// What must come back of a text: ids may be others, pairs and places may not.
std::string drawn(const language::MarkedText& marked) {
  const auto partners = pair_codes(marked.codes);
  std::string out = marked.text;
  for (std::size_t i = 0; i < marked.codes.size(); ++i) {
    const InlineCode& code = marked.codes[i];
    const bool paired = partners[i] != kNoPartner;
    out += "|" + std::to_string(code.offset) + (paired ? "p" + std::to_string(partners[i]) : "s") +
           "(" + code.content + ")";
    const bool names_type = !paired || code.kind == CodeKind::kOpen;
    if (names_type) out += code.type;
  }
  return out;
}

XliffUnit simple(const std::string& source, const std::string& target) {
  XliffUnit unit;
  unit.id = "1";
  XliffSegment segment;
  segment.source.text = source;
  segment.target.text = target;
  segment.has_target = true;
  unit.segments.push_back(segment);
  return unit;
}

InlineCode code(std::size_t offset, CodeKind kind, const std::string& id,
                const std::string& content, const std::string& type = {}) {
  InlineCode out;
  out.offset = offset;
  out.kind = kind;
  out.id = id;
  out.content = content;
  out.type = type;
  return out;
}

TEST(XliffWriter, Version12SaysStateNotesKeyAndNativeCodes) {
  XliffUnit unit = simple("Read more", "Citește mai mult");
  unit.name = "menu.more";
  unit.notes.push_back({"short", {{"from", "dev"}}});
  unit.segments[0].state = "reviewed";
  unit.segments[0].source.codes = {code(5, CodeKind::kOpen, "1", "<b>", "bold"),
                                   code(9, CodeKind::kClose, "1", "</b>")};
  unit.segments[0].target.codes = {code(9, CodeKind::kOpen, "4", "<b>", "bold"),
                                   code(17, CodeKind::kClose, "4", "</b>")};
  const std::string text = write({unit}, XliffVersion::k12, {.original = "a & b.html"});
  EXPECT_THAT(text, HasSubstr("original=\"a &amp; b.html\""));
  EXPECT_THAT(text, HasSubstr("<trans-unit id=\"1\" resname=\"menu.more\" approved=\"yes\">"));
  EXPECT_THAT(text, HasSubstr("<source>Read <bpt id=\"1\" rid=\"1\" ctype=\"bold\">&lt;b&gt;</bpt>"
                              "more<ept id=\"1\" rid=\"1\">&lt;/b&gt;</ept></source>"));
  EXPECT_THAT(text, HasSubstr("<target state=\"signed-off\">Citește <bpt id=\"1\""));
  EXPECT_THAT(text, HasSubstr("<note from=\"dev\">short</note>"));
}

TEST(XliffWriter, Version21UsesPairsOriginalDataAndStates) {
  XliffUnit unit = simple("Read more", "Citește");
  unit.segments[0].state = "needs-review-translation";
  unit.segments[0].source.codes = {code(5, CodeKind::kOpen, "1", "<b>", "bold"),
                                   code(9, CodeKind::kClose, "1", "</b>")};
  const std::string text = write({unit}, XliffVersion::k21);
  EXPECT_THAT(text, HasSubstr("srcLang=\"en\" trgLang=\"ro\""));
  EXPECT_THAT(text, HasSubstr("<data id=\"d1\" xml:space=\"preserve\">&lt;b&gt;</data>"));
  EXPECT_THAT(text, HasSubstr("<pc id=\"1\" type=\"fmt\" subType=\"xlf:b\" dataRefStart=\"d1\" "
                              "dataRefEnd=\"d2\">more</pc>"));
  EXPECT_THAT(text, HasSubstr("state=\"translated\" subState=\"punte:needs-review-translation\""));
}

TEST(XliffWriter, CrossingPairsAndHalvesAreNoElements) {
  XliffUnit unit = simple("abcd", "x");
  unit.segments[0].source.codes = {
      code(0, CodeKind::kOpen, "1", "<b>"), code(1, CodeKind::kOpen, "2", "<i>"),
      code(2, CodeKind::kClose, "1", "</b>"), code(3, CodeKind::kClose, "2", "</i>"),
      code(4, CodeKind::kOpen, "3", "<u>")};
  const std::string text = write({unit}, XliffVersion::k21);
  EXPECT_THAT(text, Not(HasSubstr("<pc")));
  EXPECT_THAT(text, HasSubstr("<ec startRef=\"1\" dataRef=\"d3\"/>"));
  EXPECT_THAT(text, HasSubstr("<sc id=\"3\" isolated=\"yes\" dataRef=\"d5\"/>"));
}

TEST(XliffWriter, SegmentsIgnorablesMatchesAndSkeletonComeBack) {
  XliffUnit unit = simple("One.", "Unu.");
  unit.translate = false;
  unit.properties.push_back({"x-p", "v<", {}});
  unit.segments[0].id = "s1";
  unit.segments[0].state = "translated";
  XliffSegment between;
  between.is_ignorable = true;
  between.source.text = between.target.text = "  ";
  between.has_target = true;
  unit.segments.push_back(between);
  XliffSegment second;
  second.id = "s2";
  second.source.text = "Two.";
  second.matches.push_back({{"Too.", {}}, {"Doi.", {}}, 87.5, "old.tmx"});
  unit.segments.push_back(second);
  const XliffFile file{"p.html", "html", "en", "ro", "", "<html>\r\n\t…</html>"};
  for (const XliffVersion version : {XliffVersion::k12, XliffVersion::k21}) {
    const Read back = read(write({unit}, version, file));
    EXPECT_EQ(back.file.original, "p.html");
    EXPECT_EQ(back.file.skeleton, file.skeleton);
    EXPECT_EQ(back.file.target_language, "ro");
    ASSERT_EQ(back.units.size(), 1U);
    const XliffUnit& got = back.units[0];
    EXPECT_FALSE(got.translate);
    EXPECT_EQ(got.properties, unit.properties);
    ASSERT_EQ(got.segments.size(), 3U);
    EXPECT_EQ(got.segments[0].id, "s1");
    EXPECT_EQ(got.segments[0].state, "translated");
    EXPECT_TRUE(got.segments[1].is_ignorable);
    EXPECT_EQ(got.segments[1].source.text, "  ");
    EXPECT_EQ(got.segments[1].target.text, "  ");
    EXPECT_FALSE(got.segments[2].has_target);
    EXPECT_EQ(got.segments[2].matches, second.matches);
  }
}

TEST(XliffWriter, IdsThatAreNoNamesAreReplaced) {
  XliffUnit unit = simple("a", "b");
  unit.id = "a b/c";
  unit.segments[0].source.codes = {code(0, CodeKind::kSingle, "", "{0}"),
                                   code(1, CodeKind::kSingle, "", "{1}")};
  unit.segments[0].source.codes[0].link = "not a name";
  unit.segments[0].source.codes[1].link = "1";
  const std::string text = write({unit}, XliffVersion::k21);
  EXPECT_THAT(text, HasSubstr("<unit id=\"punte.u1\""));
  EXPECT_THAT(text, HasSubstr("<ph id=\"1\" dataRef=\"d1\"/>a<ph id=\"2\" dataRef=\"d2\"/>"));
}

TEST(XliffWriter, AnythingComesBackInBothVersions) {
  std::mt19937 random(7);
  const auto pick = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  const std::vector<std::string> pieces = {"a",  " ",  "<",   "&", "ș", "\n",
                                           "\t", "\r", "]]>", "😀", "\""};
  const std::vector<std::string> types = {"",      "bold",  "ulined",      "lb", "link",
                                          "x-own", "color", "x-punte-odd", "ui"};
  const std::vector<std::string> contents = {"", "<b>", "{0}", "%s", "<br/>"};
  const auto marked = [&]() {
    language::MarkedText out;
    int next = 0;
    std::vector<std::string> open;
    for (int i = pick(8); i >= 0; --i) {
      out.text += pieces[static_cast<std::size_t>(pick(static_cast<int>(pieces.size())))];
      const int what = pick(5);
      if (what > 2) continue;
      const auto& content = contents[static_cast<std::size_t>(pick(5))];
      InlineCode made = code(out.text.size(), CodeKind::kSingle, "", content,
                             types[static_cast<std::size_t>(pick(static_cast<int>(types.size())))]);
      if (what == 1 && pick(4) > 0) {
        made.kind = CodeKind::kOpen;
        made.id = "p" + std::to_string(++next);
        open.push_back(made.id);
      } else if (what == 2 && !open.empty()) {
        made.kind = CodeKind::kClose;
        const auto at = static_cast<std::size_t>(pick(static_cast<int>(open.size())));
        made.id = open[at];
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
      }
      if (pick(3) == 0) made.link = std::to_string(pick(4));
      out.codes.push_back(made);
    }
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    XliffUnit unit = simple("", "");
    unit.segments[0].source = marked();
    unit.segments[0].target = marked();
    unit.segments[0].id = round % 2 == 0 ? "" : "s";
    for (const XliffVersion version : {XliffVersion::k12, XliffVersion::k21}) {
      const std::string text = write({unit}, version);
      const Read back = read(text);
      ASSERT_EQ(back.units.size(), 1U) << text;
      ASSERT_EQ(back.units[0].segments.size(), 1U) << text;
      const XliffSegment& got = back.units[0].segments[0];
      EXPECT_EQ(drawn(got.source), drawn(unit.segments[0].source)) << text;
      EXPECT_EQ(drawn(got.target), drawn(unit.segments[0].target)) << text;
      EXPECT_EQ(write(back.units, version), text);
    }
  }
}

TEST(XliffUnits, APairOfAMemoryIsASegmentWithItsState) {
  language::Unit unit;
  unit.id = 12;
  unit.properties = {{"x-xliff-state", "final", {}}, {"x-xliff-resname", "k", {}}, {"p", "v", {}}};
  for (const char* language : {"en", "ro", "ro-MD"}) {
    language::Variant variant;
    variant.language = language;
    variant.text.text = language;
    unit.variants.push_back(variant);
  }
  const auto units = xliff_units(unit, {"en", "ro"});
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].id, "12");
  EXPECT_EQ(units[1].id, "12-2");
  EXPECT_EQ(units[0].name, "k");
  EXPECT_EQ(units[0].properties.size(), 1U);
  EXPECT_EQ(units[0].segments[0].state, "final");
  EXPECT_EQ(units[1].segments[0].target.text, "ro-MD");
}

TEST(XliffAlternatives, AreReadWhenAskedFor) {
  const std::string text =
      "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ro\"><body>"
      "<trans-unit id=\"1\"><source>A b</source><target/><alt-trans match-quality=\"85%\">"
      "<source>A c</source><target>Alt</target></alt-trans><alt-trans><target xml:lang=\"fr\">"
      "Autre</target></alt-trans></trans-unit></body></file></xliff>";
  for (const bool wanted : {false, true}) {
    std::vector<language::Unit> units;
    ReadOptions options;
    options.alternatives = wanted;
    const auto source = memory_source(text, "a.xlf");
    const auto report = read_xliff(
        *source,
        [&](language::Unit&& unit) -> Result<void> {
          units.push_back(std::move(unit));
          return {};
        },
        options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->skipped_units, 1);
    ASSERT_EQ(units.size(), wanted ? 1U : 0U);
    if (!wanted) continue;
    EXPECT_EQ(units[0].variants[0].text.text, "A c");
    EXPECT_EQ(units[0].properties.back().type, kAlternativeProperty);
    EXPECT_EQ(units[0].properties.back().value, "85");
  }
}

}  // namespace
}  // namespace punte::exchange

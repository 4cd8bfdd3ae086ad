#include "exchange/tmx_reader.h"
#include "exchange/tmx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using language::CodeKind;

struct Read {
  std::vector<language::Unit> units;
  ReadReport report;
};

Result<Read> read(const std::string& text, const ReadOptions& options = {}) {
  Read out;
  const auto source = memory_source(text, "test.tmx");
  auto report = read_tmx(
      *source,
      [&](language::Unit&& unit) -> Result<void> {
        out.units.push_back(std::move(unit));
        return {};
      },
      options);
  if (!report) return tl::unexpected(report.error());
  out.report = std::move(*report);
  return out;
}

std::string write(const std::vector<language::Unit>& units, TmxWriteOptions options = {}) {
  StringSink sink;
  TmxWriter writer(sink, std::move(options));
  for (const language::Unit& unit : units) EXPECT_TRUE(writer.write(unit).has_value());
  EXPECT_TRUE(writer.finish().has_value());
  return sink.text;
}

constexpr const char* kHeader =
    "creationtool=\"t\" creationtoolversion=\"1\" segtype=\"phrase\" o-tmf=\"t\" adminlang=\"de\" "
    "srclang=\"en\" datatype=\"html\"";

std::string tmx(const std::string& body, const std::string& header = kHeader) {
  return "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header " + header + "/><body>" + body +
         "</body></tmx>";
}

std::string tu(const std::string& segment) {
  return "<tu><tuv xml:lang=\"en\"><seg>" + segment + "</seg></tuv></tu>";
}

TEST(TmxReader, ReadsUnitsWithAllTheyCarry) {
  const auto result =
      read(tmx("<tu tuid=\"7\" srclang=\"RO\" x=\"y\"><note>n</note><prop type=\"p\" "
               "xml:lang=\"en\">v</prop>"
               "<tuv xml:lang=\"EN_us\" changeid=\"me\"><prop type=\"q\"/><seg>Hello</seg></tuv>"
               "<tuv lang=\"ro\"><seg>Salut</seg></tuv></tu>"));
  ASSERT_TRUE(result.has_value()) << result.error().text();
  ASSERT_EQ(result->units.size(), 1U);
  const language::Unit& unit = result->units[0];
  EXPECT_EQ(unit.source_language, "ro");
  EXPECT_EQ(unit.attributes.size(), 2U);
  EXPECT_EQ(unit.notes[0].text, "n");
  EXPECT_EQ(unit.properties[0].attributes[0].second, "en");
  ASSERT_EQ(unit.variants.size(), 2U);
  EXPECT_EQ(unit.variants[0].language, "en-US");
  EXPECT_EQ(unit.variants[0].language_as_written, "EN_us");
  EXPECT_EQ(unit.variants[1].text.text, "Salut");
}

TEST(TmxReader, KeepsInlineCodesOutOfTheText) {
  const auto result = read(
      tmx(tu("a<bpt i=\"1\" x=\"2\" type=\"bold\">&lt;b&gt;</bpt>b<ept i=\"1\">&lt;/b&gt;</ept>"
             "<ph assoc=\"p\">{0}</ph><hi type=\"t\">c</hi><it pos=\"begin\">&lt;i&gt;</it>"
             "<ph>x<sub type=\"alt\">not text</sub>y</ph>")));
  ASSERT_TRUE(result.has_value()) << result.error().text();
  const language::MarkedText& text = result->units[0].variants[0].text;
  EXPECT_EQ(text.text, "abc");
  ASSERT_EQ(text.codes.size(), 7U);
  EXPECT_EQ(text.codes[0].kind, CodeKind::kOpen);
  EXPECT_EQ(text.codes[0].content, "<b>");
  EXPECT_EQ(text.codes[0].offset, 1U);
  EXPECT_EQ(text.codes[1].kind, CodeKind::kClose);
  EXPECT_EQ(text.codes[1].offset, 2U);
  EXPECT_EQ(text.codes[6].content, "xnot texty");
}

TEST(TmxReader, WhiteSpaceIsText) {
  EXPECT_EQ(read(tmx(tu("  a \n b\t")))->units[0].variants[0].text.text, "  a \n b\t");
}

TEST(TmxReader, LeavesOutWhatHasNoTextAndSaysSo) {
  const auto result =
      read(tmx("<tu/><tu><tuv xml:lang=\"en\"/></tu>"
               "<tu><tuv><seg>no language</seg></tuv></tu>"
               "<tu><tuv xml:lang=\"en\"><seg/></tuv></tu>" +
               tu("kept")));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->units.size(), 1U);
  EXPECT_EQ(result->report.skipped_units, 4);
  EXPECT_EQ(result->report.skipped_variants, 3);
  EXPECT_EQ(result->report.warnings.count(), 8);  // and that the one that is kept is alone
}

TEST(TmxReader, ErrorsNameThePlace) {
  const auto broken = read("<tmx version=\"1.4\">\n<header/>\n<body>\n<tu></body></tmx>");
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, ErrorCode::kSyntax);
  EXPECT_THAT(broken.error().where, testing::StartsWith("test.tmx:4:"));
  EXPECT_EQ(read("").error().code, ErrorCode::kSyntax);
  EXPECT_EQ(read("<html></html>").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(read(std::string(3000, '\x81')).error().code, ErrorCode::kSyntax);
  const std::string whole = tmx(tu("one") + tu("two"));
  for (std::size_t length = 0; length + 1 < whole.size(); length += 3) {
    EXPECT_FALSE(read(whole.substr(0, length)).has_value()) << length;
  }
}

TEST(TmxReader, RecoversTheUnitsBeforeTheDamage) {
  ReadOptions options;
  options.recover = true;
  const auto result = read(tmx(tu("one") + tu("two") + "<tu><oops></tu>"), options);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->units.size(), 2U);
  EXPECT_GE(result->report.warnings.count(), 1);
}

TEST(TmxReader, DamageIsToldWithItsLine) {
  ReadOptions options;
  options.recover = true;
  const std::string bad = "<tu><tuv xml:lang=\"en\"><seg>a & b</seg></tuv></tu>\n";
  const auto result =
      read(tmx("\n" + tu("one") + "\n" + bad + tu("two") + "\n" + bad + bad), options);
  ASSERT_TRUE(result.has_value()) << result.error().text();
  std::vector<std::int64_t> lines;
  for (const Warning& warning : result->report.warnings.kept()) {
    if (warning.message.find("damaged") != std::string::npos) lines.push_back(warning.line);
  }
  EXPECT_EQ(lines, (std::vector<std::int64_t>{3, 5, 6}));
}

TEST(TmxReader, ReadsOtherEncodings) {
  const std::string body =
      "<tmx version=\"1.4\"><header/><body>" + tu("\xBA\xFE") + "</body></tmx>";
  const auto latin2 = read("<?xml version=\"1.0\" encoding=\"windows-1250\"?>" + body);
  ASSERT_TRUE(latin2.has_value()) << latin2.error().text();
  EXPECT_EQ(latin2->units[0].variants[0].text.text, "şţ");
  EXPECT_EQ(read("<?xml version=\"1.0\" encoding=\"no-such\"?>" + body).error().code,
            ErrorCode::kUnsupported);
  std::string utf16 = "\xFF\xFE";
  for (const char c : tmx(tu("pod"))) {
    utf16 += c;
    utf16 += '\0';
  }
  const auto wide = read(utf16);
  ASSERT_TRUE(wide.has_value()) << wide.error().text();
  EXPECT_EQ(wide->units[0].variants[0].text.text, "pod");
}

TEST(TmxReader, IsNotBlownUp) {
  std::string bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\">";
  for (char c = 'b'; c < 'n'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 12; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]><tmx><header/><body>" + tu("&m;") + "</body></tmx>";
  EXPECT_EQ(read(bomb).error().code, ErrorCode::kLimit);
  std::string deep = "<tmx>";
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  EXPECT_EQ(read(deep).error().code, ErrorCode::kLimit);
  const auto letters = [](std::size_t count) {
    std::string text;
    text.resize(count, 'x');
    return text;
  };
  EXPECT_EQ(read("<tmx a=\"" + letters(50'000'000)).error().code, ErrorCode::kLimit);
  EXPECT_EQ(read(tmx(tu(letters(20'000'000)))).error().code, ErrorCode::kLimit);
  const auto external = read("<!DOCTYPE tmx [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" +
                             tmx(tu("a&e;b")).substr(21));
  ASSERT_TRUE(external.has_value()) << external.error().text();
  EXPECT_EQ(external->units[0].variants[0].text.text, "ab");
}

TEST(TmxReader, TheSinksErrorEndsTheReading) {
  const auto source = memory_source(tmx(tu("one") + tu("two")), "x");
  int count = 0;
  const auto result = read_tmx(*source, [&](language::Unit&&) -> Result<void> {
    ++count;
    return base::fail(ErrorCode::kCancelled, "stop");
  });
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(count, 1);
}

language::Unit draw_unit(std::mt19937& random) {
  const std::vector<std::string> parts = {"a",  "<",  "&amp;", "\"", "\r", "\n",
                                          "\t", "  ", "ș",     "橋", "]]>"};
  const auto text = [&] {
    std::string out = "x";
    for (std::size_t n = random() % 6; n > 0; --n) out += parts[random() % parts.size()];
    return out;
  };
  language::Unit unit;
  unit.source_language = random() % 2 == 0 ? "en" : "";
  const std::vector<std::string> names = {"tuid", "datatype", "creationdate", "strange", "segtype"};
  for (const std::string& name : names) {
    if (random() % 2 == 0) unit.attributes.emplace_back(name, text());
  }
  if (random() % 2 == 0) unit.properties.push_back({text(), text(), {{"xml:lang", "en"}}});
  if (random() % 2 == 0) unit.notes.push_back({text(), {}});
  for (std::size_t n = 1 + random() % 3; n > 0; --n) {
    language::Variant variant;
    variant.language = random() % 2 == 0 ? "ro" : "en-GB";
    if (random() % 3 == 0) variant.language_as_written = "RO";
    if (random() % 3 == 0) variant.language = "ro";
    if (!variant.language_as_written.empty()) variant.language = "ro";
    variant.text.text = text() + text();
    std::size_t at = 0;
    for (std::size_t c = random() % 4; c > 0; --c) {
      language::InlineCode code;
      code.offset = at;
      code.id = std::to_string(c);
      code.content = text();
      code.type = random() % 2 == 0 ? "bold" : "";
      switch (random() % 3) {
        case 0:
          code.id = "";
          variant.text.codes.push_back(code);
          break;
        case 1: {
          code.kind = CodeKind::kOpen;
          variant.text.codes.push_back(code);
          code.kind = CodeKind::kClose;
          code.type = "";
          variant.text.codes.push_back(code);
          break;
        }
        default: {
          code.kind = CodeKind::kOpen;
          code.element = "hi";
          code.id = code.content = "";
          variant.text.codes.push_back(code);
          code.kind = CodeKind::kClose;
          code.type = "";
          variant.text.codes.push_back(code);
        }
      }
      at = 1;
    }
    if (random() % 2 == 0) variant.attributes.emplace_back("changeid", text());
    if (random() % 3 == 0) variant.attributes.emplace_back("own", text());
    unit.variants.push_back(variant);
  }
  return unit;
}

TEST(TmxWriter, WhatItWritesIsReadBackTheSame) {
  std::mt19937 random(21);
  for (int i = 0; i < 300; ++i) {
    std::vector<language::Unit> units;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) units.push_back(draw_unit(random));
    const std::string text = write(units);
    const auto back = read(text);
    ASSERT_TRUE(back.has_value()) << back.error().text() << "\n" << text;
    for (const Warning& warning : back->report.warnings.kept()) {
      EXPECT_THAT(warning.message, testing::AnyOf(testing::HasSubstr("in one language only"),
                                                  testing::HasSubstr("one tuid"),
                                                  testing::HasSubstr("the header calls")));
    }
    EXPECT_EQ(write(back->units), text);
    ASSERT_EQ(back->units.size(), units.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
      ASSERT_EQ(back->units[u].variants.size(), units[u].variants.size());
      for (std::size_t v = 0; v < units[u].variants.size(); ++v) {
        EXPECT_EQ(back->units[u].variants[v], units[u].variants[v]) << text;
      }
      EXPECT_EQ(back->units[u].notes, units[u].notes);
      EXPECT_EQ(back->units[u].properties, units[u].properties);
    }
  }
}

TEST(TmxWriter, NothingOfAFileIsLost) {
  const std::string file = tmx(
      "<odd><x a=\"1\">t &amp; u</x></odd><tu tuid=\"1\" score=\".9\" segtype=\"odd\" "
      "changeid=\"c\"><note a=\"b\" "
      "lang=\"de\">n</note><prop type=\"p\" b=\"c\">v</prop><m:w z=\"1\">k</m:w><tuv "
      "xml:lang=\"en\" "
      "lang=\"fr\" mine=\"1\" o-tmf=\"f\" changeid=\"c\"><e/><seg xml:space=\"preserve\">a<bpt "
      "i=\"1\" q=\"r\">&lt;b></bpt>b<ept i=\"1\" "
      "x=\"2\">&lt;/b></ept><ut x=\"1\" type=\"t\">u</ut><bpt i=\"9\">alone</bpt><b "
      "k=\"l\">bold</b>"
      "<ph>p<sub type=\"s\">q</sub></ph></seg></tuv><tuv xml:lang=\"ro\"><seg>b</seg></tuv></tu>",
      std::string(kHeader) +
          " own=\"1\" changeid=\"me\"><prop type=\"hp\">hv</prop><note>hn</note><ude name=\"u\" "
          "base=\"w\"><map unicode=\"#xF8FF\" code=\"#xF0\"/></ude><ude name=\"bad\"/><other/");
  // The helper closes the header as an empty element: here it has content.
  std::string whole = file;
  whole.replace(whole.find("<other//>"), 9, "<other/></header>");
  const auto first = read(whole);
  ASSERT_TRUE(first.has_value()) << first.error().text();
  TmxWriteOptions options;
  options.header = first->report.header;
  const std::string text = write(first->units, options);
  const auto second = read(text);
  ASSERT_TRUE(second.has_value()) << second.error().text() << text;
  EXPECT_EQ(second->units, first->units) << text;
  EXPECT_EQ(second->report.header, first->report.header) << text;
  EXPECT_EQ(write(second->units, options), text);
  for (const char* part : {"creationtool=t",
                           "own=1",
                           "changeid=\"me\"",
                           "segtype=\"phrase\"",
                           "score=.9",
                           "note0/@a=b",
                           "prop0/@b=c",
                           "seg/@xml:space=preserve",
                           "code0/@q=r",
                           "code1/@x=2",
                           "code2/@type=t",
                           "code3/@i=9",
                           "&lt;b k=\"l\"&gt;",
                           "<sub type=\"s\">q</sub>",
                           "xml:lang=\"de\">n",
                           "&lt;m:w z=\"1\"&gt;k",
                           "&lt;e&gt;",
                           "&lt;odd&gt;&lt;x a=\"1\"&gt;t &amp;amp; u",
                           "<map unicode=\"#xF8FF\"",
                           "&lt;ude name=\"bad\"",
                           "&lt;other&gt;",
                           "lang=fr"}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
}

TEST(TmxWriter, PairsTogetherAreTheUnit) {
  language::Unit unit;
  unit.source_language = "en";
  for (const char* language : {"de", "en", "ro"}) {
    language::Variant variant;
    variant.language = language;
    variant.text.text = language;
    unit.variants.push_back(variant);
  }
  TmxWriteOptions options;
  options.pairs = true;
  const auto back = read(write({unit}, options));
  ASSERT_EQ(back->units.size(), 2U);
  EXPECT_EQ(back->units[0].variants, (std::vector{unit.variants[1], unit.variants[0]}));
  EXPECT_EQ(back->units[1].variants, (std::vector{unit.variants[1], unit.variants[2]}));
  unit.source_language.clear();
  EXPECT_EQ(read(write({unit}, options))->units.size(), 3U);
}

TEST(TmxHeaders, AreUnitedWhereTheyAgree) {
  TmxHeader a;
  a.attributes = {{"adminlang", "de"}, {"datatype", "html"}};
  a.properties = {{"p", "1", {}}};
  TmxHeader b = a;
  b.attributes[1].second = "xml";
  b.properties.push_back({"p", "2", {}});
  const TmxHeader both = united({a, b});
  EXPECT_EQ(both.attributes, (std::vector<language::Attribute>{{"adminlang", "de"}}));
  EXPECT_EQ(both.properties.size(), 2U);
  EXPECT_EQ(united({}), TmxHeader());
}

TEST(TmxWriter, LevelOneHasNoCodes) {
  language::Unit unit;
  language::Variant variant;
  variant.language = "en";
  variant.text.text = "ab";
  variant.text.codes = {{1, CodeKind::kSingle, "", "", "", "<br>", "", {}}};
  unit.variants = {variant};
  TmxWriteOptions options;
  options.level = 1;
  EXPECT_THAT(write({unit}, options), testing::HasSubstr("<seg>ab</seg>"));
  EXPECT_THAT(write({unit}), testing::HasSubstr("<seg>a<ph>&lt;br&gt;</ph>b</seg>"));
}

TEST(TmxWriter, CharactersThatXmlCannotHoldAreReplaced) {
  language::Unit unit;
  language::Variant variant;
  variant.language = "en";
  variant.text.text = std::string("a\0b\x01\xFF", 5) + "\xEF\xBF\xBE";
  unit.variants = {variant};
  EXPECT_TRUE(read(write({unit})).has_value());
}

}  // namespace
}  // namespace punte::exchange

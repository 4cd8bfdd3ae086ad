#include "language/srx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "language/segment.h"
#include "language/srx_segmenter.h"
#include "tests/reference/srx.h"

namespace punte::language {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

SrxDocument sample(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(PUNTE_TEST_DATA) / "srx" / name;
  auto document = read_srx(content_of(path), name);
  EXPECT_TRUE(document.has_value()) << (document ? "" : document.error().text());
  return document ? *document : SrxDocument{};
}

/// A file of one language with these rules: {breaks, before, after}.
std::string file_of(const std::string& rules) {
  return "<srx version='2.0'><header cascade='no'/><body><languagerules>\n"
         "<languagerule languagerulename='all'>\n" +
         rules +
         "</languagerule></languagerules><maprules>"
         "<languagemap languagepattern='.*' languagerulename='all'/></maprules></body></srx>";
}

std::string rule(bool breaks, const std::string& before, const std::string& after) {
  return std::string("<rule break='") + (breaks ? "yes" : "no") + "'><beforebreak>" + before +
         "</beforebreak><afterbreak>" + after + "</afterbreak></rule>\n";
}

SrxSegmenter segmenter_of(const std::string& rules) {
  auto made = SrxSegmenter::make(read_srx(file_of(rules), "test.srx").value(), "en");
  EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().text());
  return std::move(*made);
}

std::vector<std::string> texts(const std::string& text,
                               const base::Result<std::vector<Span>>& spans) {
  EXPECT_TRUE(spans.has_value()) << (spans ? "" : spans.error().text());
  std::vector<std::string> out;
  if (!spans) return out;
  for (const Span span : *spans) out.push_back(text.substr(span.start, span.limit - span.start));
  return out;
}

TEST(SrxReader, ReadsHeaderRulesAndMaps) {
  const SrxDocument document = sample("cascade.srx");
  EXPECT_TRUE(document.cascade);
  EXPECT_FALSE(document.segment_subflows);
  EXPECT_EQ(document.codes, (CodeHandling{.open = true, .close = false, .single = true}));
  ASSERT_EQ(document.languages.size(), 3U);
  EXPECT_EQ(document.languages[0].name, "Romanian");
  ASSERT_EQ(document.languages[0].rules.size(), 4U);
  EXPECT_FALSE(document.languages[0].rules[0].breaks);
  EXPECT_EQ(document.languages[0].rules[0].line, 11U);
  EXPECT_EQ(document.languages[0].rules[1].after, "\\s+\\d");
  EXPECT_TRUE(document.languages[2].rules[2].breaks) << "a rule breaks where it does not say";
  EXPECT_THAT(document.warnings, testing::IsEmpty());
}

TEST(SrxReader, UnderstandsFilesThatAreNotWhatTheStandardWants) {
  const SrxDocument document = sample("first_map.srx");
  EXPECT_FALSE(document.cascade);
  EXPECT_TRUE(document.segment_subflows);
  EXPECT_EQ(document.codes, CodeHandling{});
  ASSERT_EQ(document.languages.size(), 3U);
  EXPECT_EQ(document.languages[0].rules[0].before.back(), '+') << "the line break is no pattern";
  EXPECT_EQ(document.languages[2].rules[1].before, "[\\.:：]");
  EXPECT_TRUE(document.languages[2].rules[2].breaks);
  ASSERT_EQ(document.warnings.size(), 3U);
  EXPECT_EQ(document.warnings[0].line, 4U);
  EXPECT_THAT(document.warnings[2].message, HasSubstr("neither yes nor no"));
}

TEST(SrxReader, MapsAreTriedInOrderWithoutRegardToCase) {
  const SrxDocument cascade = sample("cascade.srx");
  EXPECT_EQ(cascade.rules_for("ro")->size(), 8U);
  EXPECT_EQ(cascade.rules_for("ro-RO")->size(), 10U) << "(en|ro)_.* matches ro_RO";
  EXPECT_EQ(cascade.rules_for("en-GB")->size(), 6U);
  EXPECT_EQ(cascade.rules_for("hu")->size(), 4U);
  const SrxDocument first = sample("first_map.srx");
  EXPECT_EQ(first.rules_for("ja-JP")->size(), 1U);
  EXPECT_EQ(first.rules_for("ro")->size(), 4U);
}

TEST(SrxReader, ErrorsSayWhereAndWhat) {
  const struct {
    std::string file;
    std::string text;
  } cases[] = {
      {"", "x.srx:1: not well-formed XML"},
      {"<tmx/>", "this is not SRX: its root element is <tmx>"},
      {"<srx>source</srx>", "without any rule"},
      {"<srx>\n<a>\n</b></srx>", "x.srx:3: not well-formed XML (mismatched tag)"},
      {file_of("<rule><beforebreak>a\n<b/></beforebreak></rule>"), "x.srx:4: <b> inside a pattern"},
      {"<srx><body><languagerules><languagerule languagerulename='a'><rule/></languagerule>"
       "</languagerules>\n<maprules><languagemap languagerulename='b'/></maprules></body></srx>",
       "x.srx:2: there are no rules of the name “b”"},
  };
  for (const auto& [file, text] : cases) {
    const auto document = read_srx(file, "x.srx");
    ASSERT_FALSE(document) << file;
    EXPECT_THAT(document.error().text(), HasSubstr(text));
  }
}

TEST(SrxReader, AMapOfUnknownRulesIsLeftOutWhereOthersHold) {
  const auto document = read_srx(
      "<srx><body><languagerules><languagerule languagerulename='a'><rule/></languagerule>"
      "</languagerules>\n<maprules><languagemap languagepattern='xx' languagerulename='b'/>"
      "<languagemap languagepattern='.*' languagerulename='a'/></maprules></body></srx>",
      "x.srx");
  ASSERT_TRUE(document) << document.error().text();
  EXPECT_EQ(document->maps.size(), 1U);
  ASSERT_EQ(document->warnings.size(), 1U);
  EXPECT_EQ(document->warnings[0].line, 2U);
}

// Read as nothing, the entity would leave an empty pattern, which cuts after every letter.
TEST(SrxReader, AnEntityOfAnotherFileIsAnError) {
  const std::string body =
      "<srx><body><languagerules><languagerule languagerulename='a'><rule><beforebreak>&e;"
      "</beforebreak></rule></languagerule></languagerules></body></srx>";
  const std::string external = "<!DOCTYPE srx [<!ENTITY e SYSTEM 'e.txt'>]>\n" + body;
  const std::string skipped = "<!DOCTYPE srx SYSTEM 'x.dtd'>\n" + body;
  for (const std::string& file : {external, skipped}) {
    const auto document = read_srx(file, "x.srx");
    ASSERT_FALSE(document) << file;
    EXPECT_THAT(document.error().text(), HasSubstr("x.srx:2: the entity “e” is in another file"));
  }
  const auto internal = read_srx("<!DOCTYPE srx [<!ENTITY e '[.]'>]>\n" + body, "x.srx");
  ASSERT_TRUE(internal) << internal.error().text();
  EXPECT_EQ(internal->languages[0].rules[0].before, "[.]");
}

TEST(SrxReader, ElementsInWrongPlacesAreNoRules) {
  const auto document =
      read_srx(file_of("<rule><languagerule languagerulename='b'><beforebreak>x</beforebreak>"
                       "</languagerule><afterbreak>y</afterbreak></rule>"),
               "x");
  ASSERT_TRUE(document) << document.error().text();
  EXPECT_EQ(document->languages.size(), 2U);
  EXPECT_EQ(document->rules_for("ro")->size(), 1U);
  EXPECT_EQ(document->rules_for("ro")->front().before, "");
}

TEST(SrxReader, SizeDepthAndNumberOfRulesAreLimited) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_EQ(read_srx("<srx>" + deep, "x").error().code, base::ErrorCode::kLimit);
  std::string many;
  for (int i = 0; i < 30; ++i) many += rule(true, "a", "b");
  EXPECT_TRUE(read_srx(file_of(many), "x"));
  EXPECT_EQ(read_srx(file_of(many), "x", {.max_rules = 20}).error().code, base::ErrorCode::kLimit);
  EXPECT_EQ(read_srx(file_of(many), "x", {.max_bytes = 100}).error().code, base::ErrorCode::kLimit);
  EXPECT_EQ(read_srx(file_of(rule(true, std::string(20'000, 'a'), "")), "x").error().code,
            base::ErrorCode::kLimit);
  const std::string bomb =
      "<!DOCTYPE srx [<!ENTITY a 'xxxxxxxxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>"
      "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;'>]>";
  EXPECT_FALSE(read_srx(bomb + file_of(rule(true, "&f;&f;&f;", "")), "x"));
}

TEST(SrxReader, WhatIsWrittenIsReadAlike) {
  for (const char* name : {"cascade.srx", "first_map.srx"}) {
    const SrxDocument document = sample(name);
    const auto again = read_srx(write_srx(document), name);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(write_srx(*again), write_srx(document));
    EXPECT_THAT(again->warnings, testing::IsEmpty());
  }
}

TEST(SrxSegmenter, TheFirstRuleThatFitsDecides) {
  const auto romanian = SrxSegmenter::make(sample("cascade.srx"), "ro-RO").value();
  const std::string text =
      "Conform art. 5 alin. 2, dl. Pop etc. Plouă etc. și ninge.\nVezi Pag. 3. Da";
  EXPECT_THAT(texts(text, romanian.segment(text)),
              ElementsAre("Conform art. 5 alin. 2, dl. Pop etc.", "Plouă etc. și ninge.",
                          "Vezi Pag. 3.", "Da"));
  const auto hungarian = SrxSegmenter::make(sample("cascade.srx"), "hu").value();
  EXPECT_THAT(texts(text, hungarian.segment(text)),
              ElementsAre("Conform art.", "5 alin.", "2, dl.", "Pop etc.", "Plouă etc. și ninge.",
                          "Vezi Pag.", "3.", "Da"));
}

TEST(SrxSegmenter, ALanguageWithoutRulesIsOneSegment) {
  SrxDocument document = sample("first_map.srx");
  document.maps.pop_back();
  const auto segmenter = SrxSegmenter::make(document, "ro").value();
  EXPECT_THAT(texts("A. B.", segmenter.segment("A. B.")), ElementsAre("A. B."));
}

TEST(SrxSegmenter, AgreesWithTheReferenceOnAnyText) {
  const std::vector<std::string> parts = {"a",         "art",        ". ",
                                          "B",         "Dl.",        " ",
                                          "\n",        "3",          ". ",
                                          "!",         "?",          "。",
                                          "橋",        "ก",          "ขขขขขข",
                                          "\"",        ")",          "(",
                                          "etc. ",     "pag. ",      "Pag. 7",
                                          "U.K.",      "aaa ",       "JAN. 1",
                                          "ß.",        "straSSe. 5", "\xF0\x9F\x98\x80",
                                          "\xC3",      ":",          "x",
                                          "STRAßE. 2", "é",          "e\xCC\x81",
                                          "\xC2\xA0"};
  std::mt19937 random(7);
  for (const char* name : {"cascade.srx", "first_map.srx"}) {
    const SrxDocument document = sample(name);
    for (const std::string tag : {"ro-RO", "en", "ja", "th"}) {
      const auto segmenter = SrxSegmenter::make(document, tag).value();
      const auto rules = document.rules_for(tag).value();
      for (int i = 0; i < 150; ++i) {
        std::string text;
        for (std::size_t n = random() % 40; n > 0; --n) text += parts[random() % parts.size()];
        text = to_valid_utf8(text);
        EXPECT_EQ(texts(text, segmenter.segment(text)),
                  reference::srx_segments(rules, text, SrxSegmenter::kLookBack))
            << name << " " << tag << ": " << text;
      }
    }
  }
}

// What the analysis of patterns must not get wrong: each may match where a careless look at its
// first and last characters says that it cannot.
TEST(SrxSegmenter, AgreesWithTheReferenceOnAnyPattern) {
  const std::vector<std::string> patterns = {"a",
                                             "(?i)A",
                                             "(?i)ß",
                                             "(?i)[ß]",
                                             "[^a]",
                                             "[^\\p{L}]",
                                             "a|b|",
                                             "(a|b)?\\.",
                                             "a*",
                                             "(?:ab){2,3}",
                                             "(?:ab){2}",
                                             "(ab){1,}",
                                             "a{0}",
                                             "\\ba\\.",
                                             "\\Ba",
                                             "^a",
                                             "a$",
                                             "\\Aa",
                                             "[a-c&amp;&amp;[b-d]]",
                                             "[a-c--[b]]",
                                             "[[a][b]]",
                                             "[]a]",
                                             "[a\\]]",
                                             "[\\w-]",
                                             "\\x61",
                                             "\\u0061",
                                             "\\x{61}",
                                             "\\141",
                                             "\\Qa.\\E",
                                             "\\Qa.",
                                             "(?x) a # x",
                                             "(?&lt;=a)b",
                                             "(?=a)",
                                             "(?!a).",
                                             "(?>a|ab)c",
                                             "(?&lt;n>a)\\k&lt;n>",
                                             "(a)\\1",
                                             "(?#no)a",
                                             "(?i:A)b",
                                             "(?i)a(?-i)b",
                                             "\\R",
                                             "\\X",
                                             "\\h",
                                             "[[:alpha:]]",
                                             "\\p{Lu}",
                                             "\\P{Lu}",
                                             "[^\\P{Lu}]",
                                             "a++b",
                                             "a{2,3}+",
                                             "(?i)k",
                                             "(?s).",
                                             "(?m)^b",
                                             "\\N{LATIN SMALL LETTER A}",
                                             "\\N",
                                             "[.?!]+[\")]*",
                                             "\\.\\s*\\.",
                                             "(?i)[^k]",
                                             "(?i)\\u212A",
                                             "\\cA|a"};
  const std::vector<std::string> letters = {"a",    "b",  "c",
                                            "A",    "B",  ".",
                                            " ",    "ß",  "S",
                                            "k",    "\n", "]",
                                            "&",    "K",  "\xE2\x84\xAA",
                                            "é",    "-",  "3",
                                            "\r\n", "\"", "\xF0\x9D\x94\x84"};
  std::mt19937 random(3);
  int made = 0;
  for (const std::string& pattern : patterns) {
    for (const bool before : {true, false}) {
      const std::string file = file_of(
          rule(false, "b", "c") + (before ? rule(true, pattern, "") : rule(true, "", pattern)) +
          rule(true, "\\.", " "));
      const auto document = read_srx(file, "p").value();
      const auto segmenter = SrxSegmenter::make(document, "en");
      if (!segmenter) continue;
      ++made;
      const auto rules = document.rules_for("en").value();
      for (int i = 0; i < 40; ++i) {
        std::string text;
        for (std::size_t n = random() % 14; n > 0; --n) text += letters[random() % letters.size()];
        EXPECT_EQ(texts(text, segmenter->segment(text)),
                  reference::srx_segments(rules, text, SrxSegmenter::kLookBack))
            << (before ? "before " : "after ") << pattern << ": " << text;
      }
    }
  }
  EXPECT_GE(made, 90);
}

TEST(SrxSegmenter, LongTextsAreDecidedAsShortOnes) {
  const auto segmenter = segmenter_of(rule(false, "\\bDr\\.", "\\s") + rule(true, "\\.", "\\s"));
  std::string text;
  std::vector<std::string> wanted;
  for (int i = 0; i < 3000; ++i) {
    text += "Dr. Pop. ";
    wanted.emplace_back("Dr. Pop.");
  }
  EXPECT_EQ(texts(text, segmenter.segment(text)), wanted);
}

TEST(SrxSegmenter, ExceptionsOverOurOwnRules) {
  const auto exceptions = segmenter_of(rule(false, "\\bzbr\\.", "\\s") + rule(true, ";", "\\s"));
  const Segmenter own("ro");
  const std::string text = "Vezi zbr. Alba și dl. Pop; apoi zbr. Beta. Plouă.";
  EXPECT_THAT(texts(text, exceptions.segment(text, own)),
              ElementsAre("Vezi zbr. Alba și dl. Pop;", "apoi zbr. Beta.", "Plouă."));
  EXPECT_THAT(texts(" ", exceptions.segment(" ", own)), ElementsAre());
  EXPECT_THAT(texts("", exceptions.segment("", own)), ElementsAre());
}

TEST(SrxSegmenter, AWrongPatternIsNamedWithItsLine) {
  const auto document = read_srx(file_of(rule(true, "a", "") + rule(false, "(b", "")), "my.srx");
  const auto segmenter = SrxSegmenter::make(*document, "en");
  ASSERT_FALSE(segmenter);
  EXPECT_EQ(segmenter.error().code, base::ErrorCode::kSyntax);
  EXPECT_THAT(segmenter.error().text(), HasSubstr("my.srx:4: rule 2 for en: the pattern “(b”"));
}

// Java takes such look-behinds, so files in use have them; ICU does not.
TEST(SrxSegmenter, LookBehindsWithoutABoundAreRead) {
  const std::string text = "Rozdział XIV. Następny. ab. C (+]. D";
  const struct {
    const char* before;
    std::vector<std::string> cuts;
  } cases[] = {
      {"(?&lt;=[XVI]+)\\.\\s", {"Rozdział XIV.", "Następny. ab. C (+]. D"}},
      {"(?&lt;=\\s[XVI]*)\\.\\s", {"Rozdział XIV.", "Następny. ab. C (+]. D"}},
      {"(?&lt;=a(?:[bc]{1,}+))\\.\\s", {"Rozdział XIV. Następny. ab.", "C (+]. D"}},
      {"(?&lt;=[(+\\]]{2,}?)\\.\\s", {"Rozdział XIV. Następny. ab. C (+].", "D"}},
      {"(?&lt;![a-zęI-]+V)\\.\\s", {"Rozdział XIV. Następny.", "ab.", "C (+].", "D"}},
      {"(?&lt;=\\Q(+\\E\\]+)\\.\\s", {"Rozdział XIV. Następny. ab. C (+].", "D"}},
  };
  for (const auto& [before, cuts] : cases) {
    EXPECT_EQ(texts(text, segmenter_of(rule(true, before, "")).segment(text)), cuts) << before;
  }
}

TEST(SrxSegmenter, APatternThatBacktracksWithoutEndIsStoppedAndNamed) {
  const auto segmenter = segmenter_of(rule(true, "\\.", " ") + rule(true, "x", " ") +
                                      rule(true, "(?:(?:a|aa)+)+c", " "));
  const auto stopped = segmenter.segment(std::string(200, 'a') + "bc d");
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, base::ErrorCode::kLimit);
  EXPECT_THAT(stopped.error().text(), HasSubstr("test.srx:5: "));
  const std::string harmless = std::string(200, 'a') + "c d";
  EXPECT_EQ(texts(harmless, segmenter.segment(harmless)).size(), 2U);
}

TEST(SrxSegmenter, TenThousandRulesAndAMegabyteWithoutABlank) {
  std::string rules;
  for (int i = 0; i < 10'000; ++i) rules += rule(false, "\\bw" + std::to_string(i) + "\\.", "\\s");
  rules += rule(true, "\\.", "\\s");
  const auto segmenter = segmenter_of(rules);
  const std::string text = "See w77. Or w9999. Or v5. End.";
  EXPECT_THAT(texts(text, segmenter.segment(text)),
              ElementsAre("See w77. Or w9999. Or v5.", "End."));
  const auto wide =
      segmenter_of(rule(true, "\\w+[\\p{Pe}\"]*[.?!]+", ".*") + rule(true, "[^.]*;", "\\s*[^;]*"));
  EXPECT_EQ(texts("", wide.segment(std::string(1'000'000, 'x'))).size(), 1U);
  std::string dots;
  for (int i = 0; i < 100'000; ++i) dots += "ab;";
  EXPECT_EQ(wide.segment(dots)->size(), 100'000U);
}

TEST(SrxExport, SaysWhatOurRulesSay) {
  const SrxDocument document = own_rules_as_srx({"ro", "de", "ja"});
  const auto again = read_srx(write_srx(document), "own.srx");
  ASSERT_TRUE(again) << again.error().text();
  const struct {
    const char* tag;
    std::vector<std::string> segments;
  } cases[] = {
      {"ro", {"Dl. Pop, art. 5 alin. (2), a venit.", "Plouă etc.", "Aici e bine."}},
      {"ro", {"Vezi pag. 12, S.C. Alfa S.R.L. și I. L. Caragiale.", "Da?", "Nu!"}},
      {"de", {"Am 3. Oktober kam Dr. Müller, z. B. nach Bonn.", "Es regnet."}},
      {"ja", {"橋は長い。", "川は広い。"}},
      {"und", {"One.", "Two… three?", "Four"}},
  };
  for (const auto& [tag, segments] : cases) {
    const auto segmenter = SrxSegmenter::make(*again, tag);
    ASSERT_TRUE(segmenter) << segmenter.error().text();
    std::string text;
    for (const std::string& segment : segments) {
      text += (text.empty() || std::string(tag) == "ja" ? "" : " ") + segment;
    }
    EXPECT_EQ(texts(text, segmenter->segment(text)), segments);
  }
}

MarkedText marked(const std::string& drawn) {
  // <b> opens, </b> closes, <x/> stands alone.
  MarkedText out;
  for (std::size_t i = 0; i < drawn.size();) {
    if (drawn[i] != '<') {
      out.text += drawn[i++];
      continue;
    }
    const std::size_t limit = drawn.find('>', i) + 1;
    InlineCode code;
    code.offset = out.text.size();
    code.content = drawn.substr(i, limit - i);
    code.kind = drawn[i + 1] == '/'       ? CodeKind::kClose
                : drawn[limit - 2] == '/' ? CodeKind::kSingle
                                          : CodeKind::kOpen;
    code.id = code.kind == CodeKind::kClose ? drawn.substr(i + 2, limit - i - 3)
                                            : drawn.substr(i + 1, limit - i - 2);
    out.codes.push_back(code);
    i = limit;
  }
  return out;
}

std::string drawn(const MarkedText& text) {
  std::string out = text.text;
  for (auto code = text.codes.rbegin(); code != text.codes.rend(); ++code) {
    out.insert(code->offset, code->content);
  }
  return out;
}

std::vector<std::string> cut_drawn(const std::string& text, const CodeHandling& handling = {}) {
  const MarkedText source = marked(text);
  std::vector<std::string> out;
  for (const MarkedText& segment :
       cut_marked(source, Segmenter("en").segment(source.text), handling)) {
    out.push_back(drawn(segment));
  }
  return out;
}

TEST(MarkedSegments, CodesGoWithTheSegmentThatFormathandleSays) {
  EXPECT_THAT(cut_drawn("<b>One.</b> <i>Two.</i>"), ElementsAre("<b>One.</b>", "<i>Two.</i>"));
  EXPECT_THAT(cut_drawn("One.<x/> Two."), ElementsAre("One.", "<x/>Two."));
  const CodeHandling all{.open = true, .close = true, .single = true};
  EXPECT_THAT(cut_drawn("One.<x/><b> Two.</b>", all), ElementsAre("One.<x/><b>", "Two.</b>"));
  const CodeHandling none{.open = false, .close = false, .single = false};
  EXPECT_THAT(cut_drawn("<b>One.</b> Two.", none), ElementsAre("<b>One.", "</b>Two."));
  EXPECT_THAT(cut_drawn("One.</b><i></i> Two."), ElementsAre("One.</b>", "<i></i>Two."))
      << "order is kept: behind the first code that goes on, all go on";
}

TEST(MarkedSegments, AClosingCodeBehindTheBlankStaysWithItsPair) {
  EXPECT_THAT(cut_drawn("<b>One. </b>Two."), ElementsAre("<b>One.</b>", "Two."));
  EXPECT_THAT(cut_drawn("<b>One. <i></i></b>Two."), ElementsAre("<b>One.", "<i></i></b>Two."));
}

TEST(MarkedSegments, NothingIsLost) {
  EXPECT_THAT(cut_drawn("<x/> <b>One. Two.</b> <y/>"), ElementsAre("<x/><b>One.", "Two.</b><y/>"));
  EXPECT_THAT(cut_drawn("<b></b>"), ElementsAre());
}

}  // namespace
}  // namespace punte::language

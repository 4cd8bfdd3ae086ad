#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "page/page.h"

namespace punte::page {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(const std::string& html) {
  std::vector<std::string> out;
  const Page page = *extract(html);
  for (const Block& block : page.blocks) out.push_back(block.text.text);
  return out;
}

TEST(Extract, BlocksAreRunsOfInlineText) {
  EXPECT_THAT(texts("<p>one <b>two</b> three</p>four<ul><li>five<li>six</ul>"),
              ElementsAre("one two three", "four", "five", "six"));
  EXPECT_THAT(texts("a<br>b<hr>c<table><tr><td>d<td>e</table>"),
              ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(texts("<p>x<script>no</script><style>no</style><noscript>no</noscript>"
                    "<textarea>no</textarea><svg><text>no</text></svg>y</p>"),
              ElementsAre("xy"));
  EXPECT_THAT(texts("<p>  a \n b\xC2\xAD"
                    "c\xE2\x80\x8B"
                    "d &amp; e </p>"),
              ElementsAre("a bcd & e"));
  EXPECT_THAT(texts("<p> </p><div></div>x"), ElementsAre("x"));
}

TEST(Extract, InlineCodesStandWhereTheyStood) {
  const Page page = *extract("<p>It is <b>not</b> open, <a href='/x'>see</a><img src=i> here</p>");
  ASSERT_EQ(page.blocks.size(), 1U);
  const language::MarkedText& text = page.blocks[0].text;
  EXPECT_EQ(text.text, "It is not open, see here");
  ASSERT_EQ(text.codes.size(), 5U);
  EXPECT_EQ(text.codes[0].content, "<b>");
  EXPECT_EQ(text.codes[0].offset, 6U);
  EXPECT_EQ(text.codes[1].content, "</b>");
  EXPECT_EQ(text.codes[1].offset, 9U);
  EXPECT_EQ(text.codes[2].content, "<a href='/x'>");
  EXPECT_EQ(text.codes[2].type, "link");
  EXPECT_EQ(text.codes[4].kind, language::CodeKind::kSingle);
}

TEST(Extract, EveryBlockTellsWhereItsTextStands) {
  const std::string html =
      "<title>T</title><p class=a>\n  It is <b>not</b>\n  open &amp; free, <a href=x> see "
      "</a></p>tail";
  ExtractOptions options;
  options.keep_source = true;
  const Page page = *extract(html, options);
  EXPECT_EQ(page.source, html);
  std::string drawn;
  for (const Block& block : page.blocks) {
    for (const Piece& piece : block.pieces) {
      EXPECT_TRUE(piece.exact);
      drawn += block.text.text.substr(piece.text.start, piece.text.limit - piece.text.start) + "=" +
               html.substr(piece.source.start, piece.source.limit - piece.source.start) + "|";
    }
    drawn += html.substr(block.tag.start, block.tag.limit - block.tag.start) + "\n";
  }
  EXPECT_EQ(drawn,
            "It is=It is|not=not|open & free,=open &amp; free,|see=see|<p class=a>\n"
            "tail=tail|\n");
}

TEST(Extract, CodesAroundTheWholeTextBelongToThePage) {
  EXPECT_TRUE(extract("<li><a href=x><span>Acasă</span></a></li>")->blocks[0].text.codes.empty());
}

TEST(Extract, PathsNameTheElement) {
  const Page page = *extract("<body><div><p>a</p><p>b</p></div>");
  EXPECT_EQ(page.blocks[1].path, "html/body/div[1]/p[2]");
}

TEST(Extract, TellsChromeFromBodyAndTheLanguageOfEach) {
  const std::string html =
      "<html lang=ro><title>T</title><nav><ul><li><a href=1>Acasă</a><li><a href=2>Știri</a>"
      "<li><a href=3>Sănătate</a></ul></nav><span>16.5 C</span><main><article>"
      "<h1>A new footbridge joins the two banks</h1>"
      "<p>After two years of work, the city opened its first wooden footbridge on Saturday, and "
      "more than three thousand people crossed it on the first day.</p>"
      "<p>The bridge is open to pedestrians and cyclists, but not to cars, according to the "
      "office of the mayor.</p>"
      "<blockquote><p>Un pont n'appartient pas à ceux qui le construisent, mais à ceux qui le "
      "traversent chaque matin pour aller travailler.</p></blockquote></article></main>"
      "<footer>Toate drepturile rezervate</footer>";
  const Page page = *extract(html);
  EXPECT_EQ(page.declared_language, "ro");
  EXPECT_EQ(page.title, "T");
  std::string map;
  for (const Block& block : page.blocks) {
    map += std::string(role_name(block.role)) + " " + block.language + "; ";
    EXPECT_GE(block.confidence, 0);
    EXPECT_LE(block.confidence, 1);
  }
  EXPECT_EQ(map,
            "chrome ro; chrome ro; chrome ro; chrome und; title en; body en; body en; body fr; "
            "chrome ro; ");
}

TEST(Extract, InterfaceTextsThatNobodyTranslatedAreEnglish) {
  std::string html = "<html lang=ro><body><ul>";
  for (const char* item : {"Acasă", "Politică", "Externe", "Economie", "Căutare", "Cultură",
                           "Opinii", "Știri", "Sănătate", "Vremea"}) {
    html += std::string("<li><a href=x>") + item + "</a>";
  }
  html += "</ul><div><div>No menu items!</div></div><footer>Toate drepturile rezervate</footer>";
  const Page page = *extract(html);
  for (const Block& block : page.blocks) {
    EXPECT_EQ(block.language, block.text.text == "No menu items!" ? "en" : "ro") << block.text.text;
  }
}

TEST(Extract, VersionsInOtherLanguagesAreResolved) {
  ExtractOptions options;
  options.url = "https://example.org/en/a/";
  const Page page = *extract(
      "<head><base href='../b/'><link rel=alternate hreflang=ro href='../../ro/a?x=1&amp;y=2#top'>"
      "<link rel=alternate hreflang=x-default href='/'></head>"
      "<p>x <a hreflang=DE href='//example.de'>y</a> <a hreflang=ro "
      "href='../../ro/a?x=1&y=2'>z</a>",
      options);
  std::string drawn;
  for (const Alternate& other : page.alternates)
    drawn += other.language + "=" + other.address + " ";
  EXPECT_EQ(drawn,
            "ro=https://example.org/ro/a?x=1&y=2 =https://example.org/ de=https://example.de ");
}

TEST(Extract, AttributesAreBlocksOfTheirOwn) {
  const std::string html =
      "<html lang=ro><head><title> O punte\nnouă </title>"
      "<meta name=description content='Podul &amp; orașul'>"
      "<meta name=viewport content='width=device-width'></head><body>"
      "<p title=\"Titlu\">Un <img src=x alt='Podul nou'> pod <b title=''>nou</b></p>"
      "<input placeholder=Căutare value=x><input type=submit value='Caută'>"
      "<textarea placeholder='Mesaj'>x</textarea><a aria-label='Închide'>x</a></body>";
  EXPECT_EQ(extract(html)->blocks.size(), 2U);
  ExtractOptions options;
  options.attributes = true;
  const Page page = *extract(html, options);
  std::string drawn;
  for (const Block& block : page.blocks) {
    drawn += block.attribute + ":" + block.text.text + "|";
    ASSERT_FALSE(block.pieces.empty());
    EXPECT_TRUE(block.pieces[0].exact);
    if (block.attribute.empty()) continue;
    drawn += html.substr(block.pieces[0].source.start,
                         block.pieces[0].source.limit - block.pieces[0].source.start) +
             "|" + block.path;
    drawn += "\n";
  }
  EXPECT_EQ(drawn,
            ":O punte nouă|content:Podul & orașul|Podul &amp; orașul|html/head/meta/@content\n"
            "title:Titlu|Titlu|html/body/p[1]/@title\n"
            ":Un  pod nou|alt:Podul nou|Podul nou|html/body/p[1]/img/@alt\n"
            "placeholder:Căutare|Căutare|html/body/input/@placeholder\n"
            "value:Caută|Caută|html/body/input/@value\n"
            "placeholder:Mesaj|Mesaj|html/body/textarea/@placeholder\n"
            "aria-label:Închide|Închide|html/body/a/@aria-label\n:x|");
  EXPECT_EQ(page.blocks[0].role, Role::kTitle);
  EXPECT_EQ(page.blocks[0].path, "html/head/title");
}

TEST(Extract, SomeTextsMustStayAsTheyAre) {
  const Page page = *extract(
      "<p translate=no>Punte</p><p class='x notranslate'>Punte</p><pre><code>a = b</code></pre>"
      "<div translate=no><p translate=yes>Da</p></div><p>Scrie <code>a</code></p><p>Da</p>");
  std::string drawn;
  for (const Block& block : page.blocks) drawn += block.translatable ? '1' : '0';
  EXPECT_EQ(drawn, "000111");
}

TEST(Extract, AnArticleInNoscriptIsRead) {
  std::string article;
  for (int i = 0; i < 12; ++i) article += "<p>The bridge is open to pedestrians and cyclists.</p>";
  EXPECT_EQ(extract("<body><noscript>Turn on scripts.</noscript>x")->blocks.size(), 1U);
  EXPECT_EQ(extract("<body><noscript>" + article + "</noscript>x")->blocks.size(), 13U);
}

TEST(Extract, BlocksOfEveryKindOfMarkup) {
  struct Row {
    const char* html;
    std::vector<std::string> wanted;
    const char* why;
  };
  for (const Row& row : std::vector<Row>{
           {"<noscript><iframe src=x /></noscript><p>a</p>", {"a"}, "raw text, as with scripts on"},
           {"<noscript><img/src=\"</noscript><img src=x>\"><p>a</p>", {"\">", "a"}, "the same"},
           {"<head><noscript><p>no</noscript><title>t</title></head><p>a", {"a"}, "in the head"},
           {"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title>"
            "<script src='a'/></head><body><p>a<a id='b'/> c</p><div/>d</body></html>",
            {"a c", "d"},
            "XHTML"},
           {"<div/>a<script src=b />c</script>d", {"ad"}, "no XHTML"},
           {"<div><template "
            "shadowrootmode=open><p>a</p></template>b</div><template><p>c</template>",
            {"a", "b"},
            "a template that is shown"},
           {"<dialog open>a</dialog><search>b</search><output>c</output>d",
            {"a", "b", "c", "d"},
            "blocks that HTML got later"},
           {"<p>a<wbr>b <i class=x></i>c <span> d</span></p>", {"ab c d"}, "blanks beside markup"},
           {"<p><ruby>a<rt>b</rt></ruby><ruby>c<rp>(</rp><rt>d</rt><rp>)</rp></ruby></p>",
            {"ac"},
            "ruby"},
           {"<p>In 1921<sup><a href='#n1'>1</a></sup> by them.<sup>[2]</sup> Now.<a "
            "href='#n3'><sup>3"
            "</sup></a> It has 10<sup>6</sup> m<sup>2</sup>, x<sup>-1</sup>, the "
            "4<sup>th</sup>.</p>",
            {"In 1921 by them. Now. It has 10⁶ m², x⁻¹, the 4th."},
            "notes and exponents"},
           {"<pre>\na  b\n  c\n</pre><p>a  b\n c</p>", {"a  b\n  c", "a b c"}, "lines"},
           {"<a href=a><i class='material-icons'>arrow_back</i> Home</a>", {"Home"}, "an icon"},
           {"<p>Is <math><mi>E</mi></math> or <svg><title>x</title></svg>.</p>",
            {"Is or ."},
            "drawings"},
       }) {
    std::vector<std::string> found = texts(row.html);
    // Beside what takes room both blanks count.
    for (std::string& text : found) {
      for (std::size_t at = 0;
           row.why == std::string("drawings") && (at = text.find("  ")) != std::string::npos;) {
        text.erase(at, 1);
      }
    }
    EXPECT_EQ(found, row.wanted) << row.why << ": " << row.html;
  }
}

TEST(Extract, LinksSideBySideAreOneBlockWithBreaks) {
  const Page page =
      *extract("<nav><a>Home</a><a>News</a> <a>Tags</a></nav><p>a<a>b</a><a>c</a></p>");
  ASSERT_EQ(page.blocks.size(), 2U);
  EXPECT_EQ(page.blocks[0].text.text, "HomeNews Tags");
  EXPECT_THAT(page.blocks[0].breaks, ElementsAre(4U));
  EXPECT_THAT(page.blocks[1].breaks, testing::IsEmpty());
}

TEST(Extract, WhatMustNotBeTranslatedIsKeptInItsBlock) {
  const Page page =
      *extract("<p>Press <b translate=NO>Start <i>it</i></b> now, 10<sup>6</sup></p>");
  ASSERT_EQ(page.blocks.size(), 1U);
  const Block& block = page.blocks[0];
  EXPECT_EQ(block.text.text, "Press Start it now, 10⁶");
  ASSERT_EQ(block.kept.size(), 2U);
  EXPECT_EQ(block.kept[0].content, "<b translate=NO>Start <i>it</i></b>");
  EXPECT_EQ(block.text.text.substr(block.kept[0].text.start, 8), "Start it");
  EXPECT_EQ(block.kept[1].content, "<sup>6</sup>");
  EXPECT_TRUE(block.translatable);
}

TEST(Extract, ALanguageThatTheScriptExcludesIsNeverGiven) {
  const Page page = *extract(
      "<html lang=ja><nav><a href=a>ホーム</a> <a "
      "href=b>ニュース</a></nav><article><h1>新しい橋の設計"
      "</h1><p>市は土曜日に新しい橋を開いた。初日には二千人以上が渡ったと市長は述べた。</p>"
      "<p>画像右が「Intel SSD D5-P4326」。左はIntel Optane SSD DC D4800X</p><p>■対応OS：Windows "
      "10/8.1/7/XP ※</p><p>Check Point Software Technologiesは2月20日、「Extracting a 19 Year Old "
      "Code "
      "Execution from WinRAR」を発表した。</p><p>無線LAN / Wi-Fi</p><p>TK-FDM110TBK</p>"
      "<p>English Español Français Deutsch</p></article>");
  for (const Block& block : page.blocks) {
    EXPECT_TRUE(block.language == "ja" || block.language == "und")
        << block.text.text << " " << block.language;
  }
  EXPECT_EQ(page.blocks[4].language, "ja");
  EXPECT_EQ(page.blocks[6].language, "ja");
}

TEST(Extract, ExpectedLanguagesNarrow) {
  ExtractOptions options;
  options.expected_languages = {"ro"};
  const Page page = *extract("<p>The bridge is open to all.</p>", options);
  for (const Block& block : page.blocks) {
    EXPECT_TRUE(block.language == "ro" || block.language == "und");
  }
}

TEST(Extract, HostilePagesEnd) {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<div>";
  EXPECT_EQ(extract(nested + "x")->blocks.size(), 1U);
  std::string formatting;
  for (int i = 0; i < 100'000; ++i) formatting += "<b><i>";
  EXPECT_EQ(extract(formatting + "x")->blocks.size(), 1U);
  std::string paragraphs;
  for (int i = 0; i < 200'000; ++i) paragraphs += "<p>";
  EXPECT_EQ(extract(paragraphs + "x")->blocks.size(), 1U);
  std::string attributes = "<a";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(extract(attributes + ">x</a>")->blocks.size(), 1U);
  std::string tables;
  for (int i = 0; i < 20'000; ++i) tables += "<table><tr><td>";
  EXPECT_EQ(extract(tables + "x")->blocks.size(), 1U);
  ExtractOptions small;
  small.max_bytes = 10;
  EXPECT_EQ(extract("<p>longer than ten bytes", small).error().code, base::ErrorCode::kLimit);
}

TEST(Extract, TakesAnyTagSoup) {
  std::mt19937 random(9);
  const std::vector<std::string> parts = {"<p>",    "</p>",     "<a href=x>", "</a>", "<table>",
                                          "<td>",   "text ",    "știri ",     "<b",   ">",
                                          "</div>", "<li>",     "<svg>",      "&amp", "<!--",
                                          "-->",    "<select>", "<option>",   "'",    "<form>"};
  for (int i = 0; i < 400; ++i) {
    std::string html;
    for (std::size_t n = 1 + random() % 60; n > 0; --n) html += parts[random() % parts.size()];
    const auto page = extract(html);
    if (!page) continue;
    for (const Block& block : page->blocks) {
      EXPECT_FALSE(block.text.text.empty());
      std::size_t at = 0;
      for (const language::InlineCode& code : block.text.codes) {
        EXPECT_GE(code.offset, at);
        EXPECT_LE(code.offset, block.text.text.size());
        at = code.offset;
      }
    }
  }
}

}  // namespace
}  // namespace punte::page

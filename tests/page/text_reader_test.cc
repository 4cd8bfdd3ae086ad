#include "page/text_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "page/page.h"

namespace punte::page {
namespace {

using testing::ElementsAre;

Page read(const std::string& text, Format format = Format::kAuto, const std::string& name = "") {
  ExtractOptions options;
  options.format = format;
  options.name = name;
  options.keep_source = true;
  auto page = extract(text, options);
  EXPECT_TRUE(page) << text;
  return page ? std::move(*page) : Page();
}

std::vector<std::string> texts(const Page& page) {
  std::vector<std::string> out;
  for (const Block& block : page.blocks) out.push_back(block.text.text);
  return out;
}

/// "The <1>new</1> bridge": codes by their ids.
std::string drawn(const language::MarkedText& text) {
  std::string out;
  std::size_t place = 0;
  for (const language::InlineCode& code : text.codes) {
    out += text.text.substr(place, code.offset - place);
    place = code.offset;
    out += code.kind == language::CodeKind::kOpen    ? "<" + code.id + ">"
           : code.kind == language::CodeKind::kClose ? "</" + code.id + ">"
                                                     : "<" + code.id + "/>";
  }
  return out + text.text.substr(place);
}

// The document that the project began with: what a scraper kept of a page.
constexpr const char* kScraped =
    "16.5 C\n"
    "sâmbătă, 25 mai 2024 - 7:43\n"
    "No menu items!\n"
    "\n"
    "Ministers meet in Geneva as the two sides look for a clearer line on the ferry\n"
    "\n"
    "\n"
    "The ministers of both countries began their talks on Friday after the president warned that "
    "the company would pay a heavy price for any delay of the ferry, according to the agency. \n"
    "\n"
    "“The situation is difficult,” the deputy minister told reporters in Geneva before the "
    "meeting. "
    "“What was said yesterday doesn’t make it any easier for either of the two sides.”\n"
    "\n"
    "The meeting allows the ministers to compare their understanding of the results of three sets "
    "of talks held earlier this month between the two sides, a spokesman told reporters Friday.\n";

TEST(TextReader, ReadsWhatAScraperKeptOfAPage) {
  const Page page = read(kScraped);
  EXPECT_EQ(page.format, Format::kText);
  std::string map;
  for (const Block& block : page.blocks) {
    map += std::string(role_name(block.role)) + " " + block.language + "; ";
  }
  EXPECT_EQ(map, "chrome und; chrome ro; chrome en; title en; body en; body en; body en; ");
  EXPECT_EQ(page.blocks[1].path, "line[2]");
}

TEST(TextReader, EachLineIsABlockWhereLinesAreNotWrapped) {
  EXPECT_THAT(texts(read("Acasă\nPolitică\nExterne\n\nSport\r\nCultură\rOpinii")),
              ElementsAre("Acasă", "Politică", "Externe", "Sport", "Cultură", "Opinii"));
  EXPECT_THAT(texts(read("x")), ElementsAre("x"));
}

TEST(TextReader, JoinsWrappedLines) {
  const std::string wrapped =
      "The ministers of both countries began their talks on Friday after the\n"
      "president warned that the company would pay a heavy price for any delay\n"
      "of the ferry.\n"
      "\n"
      "The meeting allows the ministers to compare their understanding of the\n"
      "results of three sets of talks held earlier this month between the two\n"
      "sides, a spokesman told reporters.\n";
  const Page page = read(wrapped);
  EXPECT_EQ(page.line_width, 71U);
  EXPECT_THAT(
      texts(page),
      ElementsAre("The ministers of both countries began their talks on Friday after the president "
                  "warned that the company would pay a heavy price for any delay of the ferry.",
                  "The meeting allows the ministers to compare their understanding of the results "
                  "of three sets of talks held earlier this month between the two sides, a "
                  "spokesman told reporters."));
  EXPECT_EQ(page.blocks[0].pieces.size(), 3U);
  for (const Block& block : page.blocks) {
    for (const Piece& piece : block.pieces) {
      EXPECT_EQ(block.text.text.substr(piece.text.start, piece.text.limit - piece.text.start),
                page.source.substr(piece.source.start, piece.source.limit - piece.source.start));
    }
  }
}

TEST(TextReader, MenusBesideWrappedTextStayLines) {
  EXPECT_THAT(texts(read("Home\nNews and weather\nContact\n"
                         "The ministers of both countries began their talks on Friday after the\n"
                         "president warned that the company would pay a heavy price for any delay\n"
                         "of the ferry between the two banks, which has been out of service since\n"
                         "the beginning of the spring.\n"
                         "Read more\nPrivacy\n")),
              ElementsAre("Home", "News and weather", "Contact", testing::StartsWith("The min"),
                          "Read more", "Privacy"));
}

TEST(TextReader, CutsWrappedLinesWhereTheLanguageChanges) {
  EXPECT_THAT(
      texts(read("The ministers of both countries began their talks on Friday after the\n"
                 "president warned that the company would pay a heavy price for any delay.\n"
                 "Miniștrii celor două țări au început vineri discuțiile despre feribotul\n"
                 "care nu mai circulă între cele două maluri de la începutul primăverii.\n")),
      ElementsAre(testing::StartsWith("The ministers"), testing::StartsWith("Miniștrii")));
}

TEST(TextReader, JoinsIdeographsAndCompoundsWithoutABlank) {
  EXPECT_THAT(
      texts(read("# A\n\nthe well-\nknown bridge\n\n東京都は\n本日発表した。", Format::kMarkdown)),
      ElementsAre("A", "the well-known bridge", "東京都は本日発表した。"));
}

TEST(TextReader, LeavesOutBulletsAndRules) {
  EXPECT_THAT(texts(read("• Tickets\n- Opening hours\n-----\n- Publicitate -\n* * *\n-5 degrees")),
              ElementsAre("Tickets", "Opening hours", "- Publicitate -", "-5 degrees"));
}

TEST(TextReader, ReadsTheBlocksOfMarkdown) {
  const Page page = read(
      "---\ntitle: no\n---\n# The **new** bridge #\n\nIt is\nopen.\nTwo\n===\n\n> Quoted\n> "
      "text\n\n"
      "1. one\n   more\n2. two\n- [x] three\n\n| a | b \\| c |\n|---|---|\n| d | |\n\n"
      "```\nnot this\n```\n<div>\n\n[x]: http://example.org\n***\nlast  \nline",
      Format::kMarkdown);
  EXPECT_THAT(texts(page),
              ElementsAre("The new bridge", "It is open. Two", "Quoted text", "one more", "two",
                          "three", "a", "b | c", "d", "last", "line"));
  EXPECT_EQ(page.blocks[0].path, "line[4]");
  EXPECT_EQ(page.blocks[7].path, "line[19]/td[2]");
}

TEST(TextReader, MarksOfMarkdownAreInlineCodes) {
  struct Row {
    const char* written;
    const char* expected;
  };
  for (const Row& row : {
           Row{"See **the *new* bridge** now", "See <1>the <2>new</2> bridge</1> now"},
           Row{"See [the bridge](http://a.b/c_d \"T\") now", "See <1>the bridge</1> now"},
           Row{"See [the bridge][1] now", "See <1>the bridge</1> now"},
           Row{"See ![the bridge](a.png) now", "See <1/> now"},
           Row{"Call `run_all()` now", "Call <1>run_all()</1> now"},
           Row{"A note[^1] here", "A note<1/> here"},
           Row{"Two<br>lines <http://a.b> x", "Two<1/>lines <2/> x"},
           Row{"**All of it**", "All of it"},
           Row{"2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"},
           Row{"An \\*escaped\\* sign, a \\ alone", "An *escaped* sign, a \\ alone"},
           Row{"**not closed", "**not closed"},
           Row{"~~gone~~ and ~5", "<1>gone</1> and ~5"},
           Row{"[brackets] alone", "[brackets] alone"},
           Row{"``a ` b`` c", "<1>a ` b</1> c"},
       }) {
    const Page page = read(row.written, Format::kMarkdown);
    ASSERT_EQ(page.blocks.size(), 1U) << row.written;
    EXPECT_EQ(drawn(page.blocks[0].text), row.expected);
  }
}

TEST(TextReader, ReadsTheJsonOfAnExtractor) {
  const std::string json =
      "{\"title\": \"Podul \\\"nou\\\"\", \"author\": null, \"tags\": [\"a\", {\"b\": 1}],\n"
      " \"text\": \"Prima linie \\u0219i at\\u00e2t.\\nA doua\\tlinie.\", \"comments\": "
      "\"Bravo!\"}";
  const Page page = read(json);
  EXPECT_EQ(page.format, Format::kArticle);
  EXPECT_THAT(texts(page),
              ElementsAre("Podul \"nou\"", "Prima linie și atât.", "A doua linie.", "Bravo!"));
  EXPECT_EQ(page.blocks[0].role, Role::kTitle);
  EXPECT_EQ(page.blocks[1].role, Role::kBody);
  EXPECT_EQ(page.blocks[3].role, Role::kOther);
  EXPECT_EQ(page.blocks[2].path, "text/line[2]");
  const language::Span place = page.blocks[1].pieces[0].source;
  EXPECT_EQ(json.substr(place.start, place.limit - place.start),
            "Prima linie \\u0219i at\\u00e2t.");
}

TEST(TextReader, ReadsTheItemsOfFeeds) {
  const std::string rss =
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ziarul</title><link>x</link>"
      "<item><title>Podul &amp; ora&#x219;ul</title><description><![CDATA[<p>Un <b>pod</b> "
      "nou.</p><p>Doi</p>]]></description></item>"
      "<item><title>Doi</title><content:encoded>&lt;p&gt;Trei &amp;amp; patru&lt;/p&gt;"
      "</content:encoded></item></channel></rss>";
  const Page page = read(rss);
  EXPECT_EQ(page.format, Format::kFeed);
  EXPECT_THAT(texts(page),
              ElementsAre("Ziarul", "Podul & orașul", "Un pod nou.", "Doi", "Doi", "Trei & patru"));
  EXPECT_EQ(page.blocks[0].role, Role::kChrome);
  EXPECT_EQ(page.blocks[1].role, Role::kTitle);
  EXPECT_EQ(page.blocks[2].role, Role::kBody);
  EXPECT_EQ(page.blocks[2].path, "feed/item[1]/description/p[1]");
  EXPECT_EQ(drawn(page.blocks[2].text), "Un <1>pod</1> nou.");
}

TEST(TextReader, TellsFormatsApartByContentAndName) {
  struct Row {
    const char* text;
    const char* name;
    Format format;
  };
  for (const Row& row : {
           Row{"<p>x</p>", "", Format::kHtml},
           Row{"x <b>y</b><br>z", "", Format::kHtml},
           Row{"x < y and z > 1", "", Format::kText},
           Row{"<3 the bridge", "", Format::kText},
           Row{"Use <p> for paragraphs", "notes.txt", Format::kText},
           Row{"<!DOCTYPE html><p>x", "page.txt", Format::kHtml},
           Row{"<?xml version='1.0'?><!-- c --><HTML>x</HTML>", "https://a.b/x.po", Format::kHtml},
           Row{"plain", "notes.md", Format::kMarkdown},
           Row{"plain", "site/Notes.MD.gz", Format::kMarkdown},
           Row{"plain", "page.html", Format::kHtml},
           Row{"# A\n\nSee [b](c).", "", Format::kMarkdown},
           Row{"# a list of one mark", "", Format::kText},
           Row{"{\"text\": \"x\"}", "", Format::kArticle},
           Row{"{ braces }", "", Format::kText},
           Row{"<feed xmlns='x'><entry><title>x</title></entry></feed>", "", Format::kFeed},
       }) {
    EXPECT_EQ(read(row.text, Format::kAuto, row.name).format, row.format) << row.text;
  }
}

TEST(TextReader, RefusesFilesOfTranslationsAndBinaryData) {
  struct Row {
    const char* text;
    const char* name;
    const char* said;
  };
  for (const Row& row : {
           Row{"<?xml version='1.0'?>\n<xliff version='2.0'></xliff>", "", "XLIFF"},
           Row{"<tmx version='1.4'><body/></tmx>", "", "TMX"},
           Row{"# x\nmsgid \"\"\nmsgstr \"\"\n", "", "PO"},
           Row{"{\"save\": \"Salvează\"}", "", "JSON"},
           Row{"a=b", "messages.properties", "properties"},
           Row{"<resources><string name='a'>b</string></resources>", "", "Android"},
       }) {
    ExtractOptions options;
    options.name = row.name;
    const auto page = extract(row.text, options);
    ASSERT_FALSE(page) << row.text;
    EXPECT_EQ(page.error().code, base::ErrorCode::kUnsupported);
    EXPECT_EQ(page.error().remedy, base::Remedy::kImport);
    EXPECT_THAT(page.error().text(), testing::HasSubstr(row.said));
  }
  EXPECT_EQ(extract(std::string(200, '\x01')).error().code, base::ErrorCode::kUnsupported);
  EXPECT_EQ(extract("").error().code, base::ErrorCode::kSyntax);
}

}  // namespace
}  // namespace punte::page

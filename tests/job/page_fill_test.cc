// Filling the segments of a page and writing them back, over pages with all kinds of markup.
// PUNTE_TEST_PAGES names a folder of more pages.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "job/page_segments.h"
#include "page/page.h"
#include "page/write_back.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kPages = {
    // Entities, NBSP, line ends.
    "<p>The bridge is 84&nbsp;metres long &mdash; and the caf&eacute;s on it&hellip; stay open "
    "&lt;all night&gt; &#8212; for R&amp;D.\n   The museum is closed on Monday. Entry costs "
    "5&#160;lei,\r\n\tdogs&nbsp;&nbsp;walk free &copy 2024 &notit; AT&T a&b.</p>",
    "<title>One &amp; two.  Three\n four.</title><p title='One &amp; two. Three?a=1&copy=2'>x "
    "<img alt=\"A &quot;mill&quot;. A  river.\"> y z<a href=b title=c>d e</a> f</p>",
    // Elements without text.
    "<p>The museum <i class=fa></i>is closed. <a id=x></a>The <span></span>ferry runs<a id=y></a> "
    "on.<span class=z></span></p><p>A very<wbr>long<wbr>word here.</p>"
    "<p>Click <a href=x><img src=i alt='a mill'></a> to go on, <b><i></i></b>please.</p>",
    // What is not read.
    "<p>The museum <svg width=8><title>clock</title><path d='M0 0'/></svg> is <script>x(\"<p>\")"
    "</script>closed <noscript>not</noscript> on Monday. <svg><use href='#i'/></svg></p>"
    "<p>The energy is <math><mi>E</mi></math> for a body. <video src=a>No <b>films</b></video> "
    "Done <iframe src=b></iframe> here.</p>",
    // Comments and what the parser throws away.
    "<p>Tickets: <!-- -->12<!-- --> lei. The museum <!-- not yet --> is closed. You have <!-- -->3"
    "<!-- --> messages.</p><p>The </i>museum</b> is </p>closed<p>now</span> and then.<!-- x "
    "--></p>",
    // Misnested and unclosed elements.
    "<p>One <b>two <i>three</b> four</i> five.</p><p>Six <b>seven <br>eight</b> nine.</p>"
    "<p>Ten <a href=x>eleven<p>twelve</a> thirteen.</p><table>lost<tr><td>in <b>a</td><td>table "
    "</b></td></tr></table>",
    // White space that is text.
    "<pre>\nThe museum is closed.\n    The old &amp; ferry\n\n  name      price\n  <b>Anna</b>   "
    "12\n</pre><xmp>A <b>bold</b> & plain text.\nAnd more.</xmp><listing>x\n y</listing>",
    // What stays in any language.
    "<p>Press <span translate=NO>Start  &amp; <b>Engine</b></span> and wait. See <code>x</code> "
    "<i class='a notranslate'>y z</i>. It has 10<sup>6</sup> m<sup>2</sup> of floor.</p>",
    "<p><b>One. </b>Two. <i> Three.</i> Four.<sup>[5]</sup> Five. <b> Six</b></p>",
    "<p><ruby>橋<rt>はし</rt></ruby>は<ruby>土曜日<rp>(</rp><rt>どようび</rt><rp>)</rp></ruby>に"
    "<ruby><rb>開</rb><rt>ひら</rt></ruby></p><p>その<ruby>川<rt>かわ</rt></ruby>。次。</p>",
    "<p>Raised in 1921<sup><a href='#n1'>1</a></sup> by the miners.<sup>[2]</sup> Closed on "
    "Monday.<a href=\"#n3\"><sup>3</sup></a> Open<sup>4</sup> again.</p>",
    "<p><i class=material-icons>home</i> Home is <i class='material-icons md'>arrow_back</i> here."
    "</p><nav><a href=a>Home</a><a href=b>News</a><!-- c --><a href=d>Contact us</a></nav>",
    // Elements that HTML does not know.
    "<dialog open>One.</dialog><search>Two</search><output>Three</output>four<my-card>Five"
    "</my-card><my-card>Six</my-card><p>A <g-emoji>smile</g-emoji> in a text.</p>"
    "<div><template shadowrootmode=open><p>In the "
    "shadow.</p><slot></slot></template>Slotted.</div>",
    "<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'><head><title>T"
    "</title><script src='a.js'/></head><body><h2><a id='p8'/>1. The mills</h2>\n<p>The <a "
    "id='p9'/>"
    "museum is <br/>closed.</p><div class='sep'/><p>End.</p></body></html>",
    "<noscript><iframe src=x /></noscript><p>Text <noscript><img "
    "src=a></noscript>here.</p><noscript>"
    "<div><p>An article that a script draws: " +
        std::string(40, 'x') + std::string(460, ' ') + std::string(300, 'y') + " and " +
        std::string(300, 'z') + ".</div></noscript><p>After it.</p>",
};

std::vector<std::string> all_pages() {
  std::vector<std::string> out = kPages;
  const auto add = [&](const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  };
  add(fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples" / "page.html");
  if (const char* folder = std::getenv("PUNTE_TEST_PAGES")) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".html") add(entry.path());
    }
  }
  return out;
}

page::Page read(const std::string& bytes) {
  page::ExtractOptions options;
  options.keep_source = true;
  options.attributes = true;
  options.name = "x.html";
  auto page = page::extract(bytes, options);
  return page ? std::move(*page) : page::Page();
}

/// What a segment becomes.
using Change = void (*)(language::MarkedText& text);

page::WrittenPage written(const std::string& bytes, const page::Page& page, bool attributes,
                          Change change) {
  PageSegmenter segmenter;
  std::vector<page::Replacement> replacements;
  for (PageSegment& segment : segmenter.segments(page)) {
    if (segment.plain && !attributes) continue;
    page::Replacement one;
    one.block = segment.block;
    one.part = segment.span;
    one.codes = segment.codes;
    one.text = std::move(segment.text);
    change(one.text);
    replacements.push_back(std::move(one));
  }
  auto out = page::write_back(bytes, page, std::move(replacements));
  EXPECT_TRUE(out);
  return std::move(*out);
}

/// Tags and comments, in order, but for ruby and for what is text to scripts.
std::vector<std::string> markup_of(std::string_view html) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t start = html.find('<');
    if (start == std::string_view::npos || start + 1 >= html.size()) return out;
    html.remove_prefix(start);
    if (!base::is_alpha(html[1]) && html[1] != '/' && html[1] != '!') {
      html.remove_prefix(1);
      continue;
    }
    const bool is_comment = html.starts_with("<!--");
    const std::size_t end = is_comment ? html.find("-->") : html.find('>');
    if (end == std::string_view::npos) return out;
    const std::string_view one = html.substr(0, end + (is_comment ? 3 : 1));
    html.remove_prefix(one.size());
    const std::string name = base::lower(one.substr(0, 4));
    if (name.starts_with("<r") || name.starts_with("</r")) continue;
    out.emplace_back(one);
  }
}

/// What a page says, without the marks that the test sets. White space beside a code may have been
/// twofold.
std::string text_of(const std::string& bytes) {
  std::string out;
  for (const page::Block& block : read(bytes).blocks) {
    for (const char c : block.text.text) {
      const bool is_second = base::is_blank(c) && !out.empty() && base::is_blank(out.back());
      if (c != '[' && c != ']' && !is_second) out += c;
    }
    out += '\n';
  }
  return out;
}

TEST(PageFill, EverySegmentWithItsOwnTextLeavesThePageAsItIs) {
  for (const std::string& bytes : all_pages()) {
    const page::Page page = read(bytes);
    const auto out = written(bytes, page, true, [](language::MarkedText&) {});
    EXPECT_EQ(out.bytes, bytes);
    EXPECT_TRUE(out.left.empty());
  }
}

TEST(PageFill, OtherTextsLeaveTagsAndCommentsAsTheyWere) {
  std::size_t segments = 0;
  std::size_t left = 0;
  for (const std::string& bytes : all_pages()) {
    const page::Page page = read(bytes);
    if (page.charset != "utf-8") continue;
    const auto out = written(bytes, page, false, [](language::MarkedText& text) {
      // Codes at the ends stay there.
      const std::size_t size = text.text.size();
      text.text = "[" + text.text + "]";
      for (language::InlineCode& code : text.codes) {
        code.offset += code.offset == 0 ? 0U : code.offset == size ? 2U : 1U;
      }
    });
    PageSegmenter segmenter;
    segments += segmenter.segments(page).size();
    left += out.left.size();
    const auto wanted = markup_of(bytes);
    const auto markup = markup_of(out.bytes);
    const auto [place, other] =
        std::mismatch(wanted.begin(), wanted.end(), markup.begin(), markup.end());
    const bool same = place == wanted.end() && other == markup.end();
    EXPECT_TRUE(same) << "expected " << (place == wanted.end() ? "no more" : *place) << ", got "
                      << (other == markup.end() ? "no more" : *other) << " in "
                      << bytes.substr(0, 200);
    if (out.left.empty()) {
      EXPECT_EQ(text_of(out.bytes), text_of(bytes));
    }
  }
  // Text that the parser moved out of a table has no place of its own.
  EXPECT_LE(left * 50, segments);
}

TEST(PageFill, AttributesKeepTheirOtherSentences) {
  for (const std::string& bytes : all_pages()) {
    const page::Page page = read(bytes);
    const auto out = written(bytes, page, true, [](language::MarkedText& text) {
      if (text.text.starts_with("One & two.")) text.text = "Unu & \"doi\".";
    });
    std::string wanted = bytes;
    for (const std::string_view quote : {"'", ">"}) {
      const std::string old = std::string(quote) + "One &amp; two.";
      const std::size_t at = wanted.find(old);
      if (at == std::string::npos) continue;
      wanted.replace(at, old.size(), std::string(quote) + "Unu &amp; \"doi\".");
    }
    EXPECT_EQ(out.bytes, wanted);
  }
}

}  // namespace
}  // namespace punte::job

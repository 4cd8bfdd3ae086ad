#include "page/main_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace punte::page {
namespace {

/// The Markdown of a page all of whose blocks are its body.
std::string markdown_of(const std::string& html) {
  ExtractOptions options;
  options.keep_source = true;
  options.url = "https://example.org/a/b.html";
  Page page = *extract("<meta charset=utf-8>" + html, options);
  for (Block& block : page.blocks) block.role = Role::kBody;
  return main_markdown(page);
}

TEST(MainText, IsMarkdownOfEveryKindOfBlock) {
  struct Row {
    const char* html;
    const char* wanted;
  };
  for (const Row& row : {
           Row{"<h2>One</h2><p>Two <b>three</b> <i>four</i> <code>f_x*</code> 5*6_7</p>",
               "## One\n\nTwo **three** *four* `f_x*` 5\\*6_7\n"},
           Row{"<p>See <a href=c.html>here</a> or <a href=#x>there</a>.</p>",
               "See [here](https://example.org/a/c.html) or there.\n"},
           Row{"<p><a href='/d?a=1&amp;b=(2)'>All of it</a></p>",
               "[All of it](https://example.org/d?a=1&b=\\(2\\))\n"},
           Row{"<ul><li>One<li>Two<ol><li>Three<li>Four</ol></ul><p>Five</p>",
               "- One\n- Two\n  1. Three\n  2. Four\n\nFive\n"},
           Row{"<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n\n> Two\n"},
           Row{"<table><tr><th>A<th>B<tr><td>1|2<td>3</table>",
               "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |\n"},
           Row{"<table><tr><td>One<tr><td>Two</table>", "One\n\nTwo\n"},
           Row{"<pre>a  b\n  `c`\n</pre><p>d</p>", "```\na  b\n  `c`\n```\n\nd\n"},
           Row{"<p>One<br>two</p>", "One  \ntwo\n"},
           Row{"<dl><dt>One<dd>Two</dl>", "**One**\n\n: Two\n"},
           Row{"<p>A <img src=i.png alt='a mill'> B</p>",
               "A ![a mill](https://example.org/a/i.png) B\n"},
           Row{"<p>One</p><p hidden>Two</p>", "One\n"},
       }) {
    EXPECT_EQ(markdown_of(row.html), row.wanted) << row.html;
  }
}

TEST(MainText, APageSaysWhatItIs) {
  const Page page = *extract(
      "<head><title>T</title><meta property='og:site_name' content='The Herald'>"
      "<meta name=description content='About it.'><meta name=author content='Ana Pop'>"
      "<meta property='article:modified_time' content='2024-05-03'>"
      "<meta property='article:published_time' content='2024-05-02'>"
      "<link rel=canonical href='https://example.org/x'></head><p>Text");
  EXPECT_EQ(page.site, "The Herald");
  EXPECT_EQ(page.description, "About it.");
  EXPECT_THAT(page.authors, testing::ElementsAre("Ana Pop"));
  EXPECT_EQ(page.published, "2024-05-02");
  EXPECT_EQ(page.address, "https://example.org/x");
}

}  // namespace
}  // namespace punte::page

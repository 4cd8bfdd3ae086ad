#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "page/write_back.h"

namespace punte::page {
namespace {

Page read(const std::string& bytes, Format format) {
  ExtractOptions options;
  options.keep_source = true;
  options.format = format;
  auto page = extract(bytes, options);
  EXPECT_TRUE(page);
  return std::move(*page);
}

/// The file after the block that holds `old` got the text `text`, with the codes it had.
std::string replaced(const std::string& bytes, std::string_view old, const std::string& text,
                     Format format = Format::kText) {
  const Page page = read(bytes, format);
  Replacement replacement;
  for (const Block& block : page.blocks) {
    if (block.text.text.find(old) != std::string::npos) break;
    ++replacement.block;
  }
  EXPECT_LT(replacement.block, page.blocks.size()) << old;
  replacement.text.text = text;
  replacement.language = "ro";
  const auto out = write_back(bytes, page, {replacement});
  EXPECT_TRUE(out);
  EXPECT_TRUE(out->left.empty()) << old;
  return out->bytes;
}

TEST(TextWriteBack, OtherLinesKeepTheirBytes) {
  EXPECT_EQ(
      replaced("  16.5 C \r\n\r\nThe bridge  is open. \t\r\nEnd", "bridge", "Podul e deschis."),
      "  16.5 C \r\n\r\nPodul e deschis. \t\r\nEnd");
  EXPECT_EQ(replaced("• The bridge\n• The ferry\n", "ferry", "Bacul"), "• The bridge\n• Bacul\n");
  EXPECT_EQ(replaced("\xEF\xBB\xBFOne\n", "One", "Unu"), "\xEF\xBB\xBFUnu\n");
}

TEST(TextWriteBack, WrappedParagraphsAreWrappedAgain) {
  const std::string bytes =
      "Home\n\n"
      "The ministers of both countries began their talks on Friday after\n"
      "the president warned that the company would pay a heavy price for\n"
      "any delay of the ferry.\n\n"
      "- The meeting allows the ministers to compare their understanding\n"
      "  of the results.\n";
  const std::string text =
      "Miniștrii celor două țări au început vineri discuțiile, după ce președintele a avertizat "
      "că societatea va plăti scump orice întârziere a bacului.";
  const std::string out = replaced(bytes, "talks on Friday", text);
  EXPECT_EQ(out,
            "Home\n\n"
            "Miniștrii celor două țări au început vineri discuțiile, după ce\n"
            "președintele a avertizat că societatea va plăti scump orice\n"
            "întârziere a bacului.\n\n"
            "- The meeting allows the ministers to compare their understanding\n"
            "  of the results.\n");
  EXPECT_EQ(read(out, Format::kText).blocks[1].text.text, text);
  EXPECT_THAT(
      replaced(bytes, "meeting", text),
      testing::HasSubstr("- Miniștrii celor două țări au început vineri discuțiile, după ce\n"
                         "  președintele a avertizat"));
}

TEST(TextWriteBack, MarkdownKeepsItsMarks) {
  const std::string bytes =
      "## The *new* bridge\n\n> It is **open** to\n> all, [see](x_y).\n\n| a | b |\n|-|-|\n";
  const Page page = read(bytes, Format::kMarkdown);
  std::vector<Replacement> same;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) same.push_back({i, page.blocks[i].text, ""});
  EXPECT_EQ(write_back(bytes, page, same)->bytes, bytes);
  EXPECT_EQ(replaced(bytes, "bridge", "# 1_2 * [x]", Format::kMarkdown).substr(0, 20),
            "## \\# 1_2 \\* \\[x\\]\n\n");
  EXPECT_THAT(replaced(bytes, "a", "x|y", Format::kMarkdown), testing::EndsWith("|-|-|\n"));
}

TEST(TextWriteBack, WhatWasWrittenIsReadAgain) {
  for (const char* text : {"# no heading", "12. no list", "a * b * c", "<br> `x`", "[a](b)", "- x",
                           "back\\slash", "under_score_d _x_", "> no quote", "=====", "~~x~~"}) {
    const std::string out = replaced("One two\n\nThree\n", "One", text, Format::kMarkdown);
    const Page page = read(out, Format::kMarkdown);
    ASSERT_EQ(page.blocks.size(), 2U) << out;
    EXPECT_EQ(page.blocks[0].text.text, text) << out;
    EXPECT_TRUE(page.blocks[0].text.codes.empty()) << out;
  }
}

TEST(TextWriteBack, JsonIsEscaped) {
  EXPECT_EQ(replaced("{\"title\":\"A\",\"text\":\"One\\nTwo \\u0219\\nThree\"}", "Two",
                     "un \"pod\"\\", Format::kArticle),
            "{\"title\":\"A\",\"text\":\"One\\nun \\\"pod\\\"\\\\\\nThree\"}");
}

TEST(TextWriteBack, FeedsAreEscapedAsTheyWere) {
  const std::string rss =
      "<rss><channel><item><title>A &amp; B</title><description><![CDATA[<p>One</p>]]>"
      "</description><content:encoded>&lt;p&gt;See &lt;b&gt;two&lt;/b&gt; now&lt;/p&gt;"
      "</content:encoded></item></channel></rss>";
  EXPECT_THAT(replaced(rss, "A", "C & <D>", Format::kFeed),
              testing::HasSubstr("<title>C &amp; &lt;D&gt;</title>"));
  EXPECT_THAT(replaced(rss, "One", "C & D", Format::kFeed),
              testing::HasSubstr("<![CDATA[<p>C &amp; D</p>]]>"));
  EXPECT_THAT(replaced(rss, "two", "C & D", Format::kFeed),
              testing::HasSubstr("&lt;p&gt;C &amp;amp; D&lt;/p&gt;"));
  const Page page = read(rss, Format::kFeed);
  std::vector<Replacement> same;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) same.push_back({i, page.blocks[i].text, ""});
  EXPECT_EQ(write_back(rss, page, same)->bytes, rss);
}

TEST(TextWriteBack, TextBecomesUtf8WhereItsCharsetLacksALetter) {
  const std::string bytes =
      "Le mus\xE9"
      "e est ouvert \xE0 tous.\nCaf\xE9\n";
  const Page page = read(bytes, Format::kText);
  ASSERT_EQ(page.charset, "iso-8859-1");
  Replacement replacement;
  replacement.block = 1;
  replacement.text.text = "Cafea \xC3\xA9";
  EXPECT_EQ(write_back(bytes, page, {replacement})->bytes,
            "Le mus\xE9"
            "e est ouvert \xE0 tous.\nCafea \xE9\n");
  replacement.text.text = "și";
  const auto out = write_back(bytes, page, {replacement});
  EXPECT_TRUE(out->recoded);
  EXPECT_EQ(out->bytes, "\xEF\xBB\xBFLe musée est ouvert à tous.\nși\n");
}

}  // namespace
}  // namespace punte::page

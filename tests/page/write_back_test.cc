#include "page/write_back.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace punte::page {
namespace {

using testing::HasSubstr;

Page read(std::string_view bytes) {
  ExtractOptions options;
  options.keep_source = true;
  options.attributes = true;
  auto page = extract(bytes, options);
  EXPECT_TRUE(page);
  return std::move(*page);
}

std::size_t block_with(const Page& page, std::string_view text) {
  const auto found = std::find_if(page.blocks.begin(), page.blocks.end(), [&](const Block& block) {
    return block.text.text.find(text) != std::string::npos;
  });
  EXPECT_NE(found, page.blocks.end()) << text;
  return static_cast<std::size_t>(found - page.blocks.begin());
}

/// The page after the block that holds `old` got the text `text`.
std::string replaced(std::string_view bytes, std::string_view old, const std::string& text,
                     const std::string& language = "") {
  const Page page = read(bytes);
  Replacement replacement;
  replacement.block = block_with(page, old);
  replacement.text.text = text;
  replacement.language = language;
  const auto out = write_back(bytes, page, {replacement});
  EXPECT_TRUE(out);
  EXPECT_TRUE(out->left.empty()) << old;
  return out->bytes;
}

constexpr const char* kPage =
    "<!DOCTYPE html>\r\n<html lang=ro><body  class='x'><!-- c -->\n<div><p>The  old\n ferry &amp; "
    "bridge</p><p lang='en'>Two</p></div>\n<p>Not <b id=1>so</b> bold</P></body>\n";

TEST(WriteBack, AttributesInCodesGoWithTheirBlock) {
  const std::string bytes =
      "<meta charset=utf-8><p lang=en>See <img alt=\"the bridge\"> and <a href=b title='the "
      "ferry'>here</a> and "
      "<img alt=\"the bridge\">.</p>";
  const Page page = read(bytes);
  const std::size_t block = block_with(page, "and");
  std::vector<Replacement> replacements;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    Replacement replacement;
    replacement.block = i;
    replacement.text = page.blocks[i].text;
    if (i == block) {
      // The picture and the link have changed places.
      auto& codes = replacement.text.codes;
      ASSERT_EQ(codes.size(), 4U);
      std::rotate(codes.begin(), codes.begin() + 1, codes.begin() + 3);
      replacement.text.text = "Aici: și .";
      codes[0].offset = 0;
      codes[1].offset = 4;
      codes[2].offset = 6;
      codes[3].offset = 10;
    } else if (page.blocks[i].attribute == "alt") {
      replacement.text.text = "podul \"" + std::to_string(i) + "\"";
    } else {
      replacement.text.text = "bacul & 'celălalt'";
    }
    replacements.push_back(replacement);
  }
  const auto out = write_back(bytes, page, replacements);
  ASSERT_TRUE(out);
  EXPECT_TRUE(out->left.empty());
  EXPECT_EQ(out->bytes,
            "<meta charset=utf-8><p lang=en><a href=b title='bacul &amp; "
            "&#39;celălalt&#39;'>Aici</a>: <img alt=\"podul "
            "&quot;1&quot;\">și <img alt=\"podul &quot;3&quot;\">.</p>");
}

TEST(WriteBack, WithoutReplacementsThePageIsTheSame) {
  for (const std::string& bytes :
       {std::string(kPage),
        "\xEF\xBB\xBF<p>The bridge is open \xFF to pedestrians and to cyclists" +
            std::string(1, '\0'),
        std::string("<p>x")}) {
    const Page page = read(bytes);
    const auto out = write_back(bytes, page, {});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->bytes, bytes);
  }
}

TEST(WriteBack, ReplacesTheTextAndNothingElse) {
  std::string expected = kPage;
  const std::string old = "The  old\n ferry &amp; bridge";
  expected.replace(expected.find(old), old.size(), "Feribotul &lt;vechi&gt; &amp; podul");
  EXPECT_EQ(replaced(kPage, "ferry", "Feribotul <vechi> & podul"), expected);
}

TEST(WriteBack, PutsTextsIntoAttributesAndTheTitle) {
  const std::string page =
      "<title>\nOld</title><meta name=description content=\"One &amp; two\">"
      "<p title='Three'>x<img src=a alt= Four><input placeholder=Five></p>";
  const auto with = [&](const std::string& old, const std::string& text) {
    std::string out = page;
    return out.replace(out.find(old), old.size(), text);
  };
  EXPECT_EQ(replaced(page, "Old", "Vechi & nou"), with("Old", "Vechi &amp; nou"));
  EXPECT_EQ(replaced(page, "One", "\"Unu\" 'doi'"), with("One &amp; two", "&quot;Unu&quot; 'doi'"));
  EXPECT_EQ(replaced(page, "Three", "\"Unu\" 'doi'"), with("Three", "\"Unu\" &#39;doi&#39;"));
  EXPECT_EQ(replaced(page, "Five", "trei > doi", "ro"), with("Five", "\"trei > doi\""));
}

TEST(WriteBack, KeepsIllFormedBytesElsewhere) {
  const std::string rest =
      " și vechiul feribot rămâne în funcțiune până la sfârșitul verii, după cum spun autoritățile "
      "orașului și ale județului într-o înștiințare</p>";
  const std::string bytes =
      "\xEF\xBB\xBF<p>a\xFF\xC3z" + rest + std::string(1, '\0') + "<p>one</p>\xE2\x80";
  EXPECT_EQ(replaced(bytes, "one", "două"),
            "\xEF\xBB\xBF<p>a\xFF\xC3z" + rest + std::string(1, '\0') + "<p>două</p>\xE2\x80");
}

TEST(WriteBack, PutsCodesWhereTheTranslationHasThem) {
  const Page page = read(kPage);
  Replacement replacement;
  replacement.block = block_with(page, "Not");
  const auto& codes = page.blocks[replacement.block].text.codes;
  ASSERT_EQ(codes.size(), 2U);
  replacement.text.text = "Îngroșat nu";
  replacement.text.codes = codes;
  replacement.text.codes[0].offset = 0;
  replacement.text.codes[1].offset = std::string("Îngroșat").size();
  const auto out = write_back(kPage, page, {replacement});
  ASSERT_TRUE(out);
  EXPECT_THAT(out->bytes, HasSubstr("\n<p><b id=1>&#206;ngro&#537;at</b> nu</P></body>\n"));
}

TEST(WriteBack, CodesAtTheEndsAreReplacedWithTheText) {
  const std::string bytes = "<p> <i>One</i> two <!-- x --> <b>three</b> </p>";
  EXPECT_EQ(replaced(bytes, "two", "doi"), "<p> doi<!-- x --> </p>");
}

TEST(WriteBack, DeclaresTheLanguageWhereItChanges) {
  EXPECT_THAT(replaced(kPage, "Two", "Doi", "ro"), HasSubstr("<p lang=\"ro\">Doi</p>"));
  EXPECT_THAT(replaced("<p class=a>The bridge is open today</p>", "bridge", "الجسر مفتوح", "ar"),
              HasSubstr("<p lang=\"ar\" dir=\"rtl\" class=a>"));
  // Other text stands in the same element: nothing is said of it.
  EXPECT_THAT(replaced("<ul><li>The bridge is open<ul><li>to cyclists and to pedestrians</ul></ul>",
                       "bridge", "Podul", "ro"),
              HasSubstr("<li>Podul<ul>"));
}

TEST(WriteBack, KeepsTheEncodingOfThePage) {
  const std::string bytes =
      "<meta charset=iso-8859-2><p>P\xE3mpa\xFEi \xBAi vorbe rom\xE2ne\xBAti</p><p>one</p>";
  const Page page = read(bytes);
  if (page.charset == "iso-8859-2") {
    EXPECT_EQ(replaced(bytes, "one", "tără 中"),
              "<meta charset=iso-8859-2><p>P\xE3mpa\xFEi \xBAi vorbe rom\xE2ne\xBAti</p>"
              "<p>t\xE3r\xE3 &#20013;</p>");
  } else {
    EXPECT_THAT(replaced(bytes, "one", "中"), HasSubstr("<p>&#20013;</p>"));
  }
  const std::string wide("\xFF\xFE<\0p\0>\0o\0n\0e\0", 14);
  EXPECT_EQ(replaced(wide, "one", "x"), std::string("\xFF\xFE<\0p\0>\0x\0", 10));
}

TEST(WriteBack, NewTextIsInTheEncodingThatABrowserReads) {
  struct Row {
    const char* page;
    const char* wanted;
    const char* why;
  };
  for (const Row& row : {
           Row{"<meta charset=iso-8859-1><p>one</p>", "<p>\xEEnc &#259;</p>", "ASCII, declared"},
           Row{"<meta charset=windows-1250><p>one</p>", "<p>\xEEnc \xE3</p>", "the same"},
           Row{"<meta charset=shift_jis><p>one</p>", "<p>&#238;nc &#259;</p>", "the same"},
           Row{"<meta charset=utf-8><p>one</p>", "<p>înc ă</p>", "the same"},
           Row{"<p>one</p>", "<p>&#238;nc &#259;</p>", "ASCII, and nothing is declared"},
           Row{"<meta charset=nonsense><p>one</p>", "<p>&#238;nc &#259;</p>", "nothing known"},
           Row{"<p>caf\xC3\xA9<p>one</p>", "<p>înc ă</p>", "UTF-8, and nothing is declared"},
           Row{"<meta charset=iso-8859-1><p>caf\xC3\xA9<p>one</p>", "<p>&#238;nc &#259;</p>",
               "declared is another than it is"},
           Row{"<meta charset=utf-8><p>The caf\xE9 is open.<p>one</p>", "<p>&#238;nc &#259;</p>",
               "the same"},
           Row{"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>one</p></html>",
               "<p>înc ă</p>", "XML is UTF-8"},
       }) {
    EXPECT_THAT(replaced(row.page, "one", "înc ă"), HasSubstr(row.wanted)) << row.why;
  }
  // What came with the page counts where it says nothing itself.
  ExtractOptions sent;
  sent.keep_source = true;
  sent.charset = "UTF-8";
  const Page page = *extract("<p>one</p>", sent);
  EXPECT_EQ(write_back("<p>one</p>", page, {{0, {"două", {}}}})->bytes, "<p>două</p>");
  // Bytes that would be written otherwise stay as they are.
  const std::string twice = "<meta charset=shift_jis><p>\x87\x90 \x81\xE0</p><p>one</p>";
  EXPECT_EQ(replaced(twice, "one", "\xE6\xA9\x8B"),
            "<meta charset=shift_jis><p>\x87\x90 \x81\xE0</p><p>\x8B\xB4</p>");
}

TEST(WriteBack, RawTextIsNotEscaped) {
  EXPECT_EQ(replaced("<xmp>A <b> & x</xmp>", "A", "Un <i> & y"), "<xmp>Un <i> & y</xmp>");
}

TEST(WriteBack, LeavesWhatItCannotPlace) {
  const std::string bytes = "<table>lost<tr><td>x</td></tr> words</table>";
  const Page page = read(bytes);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    Replacement replacement;
    replacement.block = i;
    replacement.text.text = "new";
    const auto out = write_back(bytes, page, {replacement});
    ASSERT_TRUE(out);
    if (!out->left.empty()) {
      EXPECT_EQ(out->bytes, bytes);
    }
  }
  Replacement outside;
  outside.block = 99;
  EXPECT_FALSE(write_back(bytes, page, {outside}));
}

}  // namespace
}  // namespace punte::page

#include "page/decode.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "language/text.h"

namespace punte::page::internal {
namespace {

TEST(Decode, BelievesTheBytesBeforeTheDeclaration) {
  const auto page = decode("<meta charset=iso-8859-2><p>știri</p>");
  EXPECT_EQ(page->charset, "utf-8");
  EXPECT_EQ(page->text, "<meta charset=iso-8859-2><p>știri</p>");
}

TEST(Decode, ReadsDeclaredCharsets) {
  EXPECT_EQ(decode("<meta charset=\"windows-1250\"><p>\xBAtiri \xFE</p>")->text,
            "<meta charset=\"windows-1250\"><p>ştiri ţ</p>");
  EXPECT_EQ(
      decode("<?xml version='1.0' encoding='iso-8859-16'?><p>\xAAtiri \xBAi via\xFE\xE3</p>")->text,
      "<?xml version='1.0' encoding='iso-8859-16'?><p>Știri și viață</p>");
  EXPECT_EQ(
      decode("<meta http-equiv=Content-Type content='text/html; charset=latin1'>caf\xE9")->text,
      "<meta http-equiv=Content-Type content='text/html; charset=latin1'>café");
}

TEST(Decode, BelievesTheServerBeforeThePage) {
  // "Știri" in iso-8859-2 is too little text to tell by.
  EXPECT_EQ(decode("<p>\xAAtiri", "ISO-8859-2")->text, "<p>Ştiri");
  EXPECT_EQ(decode("<meta charset=windows-1252><p>\xAAtiri", "iso-8859-2")->text,
            "<meta charset=windows-1252><p>Ştiri");
  EXPECT_EQ(decode("\xEF\xBB\xBFș", "iso-8859-2")->text, "ș");
  EXPECT_EQ(decode("<p>știri", "iso-8859-2")->text, "<p>știri");
  EXPECT_EQ(decode("plain", "iso-8859-2")->charset, "iso-8859-2");
  // No such bytes, no such charset: as without.
  EXPECT_EQ(decode("<meta charset=windows-1250><p>\xBAtiri", "utf-8")->text,
            "<meta charset=windows-1250><p>ştiri");
  EXPECT_EQ(decode("<meta charset=windows-1250><p>\xBAtiri", "nonsense")->text,
            "<meta charset=windows-1250><p>ştiri");
}

TEST(Decode, ReadsByteOrderMarks) {
  EXPECT_EQ(decode("\xEF\xBB\xBFș")->text, "ș");
  EXPECT_EQ(decode(std::string("\xFF\xFE<\0p\0>\0\x19\x02", 10))->text, "<p>ș");
  EXPECT_EQ(decode(std::string("\xFE\xFF\0<\0p\0>\x02\x19", 10))->charset, "utf-16be");
}

TEST(Decode, MendsNearlyGoodUtf8) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "știință ";
  EXPECT_EQ(decode(text + "\xC8")->charset, "utf-8");
}

TEST(Decode, TellsCharsetsApartByWhatReadsBest) {
  // "Dimineața, pe străzile orașului, „oamenii” vorbesc despre știri și sănătate."
  const std::string start =
      "<p>Diminea\xFE"
      "a, pe str\xE3zile ora\xBA"
      "ului, ";
  const std::string rest = " vorbesc despre \xBAtiri \xBAi s\xE3n\xE3tate.</p>";
  EXPECT_EQ(decode(start + "\x84oamenii\x94" + rest)->charset, "windows-1250");
  const auto latin10 = decode(start + "\xA5oamenii\xB5" + rest);
  EXPECT_EQ(latin10->charset, "iso-8859-16");
  EXPECT_NE(latin10->text.find("orașului, „oamenii”"), std::string::npos);
  // A declaration that does not fit the letters: these Polish letters are no windows-1250.
  EXPECT_EQ(decode("<meta charset=windows-1250><p>Dzi\xB6 rano m\xF3wi\xB1 \xBF"
                   "e \xB6nieg "
                   "spad\xB3 na g\xF3ry, wi\xEA"
                   "c jad\xB1 do \xA3odzi</p>")
                ->charset,
            "iso-8859-2");
}

TEST(Decode, ReadsSevenBitJapanese) {
  const auto page = decode("<p>\x1B$B$3$s$K$A$O\x1B(B</p>");
  EXPECT_EQ(page->charset, "iso-2022-jp");
  EXPECT_EQ(page->text, "<p>こんにちは</p>");
}

TEST(Decode, RefusesWhatIsNoPage) {
  EXPECT_EQ(decode("").error().code, base::ErrorCode::kSyntax);
  EXPECT_EQ(decode(" \n ").error().code, base::ErrorCode::kSyntax);
  std::mt19937 random(4);
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(random());
  EXPECT_EQ(decode(noise).error().code, base::ErrorCode::kUnsupported);
  EXPECT_EQ(decode(std::string(5000, '\0')).error().code, base::ErrorCode::kUnsupported);
}

TEST(Decode, AlwaysGivesWellFormedTextWithoutNul) {
  std::mt19937 random(6);
  const std::string some = "<p>a\xC8\x99\xE9 \xFF";
  for (int i = 0; i < 300; ++i) {
    std::string bytes;
    for (std::size_t n = 1 + random() % 200; n > 0; --n) bytes += some[random() % some.size()];
    if (random() % 4 == 0) bytes[random() % bytes.size()] = '\0';
    const auto page = decode(bytes);
    if (!page) continue;
    EXPECT_TRUE(language::is_valid_utf8(page->text));
    EXPECT_EQ(page->text.find('\0'), std::string::npos);
  }
}

}  // namespace
}  // namespace punte::page::internal

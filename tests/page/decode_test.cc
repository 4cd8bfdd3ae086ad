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
  EXPECT_EQ(decode("<?xml version='1.0' encoding='iso-8859-16'?><p>\xBA\xFE\xAA</p>")->text,
            "<?xml version='1.0' encoding='iso-8859-16'?><p>șțȘ</p>");
  EXPECT_EQ(
      decode("<meta http-equiv=Content-Type content='text/html; charset=latin1'>caf\xE9")->text,
      "<meta http-equiv=Content-Type content='text/html; charset=latin1'>café");
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

TEST(Decode, RefusesWhatIsNoPage) {
  EXPECT_EQ(decode("").error().code, language::ErrorCode::kSyntax);
  EXPECT_EQ(decode(" \n ").error().code, language::ErrorCode::kSyntax);
  std::mt19937 random(4);
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(random());
  EXPECT_EQ(decode(noise).error().code, language::ErrorCode::kUnsupported);
  EXPECT_EQ(decode(std::string(5000, '\0')).error().code, language::ErrorCode::kUnsupported);
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

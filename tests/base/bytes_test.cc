#include "base/bytes.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/ascii.h"
#include "base/hash.h"

namespace punte::base {
namespace {

TEST(Varint, ReadsBackWhatWasWritten) {
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::string bytes;
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, most}) {
    append_varint(bytes, value);
  }
  EXPECT_EQ(bytes.size(), 1U + 1 + 2 + 10);
  std::string_view rest = bytes;
  std::uint64_t value = 1;
  for (const std::uint64_t expected :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, most}) {
    ASSERT_TRUE(take_varint(rest, value));
    EXPECT_EQ(value, expected);
  }
  EXPECT_FALSE(take_varint(rest, value));
}

TEST(Varint, NumbersWithoutAnEndAreRefused) {
  std::uint64_t value = 0;
  for (const std::string& bytes : {std::string("\x80"), std::string(11, '\xFF')}) {
    std::string_view rest = bytes;
    EXPECT_FALSE(take_varint(rest, value));
  }
}

TEST(Hash, IsThePublishedFnv1a) {
  EXPECT_EQ(fnv1a(""), 0xCBF29CE484222325U);
  EXPECT_EQ(fnv1a("a"), 0xAF63DC4C8601EC8CU);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171F73967E8U);
  EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar"));
  EXPECT_EQ(fnv1a_32(""), 0x811C9DC5U);
  EXPECT_EQ(fnv1a_32("a"), 0xE40C292CU);
  EXPECT_EQ(fnv1a_32("foobar"), 0xBF9CF968U);
}

TEST(Ascii, LeavesOtherLettersAlone) {
  EXPECT_EQ(lower("UTF-8 ÎN"), "utf-8 În");
  EXPECT_TRUE(same_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(same_ignoring_case("Î", "î"));
  EXPECT_EQ(trim_blanks(" \t a b\r\n"), "a b");
  EXPECT_TRUE(is_blank(" \n"));
  EXPECT_TRUE(is_blank(""));
  EXPECT_FALSE(is_blank(" x "));
}

}  // namespace
}  // namespace punte::base

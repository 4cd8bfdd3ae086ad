#include "base/result.h"

#include <gtest/gtest.h>

namespace punte::base {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0)
    return fail(ErrorCode::kInvalidArgument, "{1} is odd", {std::to_string(number)});
  return number / 2;
}

Result<int> quarter(int number) {
  PUNTE_TRY(const int once, half(number));
  PUNTE_TRY(const int twice, half(once));
  return twice;
}

Result<void> even(int number) {
  PUNTE_CHECK(half(number));
  return {};
}

TEST(Result, TryTakesTheValueOrReturnsTheError) {
  EXPECT_EQ(quarter(8), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().text(), "3 is odd");
  EXPECT_EQ(quarter(5).error().text(), "5 is odd");
}

TEST(Result, CheckPassesOnErrorsAlone) {
  EXPECT_TRUE(even(2));
  EXPECT_EQ(even(3).error().code, ErrorCode::kInvalidArgument);
}

TEST(Result, AnErrorNamesItsPlace) {
  EXPECT_EQ((Error{ErrorCode::kIo, "cannot read {1} of {2}", {"1"}, "a.tmx:3"}.text()),
            "a.tmx:3: cannot read 1 of {2}");
}

}  // namespace
}  // namespace punte::base

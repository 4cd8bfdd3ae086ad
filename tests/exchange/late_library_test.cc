#include "exchange/late_library.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace punte::exchange {
namespace {

TEST(LateLibrary, FunctionsAreFoundByTheirNames) {
  LateLibrary library("libc.so.6");
  std::size_t (*length)(const char*) = nullptr;
  library.bind(length, "strlen");
  EXPECT_TRUE(library.complete());
  ASSERT_NE(length, nullptr);
  EXPECT_EQ(length("four"), 4U);
}

TEST(LateLibrary, WhatIsMissingIsTold) {
  int (*function)() = nullptr;
  LateLibrary other("libc.so.6");
  other.bind(function, "there_is_no_such_function");
  EXPECT_FALSE(other.complete());
  LateLibrary missing("libthere-is-no-such-library.so.1");
  missing.bind(function, "strlen");
  EXPECT_FALSE(missing.complete());
  EXPECT_EQ(function, nullptr);
}

}  // namespace
}  // namespace punte::exchange

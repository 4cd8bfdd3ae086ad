#include "base/late_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>

namespace punte::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Api {
  std::size_t (*length)(const char*) = nullptr;
  int (*other)(const char*) = nullptr;
};
using Library = LateLibrary<Api>;

TEST(LateLibrary, FunctionsAreFoundByTheirNames) {
  constexpr std::array kFunctions = {Library::symbol<&Api::length>("strlen"),
                                     Library::symbol<&Api::other>("atoi")};
  const Library library("libc.so.6", kFunctions);
  EXPECT_THAT(library.missing(), IsEmpty());
  const auto api = library.load();
  ASSERT_NE(api, nullptr);
  EXPECT_EQ(api->length("four"), 4U);
  EXPECT_EQ(api->other("12"), 12);
}

TEST(LateLibrary, AFunctionThatIsMissingIsNamed) {
  constexpr std::array kFunctions = {Library::symbol<&Api::length>("strlen"),
                                     Library::symbol<&Api::other>("there_is_no_such_function")};
  const Library library("libc.so.6", kFunctions);
  EXPECT_THAT(library.missing(), ElementsAre("there_is_no_such_function"));
  EXPECT_EQ(library.load(), nullptr);
}

TEST(LateLibrary, ALibraryThatIsMissingIsNamed) {
  constexpr std::array kFunctions = {Library::symbol<&Api::length>("strlen")};
  const Library library("libthere-is-no-such-library.so.1", kFunctions);
  EXPECT_THAT(library.missing(), ElementsAre("libthere-is-no-such-library.so.1"));
  EXPECT_EQ(library.load(), nullptr);
}

}  // namespace
}  // namespace punte::base

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/archive_api.h"
#include "exchange/content_coding.h"
#include "exchange/workbook_api.h"

namespace punte::exchange {
namespace {

using testing::IsEmpty;

// Nothing else checks the names: linking does not see these libraries.
TEST(LateLibraries, HaveAllFunctionsThatAreUsed) {
  EXPECT_THAT(archive_library().missing(), IsEmpty());
  EXPECT_THAT(workbook_library().missing(), IsEmpty());
  EXPECT_THAT(missing_for_codings(), IsEmpty());
}

}  // namespace
}  // namespace punte::exchange

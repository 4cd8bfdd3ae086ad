#include "aligner/bead.h"

#include <gtest/gtest.h>

namespace punte::aligner {
namespace {

TEST(Bead, IsWrittenAsGoldFilesWriteIt) {
  EXPECT_EQ(bead_text({0, 1, 0, 1, 1.0}), "0:0");
  EXPECT_EQ(bead_text({3, 5, 4, 5, 0.5}), "3,4:4");
  EXPECT_EQ(bead_text({3, 3, 4, 6, 0.5}), ":4,5");
}

}  // namespace
}  // namespace punte::aligner

#include "base/scratch_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace punte::base {
namespace {

namespace fs = std::filesystem;

TEST(ScratchFolder, GoesWithAllThatIsInIt) {
  fs::path path;
  {
    auto folder = ScratchFolder::make();
    ASSERT_TRUE(folder);
    path = folder->path();
    fs::create_directory(path / "inner");
    std::ofstream(path / "inner" / "file") << "x";
    const ScratchFolder moved = std::move(*folder);
    EXPECT_EQ(moved.path(), path);
    EXPECT_TRUE(fs::exists(path / "inner" / "file"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchFolder, IsReadableByItsOwnerAlone) {
  const auto folder = ScratchFolder::make();
  ASSERT_TRUE(folder);
  EXPECT_EQ(fs::status(folder->path()).permissions(), fs::perms::owner_all);
}

TEST(ScratchFolder, SaysWhyThereIsNone) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  const auto folder = ScratchFolder::make();
  if (before == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", kept.c_str(), 1);
  }
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace punte::base

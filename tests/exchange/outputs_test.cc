#include "exchange/outputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

const std::string kDatabase("SQLite format 3\0 and pages", 26);

class OutputsTest : public testing::Test {
 protected:
  void SetUp() override {
    here_ = fs::current_path();
    fs::current_path(folder_.path());
    folder_.write("page.html", "<p>page");
    fs::create_directory("site");
    folder_.write("site/a.html", "<p>a");
    fs::create_symlink("page.html", "link.html");
    fs::create_hard_link("page.html", "twin.html");
    folder_.write("old.tm", kDatabase);
  }
  void TearDown() override { fs::current_path(here_); }

  /// True if the file is refused, both when it is announced and when it is opened.
  static bool refused(Outputs outputs, const fs::path& path) {
    Outputs other = outputs;
    const auto announced = outputs.will_write(path);
    const auto opened = other.create(path);
    EXPECT_EQ(announced.has_value(), opened.has_value()) << path;
    if (!announced) {
      EXPECT_EQ(announced.error().code, ErrorCode::kInvalidArgument) << path;
      EXPECT_EQ(announced.error().remedy, base::Remedy::kNameOtherFile) << path;
    }
    return !announced;
  }

  tests::TemporaryFolder folder_;
  fs::path here_;
};

TEST_F(OutputsTest, AFileThatIsReadIsNotWrittenByAnyOfItsNames) {
  Outputs outputs;
  ASSERT_TRUE(outputs.reads("page.html"));
  for (const char* name :
       {"page.html", "./page.html", "site/../page.html", "link.html", "twin.html"}) {
    EXPECT_TRUE(refused(outputs, name)) << name;
  }
  EXPECT_TRUE(refused(outputs, fs::absolute("page.html")));
  EXPECT_FALSE(refused(outputs, "page.ro.html"));
  EXPECT_FALSE(refused(outputs, "site/a.html"));
}

TEST_F(OutputsTest, AFileInAFolderThatIsReadIsNotOverwritten) {
  Outputs outputs;
  ASSERT_TRUE(outputs.reads("site/"));
  EXPECT_TRUE(refused(outputs, "site/a.html"));
  EXPECT_FALSE(refused(outputs, "site/view.html"));
  EXPECT_FALSE(refused(outputs, "page.html"));
}

TEST_F(OutputsTest, TheMemoryIsNotWrittenEvenWhereThereIsNoneYet) {
  Outputs outputs;
  ASSERT_TRUE(outputs.uses_memory("new.tm"));
  EXPECT_TRUE(refused(outputs, "new.tm"));
  EXPECT_TRUE(refused(outputs, "site/../new.tm"));
  EXPECT_FALSE(refused(outputs, "new.tmx"));
}

TEST_F(OutputsTest, NoDatabaseIsOverwritten) {
  EXPECT_TRUE(refused({}, "old.tm"));
  EXPECT_EQ(folder_.read("old.tm"), kDatabase);
}

TEST_F(OutputsTest, TwoResultsDoNotGoToOneFile) {
  Outputs outputs;
  ASSERT_TRUE(outputs.will_write("new.html"));
  EXPECT_TRUE(outputs.create("new.html"));  // as announced
  EXPECT_TRUE(refused(outputs, "site/../new.html"));
  EXPECT_FALSE(refused(outputs, "other.html"));
}

TEST_F(OutputsTest, WhatIsReadAfterTheOutputIsNamedIsSafeToo) {
  Outputs outputs;
  ASSERT_TRUE(outputs.will_write("page.html"));
  ASSERT_TRUE(outputs.will_write("site/a.html"));
  ASSERT_TRUE(outputs.will_write("new.tm"));
  EXPECT_FALSE(outputs.reads("twin.html"));
  EXPECT_FALSE(outputs.reads("site"));
  EXPECT_FALSE(outputs.uses_memory("new.tm"));
  EXPECT_TRUE(outputs.reads("old.tm"));
}

TEST_F(OutputsTest, DevicesAreReadAndWrittenAtWill) {
  Outputs outputs;
  ASSERT_TRUE(outputs.reads("/dev/null"));
  EXPECT_FALSE(refused(outputs, "/dev/null"));
  ASSERT_TRUE(outputs.will_write("/dev/null"));
  EXPECT_FALSE(refused(outputs, "/dev/null"));
}

}  // namespace
}  // namespace punte::exchange

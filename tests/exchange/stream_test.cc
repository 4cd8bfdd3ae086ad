#include "exchange/stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "exchange/file_sink.h"
#include "tests/support/temporary_folder.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

class StreamTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes);
  }
  static base::Result<std::string> read(const fs::path& path) {
    auto source = open_source(path);
    if (!source) return tl::unexpected(source.error());
    std::string out;
    std::array<char, 7> buffer;
    while (true) {
      const auto count = (*source)->read(buffer);
      if (!count) return tl::unexpected(count.error());
      if (*count == 0) return out;
      out.append(buffer.data(), *count);
    }
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }

  const tests::TemporaryFolder folder_;
};

// "pod\n", packed by gzip and xz.
const std::string kGzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x2b\xc8\x4f\xe1\x02\x00\xd6\x66\x86\x76\x04\x00\x00"
    "\x00",
    24);

TEST_F(StreamTest, ReadsPlainAndPackedFilesAlike) {
  EXPECT_EQ(read(write("plain", "pod\n")).value(), "pod\n");
  EXPECT_EQ(read(write("empty", "")).value(), "");
  EXPECT_EQ(read(write("short", "BZ")).value(), "BZ");
}

TEST_F(StreamTest, BrokenPackingIsAnError) {
  for (const std::string& bytes :
       {kGzip.substr(0, 14), std::string("BZh91AY&SY garbage that is not bzip2"),
        std::string("PK\x03\x04 garbage")}) {
    const auto result = read(write("broken", bytes));
    ASSERT_FALSE(result.has_value());
    EXPECT_NE(result.error().text(), "");
  }
}

TEST_F(StreamTest, SaysWhatIsWrongWithAPath) {
  EXPECT_EQ(read(folder_ / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read(folder_.path()).error().code, ErrorCode::kUnsupported);
}

TEST_F(StreamTest, AFileAppearsWholeOrNotAtAll) {
  const fs::path path = folder_ / "out";
  {
    auto sink = create_file(path);
    ASSERT_TRUE((*sink)->write("half").has_value());
  }
  EXPECT_EQ(files(), 0U);
  {
    auto sink = create_file(path);
    ASSERT_TRUE((*sink)->write("whole").has_value());
    ASSERT_TRUE((*sink)->commit().has_value());
  }
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(read(path).value(), "whole");
}

TEST_F(StreamTest, AFileCalledDashIsAFile) {
  const fs::path here = fs::current_path();
  fs::current_path(folder_.path());
  EXPECT_EQ(read("-").error().code, ErrorCode::kNotFound);
  auto sink = create_file("-");
  ASSERT_TRUE((*sink)->write("in a file").has_value());
  ASSERT_TRUE((*sink)->commit().has_value());
  EXPECT_EQ(read("-").value(), "in a file");
  fs::current_path(here);
  EXPECT_EQ(files(), 1U);
}

TEST_F(StreamTest, AFileHasTheRightsThatItWouldHaveGot) {
  const auto written = [](const fs::path& path) {
    auto sink = create_file(path);
    EXPECT_TRUE((*sink)->commit().has_value());
    return fs::status(path).permissions();
  };
  const mode_t mask = ::umask(027);
  EXPECT_EQ(written(folder_ / "new"), fs::perms(0640));
  for (const auto rights : {fs::perms(0600), fs::perms(0666)}) {
    fs::permissions(write("old", "x"), rights);
    EXPECT_EQ(written(folder_ / "old"), rights);
  }
  ::umask(mask);
}

TEST_F(StreamTest, WhatCannotBeWrittenIsTold) {
  EXPECT_FALSE(create_file(folder_ / "no" / "such" / "folder").has_value());
  EXPECT_EQ(create_file(folder_.path()).error().code, ErrorCode::kUnsupported);
  auto full = create_file("/dev/full");
  ASSERT_TRUE(full.has_value());
  const auto written = (*full)->write("x");
  const auto committed = (*full)->commit();
  EXPECT_FALSE(written.has_value() && committed.has_value());
}

}  // namespace
}  // namespace punte::exchange

// What the dynamic linker loads takes most of the time of a command that answers one question.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

/// Names of the shared objects that a run of the command loads, without those of sanitizers.
std::set<std::string> loaded_by(const std::vector<std::string>& arguments,
                                const std::filesystem::path& folder) {
  const TemporaryFolder log;
  ::setenv("LD_DEBUG", "files", 1);
  ::setenv("LD_DEBUG_OUTPUT", (log.path() / "ld").c_str(), 1);
  static_cast<void>(run_punte(arguments, folder));
  ::unsetenv("LD_DEBUG");
  ::unsetenv("LD_DEBUG_OUTPUT");
  std::set<std::string> out;
  for (const auto& file : std::filesystem::directory_iterator(log.path())) {
    std::ifstream lines(file.path());
    for (std::string line; std::getline(lines, line);) {
      if (line.find("calling init: ") == std::string::npos) continue;
      const std::string name = line.substr(line.rfind('/') + 1);
      if (!name.starts_with("libasan") && !name.starts_with("libtsan") &&
          !name.starts_with("libubsan") && !name.starts_with("liblsan")) {
        out.insert(name);
      }
    }
  }
  return out;
}

TEST(SharedObjects, ALookUpLoadsFew) {
  const TemporaryFolder folder;
  folder.write("pairs.tsv", "The bridge is open.\tPuntea este deschisă.\n");
  const auto imported = run_punte(
      {"import", "--tm", "m.tm", "--from", "en", "--to", "ro", "pairs.tsv"}, folder.path());
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  folder.write("page.html", "<html lang=en><body><main><p>The bridge is open.</p></main></body>");
  const auto loaded =
      loaded_by({"lookup", "--tm", "m.tm", "--to", "ro", "page.html"}, folder.path());
  EXPECT_THAT(loaded, testing::Contains(testing::StartsWith("libsqlite3")));  // the log is read
  for (const char* heavy : {"libarchive", "libxlsxwriter", "libpq", "libssl", "libcrypto"}) {
    EXPECT_THAT(loaded, testing::Not(testing::Contains(testing::StartsWith(heavy))));
  }
  // Each takes some tenths of a millisecond of every start: more only for good reason. Builds with
  // sanitizers link libraries that nothing uses, three of them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::size_t kMost = 19;
#else
  constexpr std::size_t kMost = 16;
#endif
  EXPECT_LE(loaded.size(), kMost) << testing::PrintToString(loaded);
}

}  // namespace
}  // namespace punte::cli

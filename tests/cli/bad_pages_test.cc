#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using testing::HasSubstr;

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kText = "The old bridge is open to all people";

Outcome detect(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"detect", "--jsonl"});
  return run_punte(arguments, folder.path());
}

TEST(BadPages, AreReadAsFarAsTheyMakeSense) {
  const TemporaryFolder folder;
  struct Row {
    std::string name, bytes;
  };
  for (const Row& row : std::vector<Row>{
           {"cut", "<p>" + kText + " <a href=\""},
           {"nested", repeated("<div>", 100'000) + kText + repeated("</div>", 100'000)},
           {"nested inline", repeated("<b>", 100'000) + kText},
           {"tables", repeated("<table>", 100'000) + kText},
           {"unclosed", repeated("<p><i>", 200'000) + kText},
           {"attribute", "<p title=\"" + std::string(10'000'000, 'x') + "\">" + kText},
           {"attributes", "<p " + repeated("a=1 ", 200'000) + ">" + kText},
           {"references", "<p>" + kText + repeated("&#x110000;", 10'000)},
           {"comment", "<p>" + kText + "<!--" + std::string(5'000'000, '-')},
           {"NUL", std::string("<p>The old\0 bridge is open to all people", 41) +
                       repeated(" and stays open", 40)}}) {
    folder.write("page.html", row.bytes);
    const Outcome outcome = detect(folder, {"page.html"});
    EXPECT_EQ(outcome.exit_code, 0) << row.name << outcome.err;
    EXPECT_EQ(outcome.err, "") << row.name;
    EXPECT_THAT(outcome.out, HasSubstr("bridge is open to all people")) << row.name;
  }
}

TEST(BadPages, AreToldInOneLineAndABatchGoesOn) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "site");
  struct Row {
    std::string name, bytes, message;
  };
  const std::vector<Row> rows = {
      {"empty.html", "", "the page is empty"},
      {"program.html",
       std::string("\x7F"
                   "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0",
                   18),
       "binary data"},
      {"packed.html.gz", std::string("\x1F\x8B\x08\0\0\0\0\0\0\3", 10), "damaged or cut short"},
      {"tags.html", repeated("<p>", 600'000) + kText, "more than 500000 tags"}};
  for (const Row& row : rows) {
    folder.write("site/" + row.name, row.bytes);
    const Outcome outcome = detect(folder, {"site/" + row.name});
    EXPECT_EQ(outcome.exit_code, 2) << row.name;
    EXPECT_EQ(outcome.out, "") << row.name;
    EXPECT_THAT(outcome.err, HasSubstr(row.name + ": "));
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
  folder.write("site/z.html", "<p>" + kText);
  const Outcome batch = detect(folder, {"site"});
  EXPECT_EQ(batch.exit_code, 2);
  EXPECT_THAT(batch.out, HasSubstr(kText));
  EXPECT_THAT(batch.err, HasSubstr("punte: 4 of 5 pages could not be read\n"));
}

TEST(BadPages, LimitsAreOptions) {
  const TemporaryFolder folder;
  folder.write("page.html", "<p>" + kText + std::string(3'000'000, ' ') + "<b>x</b>");
  EXPECT_THAT(detect(folder, {"page.html", "--max-size", "1"}).err, HasSubstr("more than 1 MB"));
  EXPECT_EQ(detect(folder, {"page.html", "--max-size", "3"}).exit_code, 0);
  EXPECT_THAT(detect(folder, {"page.html", "--max-tags", "2"}).err, HasSubstr("more than 2 tags"));
  EXPECT_EQ(detect(folder, {"page.html", "--max-tags", "3"}).exit_code, 0);
}

}  // namespace
}  // namespace punte::cli

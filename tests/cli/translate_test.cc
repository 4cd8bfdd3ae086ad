#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

class Translate : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    ASSERT_EQ(punte({"import", "--tm", "m.tm", "memory.tmx"}).exit_code, 0);
  }
  Outcome punte(const std::vector<std::string>& arguments) {
    return run_punte(arguments, folder_.path());
  }
  TemporaryFolder folder_;
};

TEST_F(Translate, FillsWhatTheMemoryKnowsAndLeavesTheRest) {
  const Outcome outcome =
      punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "out.html"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string page = folder_.read("out.html");
  EXPECT_THAT(page, HasSubstr("<p lang=\"ro\">După doi ani de lucrări"));
  EXPECT_THAT(page, HasSubstr("dar <b>nu</b> și mașinilor"));
  // The memory has 2,000 people and 120 meters.
  EXPECT_THAT(page, HasSubstr("Peste 3.000 de oameni"));
  EXPECT_THAT(page, HasSubstr("o lungime de 84 de metri"));
  EXPECT_THAT(page, HasSubstr("16,5 °C"));
  EXPECT_THAT(page, HasSubstr("« Un pont n'appartient pas"));
  EXPECT_THAT(page, HasSubstr("<li><a href=\"/stiri\">Știri</a></li>"));
}

TEST_F(Translate, WritesDatesAsTheTargetLanguageDoes) {
  const Outcome outcome = punte({"translate", "page.html", "--to", "en", "--tm", "m.tm"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Saturday, June 14, 2025, 9:15"));
  EXPECT_THAT(outcome.err, HasSubstr("in the target language already"));
}

TEST_F(Translate, APageWithNothingToFillIsTheSame) {
  const std::string page = "<html lang=en><body><p>Nobody has translated this.</p></body></html>";
  folder_.write("page.html", page);
  const Outcome outcome = punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm"});
  EXPECT_EQ(outcome.out, page);
  EXPECT_EQ(outcome.exit_code, 1);
}

TEST_F(Translate, FuzzyMatchesAreLeftUnlessTheyAreAskedFor) {
  const Outcome outcome = punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm"});
  // The memory has the end of the year.
  EXPECT_THAT(outcome.out, HasSubstr("until the end of the summer."));
  EXPECT_THAT(outcome.out, Not(HasSubstr("anului")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("<mark")));
  EXPECT_THAT(outcome.err, HasSubstr("exact, 2 put right, 1 adapted)"));
  EXPECT_THAT(outcome.err, HasSubstr("left with fuzzy match"));
}

TEST_F(Translate, FuzzyMatchesAreMarkedOrGivenAsComment) {
  const Outcome marked =
      punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--fuzzy", "85"});
  EXPECT_THAT(marked.out, HasSubstr("<mark class=\"punte-fuzzy\" title=\"87 %\">Vechiul bac"));
  EXPECT_THAT(marked.out, HasSubstr("sfârșitul anului.</mark>"));
  EXPECT_THAT(marked.err, HasSubstr("1 fuzzy and marked)"));
  EXPECT_THAT(punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--fuzzy", "60",
                     "--fuzzy-as", "comment"})
                  .out,
              HasSubstr("aller travailler. »<!-- 7"));
}

TEST_F(Translate, TellsWhatItDidAndShowsBothTexts) {
  const Outcome outcome = punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--json",
                                 "--bilingual", "both.html"});
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["page"], "page.html");
  EXPECT_GT(report["segments"].size(), 20U);
  EXPECT_THAT(folder_.read("both.html"), HasSubstr("lang=\"ro\">După doi ani"));
}

TEST_F(Translate, BadInputIsToldInOneLine) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"translate", "none.html", "--to", "ro", "--tm", "m.tm"},
           {"translate", "page.html", "--to", "!", "--tm", "m.tm"},
           {"translate", "page.html", "--to", "ro", "--tm", "none.tm"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "no/such/folder.html"}}) {
    const Outcome outcome = punte(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

}  // namespace
}  // namespace punte::cli

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class IdentifyCommand : public testing::Test {
 protected:
  Outcome punte(const std::vector<std::string>& arguments, std::string_view input = "") {
    return run_punte(arguments, folder_.path(), input);
  }
  TemporaryFolder folder_;
};

TEST_F(IdentifyCommand, GoesOnBehindALineLongerThanABatch) {
  const std::string endless(9'000'000, 'a');
  const Outcome outcome =
      punte({"identify"}, endless + "\nPodul este deschis pentru toți\n" + endless);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 3);
  EXPECT_THAT(outcome.out, HasSubstr("\nro\n"));
}

TEST_F(IdentifyCommand, ReportsALargeJobAndKeepsItsOrder) {
  std::string lines;
  std::string wanted;
  for (int i = 0; i < 120'000; ++i) {
    lines += i % 7 == 0 ? "Podul este deschis\n" : "the bridge is open\n";
    wanted += i % 7 == 0 ? "ro\n" : "en\n";
  }
  const Outcome outcome = punte({"identify", "--languages", "en,ro"}, lines);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.out == wanted);
  if (std::thread::hardware_concurrency() > 1) {
    EXPECT_THAT(outcome.err, StartsWith("120,000 lines, "));
    EXPECT_THAT(outcome.err, HasSubstr(" threads, "));
  }
  EXPECT_EQ(punte({"identify"}, "the bridge is open\n").err, "");
}

TEST_F(IdentifyCommand, ALanguageThatCannotBeIdentifiedIsAnError) {
  const Outcome outcome = punte({"identify", "--languages", "ro,ht"}, "Bonjou\n");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("“ht” is a language that cannot be identified"));
  EXPECT_EQ(punte({"identify", "--languages", "ro,xx"}, "Bonjou\n").exit_code, 2);
}

TEST_F(IdentifyCommand, AFlatPriorTakesAllLanguagesAsEquallyCommon) {
  EXPECT_EQ(punte({"identify"}, "Hello\n").out, "en\n");
  EXPECT_EQ(punte({"identify", "--prior", "flat"}, "Hello\n").out, "und\n");
  EXPECT_EQ(punte({"identify", "--prior", "flat,en=50"}, "Hello\n").out, "en\n");
}

TEST_F(IdentifyCommand, TakesNulsAndIllFormedText) {
  const std::string text("the\0bridge\0is open\n\xFF\xFE\0\n\xE2\x82\n", 26);
  const Outcome outcome = punte({"identify", "--languages", "en,ro"}, text);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "en\nund\nund\n");
}

TEST_F(IdentifyCommand, RefusesADamagedModelInOneLine) {
  std::ifstream file(PUNTE_IDENTIFY_MODEL, std::ios::binary);
  std::string model{std::istreambuf_iterator<char>(file), {}};
  ASSERT_GT(model.size(), 1'000'000U);
  folder_.write("good.model", model);
  EXPECT_EQ(punte({"identify", "--model", "good.model"}, "the bridge is open to all\n").out,
            "en\n");
  folder_.write("short.model", std::string_view(model).substr(0, model.size() / 2));
  model[model.size() / 2] = static_cast<char>(model[model.size() / 2] ^ 1);
  folder_.write("flipped.model", model);
  folder_.write("foreign.model", std::string(100'000, 'x'));
  for (const char* name : {"short.model", "flipped.model", "foreign.model", "none.model"}) {
    const Outcome outcome = punte({"identify", "--model", name}, "the bridge\n");
    EXPECT_EQ(outcome.exit_code, 2) << name;
    EXPECT_EQ(outcome.out, "") << name;
    EXPECT_THAT(outcome.err, StartsWith(std::string("punte: ") + name)) << name;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << name;
  }
}

}  // namespace
}  // namespace punte::cli

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(App, WithoutACommandSaysWhatToDo) {
  const TemporaryFolder folder;
  const Outcome outcome = run_punte({}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "punte: no command given\nTry “punte --help”.\n");
}

TEST(App, SpeaksRomanianWhenAsked) {
  const TemporaryFolder folder;
  const Outcome outcome = run_punte({"--ui-language", "ro"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err, "punte: nu ați dat nicio comandă\nÎncercați „punte --help”.\n");
}

TEST(App, AnUnknownMessageLanguageGivesEnglish) {
  const TemporaryFolder folder;
  for (const char* language : {"xx", "zz-ZZ", "", "../../etc", "ro_RO.UTF-8@x;y"}) {
    const Outcome outcome = run_punte({"--ui-language", language, "--version"}, folder.path());
    EXPECT_EQ(outcome.exit_code, 0) << language;
    EXPECT_THAT(outcome.out, StartsWith("punte ")) << language;
  }
}

TEST(App, AnUnknownCommandIsNamed) {
  const TemporaryFolder folder;
  const Outcome outcome = run_punte({"fly"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("fly"));
}

}  // namespace
}  // namespace punte::cli

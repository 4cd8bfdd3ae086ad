#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kFile =
    "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" "
    "creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" "
    "datatype=\"html\"/><body>"
    "<tu><tuv xml:lang=\"en\"><seg>The bridge is open.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Podul este deschis.</seg></tuv></tu>"
    "</body></tmx>";

TEST(Concordance, FindsAPhraseInEitherLanguage) {
  const TemporaryFolder folder;
  folder.write("a.tmx", kFile);
  ASSERT_EQ(run_punte({"import", "--tm", "m.tm", "a.tmx"}, folder.path()).exit_code, 0);
  const Outcome table = run_punte({"concordance", "--tm", "m.tm", "ESTE"}, folder.path());
  EXPECT_EQ(table.exit_code, 0);
  EXPECT_EQ(table.out, "ro  Podul este deschis.\nen  The bridge is open.\na.tmx #1\n\n");
  const Outcome line =
      run_punte({"concordance", "--tm", "m.tm", "--regex", "br.dge", "--jsonl"}, folder.path());
  const json hit = json::parse(line.out);
  EXPECT_EQ(hit["spans"][0]["start"], 4);
  EXPECT_EQ(hit["spans"][0]["limit"], 10);
  EXPECT_EQ(hit["others"][0]["lang"], "ro");
}

TEST(Concordance, SaysWhatItCannotDo) {
  const TemporaryFolder folder;
  folder.write("a.tmx", kFile);
  ASSERT_EQ(run_punte({"import", "--tm", "m.tm", "a.tmx"}, folder.path()).exit_code, 0);
  EXPECT_EQ(run_punte({"concordance", "--tm", "m.tm", "nowhere"}, folder.path()).exit_code, 1);
  const Outcome wrong = run_punte({"concordance", "--tm", "m.tm", "--regex", "("}, folder.path());
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("regular expression"));
}

}  // namespace
}  // namespace punte::cli

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kRules =
    "<srx version=\"2.0\"><header cascade=\"no\"/><body><languagerules>\n"
    "<languagerule languagerulename=\"all\">\n"
    "<rule break=\"no\"><beforebreak>\\bzbr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>\n"
    "<rule break=\"yes\"><beforebreak>;</beforebreak><afterbreak>\\s</afterbreak></rule>\n"
    "</languagerule></languagerules><maprules>"
    "<languagemap languagepattern=\".*\" languagerulename=\"all\"/></maprules></body></srx>";

TEST(SegmentCommand, RulesOfAFileReplaceOursOrComeBeforeThem) {
  const TemporaryFolder folder;
  folder.write("a.srx", kRules);
  const std::string text = "Vezi zbr. Alba; apoi dl. Pop. Plouă.\n";
  const Outcome replaced =
      run_punte({"segment", "--language", "ro", "--srx", "a.srx"}, folder.path(), text);
  EXPECT_EQ(replaced.exit_code, 0) << replaced.err;
  EXPECT_EQ(replaced.out, "Vezi zbr. Alba;\napoi dl. Pop. Plouă.\n");
  const Outcome over =
      run_punte({"segment", "--language", "ro", "--srx", "a.srx", "--srx-mode", "exceptions"},
                folder.path(), text);
  EXPECT_EQ(over.out, "Vezi zbr. Alba;\napoi dl. Pop.\nPlouă.\n");
  EXPECT_EQ(run_punte({"segment", "--srx-mode", "exceptions"}, folder.path(), text).exit_code, 2);
}

TEST(SegmentCommand, AFileThatCannotBeUsedIsToldBeforeAnyTextIsRead) {
  const TemporaryFolder folder;
  folder.write("a.srx", "<srx>\n<a></b></srx>");
  Outcome outcome = run_punte({"segment", "--srx", "a.srx"}, folder.path(), "A. B.\n");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "punte: a.srx:2: not well-formed XML (mismatched tag)\n");
  std::string rules = kRules;
  rules.replace(rules.find("\\bzbr"), 5, "(zbr.");
  folder.write("b.srx", rules);
  outcome = run_punte({"segment", "--srx", "b.srx"}, folder.path(), "A. B.\n");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("punte: b.srx:3: rule 1 for und: the pattern"));
  outcome = run_punte({"segment", "--srx", "none.srx"}, folder.path(), "A. B.\n");
  EXPECT_EQ(outcome.exit_code, 2);
}

TEST(SegmentCommand, ALanguageWithBadRulesIsPassedOnAndTheOthersAreCut) {
  const TemporaryFolder folder;
  std::string rules = kRules;
  rules.replace(rules.find("</languagerules>"), 0,
                "<languagerule languagerulename=\"bad\">\n"
                "<rule><beforebreak>(a</beforebreak></rule></languagerule>");
  rules.replace(rules.find("<languagemap"), 0,
                "<languagemap languagepattern=\"pl.*\" languagerulename=\"bad\"/>");
  folder.write("a.srx", rules);
  const std::string input =
      "{\"lang\":\"ro\",\"text\":\"Una; două.\"}\n"
      "{\"lang\":\"pl\",\"text\":\"Raz; dwa.\"}\n"
      "{\"lang\":\"pl\",\"text\":\"Trzy; cztery.\"}\n"
      "{\"lang\":\"ro\",\"text\":\"Trei; patru.\"}\n";
  const Outcome outcome = run_punte({"segment", "--srx", "a.srx"}, folder.path(), input);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out,
            "{\"segments\":[\"Una;\",\"două.\"]}\n"
            "{\"lang\":\"pl\",\"text\":\"Raz; dwa.\"}\n"
            "{\"lang\":\"pl\",\"text\":\"Trzy; cztery.\"}\n"
            "{\"segments\":[\"Trei;\",\"patru.\"]}\n");
  EXPECT_THAT(outcome.err, StartsWith("punte: a.srx:6: rule 1 for pl: the pattern"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
}

TEST(SegmentCommand, ALineThatBeginsWithABraceIsTextUnlessItIsARequest) {
  const TemporaryFolder folder;
  const std::string input =
      "{name} joined the room. He left.\n{ a: 1 }\n{\"name\": 2}\n{}\n"
      "{\"lang\":\"en\",\"text\":\"It rains. He left.\"}\nThe end. Yes.\n";
  const Outcome text = run_punte({"segment", "--language", "en"}, folder.path(), input);
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_EQ(text.err, "");
  EXPECT_EQ(text.out,
            "{name} joined the room.\nHe left.\n{ a: 1 }\n{\"name\": 2}\n{}\n"
            "{\"segments\":[\"It rains.\",\"He left.\"]}\nThe end.\nYes.\n");
}

TEST(SegmentCommand, ABadLineOfJsonLinesIsReportedPassedOnAndNoEnd) {
  const TemporaryFolder folder;
  const std::string input =
      "{\"lang\":\"en\",\"text\":\"It rains. He left.\"}\n{\"text\": 5}\n{name} came.\n"
      "{\"lang\":\"en\",\"text\":\"The end. Yes.\"}\n";
  const Outcome outcome = run_punte({"segment", "--jsonl"}, folder.path(), input);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.err, "punte: the line is no object with a \"text\" and a \"lang\"\n");
  EXPECT_EQ(outcome.out,
            "{\"segments\":[\"It rains.\",\"He left.\"]}\n"
            "{\"error\":\"the line is no object with a \\\"text\\\" and a \\\"lang\\\"\","
            "\"segments\":[\"{\\\"text\\\": 5}\"]}\n"
            "{\"error\":\"the line is no object with a \\\"text\\\" and a \\\"lang\\\"\","
            "\"segments\":[\"{name} came.\"]}\n"
            "{\"segments\":[\"The end.\",\"Yes.\"]}\n");
}

TEST(SegmentCommand, OurRulesComeOutAsSrxThatWeRead) {
  const TemporaryFolder folder;
  const Outcome written = run_punte({"segment", "--language", "ro", "--export-srx"}, folder.path());
  EXPECT_EQ(written.exit_code, 0);
  folder.write("ours.srx", written.out);
  const Outcome cut = run_punte({"segment", "--language", "ro", "--srx", "ours.srx"}, folder.path(),
                                "Dl. Pop, art. 5 alin. 2, a venit. Plouă etc. Aici e bine.\n");
  EXPECT_EQ(cut.out, "Dl. Pop, art. 5 alin. 2, a venit.\nPlouă etc.\nAici e bine.\n");
  EXPECT_EQ(cut.err, "");
}

TEST(SegmentCommand, AbbreviationsAreLearntListedAndUsedOnlyWhenAsked) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "Vezi zbr. Alba și zbr. 5 la pagina " + std::to_string(i) + ".\n";
  folder.write("corpus.txt", text);
  const Outcome learnt = run_punte(
      {"segment", "--language", "ro", "--learn-abbreviations", "corpus.txt"}, folder.path());
  EXPECT_EQ(learnt.exit_code, 0) << learnt.err;
  EXPECT_THAT(learnt.out, StartsWith("zbr\t# with a dot 40, without 0, goes on 20; score "));
  folder.write("words.txt", learnt.out);
  const std::string line = "Vezi zbr. Alba.\n";
  EXPECT_EQ(run_punte({"segment", "--language", "ro"}, folder.path(), line).out,
            "Vezi zbr.\nAlba.\n");
  EXPECT_EQ(run_punte({"segment", "--language", "ro", "--abbreviations", "words.txt"},
                      folder.path(), line)
                .out,
            "Vezi zbr. Alba.\n");
  const Outcome lines =
      run_punte({"segment", "--language", "ro", "--learn-abbreviations", "corpus.txt", "--jsonl"},
                folder.path());
  EXPECT_EQ(json::parse(lines.out)["word"], "zbr");
  folder.write("plain.txt", "Podul e deschis. Intrarea e liberă.\n");
  EXPECT_EQ(run_punte({"segment", "--language", "ro", "--learn-abbreviations", "plain.txt"},
                      folder.path())
                .exit_code,
            1);
}

TEST(SegmentCommand, AListOfAbbreviationsIsOneWordALine) {
  const TemporaryFolder folder;
  folder.write("words.txt", "# mine\nzbr\n\ntwo words\n");
  const Outcome outcome =
      run_punte({"segment", "--abbreviations", "words.txt"}, folder.path(), "A. B.\n");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("words.txt:4: one abbreviation a line is expected"));
}

}  // namespace
}  // namespace punte::cli

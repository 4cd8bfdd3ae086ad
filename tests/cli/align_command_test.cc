#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kEnglish =
    "The old bridge was closed in 1987.\n"
    "It had stood for 200 years and carried every cart of the valley.\n"
    "The engineers from Lyon came in March and stayed until the end of the summer.\n"
    "They measured the river, the banks and the wind.\n"
    "In 1989 the new bridge was opened.\n"
    "Maria Ionescu was the first to cross it.\n";
const std::string kRomanian =
    "Podul vechi a fost închis în 1987.\n"
    "Stătuse 200 de ani și purtase fiecare căruță din vale.\n"
    "Inginerii din Lyon au venit în martie și au rămas până la sfârșitul verii.\n"
    "Au măsurat râul, malurile și vântul.\n"
    "În 1989 s-a deschis podul nou.\n"
    "Maria Ionescu a fost prima care l-a trecut.\n";
const std::string kFrench =
    "Le vieux pont a été fermé en 1987.\n"
    "Il était là depuis 200 ans et avait porté toutes les charrettes de la vallée.\n"
    "Les ingénieurs de Lyon sont venus en mars et sont restés jusqu'à la fin de l'été.\n"
    "Ils ont mesuré la rivière, les berges et le vent.\n"
    "En 1989, le nouveau pont a été ouvert.\n"
    "Maria Ionescu fut la première à le traverser.\n";

class AlignCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("en.txt", kEnglish);
    folder_.write("ro.txt", kRomanian);
    folder_.write("fr.txt", kFrench);
  }
  Outcome align(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"align", "--tm", "m.tm"});
    return run_punte(arguments, folder_.path());
  }
  TemporaryFolder folder_;
};

/// The numbers of all segments on a side of a ladder, in order.
std::vector<int> numbers_of(const std::string& ladder, bool source) {
  std::vector<int> out;
  std::istringstream lines(ladder);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    std::istringstream side(source ? line.substr(0, colon) : line.substr(colon + 1));
    for (std::string number; std::getline(side, number, ',');) out.push_back(std::stoi(number));
  }
  return out;
}

TEST_F(AlignCommand, PairsGoIntoTheMemoryAndAreFoundWithAPenalty) {
  const Outcome out = align({"en.txt", "ro.txt", "--into-tm", "--lines"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  const Outcome found =
      run_punte({"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines"}, folder_.path(),
                "In 1989 the new bridge was opened.\n");
  ASSERT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("1989 s-a deschis"));
  EXPECT_THAT(found.out, HasSubstr("aligned"));
}

TEST_F(AlignCommand, WrongLanguagesAreToldWithWhatWasFound) {
  const Outcome turned = align({"en.txt", "ro.txt", "--from", "ro", "--to", "en"});
  EXPECT_EQ(turned.exit_code, 2);
  EXPECT_THAT(turned.err, HasSubstr("the first is in en and the second in ro"));
  const Outcome other = align({"en.txt", "fr.txt", "--from", "en", "--to", "ro"});
  EXPECT_THAT(other.err, HasSubstr("the text seems to be in fr, not in ro"));
  const Outcome same = align({"en.txt", "en.txt"});
  EXPECT_EQ(same.exit_code, 2);
  EXPECT_THAT(same.err, HasSubstr("same language (en)"));
}

TEST_F(AlignCommand, WrongLanguagesAreToldInFoldersToo) {
  fs::create_directory(folder_.path() / "a");
  fs::create_directory(folder_.path() / "b");
  folder_.write("a/bridge.txt", kEnglish);
  folder_.write("b/bridge.txt", kFrench);
  const Outcome out = align({"a", "b", "--from", "en", "--to", "ro", "--documents"});
  EXPECT_THAT(out.err, HasSubstr("1 text seems to be in fr, not in ro"));
}

TEST_F(AlignCommand, ASiteWithoutTranslationsSaysWhichLanguagesItHas) {
  fs::create_directory(folder_.path() / "a");
  folder_.write("a/bridge.txt", kEnglish);
  folder_.write("a/pont.txt", kFrench);
  const Outcome out = align({"a", "--from", "en", "--to", "ro"});
  EXPECT_EQ(out.exit_code, 1);
  EXPECT_THAT(out.err, HasSubstr("en 1, fr 1"));
}

TEST_F(AlignCommand, HardInputGivesALadderThatCoversBothSides) {
  std::string many;
  for (int i = 0; i < 10; ++i) many += kEnglish;
  const std::string megabyte = std::string(1 << 20, 'x') + "\n";
  const struct {
    const char* why;
    std::string source, target;
    std::size_t sources, targets;
  } rows[] = {
      {"an empty side", kEnglish, "", 6, 0},
      {"two empty sides", "", "", 0, 0},
      {"one side ten times longer", many, kRomanian, 60, 6},
      {"the other side ten times longer", kRomanian, many, 6, 60},
      {"the same text twice", kEnglish, kEnglish, 6, 6},
      {"segments of 1 MB", megabyte + kEnglish, megabyte + kRomanian, 7, 7},
      {"NUL bytes", std::string("a\0b\n", 4) + kEnglish, std::string("\0\n", 2) + kRomanian, 7, 7},
      {"broken UTF-8", "\xC3\x28\xFF\n" + kEnglish, kRomanian, 7, 6},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    folder_.write("a.txt", row.source);
    folder_.write("b.txt", row.target);
    const Outcome out =
        align({"a.txt", "b.txt", "--lines", "--ladder", "--from", "qaa", "--to", "qab"});
    EXPECT_LE(out.exit_code, 1) << out.err;
    for (const bool source : {true, false}) {
      const std::vector<int> numbers = numbers_of(out.out, source);
      ASSERT_EQ(numbers.size(), source ? row.sources : row.targets);
      for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(numbers[i], static_cast<int>(i));
    }
  }
}

TEST_F(AlignCommand, TextsAreReadInTheEncodingTheyHave) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : kEnglish) {  // ASCII
    utf16 += c;
    utf16 += '\0';
  }
  folder_.write("wide.txt", utf16);
  const Outcome out =
      align({"wide.txt", "ro.txt", "--lines", "--jsonl", "--from", "en", "--to", "ro"});
  EXPECT_EQ(out.exit_code, 0) << out.err;
  EXPECT_EQ(out.out,
            align({"en.txt", "ro.txt", "--lines", "--jsonl", "--from", "en", "--to", "ro"}).out);
}

TEST_F(AlignCommand, BinaryDataAndEmptyFilesAreTold) {
  folder_.write("noise.txt", std::string("\x01\x02\x03\x04 \xFF\xD8\x10\x11\x12", 10));
  Outcome out = align({"noise.txt", "ro.txt"});
  EXPECT_EQ(out.exit_code, 2);
  EXPECT_THAT(out.err, HasSubstr("noise.txt: this is binary data"));
  folder_.write("empty.txt", "");
  out = align({"empty.txt", "ro.txt"});
  EXPECT_THAT(out.err, HasSubstr("empty.txt: there is no text in it to align"));
  EXPECT_THAT(out.err, testing::Not(HasSubstr("nearly nothing")));
  EXPECT_EQ(out.exit_code, 1);
}

TEST_F(AlignCommand, AnEditedReviewComesBack) {
  ASSERT_EQ(
      align({"en.txt", "ro.txt", "--lines", "--review", "r.tsv", "--review", "r.html"}).exit_code,
      0);
  EXPECT_THAT(folder_.read("r.html"), HasSubstr("Maria Ionescu"));
  std::string review = folder_.read("r.tsv");
  const std::size_t line = review.find("+\t", review.find("keep\t"));
  ASSERT_NE(line, std::string::npos);
  review[line] = '-';  // the first pair is not wanted
  const std::size_t word = review.find("podul nou");
  ASSERT_NE(word, std::string::npos);
  review.replace(word, 9, "noul pod");
  folder_.write("r.tsv", review);
  const Outcome out = align({"--from-review", "r.tsv", "-o", "r.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  const std::string tmx = folder_.read("r.tmx");
  EXPECT_THAT(tmx, HasSubstr("noul pod"));
  EXPECT_THAT(tmx, HasSubstr("x-punte-confidence"));
  EXPECT_EQ(tmx.find("Podul vechi"), std::string::npos);
}

TEST_F(AlignCommand, ImportsKeepTheLexiconUpToDate) {
  const auto table = [](int first, int limit) {
    std::string out = "en\tro\n";
    for (int i = first; i < limit; ++i) {
      out += fmt::format("The {0} bridge was closed.\tPodul {0} a fost închis.\n", i);
    }
    return out;
  };
  folder_.write("few.tsv", table(0, 50));
  folder_.write("more.tsv", table(50, 400));
  folder_.write("many.tsv", table(400, 1200));
  const auto punte = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--tm", "m.tm"});
    return run_punte(arguments, folder_.path());
  };
  const Outcome first = punte({"import", "few.tsv"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  ASSERT_EQ(punte({"lexicon", "build", "--from", "en", "--to", "ro"}).exit_code, 0);

  const Outcome little = punte({"import", "more.tsv"});
  EXPECT_THAT(little.out, testing::Not(HasSubstr("lexicon")));
  EXPECT_THAT(punte({"lexicon", "show", "--jsonl"}).out, HasSubstr("\"pairs\":50,"));

  const Outcome much = punte({"import", "many.tsv"});
  EXPECT_THAT(much.out,
              HasSubstr("The lexicon from en to ro was learnt anew from 1,200 segments."));
  const std::string shown = punte({"lexicon", "show", "--jsonl"}).out;
  EXPECT_THAT(shown, HasSubstr("\"pairs\":1200,"));
  EXPECT_THAT(shown, HasSubstr("\"stale\":false"));
}

TEST_F(AlignCommand, LeastConfidenceDecidesWhatIsKept) {
  ASSERT_EQ(
      align({"en.txt", "ro.txt", "--lines", "--min-confidence", "0", "-o", "all.tmx"}).exit_code,
      0);
  EXPECT_THAT(folder_.read("all.tmx"), HasSubstr("Maria Ionescu"));
  const Outcome none =
      align({"en.txt", "fr.txt", "--lines", "--min-confidence", "1", "-o", "none.tmx"});
  EXPECT_EQ(none.exit_code, 1);
  // Who only looks at the alignment sees one.
  EXPECT_EQ(align({"en.txt", "fr.txt", "--lines", "--min-confidence", "1", "--ladder"}).exit_code,
            0);
}

TEST_F(AlignCommand, RemarksAndEmptyHeadingsOfAReviewAreLeftOut) {
  folder_.write("r.tsv", "# punte-review\t1\n# a remark\n# from\ten\n+\n");
  EXPECT_EQ(align({"--from-review", "r.tsv", "-o", "r.tmx"}).exit_code, 2);
  folder_.write("r.tsv",
                "# punte-review\t1\n# a remark\n# from\ten\n# to\tro\n# seen by M.\n"
                "+\t0.9\t1-1\tbridge\tpod\n# from\tfr\n");
  const Outcome out = align({"--from-review", "r.tsv", "-o", "r.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  EXPECT_THAT(folder_.read("r.tmx"), HasSubstr("pod"));
}

const std::string kWrappedEnglish =
    "The old bridge was closed to all traffic in the summer of 1987, after the\n"
    "engineers from Lyon had found that two of its pillars were no longer safe.\n"
    "It had stood for 200 years and carried every cart of the valley.\n"
    "\n"
    "In 1989 the new bridge was opened, and Maria Ionescu was the first person\n"
    "who crossed it.\n";
const std::string kWrappedRomanian =
    "Podul vechi a fost închis circulației în vara anului 1987, după ce\n"
    "inginerii din Lyon au constatat că doi dintre stâlpii săi nu mai erau\n"
    "siguri. Stătuse 200 de ani și purtase fiecare căruță din vale.\n"
    "\n"
    "În 1989 s-a deschis podul nou, iar Maria Ionescu a fost prima persoană\n"
    "care l-a trecut.\n";

TEST_F(AlignCommand, WrappedLinesAreJoinedBeforeTheyAreCut) {
  folder_.write("a.txt", kWrappedEnglish);
  folder_.write("b.txt", kWrappedRomanian);
  const Outcome out = align({"a.txt", "b.txt", "-o", "out.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  const std::string tmx = folder_.read("out.tmx");
  EXPECT_THAT(tmx, HasSubstr("<seg>The old bridge was closed to all traffic in the summer of 1987, "
                             "after the engineers from Lyon had found that two of its pillars were "
                             "no longer safe.</seg>"));
  EXPECT_THAT(tmx, HasSubstr("<seg>În 1989 s-a deschis podul nou, iar Maria Ionescu a fost prima "
                             "persoană care l-a trecut.</seg>"));
}

TEST_F(AlignCommand, CodeOfMarkdownIsLeftOutAndItsMarksAreCodes) {
  folder_.write("a.md", "# The *old* bridge\n\n" + kWrappedEnglish + "\n```\ngit init\n```\n");
  folder_.write("b.md", "# Podul *vechi*\n\n" + kWrappedRomanian + "\n```\ngit init\n```\n");
  const Outcome out = align({"a.md", "b.md", "--min-confidence", "0", "-o", "out.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  const std::string tmx = folder_.read("out.tmx");
  EXPECT_THAT(tmx, testing::Not(HasSubstr("git init")));
  EXPECT_THAT(tmx, HasSubstr(">*</bpt>old<ept"));
  EXPECT_THAT(tmx, HasSubstr("no longer safe.</seg>"));
}

TEST_F(AlignCommand, EmptyLinesOfOneSideShiftNothing) {
  std::string spread = kRomanian;
  for (std::size_t at = 0; (at = spread.find('\n', at)) != std::string::npos; at += 3) {
    spread.insert(at, "\n\n");
  }
  folder_.write("spread.txt", "\n" + spread);
  const Outcome out = align({"en.txt", "spread.txt", "--lines", "--ladder"});
  EXPECT_EQ(out.out, "0:1\n1:4\n2:7\n3:10\n4:13\n5:16\n");
}

TEST_F(AlignCommand, WhatATranslationLeftAsItWasIsNotKept) {
  folder_.write("part.txt",
                kRomanian + "The valley has another bridge that nobody uses any longer.\n");
  folder_.write("whole.txt",
                kEnglish + "The valley has one more bridge, which nobody uses any longer.\n");
  const Outcome out = align({"whole.txt", "part.txt", "--from", "en", "--to", "ro",
                             "--min-confidence", "0", "-o", "out.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  EXPECT_THAT(folder_.read("out.tmx"), testing::Not(HasSubstr("nobody uses")));
  EXPECT_THAT(folder_.read("out.tmx"), HasSubstr("Maria Ionescu"));
}

TEST_F(AlignCommand, TwoRegionsOfALanguageAreAlignedWhereTheyAreNamed) {
  folder_.write("us.txt", "The color of the bridge is gray.\nMaria was the first to cross it.\n");
  folder_.write("gb.txt", "The colour of the bridge is grey.\nMaria was the first to cross it.\n");
  const Outcome out =
      align({"us.txt", "gb.txt", "--from", "en-US", "--to", "en-GB", "-o", "out.tmx"});
  ASSERT_EQ(out.exit_code, 0) << out.err;
  EXPECT_THAT(folder_.read("out.tmx"), HasSubstr("<seg>The colour of the bridge is grey.</seg>"));
  EXPECT_EQ(align({"us.txt", "gb.txt"}).exit_code, 2);
}

}  // namespace
}  // namespace punte::cli

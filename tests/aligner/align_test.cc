#include "aligner/align.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "aligner/lexicon.h"
#include "aligner/tokens.h"

namespace punte::aligner {
namespace {

using testing::ElementsAre;

std::string text_of(const Ladder& ladder) {
  std::string out;
  for (const Bead& bead : ladder) out += bead_text(bead) + " ";
  return out;
}

const std::vector<std::string> kEnglish = {
    "The old bridge was closed in 1987.",
    "It had stood for 200 years and carried every cart of the valley.",
    "The engineers from Lyon came in March.",
    "They measured the river, the banks and the wind.",
    "In 1989 the new bridge was opened.",
    "Maria Ionescu was the first to cross it.",
};
const std::vector<std::string> kRomanian = {
    "Podul vechi a fost închis în 1987.",
    "Stătuse 200 de ani și purtase fiecare căruță din vale.",
    "Inginerii din Lyon au venit în martie.",
    "Au măsurat râul, malurile și vântul.",
    "În 1989 s-a deschis podul nou.",
    "Maria Ionescu a fost prima care l-a trecut.",
};

const std::string kMegabyteOfWords = [] {
  std::string out;
  for (int i = 0; out.size() < (1U << 20); ++i) out += "word" + std::to_string(i % 5000) + " ";
  return out;
}();

TEST(Align, PairsSentencesOneToOne) {
  EXPECT_EQ(text_of(align(kEnglish, kRomanian)), "0:0 1:1 2:2 3:3 4:4 5:5 ");
}

TEST(Align, FindsMergesAndGaps) {
  std::vector<std::string> target = kRomanian;
  target[2] += " " + target[3];
  target.erase(target.begin() + 3);
  EXPECT_EQ(text_of(align(kEnglish, target)), "0:0 1:1 2,3:2 4:3 5:4 ");
  target = kRomanian;
  target.erase(target.begin() + 1);
  EXPECT_EQ(text_of(align(kEnglish, target)), "0:0 1: 2:1 3:2 4:3 5:4 ");
}

TEST(Align, ConfidenceIsAProbability) {
  for (const Bead& bead : align(kEnglish, kRomanian)) {
    EXPECT_GT(bead.confidence, 0.5);
    EXPECT_LE(bead.confidence, 1.0001);
  }
}

TEST(Align, NumbersAlonePairOnlyWithTheSameNumbers) {
  const std::vector<std::string> english = {"2019", "7.5", "12", "1,250.00", "50%", "44"};
  const std::vector<std::string> romanian = {"2018", "8,5", "12", "1.250,00", "50 %", "45"};
  std::string pairs;
  for (const Bead& bead : align(english, romanian)) {
    const bool two = bead.source_start < bead.source_limit && bead.target_start < bead.target_limit;
    if (two) pairs += bead_text(bead) + " ";
  }
  EXPECT_EQ(pairs, "2:2 3:3 4:4 ");
}

TEST(Align, OneLineWithoutEvidenceIsUnsure) {
  const auto sure = [](const std::string& source, const std::string& target) {
    const std::vector<std::string> from = {source};
    const std::vector<std::string> to = {target};
    return align(from, to).front().confidence;
  };
  EXPECT_LT(
      sure("The cat sleeps on the sofa all day long.",
           "Consiliul Local a aprobat bugetul pe anul viitor, cu o majoritate de trei voturi, "
           "după dezbateri."),
      0.5);
  EXPECT_LT(sure("The cat sleeps on the sofa.", "Tensiunea este de 230 V."), 0.6);
  EXPECT_GT(sure("In 1989 the bridge of Lyon was opened by Maria Ionescu.",
                 "În 1989 podul din Lyon a fost deschis de Maria Ionescu."),
            0.8);
}

TEST(Align, ALexiconHelpsWhereNothingElseDoes) {
  const std::vector<std::string> source = {"dog house tree road", "milk bread salt egg",
                                           "king queen sword crown", "snow rain wind storm"};
  const std::vector<std::string> target = {"lapte pâine sare ou", "rege regină spadă coroană",
                                           "zăpadă ploaie vânt furtună"};
  std::vector<Lexicon::Entry> entries;
  for (std::size_t i = 0; i < target.size(); ++i) {
    const auto a = internal::tokenize(source[i + 1], 10);
    const auto b = internal::tokenize(target[i], 10);
    for (std::size_t k = 0; k < a.size(); ++k) entries.push_back({a[k], b[k], 0.9F, 0.9F});
  }
  const Lexicon lexicon(entries);
  AlignOptions options;
  options.lexicon = &lexicon;
  EXPECT_EQ(text_of(align(source, target, options)), "0: 1:0 2:1 3:2 ");
}

TEST(Align, EmptySidesAreGaps) {
  const std::vector<std::string> none;
  EXPECT_EQ(text_of(align(none, none)), "");
  EXPECT_EQ(text_of(align(std::vector<std::string>{"a", "b"}, none)), "0: 1: ");
  EXPECT_EQ(text_of(align(none, std::vector<std::string>{"a"})), ":0 ");
  EXPECT_FALSE(align(std::vector<std::string>{""}, std::vector<std::string>{""}).empty());
}

void expect_covers(const Ladder& ladder, std::size_t n, std::size_t m) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (const Bead& bead : ladder) {
    ASSERT_EQ(bead.source_start, i);
    ASSERT_EQ(bead.target_start, j);
    ASSERT_LE(bead.source_start, bead.source_limit);
    ASSERT_LE(bead.target_start, bead.target_limit);
    ASSERT_LT(bead.source_start + bead.target_start, bead.source_limit + bead.target_limit);
    i = bead.source_limit;
    j = bead.target_limit;
  }
  EXPECT_EQ(i, n);
  EXPECT_EQ(j, m);
}

TEST(Align, AnyTwoListsGiveALadderThatCoversBothInOrder) {
  std::mt19937 random(11);
  const std::vector<std::string> parts = {"",      "a",        "the bridge", "podul",
                                          "1987",  "\xC3\x28", "橋は長い。", std::string(5000, 'x'),
                                          ". . .", "1 2 3"};
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> source(random() % 25);
    std::vector<std::string> target(random() % 25);
    for (std::string& s : source) s = parts[random() % parts.size()];
    for (std::string& t : target) t = parts[random() % parts.size()];
    expect_covers(align(source, target), source.size(), target.size());
  }
}

TEST(Align, HardInputIsCovered) {
  const std::vector<std::string> page = kRomanian;
  std::vector<std::string> many;
  for (int i = 0; i < 10; ++i) many.insert(many.end(), kEnglish.begin(), kEnglish.end());
  const struct {
    const char* why;
    std::vector<std::string> source, target;
  } rows[] = {
      {"one side ten times longer", many, page},
      {"the other side ten times longer", page, many},
      {"nothing but empty segments", std::vector<std::string>(30), std::vector<std::string>(20)},
      {"one segment of 1 MB", {std::string(1 << 20, 'x'), "a b"}, page},
      {"1 MB of words", {kMegabyteOfWords, "a"}, {kMegabyteOfWords, "b"}},
      {"NUL bytes", {std::string("a\0b", 3), std::string(1, '\0')}, {std::string(9, '\0')}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    expect_covers(align(row.source, row.target), row.source.size(), row.target.size());
  }
}

TEST(Align, ATextAlignsWithItself) {
  EXPECT_EQ(text_of(align(kEnglish, kEnglish)), "0:0 1:1 2:2 3:3 4:4 5:5 ");
}

// Each round looks only near likely paths of the one before: a path that leads round a wide gap
// must stay among them.
TEST(Align, WideGapsAreGoneRound) {
  std::vector<std::string> source;
  std::vector<std::string> target;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(1000 + i);
    if (i == 60) {
      for (int k = 0; k < 90; ++k) source.push_back("A lone remark on wheel " + std::to_string(k));
    }
    if (i == 140) {
      for (int k = 0; k < 90; ++k) target.push_back("Meniu, pagina " + std::to_string(5000 + k));
    }
    source.push_back("Sentence number " + number + " of the book");
    target.push_back("Propoziția cu numărul " + number + " din carte");
  }
  const Ladder ladder = align(source, target);
  expect_covers(ladder, source.size(), target.size());
  std::size_t right = 0;
  for (const Bead& bead : ladder) {
    if (bead.source_limit - bead.source_start != 1 || bead.target_limit - bead.target_start != 1) {
      continue;
    }
    const std::size_t i = bead.source_start - (bead.source_start < 60 ? 0 : 90);
    right += bead.target_start == i + (i < 140 ? 0 : 90) ? 1 : 0;
  }
  EXPECT_GE(right, 195U);
}

TEST(Align, LongTextsGoThroughABand) {
  std::vector<std::string> source;
  std::vector<std::string> target;
  for (int i = 0; i < 3000; ++i) {
    source.push_back("Sentence number " + std::to_string(i) + " of the book");
    if (i % 50 != 0) target.push_back("Propoziția cu numărul " + std::to_string(i) + " din carte");
  }
  const Ladder ladder = align(source, target);
  expect_covers(ladder, source.size(), target.size());
  std::size_t right = 0;
  for (const Bead& bead : ladder) {
    if (bead.source_limit - bead.source_start == 1 && bead.target_limit - bead.target_start == 1) {
      const std::string number = std::to_string(bead.source_start) + " ";
      right += target[bead.target_start].find(" " + number) != std::string::npos ? 1 : 0;
    }
  }
  EXPECT_GT(right, 2900U);
}

TEST(Lexicon, LearnsWordsFromPairs) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (int i = 0; i < 5; ++i) {
    pairs.emplace_back("the red house", "casa roșie");
    pairs.emplace_back("the red dog", "câinele roșu");
    pairs.emplace_back("a house", "o casa");
  }
  const Lexicon lexicon = learn_lexicon(pairs);
  float house = 0;
  for (const Lexicon::Entry& entry : lexicon.of_target("casa")) {
    if (entry.source == "house") house = entry.backward;
  }
  EXPECT_GT(house, 0.5F);
  EXPECT_TRUE(lexicon.of_target("unknown").empty());
  EXPECT_TRUE(learn_lexicon({}).empty());
}

TEST(Lexicon, BytesComeBack) {
  const Lexicon lexicon(
      {{"house", "casa", 0.9F, 0.5F}, {"bridge", "pod", 0.7F, 0.7F}, {"x", "podul", 0.1F, 1}});
  const std::string bytes = lexicon.to_bytes();
  const auto back = Lexicon::from_bytes(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->to_bytes(), bytes);
  ASSERT_EQ(back->of_target("pod").size(), 1U);
  EXPECT_NEAR(back->of_target("pod")[0].forward, 0.7F, 0.01F);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    EXPECT_FALSE(Lexicon::from_bytes(bytes.substr(0, cut))) << cut;
  }
  EXPECT_FALSE(Lexicon::from_bytes(bytes + "x"));
}

TEST(Tokens, FoldsAndCuts) {
  EXPECT_THAT(internal::tokenize("The Bridges, 1987!", 100),
              ElementsAre("the", "bridge", ",", "1987", "!"));
  EXPECT_THAT(internal::tokenize("“１２”。", 100), ElementsAre("\"", "12", "\"", "."));
  // Han characters stand alone; other scripts without blanks are cut into words.
  EXPECT_THAT(internal::tokenize("我们走", 100), ElementsAre("我", "们", "走"));
  EXPECT_THAT(internal::tokenize("日本です", 100), ElementsAre("日", "本", "です"));
  EXPECT_THAT(internal::tokenize("a b c", 2), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace punte::aligner

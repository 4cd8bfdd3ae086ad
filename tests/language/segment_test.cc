#include "language/segment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "language/segment_data.h"

namespace punte::language {
namespace {

using testing::ElementsAre;

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " ‖ ") + part;
  return out;
}

std::vector<std::string> cut(const Segmenter& segmenter, const std::string& text) {
  std::vector<std::string> out;
  for (const Span span : segmenter.segment(text)) {
    out.push_back(text.substr(span.start, span.limit - span.start));
  }
  return out;
}

std::vector<std::string> cut(std::string_view tag, const std::string& text) {
  return cut(Segmenter(tag), text);
}

// tests/language/segments/<tag>.txt: the cuts are drawn into the texts.
TEST(Segmenter, CutsAsDrawn) {
  const std::filesystem::path folder = std::filesystem::path(PUNTE_SEGMENTS);
  std::map<std::string, int> counts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string tag = entry.path().stem().string();
    const Segmenter segmenter(tag);
    std::ifstream file(entry.path());
    int number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      if (line.empty() || line.front() == '#') continue;
      ++counts[tag];
      std::string text = line;
      const std::string mark = " ‖ ";
      for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
        text.replace(at, mark.size(), " ");
      }
      EXPECT_EQ(join(cut(segmenter, text)), line) << entry.path() << ":" << number;
    }
  }
  EXPECT_GE(counts["ro"], 150);
  for (const internal::SegmentFile& known : internal::segment_files()) {
    if (known.tag == "und") continue;
    internal::SegmentData data;
    ASSERT_TRUE(internal::read_segment_file(known.text, data));
    const bool has_lists = !data.words.empty();
    EXPECT_GE(counts[std::string(known.tag)], has_lists ? 40 : 5) << known.tag;
  }
}

TEST(Segmenter, CutsScriptsWithoutBlanks) {
  EXPECT_THAT(cut("ja", "橋は長い。川は広い。"), ElementsAre("橋は長い。", "川は広い。"));
  EXPECT_THAT(cut("zh", "他说：“走吧！”我们走了。"), ElementsAre("他说：“走吧！”", "我们走了。"));
  EXPECT_THAT(cut("ja", "「行く。」と言った。帰った。"),
              ElementsAre("「行く。」と言った。", "帰った。"));
  EXPECT_THAT(cut("hi", "यह पुल है।वह नदी है।"), ElementsAre("यह पुल है।", "वह नदी है।"));
  EXPECT_THAT(cut("und", "  "), ElementsAre());
  EXPECT_THAT(cut("zh", "“谁？”他问道。“没人！”老师笑着说。她走了。"),
              ElementsAre("“谁？”他问道。", "“没人！”老师笑着说。", "她走了。"));
  EXPECT_THAT(cut("zh", "“谁？”她走了。"), ElementsAre("“谁？”", "她走了。"));
  EXPECT_THAT(cut("zh", "这是注释。[1]下一句。"), ElementsAre("这是注释。[1]", "下一句。"));
}

TEST(Segmenter, RulesThatHoldWithoutAList) {
  EXPECT_THAT(cut("und", "It is P. Smith. »Who?« »Me.« The end."),
              ElementsAre("It is P. Smith.", "»Who?«", "»Me.«", "The end."));
  EXPECT_THAT(cut("und", "So it is.¹ That(!) Word."), ElementsAre("So it is.¹", "That(!) Word."));
}

// Thai writes no full stops, Lao and Khmer few: what ends there is what has a mark of its own.
TEST(Segmenter, CutsScriptsOfSouthEastAsia) {
  EXPECT_THAT(cut("km", "ស្ពានវែង។ ទន្លេធំ។"), ElementsAre("ស្ពានវែង។", "ទន្លេធំ។"));
  EXPECT_THAT(cut("my", "တံတားရှည်တယ်။ မြစ်ကြီးတယ်။"), ElementsAre("တံတားရှည်တယ်။", "မြစ်ကြီးတယ်။"));
  EXPECT_THAT(cut("th", "สะพานยาวไหม? ใช่! ยาวมาก"), ElementsAre("สะพานยาวไหม?", "ใช่!", "ยาวมาก"));
  EXPECT_THAT(cut("th", "ในปี พ.ศ. 2540 เขามา"), ElementsAre("ในปี พ.ศ. 2540 เขามา"));
}

TEST(Segmenter, BadInputIsCutInLinearTime) {
  const Segmenter segmenter("ro");
  std::string brackets;
  for (int i = 0; i < 1000; ++i) brackets += "(a. B ";
  for (int i = 0; i < 1000; ++i) brackets += "). ";
  EXPECT_FALSE(segmenter.segment(brackets).empty());
  std::string opened;
  for (int i = 0; i < 100'000; ++i) opened += "(A. „B. ";
  EXPECT_FALSE(segmenter.segment(opened).empty());
  EXPECT_FALSE(segmenter.segment(std::string(1'000'000, 'x')).empty());
  EXPECT_EQ(segmenter.segment(std::string(1'000'000, '.')).size(), 16U);
  std::string broken;
  for (int i = 0; i < 100'000; ++i) broken += "a\xC3. \xE2\x80 B\xFF. ";
  EXPECT_FALSE(segmenter.segment(broken).empty());
  std::string initials;
  for (int i = 0; i < 200'000; ++i) initials += "A. ";
  EXPECT_FALSE(segmenter.segment(initials).empty());
}

TEST(Segmenter, LineBreaksMeanWhatTheOptionSays) {
  const std::string text = "A long line that was\nwrapped here.\nTitle\n\nnew part";
  EXPECT_THAT(cut("en", text),
              ElementsAre("A long line that was\nwrapped here.", "Title", "new part"));
  EXPECT_THAT(cut(Segmenter("en", {.line_breaks = LineBreaks::kAlways, .abbreviations = {}}), text),
              ElementsAre("A long line that was", "wrapped here.", "Title", "new part"));
  EXPECT_THAT(cut(Segmenter("en", {.line_breaks = LineBreaks::kSpace, .abbreviations = {}}), text),
              ElementsAre("A long line that was\nwrapped here.", "Title\n\nnew part"));
}

TEST(Segmenter, TakesMoreAbbreviations) {
  EXPECT_THAT(cut("ro", "Vezi zbr. Alba."), ElementsAre("Vezi zbr.", "Alba."));
  const Segmenter segmenter("ro", {.line_breaks = LineBreaks::kSmart, .abbreviations = {"Zbr."}});
  EXPECT_THAT(cut(segmenter, "Vezi zbr. Alba."), ElementsAre("Vezi zbr. Alba."));
}

TEST(Segmenter, RegionsUseTheRulesOfTheirLanguage) {
  EXPECT_EQ(cut("pt-BR", "O Sr. Silva chegou. Chove."), cut("pt", "O Sr. Silva chegou. Chove."));
}

TEST(Segmenter, TextWithoutAnyEndIsCutAtABlank) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "word ";
  const std::vector<std::string> parts = cut("en", text);
  EXPECT_GT(parts.size(), 1U);
  for (const std::string& part : parts) {
    EXPECT_EQ(part.substr(0, 4), "word");
    EXPECT_EQ(part.substr(part.size() - 4), "word");
  }
  EXPECT_THAT(cut("en", std::string(300'000, 'x')), testing::Not(testing::IsEmpty()));
}

TEST(Segmenter, SegmentsAndBlanksTileAnyText) {
  std::mt19937 random(5);
  const std::vector<std::string> parts = {"a", ".",  " ",    "\n", "„", "Dl", "3",
                                          "!", "。", "\xC3", "橋", "(", ")",  "\"",
                                          "«", "»",  "[1]",  "1.", "…", "•"};
  for (const std::string tag : {"ro", "de", "ja", "hy", "und"}) {
    const Segmenter segmenter(tag);
    for (int i = 0; i < 2000; ++i) {
      std::string text;
      for (std::size_t n = random() % 30; n > 0; --n) text += parts[random() % parts.size()];
      std::size_t at = 0;
      for (const Span span : segmenter.segment(text)) {
        ASSERT_LE(at, span.start);
        ASSERT_LT(span.start, span.limit);
        EXPECT_EQ(trim(std::string_view(text).substr(at, span.start - at)), "") << text;
        const auto segment = std::string_view(text).substr(span.start, span.limit - span.start);
        EXPECT_EQ(trim(segment), segment) << text;
        at = span.limit;
      }
      EXPECT_EQ(trim(std::string_view(text).substr(at)), "") << text;
    }
  }
}

TEST(SegmentData, EveryFileThatIsBuiltInCanBeRead) {
  EXPECT_GE(internal::segment_files().size(), 20U);
  for (const internal::SegmentFile& file : internal::segment_files()) {
    internal::SegmentData data;
    EXPECT_TRUE(internal::read_segment_file(file.text, data)) << file.tag;
    EXPECT_FALSE(data.words.empty() && data.before_capitals.empty() && data.also.empty() &&
                 data.speech_verbs.empty())
        << file.tag;
  }
}

TEST(SegmentData, AFileMayHoldListsAndSignsToo) {
  internal::SegmentData data;
  EXPECT_TRUE(internal::read_segment_file(
      "[question marks]\n; \xCD\xBE\n[stops before capitals]\n:\n[vowels]\nAe o\n"
      "[endings before numbers]\nStr.\n[after ampersand]\nCo\n[domains]\ncom org\n",
      data));
  EXPECT_TRUE(data.words.empty()) << "these are no flags of words";
  EXPECT_EQ(data.question_marks, U";\u037E");
  EXPECT_EQ(data.before_capitals, U":");
  EXPECT_EQ(data.vowels, U"aeo");
  EXPECT_EQ(data.endings_before_numbers, internal::SegmentData::Words{U"str"});
  EXPECT_EQ(data.after_ampersand, internal::SegmentData::Words{U"co"});
  EXPECT_EQ(data.domains, (internal::SegmentData::Words{U"com", U"org"}));
  EXPECT_TRUE(data.has_vowel(U"bord"));
  EXPECT_FALSE(data.has_vowel(U"bldg"));
  EXPECT_TRUE(data.has_vowel(U"דר")) << "Hebrew does not write its vowels";
}

TEST(Segmenter, RulesOfSingleLanguagesAreData) {
  EXPECT_THAT(cut("de", "Wir wohnen Hauptstr. 5 im Hof."),
              ElementsAre("Wir wohnen Hauptstr. 5 im Hof."));
  EXPECT_THAT(cut("en", "It lies in bldg. 4 there."), ElementsAre("It lies in bldg. 4 there."));
  EXPECT_THAT(cut("en", "Write to Example.Com for it."),
              ElementsAre("Write to Example.Com for it."));
  EXPECT_THAT(cut("de", "Die GmbH & Co. KG ist neu."), ElementsAre("Die GmbH & Co. KG ist neu."));
  EXPECT_THAT(cut("el", "Βρέχει; Όχι πια."), ElementsAre("Βρέχει;", "Όχι πια."));
  EXPECT_THAT(cut("en", "It rains; Not now."), ElementsAre("It rains; Not now."));
  EXPECT_THAT(cut("hy", "Անձրև է: Գնանք տուն:"), ElementsAre("Անձրև է:", "Գնանք տուն:"));
  EXPECT_THAT(cut("en", "He said: Go home:"), ElementsAre("He said: Go home:"));
}

TEST(SegmentData, AFileSaysWhichSectionItsWordsAreIn) {
  internal::SegmentData data;
  EXPECT_TRUE(
      internal::read_segment_file("# c\n[abbreviations]\nNr. art # more\n[ordinals with a dot]\n"
                                  "[may end]\netc\n",
                                  data));
  EXPECT_TRUE(data.ordinals);
  EXPECT_EQ(data.flags_of(U"nr"), internal::kAbbreviation);
  EXPECT_EQ(data.flags_of(U"etc"), internal::kMayEnd);
  EXPECT_EQ(data.flags_of(U"more"), 0);
  EXPECT_FALSE(internal::read_segment_file("word\n", data));
  EXPECT_FALSE(internal::read_segment_file("[nonsense]\nword\n", data));
  EXPECT_FALSE(internal::read_segment_file("[abbreviations\nword\n", data));
}

}  // namespace
}  // namespace punte::language

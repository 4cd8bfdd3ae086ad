// What nobody means to have in a memory, and some have: huge and equal segments, control
// characters, ill-formed text.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/check.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

class HostileTextTest : public testing::Test {
 protected:
  HostileTextTest() {
    auto memory = TranslationMemory::open(path_);
    EXPECT_TRUE(memory);
    memory_ = std::make_unique<TranslationMemory>(std::move(*memory));
  }

  void add(const std::vector<std::string>& sources) {
    auto writer = memory_->begin();
    ASSERT_TRUE(writer);
    int number = 0;
    for (const std::string& source : sources) {
      Unit unit;
      unit.variants.resize(2);
      unit.variants[0].language = "en";
      unit.variants[0].text.text = source;
      unit.variants[1].language = "ro";
      unit.variants[1].text.text = "t" + std::to_string(number++);
      ASSERT_TRUE(writer->add(unit, "test"));
    }
    ASSERT_TRUE(writer->commit());
  }

  std::vector<Match> find(const std::string& source) const {
    Query query;
    query.source.text = source;
    query.source_language = "en";
    query.target_language = "ro";
    LookupOptions options;
    options.order = MatchOrder::kScore;
    auto matches = memory_->lookup(query, options);
    EXPECT_TRUE(matches) << matches.error().text();
    return matches ? std::move(*matches) : std::vector<Match>();
  }

  void expect_no_faults() const {
    const auto report = check(*memory_, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->fault_count, 0);
  }

  static std::string words(std::size_t bytes) {
    std::mt19937 random(41);
    std::string out;
    while (out.size() < bytes) out += std::to_string(random() % 1'000'000) + " ";
    return out;
  }

  const tests::TemporaryFolder folder_;
  const fs::path path_ = folder_ / "test.tm";
  std::unique_ptr<TranslationMemory> memory_;
};

TEST_F(HostileTextTest, OneHugeSegmentIsKeptAndFoundAgain) {
  const std::string huge = words(std::size_t{4} << 20);
  std::vector<std::string> sources(600, "An ordinary sentence.");
  for (std::size_t i = 0; i < sources.size(); ++i) sources[i] += std::to_string(i);
  sources.push_back(huge);
  add(sources);
  const auto matches = find(huge);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].text_score, 100);
  EXPECT_EQ(matches[0].target.text, "t600");
  // So long a text has no near matches.
  EXPECT_TRUE(find(huge + "x").empty());
  EXPECT_EQ(find("An ordinary sentence.7").front().text_score, 100);
  std::size_t hits = 0;
  const auto found =
      memory_->concordance(huge.substr(huge.size() / 2, 30), {}, [&](const ConcordanceHit& hit) {
        EXPECT_EQ(hit.text.size(), huge.size());
        ++hits;
        return true;
      });
  ASSERT_TRUE(found);
  EXPECT_EQ(hits, 1U);
  expect_no_faults();
}

TEST_F(HostileTextTest, AQueryOfAMegabyteHasAnAnswer) {
  add({"short", words(100'000), words(30'000)});
  EXPECT_TRUE(find(words(std::size_t{1} << 20)).empty());
  EXPECT_EQ(find(words(100'000)).front().text_score, 100);
  EXPECT_GT(find(words(30'000) + "9").front().text_score, 95);
}

TEST_F(HostileTextTest, OfThousandsOfEqualSourcesTheFirstComeFirst) {
  add(std::vector<std::string>(20'000, "The same text every time."));
  const auto matches = find("The same text every time.");
  ASSERT_EQ(matches.size(), 5U);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    EXPECT_EQ(matches[i].text_score, 100);
    EXPECT_EQ(matches[i].target.text, "t" + std::to_string(i));
  }
  EXPECT_EQ(find("The same text every day.").size(), 5U);
  expect_no_faults();
}

TEST_F(HostileTextTest, ControlCharactersAndIllFormedTextAreTextToo) {
  const std::vector<std::string> sources = {
      std::string("a\0b stands for nothing", 22), "bell \a and escape \x1B[31m in a text",
      "half a pair \xED\xA0\x80 of surrogates", "cut short \xF0\x9F\x98", "\xFF\xFE\xFF"};
  add(sources);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto matches = find(sources[i]);
    ASSERT_FALSE(matches.empty()) << i;
    EXPECT_EQ(matches[0].target.text, "t" + std::to_string(i));
    EXPECT_EQ(matches[0].source.text, sources[i]);
  }
  expect_no_faults();
}

}  // namespace
}  // namespace punte::tm

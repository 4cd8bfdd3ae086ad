#include "tm/assembly.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace punte::tm {
namespace {

namespace fs = std::filesystem;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class AssemblyTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "punte-assembly-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::optional<Assembly> assembled(const Pairs& pairs, const std::string& query,
                                    const Pairs& terms = {}) {
    auto memory = TranslationMemory::open(folder_ / (std::to_string(++count_) + ".tm"));
    EXPECT_TRUE(memory);
    {
      auto writer = memory->begin();
      EXPECT_TRUE(writer);
      for (const auto& [source, target] : pairs) {
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].language = "en";
        unit.variants[0].text.text = source;
        unit.variants[1].language = "ro";
        unit.variants[1].text.text = target;
        EXPECT_TRUE(writer->add(unit, "test"));
      }
      EXPECT_TRUE(writer->commit());
    }
    for (const auto& [source, target] : terms) {
      Concept one;
      one.terms.resize(2);
      one.terms[0].language = "en";
      one.terms[0].text = source;
      one.terms[1].language = "ro";
      one.terms[1].text = target;
      EXPECT_TRUE(add_concept(*memory, one, "test"));
    }
    auto finder = TermFinder::load(*memory, "en", "ro");
    EXPECT_TRUE(finder);
    Query asked;
    asked.source.text = query;
    asked.source_language = "en";
    asked.target_language = "ro";
    auto result = assemble(*memory, asked, &*finder);
    EXPECT_TRUE(result);
    return result ? *result : std::nullopt;
  }

  fs::path folder_;
  int count_ = 0;
};

TEST_F(AssemblyTest, PutsKnownPartsTogether) {
  const auto out = assembled({{"Open the settings", "Deschide setările"},
                              {"delete the selected folder", "Șterge dosarul selectat"},
                              {"settings", "setări"},
                              {"folder", "dosar"}},
                             "Open the settings and delete the selected folder.");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "Deschide setările and șterge dosarul selectat.");
  ASSERT_EQ(out->parts.size(), 2U);
  EXPECT_EQ(out->parts[1].source.start, 22U);
  EXPECT_EQ(out->parts[1].source.limit, 48U);
  EXPECT_EQ(out->coverage, 92);
}

TEST_F(AssemblyTest, TermsFillWhatUnitsLeave) {
  const auto out = assembled({{"the longest", "cel mai lung"}}, "The longest suspension bridges",
                             {{"suspension bridge", "pod suspendat"}});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "Cel mai lung pod suspendat");
  EXPECT_EQ(out->coverage, 100);
}

TEST_F(AssemblyTest, TooLittleIsNothing) {
  EXPECT_FALSE(assembled({{"bridge", "pod"}}, "The bridge was built in nineteen years"));
  EXPECT_FALSE(assembled({}, "Nothing at all"));
  EXPECT_FALSE(assembled({}, ""));
  EXPECT_FALSE(assembled({{"go", "mergi"}, {"to", "la"}}, "go to"));  // too short to stand alone
}

TEST_F(AssemblyTest, AWholeTextIsAMatchAndNotAssembled) {
  EXPECT_FALSE(assembled({{"Open the settings", "Deschide setările"}}, "Open the settings"));
}

}  // namespace
}  // namespace punte::tm

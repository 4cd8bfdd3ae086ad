#include "tm/assembly.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/tm/memory_fixture.h"

namespace punte::tm {
namespace {

class AssemblyTest : public MemoryFixture {
 protected:
  std::optional<Assembly> assembled(const Pairs& pairs, const std::string& query,
                                    const Pairs& terms = {}) {
    TranslationMemory memory = memory_of(pairs);
    for (const auto& [source, target] : terms) {
      Concept one;
      one.terms.resize(2);
      one.terms[0].language = "en";
      one.terms[0].text = source;
      one.terms[1].language = "ro";
      one.terms[1].text = target;
      EXPECT_TRUE(memory.add_concept(one, "test"));
    }
    auto finder = TermFinder::load(memory, "en", "ro");
    EXPECT_TRUE(finder);
    auto result = assemble(memory, query_of(query), &*finder);
    EXPECT_TRUE(result);
    return result ? *result : std::nullopt;
  }
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

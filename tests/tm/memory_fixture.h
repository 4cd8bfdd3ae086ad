#ifndef PUNTE_TESTS_TM_MEMORY_FIXTURE_H_
#define PUNTE_TESTS_TM_MEMORY_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/translation_memory.h"

namespace punte::tm {

/// Memories of English and Romanian pairs in a folder that is gone when the test ends.
class MemoryFixture : public testing::Test {
 protected:
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  TranslationMemory memory_of(const Pairs& pairs, const std::string& origin = "test") {
    auto memory = TranslationMemory::open(folder_ / (std::to_string(++count_) + ".tm"));
    EXPECT_TRUE(memory);
    auto writer = memory->begin();
    EXPECT_TRUE(writer);
    for (const auto& [source, target] : pairs) {
      Unit unit;
      unit.variants.resize(2);
      unit.variants[0].language = "en";
      unit.variants[0].text.text = source;
      unit.variants[1].language = "ro";
      unit.variants[1].text.text = target;
      EXPECT_TRUE(writer->add(unit, origin));
    }
    EXPECT_TRUE(writer->commit());
    return std::move(*memory);
  }

  static Query query_of(const std::string& text) {
    Query query;
    query.source.text = text;
    query.source_language = "en";
    query.target_language = "ro";
    return query;
  }

 private:
  const tests::TemporaryFolder folder_;
  int count_ = 0;
};

}  // namespace punte::tm

#endif  // PUNTE_TESTS_TM_MEMORY_FIXTURE_H_

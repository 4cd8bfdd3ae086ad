#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

Unit unit(const std::string& en, const std::string& ro) {
  Unit out;
  out.variants.resize(2);
  out.variants[0].language = "en";
  out.variants[0].text.text = en;
  out.variants[1].language = "ro";
  out.variants[1].text.text = ro;
  return out;
}

TranslationMemory memory_of(int units) {
  auto memory = TranslationMemory::open_in_memory();
  EXPECT_TRUE(memory);
  auto writer = memory->begin();
  EXPECT_TRUE(writer);
  for (int i = 0; i < units; ++i) {
    const std::string number(1, static_cast<char>('a' + i % 26));
    EXPECT_TRUE(writer->add(unit("bridge " + number + std::to_string(i), "pod " + number), "test"));
  }
  EXPECT_TRUE(writer->commit());
  return std::move(*memory);
}

TEST(InMemory, FindsWhatWasAdded) {
  // More than wait unsorted, so that the index has a part too.
  const TranslationMemory memory = memory_of(700);
  Query query;
  query.source.text = "bridge c600";
  query.source_language = "en";
  query.target_language = "ro";
  const auto matches = memory.lookup(query);
  ASSERT_TRUE(matches) << matches.error().text();
  ASSERT_FALSE(matches->empty());
  EXPECT_EQ(matches->front().source.text, "bridge c600");
  EXPECT_EQ(matches->front().score, 100);
  EXPECT_EQ(memory.info()->units, 700);
}

TEST(InMemory, MemoriesAreApart) {
  const TranslationMemory one = memory_of(3);
  const TranslationMemory other = memory_of(5);
  EXPECT_EQ(one.info()->units, 3);
  EXPECT_EQ(other.info()->units, 5);
}

TEST(InMemory, AMemoryMayBeMovedAndChangedAndUndone) {
  TranslationMemory first = memory_of(3);
  TranslationMemory memory = std::move(first);
  auto writer = memory.begin();
  ASSERT_TRUE(writer);
  EXPECT_TRUE(*writer->erase(1));
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(memory.info()->units, 2);
  ASSERT_TRUE(memory.undo(0));
  EXPECT_EQ(memory.info()->units, 3);
}

TEST(ForEach, EndsWhereTheVisitorHasEnough) {
  const TranslationMemory memory = memory_of(5);
  std::vector<std::int64_t> seen;
  const auto visit = [&](const Unit& one, std::string_view) -> Result<bool> {
    seen.push_back(one.id);
    return seen.size() < 2;
  };
  ASSERT_TRUE(memory.for_each({}, visit));
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2}));
  seen.clear();
  UnitFilter some;
  some.ids = {3, 4, 5};
  ASSERT_TRUE(memory.for_each(some, visit));
  EXPECT_EQ(seen, (std::vector<std::int64_t>{3, 4}));
}

}  // namespace
}  // namespace punte::tm

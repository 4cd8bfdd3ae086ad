#ifndef PUNTE_TESTS_JOB_MEMORY_FIXTURE_H_
#define PUNTE_TESTS_JOB_MEMORY_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "language/unit.h"
#include "tm/translation_memory.h"

namespace punte::job {

/// {"en", "A bridge"}, {"ro", "Un pod"}
using Texts = std::vector<std::pair<std::string, std::string>>;

inline language::Unit unit_of(const Texts& texts) {
  language::Unit unit;
  for (const auto& [tag, text] : texts) {
    language::Variant& variant = unit.variants.emplace_back();
    variant.language = tag;
    variant.text.text = text;
  }
  unit.source_language = texts.front().first;
  return unit;
}

/// Tests with a memory that no file holds.
class WithMemory : public testing::Test {
 protected:
  WithMemory() : memory_(std::move(tm::TranslationMemory::open_in_memory().value())) {}

  void add(const language::Unit& unit, const std::string& origin) {
    auto writer = memory_.begin();
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->add(unit, origin).has_value());
    ASSERT_TRUE(writer->commit().has_value());
  }
  /// "A bridge|Un pod", a unit each.
  [[nodiscard]] std::vector<std::string> units() const {
    std::vector<std::string> out;
    const auto seen = memory_.for_each({}, [&](const language::Unit& unit) {
      std::string& line = out.emplace_back();
      for (const language::Variant& variant : unit.variants) {
        line += (line.empty() ? "" : "|") + variant.text.text;
      }
      return base::Result<void>();
    });
    EXPECT_TRUE(seen.has_value());
    return out;
  }

  tm::TranslationMemory memory_;
};

}  // namespace punte::job

#endif  // PUNTE_TESTS_JOB_MEMORY_FIXTURE_H_

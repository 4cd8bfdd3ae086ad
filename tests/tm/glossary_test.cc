#include "tm/glossary.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/file_header.h"
#include "tm/maintenance.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

class GlossaryTest : public testing::Test {
 protected:
  [[nodiscard]] TranslationMemory open() const {
    auto memory = TranslationMemory::open(folder_ / "a.tm");
    EXPECT_TRUE(memory) << memory.error().text();
    return std::move(*memory);
  }
  static Concept pair(const std::string& en, const std::string& ro) {
    Concept out;
    out.terms = {{"en", en, {{"termNote:partOfSpeech", "noun", {}}}, {}}, {"ro", ro, {}, {}}};
    out.notes = {{"n", {}}};
    return out;
  }
  static std::vector<Concept> all(const TranslationMemory& memory) {
    std::vector<Concept> out;
    EXPECT_TRUE(memory.for_each_concept([&](const Concept& one, std::string_view) -> Result<void> {
      out.push_back(one);
      return {};
    }));
    return out;
  }
  static std::string drawn(TermFinder& finder, const std::string& text) {
    std::string out;
    for (const FoundTerm& term : finder.find(text)) {
      out += text.substr(term.span.start, term.span.limit - term.span.start) + "=" + term.term;
      for (const std::string& translation : term.translations) out += "/" + translation;
      out += ";";
    }
    return out;
  }

  const tests::TemporaryFolder folder_;
};

TEST_F(GlossaryTest, KeepsConceptsOnceAndTheLatestThatIsSaid) {
  TranslationMemory memory = open();
  Concept one = pair("bridge", "punte");
  EXPECT_EQ(*memory.add_concept(one, "a.tbx"), AddOutcome::kAdded);
  EXPECT_EQ(*memory.add_concept(one, "a.tbx"), AddOutcome::kUnchanged);
  one.notes[0].text = "other";
  EXPECT_EQ(*memory.add_concept(one, "a.tbx"), AddOutcome::kMerged);
  EXPECT_EQ(*memory.add_concept(pair("bridge", "pod"), "a.tbx"), AddOutcome::kAdded);
  EXPECT_FALSE(memory.add_concept(Concept(), "a.tbx"));
  const std::vector<Concept> stored = all(memory);
  ASSERT_EQ(stored.size(), 2U);
  EXPECT_EQ(stored[0].terms, one.terms);
  EXPECT_EQ(stored[0].notes, one.notes);
}

TEST_F(GlossaryTest, AWriterThatIsNotCommittedLeavesNoTerms) {
  TranslationMemory memory = open();
  {
    auto writer = memory.begin();
    ASSERT_TRUE(writer);
    ASSERT_TRUE(memory.add_concept(pair("bridge", "punte"), "a"));
  }
  EXPECT_TRUE(all(memory).empty());
}

TEST_F(GlossaryTest, FindsInflectedAndLongestTerms) {
  TranslationMemory memory = open();
  for (const auto& [en, ro] : std::vector<std::pair<std::string, std::string>>{
           {"fund", "fond"}, {"trust fund", "fond fiduciar"}, {"bridge", "punte"}}) {
    ASSERT_TRUE(memory.add_concept(pair(en, ro), "a"));
  }
  ASSERT_TRUE(memory.add_concept(pair("bridge", "pod"), "a"));
  auto finder = TermFinder::load(memory, "en-GB", "ro");
  ASSERT_TRUE(finder);
  EXPECT_EQ(drawn(*finder, "Trust funds fund bridges."),
            "Trust funds=trust fund/fond fiduciar;fund=fund/fond;bridges=bridge/punte;"
            "bridges=bridge/pod;");
  EXPECT_EQ(drawn(*finder, "trust"), "");
  auto back = TermFinder::load(memory, "ro", "en");
  EXPECT_EQ(drawn(*back, "banii fondului"), "fondului=fond/fund;");
  EXPECT_TRUE(TermFinder::load(memory, "en", "de")->empty());
}

/// The change that added it.
std::int64_t add_unit(TranslationMemory& memory, const std::string& origin) {
  auto writer = memory.begin();
  EXPECT_TRUE(writer);
  Unit unit;
  unit.variants.resize(1);
  unit.variants[0].language = "en";
  unit.variants[0].text.text = "A text from " + origin;
  EXPECT_TRUE(writer->add(unit, origin));
  EXPECT_TRUE(writer->commit());
  return writer->change();
}

TEST_F(GlossaryTest, HeadsOfFilesComeBack) {
  TranslationMemory memory = open();
  FileHeader header{"a.tmx", {{"adminlang", "de"}}, {{"p", "v", {}}}, {{"n", {}}}, {"<ude/>"}};
  ASSERT_TRUE(memory.keep_header(header));
  header.attributes[0].second = "fr";
  ASSERT_TRUE(memory.keep_header(header));
  ASSERT_TRUE(memory.keep_header({"b.tmx", {}, {}, {}, {}}));
  EXPECT_TRUE(memory.file_headers()->empty()) << "no unit is from these files";
  const std::int64_t first = add_unit(memory, "a.tmx");
  add_unit(memory, "b.tmx");
  EXPECT_EQ(memory.file_headers()->size(), 2U);
  EXPECT_EQ(memory.file_headers("a*")->at(0), header);
  ASSERT_TRUE(memory.undo(first));
  EXPECT_EQ(memory.file_headers()->size(), 1U);
}

TEST_F(GlossaryTest, MergingTakesHeadsAndTermsAlong) {
  TranslationMemory from = open();
  const FileHeader header{"a.tmx", {{"adminlang", "de"}}, {}, {}, {}};
  ASSERT_TRUE(from.keep_header(header));
  add_unit(from, "a.tmx");
  ASSERT_TRUE(from.keep_header({"b.tmx", {}, {}, {}, {}}));
  add_unit(from, "b.tmx");
  ASSERT_TRUE(from.add_concept(pair("bridge", "punte"), "a.tbx"));
  ASSERT_TRUE(from.add_concept(pair("river", "râu"), "b.tbx"));
  auto into = TranslationMemory::open(folder_ / "into.tm");
  ASSERT_TRUE(into);
  ASSERT_TRUE(into->add_concept(pair("bridge", "punte"), "a.tbx"));
  const auto take = [&](const std::string& origin) {
    UnitFilter filter;
    filter.origin = origin;
    auto writer = into->begin();
    EXPECT_TRUE(writer);
    EXPECT_TRUE(merge(from, filter, *writer));
    const auto side = merge_side(from, origin, *into);
    EXPECT_TRUE(side);
    EXPECT_TRUE(writer->commit());
    return *side;
  };
  const SideMergeReport first = take("a*");
  EXPECT_EQ(first.heads, 1);
  EXPECT_EQ(first.added_concepts + first.merged_concepts, 0) << "this one was there";
  EXPECT_EQ(into->file_headers()->at(0), header);
  EXPECT_EQ(take("").added_concepts, 1);
  EXPECT_EQ(into->file_headers()->size(), 2U);
  EXPECT_EQ(all(*into).size(), 2U);
}

}  // namespace
}  // namespace punte::tm

#include "tm/maintenance.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/backup.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class MaintenanceTest : public testing::Test {
 protected:
  [[nodiscard]] TranslationMemory open(const std::string& name = "a.tm") const {
    return std::move(TranslationMemory::open(folder_ / name).value());
  }
  static Unit unit(const std::string& en, const std::string& ro, const std::string& context = "") {
    Unit out;
    out.variants.resize(2);
    out.variants[0].language = "en";
    out.variants[0].text.text = en;
    out.variants[1].language = "ro";
    out.variants[1].text.text = ro;
    if (!context.empty()) out.properties = {{"x-context", context, {}}};
    return out;
  }
  static void add(TranslationMemory& memory, const std::vector<Unit>& units,
                  const std::string& origin = "a.tmx") {
    auto writer = memory.begin({"import", {}});
    for (const Unit& one : units) ASSERT_TRUE(writer->add(one, origin).has_value());
    ASSERT_TRUE(writer->commit().has_value());
  }
  static std::vector<std::string> pairs(const TranslationMemory& memory) {
    std::vector<std::string> out;
    EXPECT_TRUE(memory
                    .for_each({},
                              [&](const Unit& one) -> Result<void> {
                                std::string line;
                                for (const Variant& variant : one.variants) {
                                  line += (line.empty() ? "" : "|") + variant.text.text;
                                }
                                out.push_back(line);
                                return {};
                              })
                    .has_value());
    return out;
  }
  static void run(const fs::path& path, const std::string& sql) {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
  }
  const tests::TemporaryFolder folder_;
};

TEST_F(MaintenanceTest, DedupeKeepsTheFirstAndWhatTheOthersKnew) {
  TranslationMemory memory = open();
  add(memory, {unit("Open", "Deschide", "menu"), unit("Open", "Deschide", "button"),
               unit("Open", "Deschis"), unit("open", "Deschide", "key")});
  const auto report = dedupe(memory, {});
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->groups, 1);
  EXPECT_EQ(report->removed, 1);
  EXPECT_THAT(pairs(memory), ElementsAre("Open|Deschide", "Open|Deschis", "open|Deschide"));
  const Unit kept = *memory.unit(1).value();
  EXPECT_THAT(kept.properties,
              ElementsAre(Property{"x-context", "menu", {}}, Property{"x-context", "button", {}}));
}

TEST_F(MaintenanceTest, LooseDedupeForgivesCaseAndSpaceButNotCodes) {
  TranslationMemory memory = open();
  Unit coded = unit("Open ", "Deschide");
  coded.variants[0].text.codes = {{0, language::CodeKind::kSingle, "1", "", "", "<b/>", "", {}}};
  add(memory, {unit("Open", "Deschide"), unit("OPEN", "deschide "), coded});
  DedupeOptions options;
  options.loose = true;
  options.dry_run = true;
  EXPECT_EQ(dedupe(memory, options)->removed, 1);
  EXPECT_EQ(pairs(memory).size(), 3U);
  options.dry_run = false;
  const auto report = dedupe(memory, options);
  EXPECT_EQ(report->removed, 1);
  EXPECT_THAT(pairs(memory), ElementsAre("Open|Deschide", "Open |Deschide"));
  ASSERT_TRUE(memory.undo(report->change).has_value());
  EXPECT_EQ(pairs(memory).size(), 3U);
}

TEST_F(MaintenanceTest, ThousandsOfDoublesAreJoinedOnce) {
  TranslationMemory memory = open();
  std::vector<Unit> units;
  for (int i = 0; i < 4000; ++i) units.push_back(unit("Open", "Deschide", std::to_string(i)));
  add(memory, units);
  const auto report = dedupe(memory, {});
  EXPECT_EQ(report->removed, 3999);
  EXPECT_EQ(memory.unit(1).value()->properties.size(), 4000U);
}

TEST_F(MaintenanceTest, MergeAddsWhatIsMissingWithItsOrigin) {
  TranslationMemory memory = open();
  TranslationMemory other = open("b.tm");
  add(memory, {unit("Open", "Deschide")});
  add(other, {unit("Open", "Deschide"), unit("Close", "Închide")}, "b.tmx");
  auto writer = memory.begin({"merge", {}});
  const auto report = merge(other, {}, *writer);
  ASSERT_TRUE(report.has_value());
  ASSERT_TRUE(writer->commit().has_value());
  EXPECT_EQ(report->added, 1);
  EXPECT_EQ(report->unchanged, 1);
  UnitFilter filter;
  filter.origin = "b.tmx";
  std::vector<std::string> found;
  ASSERT_TRUE(memory
                  .for_each(filter,
                            [&](const Unit& one) -> Result<void> {
                              found.push_back(one.variants[0].text.text);
                              return {};
                            })
                  .has_value());
  EXPECT_THAT(found, ElementsAre("Close"));
}

TEST_F(MaintenanceTest, EraseTakesWhatPassesTheFilterOrTheOthers) {
  TranslationMemory memory = open();
  add(memory, {unit("Open", "Deschide"), unit("Close", "Închide"), unit("Opened", "Deschis")});
  EraseOptions options;
  options.filter.regex = "^Open";
  options.dry_run = true;
  EXPECT_EQ(erase(memory, options)->removed, 2);
  EXPECT_EQ(pairs(memory).size(), 3U);
  options.dry_run = false;
  options.others = true;
  EXPECT_EQ(erase(memory, options)->removed, 1);
  EXPECT_THAT(pairs(memory), ElementsAre("Open|Deschide", "Opened|Deschis"));
  options.others = false;
  options.variants = {"ro"};
  Unit three = unit("Open", "Deschide");
  three.variants.push_back(three.variants[0]);
  three.variants[2].language = "fr";
  three.variants[2].text.text = "Ouvre";
  add(memory, {three});
  const auto narrowed = erase(memory, options);
  EXPECT_EQ(narrowed->removed, 2) << "one language alone is no translation";
  EXPECT_EQ(narrowed->altered, 1);
  EXPECT_THAT(pairs(memory), ElementsAre("Open|Ouvre"));
}

TEST_F(MaintenanceTest, UnitsWithoutADateStayWhereADateIsAskedFor) {
  TranslationMemory memory = open();
  Unit old = unit("old", "vechi");
  old.attributes = {{"changedate", "20150101T000000Z"}};
  add(memory, {old, unit("new", "nou"), unit("other", "altul")});
  run(folder_ / "a.tm", "UPDATE unit SET added = NULL WHERE id = 3");  // as of an old file
  EraseOptions options;
  options.filter.since = "20200101";
  options.others = true;
  options.dry_run = true;
  const auto preview = erase(memory, options);
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->removed, 1);
  ASSERT_EQ(preview->examples.size(), 1U);
  EXPECT_EQ(preview->examples[0].id, 1);
  EXPECT_EQ(preview->undated, 1);
  ASSERT_EQ(preview->undated_examples.size(), 1U);
  EXPECT_EQ(preview->undated_examples[0].id, 3);
  EXPECT_EQ(memory.info()->units, 3);
  options.dry_run = false;
  ASSERT_TRUE(erase(memory, options));
  EXPECT_THAT(pairs(memory), ElementsAre("new|nou", "other|altul"));
  // Of those that the rest of the filter does not take, the date does not matter.
  options.filter.text = "new";
  EXPECT_EQ(erase(memory, options)->removed, 1);
  EXPECT_THAT(pairs(memory), ElementsAre("new|nou"));
}

TEST_F(MaintenanceTest, FiltersSeeWhoAndWhen) {
  TranslationMemory memory = open();
  Unit by_ana = unit("one", "unu");
  by_ana.attributes = {{"creationid", "ana@example.org"}, {"creationdate", "20150101T000000Z"}};
  Unit by_dan = unit("two", "doi");
  by_dan.variants[1].attributes = {{"changeid", "dan"}, {"changedate", "20250101T000000Z"}};
  add(memory, {by_ana, by_dan, unit("three", "trei")});
  const auto count = [&](const UnitFilter& filter) {
    int units = 0;
    EXPECT_TRUE(memory.for_each(filter, [&](const Unit&) -> Result<void> {
      ++units;
      return {};
    }));
    return units;
  };
  UnitFilter filter;
  filter.created_by = "ana*";
  EXPECT_EQ(count(filter), 1);
  filter.changed_by = "dan";
  EXPECT_EQ(count(filter), 0);
  filter.created_by.clear();
  EXPECT_EQ(count(filter), 1);
  UnitFilter since;
  since.since = "20240101";
  EXPECT_EQ(count(since), 2) << "what came without a date was added now";
  since.since.clear();
  since.before = "2016";
  EXPECT_EQ(count(since), 1) << "a date of the file counts, whenever the unit was added";
}

TEST_F(MaintenanceTest, AStoppedWorkChangesNothing) {
  TranslationMemory memory = open();
  std::vector<Unit> units;
  for (int i = 0; i < 600; ++i) units.push_back(unit("Open", "Deschide", std::to_string(i)));
  add(memory, units);
  DedupeOptions options;
  options.go_on = base::Continue([](base::Stage, std::uint64_t, std::uint64_t) { return false; });
  const auto report = dedupe(memory, options);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(pairs(memory).size(), 600U);
}

TEST_F(MaintenanceTest, EditSaysWhatBecameOfTheText) {
  using Outcome = EditReport::Outcome;
  auto memory = open();
  add(memory, {unit("A bridge", "Un pod")});
  const auto edited = edit(memory, 1, "ro", "O punte", {"edit 1", {}});
  ASSERT_TRUE(edited.has_value());
  EXPECT_EQ(edited->outcome, Outcome::kChanged);
  EXPECT_EQ(edited->change, 2);
  EXPECT_THAT(pairs(memory), ElementsAre("A bridge|O punte"));
  EXPECT_EQ(edit(memory, 1, "ro", "O punte").value().outcome, Outcome::kSame);
  EXPECT_EQ(edit(memory, 1, "de", "Steg").value().outcome, Outcome::kNoText);
  EXPECT_EQ(edit(memory, 7, "ro", "O punte").value().outcome, Outcome::kNoText);
}

TEST_F(MaintenanceTest, EditTakesAllCodesOrNothing) {
  auto memory = open();
  Unit marked = unit("A bridge", "Un pod");
  InlineCode code;
  code.kind = language::CodeKind::kSingle;
  code.content = "<br/>";
  code.offset = 2;
  marked.variants[1].text.codes.push_back(code);
  add(memory, {marked});
  EXPECT_EQ(edit(memory, 1, "ro", "O punte").value().outcome, EditReport::Outcome::kCodesMissing);
  EXPECT_EQ(edit(memory, 1, "ro", "O <br/>punte").value().outcome, EditReport::Outcome::kChanged);
}

TEST_F(MaintenanceTest, MergeAllIsOneChange) {
  auto first = open("one.tm");
  auto second = open("two.tm");
  auto into = open("all.tm");
  add(first, {unit("A bridge", "Un pod")});
  add(second, {unit("A bridge", "Un pod"), unit("A river", "Un râu")});
  const auto done = merge_all({&first, &second}, {}, into, {"merge", {}});
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->units.added, 2);
  EXPECT_EQ(done->units.unchanged, 1);
  EXPECT_EQ(done->change, 1);
  ASSERT_TRUE(into.undo(1).has_value());
  EXPECT_TRUE(pairs(into).empty());
}

TEST_F(MaintenanceTest, ABackupIsAWholeCopyAndReplacesNothing) {
  auto memory = open();
  add(memory, {unit("One", "Unu"), unit("Two", "Doi")});
  auto writer = memory.begin({"import", {}});  // others write meanwhile
  ASSERT_TRUE(writer->add(unit("Three", "Trei"), "b").has_value());
  OpenOptions reading;
  reading.read_only = true;
  const auto reader = std::move(TranslationMemory::open(folder_ / "a.tm", reading).value());
  const auto done = backup(reader, folder_ / "copy.tm");
  ASSERT_TRUE(done.has_value()) << done.error().message;
  EXPECT_EQ(done->units, 2);
  ASSERT_TRUE(writer->commit().has_value());
  EXPECT_EQ(pairs(open("copy.tm")), (std::vector<std::string>{"One|Unu", "Two|Doi"}));
  const auto again = backup(reader, folder_ / "copy.tm");
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(open("copy.tm").info()->units, 2);
}

TEST_F(MaintenanceTest, ABackupOfADamagedMemoryOrIntoNowhereLeavesNothing) {
  {
    auto memory = open();
    add(memory, {unit("One", "Unu"), unit("Two", "Doi")});
  }
  EXPECT_FALSE(backup(open(), folder_ / "none" / "copy.tm").has_value());
  run(folder_ / "a.tm", "UPDATE unit SET hash = hash + 1 WHERE id = 1");
  const auto damaged = backup(open(), folder_ / "copy.tm");
  ASSERT_FALSE(damaged.has_value());
  EXPECT_EQ(damaged.error().code, ErrorCode::kCorrupt);
  for (const auto& entry : fs::directory_iterator(folder_.path())) {
    EXPECT_THAT(entry.path().filename().string(), testing::StartsWith("a.tm"));
  }
}

}  // namespace
}  // namespace punte::tm

#include "tm/translation_memory.h"
#include "tests/support/temporary_folder.h"
#include "tm/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

class MemoryTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path file() const { return folder_ / "test.tm"; }

  static Unit unit(const std::vector<std::pair<std::string, std::string>>& variants) {
    Unit out;
    for (const auto& [language, text] : variants) {
      Variant variant;
      variant.language = language;
      variant.text.text = text;
      out.variants.push_back(variant);
    }
    return out;
  }

  void add(const std::vector<Unit>& units, std::string_view origin = "test.tmx") const {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory.has_value()) << memory.error().text();
    auto writer = memory->begin();
    ASSERT_TRUE(writer.has_value());
    for (const Unit& one : units) ASSERT_TRUE(writer->add(one, origin).has_value());
    ASSERT_TRUE(writer->commit().has_value());
  }

  [[nodiscard]] std::vector<Match> find(const std::string& text, const std::string& from,
                                        const std::string& to,
                                        const LookupOptions& options = {}) const {
    auto memory = TranslationMemory::open(file());
    Query query;
    query.source.text = text;
    query.source_language = from;
    query.target_language = to;
    return memory->lookup(query, options).value();
  }

  [[nodiscard]] std::vector<Unit> all() const {
    std::vector<Unit> units;
    auto memory = TranslationMemory::open(file());
    const auto done = memory->for_each({}, [&](const Unit& one) -> Result<void> {
      units.push_back(one);
      return {};
    });
    EXPECT_TRUE(done.has_value());
    return units;
  }

  const tests::TemporaryFolder folder_;
};

TEST_F(MemoryTest, GivesBackWhatItWasGiven) {
  Unit full = unit({{"en", "not here"}, {"ro", "nu aici"}, {"en", "not in this place"}});
  full.source_language = "en";
  full.attributes = {{"tuid", "a"}, {"creationdate", "20240101T000000Z"}};
  full.properties = {{"x-project", "p", {}}, {"x-project", "q", {{"xml:lang", "en"}}}};
  full.notes = {{"a note", {}}};
  full.variants[0].language_as_written = "EN";
  full.variants[0].text.codes = {{0, language::CodeKind::kOpen, "1", "", "bold", "<b>", "", {}},
                                 {3, language::CodeKind::kClose, "1", "", "", "</b>", "", {}}};
  add({full, unit({{"fr", "un"}})});
  const std::vector<Unit> units = all();
  ASSERT_EQ(units.size(), 2U);
  full.id = units[0].id;
  full.record = units[0].record;
  EXPECT_EQ(units[0], full);
  EXPECT_EQ(units[1].variants[0].text.text, "un");
}

TEST_F(MemoryTest, NothingIsThereBeforeCommit) {
  add({unit({{"en", "one"}, {"ro", "unu"}})});
  {
    auto memory = TranslationMemory::open(file());
    auto writer = memory->begin();
    ASSERT_TRUE(writer->add(unit({{"en", "two"}, {"ro", "doi"}}), "x").has_value());
  }
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(MemoryTest, TheSameUnitIsStoredOnceAndWhatIsNewInItIsKept) {
  Unit one = unit({{"en", "one"}, {"ro", "unu"}});
  one.attributes = {{"creationdate", "20240101T000000Z"}, {"usagecount", "9"}};
  Unit again = one;
  again.attributes = {{"creationdate", "20230101T000000Z"}, {"usagecount", "10"}};
  again.notes = {{"seen twice", {}}};
  auto memory = TranslationMemory::open(file());
  auto writer = memory->begin();
  EXPECT_EQ(writer->add(one, "a").value(), AddOutcome::kAdded);
  EXPECT_EQ(writer->add(one, "b").value(), AddOutcome::kUnchanged);
  EXPECT_EQ(writer->add(again, "b").value(), AddOutcome::kMerged);
  EXPECT_EQ(writer->add(again, "b").value(), AddOutcome::kUnchanged);
  Unit elsewhere = one;
  elsewhere.properties = {{"x-context", "menu", {}}};
  EXPECT_EQ(writer->add(elsewhere, "b").value(), AddOutcome::kAdded);
  ASSERT_TRUE(writer->commit().has_value());
  const std::vector<Unit> units = all();
  ASSERT_EQ(units.size(), 2U);
  EXPECT_THAT(units[0].attributes,
              testing::ElementsAre(Attribute{"creationdate", "20230101T000000Z"},
                                   Attribute{"usagecount", "10"}));
  EXPECT_EQ(units[0].notes.size(), 1U);
}

TEST_F(MemoryTest, ScoresExplainThemselves) {
  add({unit({{"en", "The museum is free."}, {"ro", "Muzeul este gratuit."}}),
       unit({{"en", "The old ferry will remain until the end of the year."},
             {"ro", "Vechiul bac va rămâne până la sfârșitul anului."}})});
  const auto exact = find("The museum is free.", "en", "ro");
  ASSERT_EQ(exact.size(), 1U);
  EXPECT_EQ(exact[0].score, 100);
  EXPECT_EQ(exact[0].kind, MatchKind::kExact);
  EXPECT_EQ(exact[0].target.text, "Muzeul este gratuit.");
  EXPECT_EQ(exact[0].origin, "test.tmx");

  const auto folded = find("the  museum is FREE.", "en", "ro");
  ASSERT_EQ(folded.size(), 1U);
  EXPECT_EQ(folded[0].score, 99);

  const auto fuzzy = find("The old ferry will remain until the end of the summer.", "en", "ro");
  ASSERT_EQ(fuzzy.size(), 1U);
  EXPECT_EQ(fuzzy[0].kind, MatchKind::kFuzzy);
  EXPECT_GE(fuzzy[0].score, 80);
  EXPECT_LE(fuzzy[0].score, 98);
  ASSERT_EQ(fuzzy[0].reasons.size(), 1U);
  EXPECT_EQ(fuzzy[0].reasons[0].detail, "“year.” → “summer.”");

  EXPECT_TRUE(find("Nothing like it", "en", "ro").empty());
  EXPECT_TRUE(find("The museum is free.", "fr", "ro").empty());
}

TEST_F(MemoryTest, OtherNumbersCostLittleWhereTheyCanBePutIn) {
  add({unit({{"en", "Tickets cost 12 lei."}, {"ro", "Biletele costă 12 lei."}}),
       unit({{"en", "Rows 3 of 5 are free."}, {"ro", "Rândurile 3 din cinci sunt libere."}})});
  const auto put = find("Tickets cost 15 lei.", "en", "ro");
  ASSERT_EQ(put.size(), 1U);
  EXPECT_EQ(put[0].score, 97);
  EXPECT_EQ(put[0].target.text, "Biletele costă 15 lei.");
  EXPECT_THAT(put[0].reasons, testing::Contains(Reason{"placeable", 0, "12 → 15"}));

  const auto left = find("Rows 3 of 8 are free.", "en", "ro");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].text_score, 97);
  EXPECT_EQ(left[0].score, 82) << "a wrong number would stay";
  EXPECT_EQ(left[0].target.text, "Rândurile 3 din cinci sunt libere.");
  EXPECT_THAT(left[0].reasons, testing::Contains(Reason{"placeables", 15, ""}));
}

TEST_F(MemoryTest, NumbersMissingOrTooManyKeepAMatchBelow85) {
  add({unit({{"en", "All the tickets for the bridge cost 12 lei from today on."},
             {"ro", "Toate biletele costă 12 lei de azi."}})});
  const auto fewer = find("All the tickets for the bridge cost lei from today on.", "en", "ro");
  ASSERT_EQ(fewer.size(), 1U);
  EXPECT_LT(fewer[0].score, 85);
  const auto more = find("All the 3 tickets for the bridge cost 12 lei from today on.", "en", "ro");
  ASSERT_EQ(more.size(), 1U);
  EXPECT_LT(more[0].score, 85);
}

TEST_F(MemoryTest, ANounThatTakesAnotherFormKeepsAMatchBelow85) {
  add({unit({{"en", "Wait 1 day"}, {"ro", "Așteaptă 1 zi"}})});
  const auto found = find("Wait 21 day", "en", "ro");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].score, 84);
  EXPECT_EQ(found[0].target.text, "Așteaptă 21 zi");
  EXPECT_THAT(found[0].reasons, testing::Contains(Reason{"noun-form", 13, "zi"}));
}

TEST_F(MemoryTest, WhatTurnsTheMeaningIsNamedAndStaysBelow85) {
  add({unit({{"en", "This is an automatic email that was sent to you by the bridge."},
             {"ro", "Acesta este un email automat trimis de punte."}}),
       unit({{"ro", "Nu închide fereastra înainte de sfârșitul operației."},
             {"en", "Do not close the window before the end of the operation."}})});
  const auto negated =
      find("This is not an automatic email that was sent to you by the bridge.", "en", "ro");
  ASSERT_EQ(negated.size(), 1U);
  EXPECT_EQ(negated[0].score, 84);
  EXPECT_THAT(negated[0].reasons,
              testing::Contains(testing::AllOf(testing::Field(&Reason::code, "meaning"),
                                               testing::Field(&Reason::detail, "∅ → “not”"))));
  const auto after = find("Nu închide fereastra după sfârșitul operației.", "ro", "en");
  ASSERT_EQ(after.size(), 1U);
  EXPECT_LT(after[0].score, 85);
  EXPECT_THAT(after[0].reasons,
              testing::Contains(testing::Field(&Reason::detail, "“înainte” → “după”")));
}

TEST_F(MemoryTest, ShortLabelsAreFoundWhateverTheirMarks) {
  add({unit({{"en", "&Open file"}, {"ro", "&Deschide fișierul"}}),
       unit({{"en", "Loading..."}, {"ro", "Se încarcă..."}}),
       unit({{"en", "Name:"}, {"ro", "Nume:"}}),
       unit({{"ro", "Drumul și pașii bicicliștilor"}, {"en", "The way of cyclists"}})});
  EXPECT_EQ(find("Open file", "en", "ro").at(0).score, 99);
  EXPECT_EQ(find("Loading…", "en", "ro").at(0).score, 99);
  EXPECT_EQ(find("Name", "en", "ro").at(0).score, 96);
  const auto bare = find("Drumul si pasii biciclistilor", "ro", "en");
  ASSERT_EQ(bare.size(), 1U);
  EXPECT_EQ(bare[0].score, 95);
  EXPECT_THAT(bare[0].reasons, testing::ElementsAre(Reason{"diacritics", 0, ""}));
}

TEST_F(MemoryTest, EveryDirectionOfAUnitIsLookedUp) {
  add({unit({{"en", "About us"}, {"ro", "Despre noi"}, {"fr", "À propos de nous"}})});
  EXPECT_EQ(find("Despre noi", "ro", "fr").at(0).target.text, "À propos de nous");
  EXPECT_EQ(find("À propos de nous", "fr", "en").at(0).target.text, "About us");
}

TEST_F(MemoryTest, NeighboursAndKeysMakeAContextMatch) {
  Unit keyed = unit({{"en", "Open"}, {"ro", "Deschis"}});
  keyed.properties = {{"x-context", "door", {}}};
  add({unit({{"en", "First."}, {"ro", "Întâi."}}), unit({{"en", "Open"}, {"ro", "Deschide"}}),
       unit({{"en", "Last."}, {"ro", "La urmă."}}), keyed});
  auto memory = TranslationMemory::open(file());
  Query query;
  query.source.text = "Open";
  query.source_language = "en";
  query.target_language = "ro";
  query.previous = "first.";
  auto matches = memory->lookup(query).value();
  EXPECT_EQ(matches.at(0).score, 101);
  EXPECT_EQ(matches.at(0).target.text, "Deschide");
  query.next = "Last.";
  EXPECT_EQ(memory->lookup(query).value().at(0).score, 102);
  query.key = "door";
  matches = memory->lookup(query).value();
  EXPECT_EQ(matches.at(1).target.text, "Deschis");
  EXPECT_EQ(matches.at(1).kind, MatchKind::kContext);
}

TEST_F(MemoryTest, AnotherVariantOfTheLanguageCostsAPoint) {
  add({unit({{"en-GB", "The colour is red"}, {"pt-BR", "A cor é vermelha"}})});
  EXPECT_EQ(find("The colour is red", "en", "pt").at(0).score, 100);
  const auto other = find("The colour is red", "en-US", "pt-PT");
  EXPECT_EQ(other.at(0).score, 98);
  EXPECT_EQ(other.at(0).text_score, 100);
  EXPECT_EQ(other.at(0).reasons.size(), 2U);
}

TEST_F(MemoryTest, SeveralTargetsOfOneSourceAreFlagged) {
  add({unit({{"en", "File"}, {"ro", "Fișier"}}), unit({{"en", "File"}, {"ro", "Dosar"}}),
       unit({{"en", "File"}, {"ro", "Dosar"}})});
  const auto matches = find("File", "en", "ro");
  ASSERT_EQ(matches.size(), 2U);
  for (const Match& match : matches) {
    EXPECT_THAT(match.reasons, testing::Contains(testing::Field(&Reason::code, "several-targets")));
  }
}

TEST_F(MemoryTest, SeesWhatOthersWroteMeanwhile) {
  add({unit({{"en", "one"}, {"ro", "unu"}})});
  auto reader = TranslationMemory::open(file());
  Query query;
  query.source.text = "something else";
  query.source_language = "en";
  query.target_language = "ro";
  EXPECT_TRUE(reader->lookup(query)->empty());
  add({unit({{"en", "something else"}, {"ro", "altceva"}})});
  EXPECT_EQ(reader->lookup(query)->size(), 1U);
}

TEST_F(MemoryTest, ASecondWriterWaitsAsLongAsTheFirstOneWorks) {
  add({unit({{"en", "one"}, {"ro", "unu"}})});
  auto first = TranslationMemory::open(file());
  auto writer = first->begin();
  ASSERT_TRUE(writer);
  OpenOptions patient;
  patient.busy_timeout_ms = -1;
  int asked = 0;
  // The first one is done once the second has waited for a while.
  patient.on_wait = [&](int) {
    if (++asked == 3) {
      EXPECT_TRUE(writer->commit());
    }
    return true;
  };
  auto second = TranslationMemory::open(file(), patient);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->begin());
  EXPECT_GE(asked, 3);
  OpenOptions hasty;
  hasty.busy_timeout_ms = 0;
  auto third = first->begin();
  ASSERT_TRUE(third);
  EXPECT_EQ(TranslationMemory::open(file(), hasty)->begin().error().code, ErrorCode::kBusy);
}

TEST_F(MemoryTest, OfEqualTextsTheNewestComesFirst) {
  const auto dated = [](const std::string& ro, const std::string& date) {
    Unit one = unit({{"en", "Exit"}, {"ro", ro}});
    if (!date.empty()) one.variants[1].attributes = {{"changedate", date}, {"changeid", "ana"}};
    return one;
  };
  add({dated("Iesire", "20150101T000000Z"), dated("Ieşire", ""),
       dated("Ieșire", "20250101T000000Z"), dated("Ieșiri", "20200101T000000Z")});
  const auto matches = find("Exit", "en", "ro");
  ASSERT_EQ(matches.size(), 4U);
  EXPECT_EQ(matches[0].target.text, "Ieșire");
  EXPECT_EQ(matches[0].date, "20250101T000000Z");
  EXPECT_EQ(matches[0].author, "ana");
  EXPECT_EQ(matches[1].target.text, "Ieșiri");
  EXPECT_EQ(matches[2].target.text, "Iesire");
  EXPECT_EQ(matches[3].target.text, "Ieşire") << "without a date";
  EXPECT_EQ(matches[3].date, "") << "when it was added to this memory is no date of it";
}

TEST_F(MemoryTest, OpensOnlyMemories) {
  OpenOptions existing;
  existing.create = false;
  const auto none = TranslationMemory::open(file(), existing);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(none.error().remedy, base::Remedy::kMakeMemory);
  EXPECT_EQ(TranslationMemory::open(folder_.path()).error().code, ErrorCode::kUnsupported);
  std::ofstream(file()) << "this is a text file, longer than sixteen bytes";
  EXPECT_EQ(TranslationMemory::open(file()).error().code, ErrorCode::kUnsupported);

  const auto make = [&](const char* sql) {
    fs::remove(file());
    sqlite3* database = nullptr;
    sqlite3_open(file().c_str(), &database);
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  };
  make("CREATE TABLE bookmarks(url TEXT)");
  EXPECT_EQ(TranslationMemory::open(file()).error().code, ErrorCode::kUnsupported);
  make("PRAGMA application_id = 0x50756E74; PRAGMA user_version = 999; CREATE TABLE x(y)");
  EXPECT_EQ(TranslationMemory::open(file()).error().code, ErrorCode::kTooNew);
}

TEST_F(MemoryTest, FilesOfTheFirstFormatStayReadable) {
  fs::copy_file(fs::path(PUNTE_TEST_DATA) / "memory-v1.tm", file());
  const auto matches = find("About us", "en", "ro");
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].target.text, "Despre noi");
}

TEST_F(MemoryTest, FilesOfEachFormatStayReadable) {
  // One small memory for each version of the schema, written by the program of that time (2, 3
  // and 5: by that of 4 or 6, without the tables that came later).
  for (const char* name : {"memory-v2.tm", "memory-v3.tm", "memory-v4.tm", "memory-v5.tm",
                           "memory-v6.tm", "memory-v7.tm", "memory-v8.tm"}) {
    SCOPED_TRACE(name);
    for (const bool read_only : {true, false}) {
      fs::remove(file());
      fs::copy_file(fs::path(PUNTE_TEST_DATA) / name, file());
      OpenOptions options;
      options.read_only = read_only;
      auto memory = TranslationMemory::open(file(), options);
      ASSERT_TRUE(memory) << memory.error().text();
      Query query;
      query.source.text = "The new bridge is closed.";
      query.source_language = "en";
      query.target_language = "ro";
      const auto matches = memory->lookup(query);
      ASSERT_TRUE(matches) << matches.error().text();
      ASSERT_EQ(matches->size(), 1U);
      EXPECT_EQ((*matches)[0].target.text, "Podul vechi este închis.");
      const auto report = check(*memory, {});
      ASSERT_TRUE(report);
      EXPECT_EQ(report->fault_count, 0);
      EXPECT_EQ(report->units, 3);
    }
  }
}

TEST_F(MemoryTest, AUnitThatCannotBeReadCanBeSaved) {
  add({unit({{"en", "one"}, {"ro", "unu"}})});
  {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, "UPDATE unit SET detail = x'FF'", nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(database);
  }
  const auto memory = TranslationMemory::open(file());
  ASSERT_TRUE(memory);
  const auto read = memory->unit(1);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(read.error().arguments, std::vector<std::string>{"1"});
  EXPECT_EQ(read.error().remedy, base::Remedy::kRepairMemory);
}

TEST_F(MemoryTest, ADamagedFileIsToldOrRead) {
  std::vector<Unit> units;
  // More than may wait for the index: the index has a part to damage.
  for (int i = 0; i < 700; ++i) {
    units.push_back(unit({{"en", "sentence number " + std::to_string(i)}, {"ro", "fraza"}}));
    units.back().attributes = {{"tuid", std::to_string(i)}};
  }
  add(units);
  std::string bytes;
  {
    std::ifstream in(file(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  for (std::size_t at = 16; at < bytes.size(); at += 997) {
    std::string damaged = bytes;
    for (std::size_t i = at; i < std::min(at + 40, damaged.size()); ++i) {
      damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    }
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << damaged;
    OpenOptions options;
    options.read_only = true;
    const auto memory = TranslationMemory::open(file(), options);
    if (!memory) continue;
    Query query;
    query.source.text = "sentence number 7";
    query.source_language = "en";
    query.target_language = "ro";
    static_cast<void>(memory->lookup(query));
    static_cast<void>(
        memory->concordance("number 7", {}, [](const ConcordanceHit&) { return true; }));
    static_cast<void>(memory->for_each({}, [](const Unit&) -> Result<void> { return {}; }));
  }
}

}  // namespace
}  // namespace punte::tm

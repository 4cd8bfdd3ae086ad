#include "tm/import_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/check.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

using testing::ElementsAre;

using Texts = std::vector<std::pair<std::string, std::string>>;

Unit unit(const Texts& texts, const std::string& date = "", const std::string& tuid = "") {
  Unit out;
  out.source_language = "en";
  for (const auto& [language, text] : texts) {
    Variant& variant = out.variants.emplace_back();
    variant.language = language;
    variant.text.text = text;
  }
  if (!tuid.empty()) out.attributes.emplace_back("tuid", tuid);
  if (!date.empty()) out.attributes.emplace_back("changedate", date);
  return out;
}

class ImportPolicyTest : public testing::Test {
 protected:
  ImportPolicyTest() : memory_(std::move(TranslationMemory::open_in_memory().value())) {}

  PolicyOutcome add(const Unit& one, OnConflict policy = OnConflict::kKeepBoth,
                    ConflictBy by = ConflictBy::kSource, std::string_view origin = "a.tmx") {
    return add_all({one}, policy, by, origin).back();
  }
  /// In one import.
  std::vector<PolicyOutcome> add_all(const std::vector<Unit>& units, OnConflict policy,
                                     ConflictBy by = ConflictBy::kSource,
                                     std::string_view origin = "a.tmx") {
    std::vector<PolicyOutcome> out;
    auto writer = memory_.begin();
    auto by_policy = PolicyWriter::make(memory_, *writer, policy, by);
    for (const Unit& one : units) out.push_back(by_policy->add(one, origin).value());
    EXPECT_TRUE(writer->commit());
    EXPECT_EQ(check(memory_)->fault_count, 0);
    return out;
  }
  /// "1 open|deschis"
  [[nodiscard]] std::vector<std::string> units() const {
    std::vector<std::string> out;
    EXPECT_TRUE(memory_.for_each({}, [&](const Unit& one) -> Result<void> {
      std::string line = std::to_string(one.id) + " ";
      for (std::size_t i = 0; i < one.variants.size(); ++i) {
        line += (i == 0 ? "" : "|") + one.variants[i].text.text;
      }
      out.push_back(line);
      return {};
    }));
    return out;
  }
  TranslationMemory memory_;
};

TEST_F(ImportPolicyTest, BothStayWhereNothingElseIsSaid) {
  add(unit({{"en", "open"}, {"ro", "deschis"}}));
  add(unit({{"en", "open"}, {"ro", "deschide"}}));
  EXPECT_THAT(units(), ElementsAre("1 open|deschis", "2 open|deschide"));
}

TEST_F(ImportPolicyTest, OfReplacedUnitsTheNewOneTakesThePlace) {
  add(unit({{"en", "open"}, {"ro", "deschis"}}));
  add(unit({{"en", "closed"}, {"ro", "închis"}}));
  const PolicyOutcome done = add(unit({{"en", "open"}, {"ro", "deschide"}}), OnConflict::kReplace,
                                 ConflictBy::kSource, "b");
  EXPECT_EQ(done.replaced, 1);
  EXPECT_FALSE(done.outcome.has_value());
  EXPECT_THAT(units(), ElementsAre("1 open|deschide", "2 closed|închis"));
  ASSERT_TRUE(memory_.undo(0));
  EXPECT_THAT(units(), ElementsAre("1 open|deschis", "2 closed|închis"));
}

TEST_F(ImportPolicyTest, TheOldOneStaysWhereItIsTold) {
  add(unit({{"en", "open"}, {"ro", "deschis"}}));
  const PolicyOutcome done = add(unit({{"en", "open"}, {"ro", "deschide"}}), OnConflict::kKeepOld);
  EXPECT_TRUE(done.kept_old);
  EXPECT_EQ(done.replaced, 0);
  EXPECT_THAT(units(), ElementsAre("1 open|deschis"));
  EXPECT_EQ(add(unit({{"en", "new"}, {"ro", "nou"}}), OnConflict::kKeepOld).outcome,
            AddOutcome::kAdded);
}

TEST_F(ImportPolicyTest, TheNewestByDateStaysInWhateverOrderTheyCome) {
  const Unit old = unit({{"en", "Exit"}, {"ro", "Iesire"}}, "20150101T000000Z");
  const Unit middle = unit({{"en", "Exit"}, {"ro", "Ieşire"}}, "20200101T000000Z");
  const Unit latest = unit({{"en", "Exit"}, {"ro", "Ieșire"}}, "20250101T000000Z");
  for (const auto& order : std::vector<std::vector<Unit>>{
           {old, middle, latest}, {latest, middle, old}, {middle, latest, old}}) {
    memory_ = std::move(TranslationMemory::open_in_memory().value());
    add_all(order, OnConflict::kNewest);
    ASSERT_EQ(units().size(), 1U);
    EXPECT_THAT(units()[0], testing::EndsWith("Exit|Ieșire"));
  }
}

TEST_F(ImportPolicyTest, WithoutDatesWhatComesLaterIsNewer) {
  add(unit({{"en", "Exit"}, {"ro", "Iesire"}}));
  add(unit({{"en", "Exit"}, {"ro", "Ieșire"}}), OnConflict::kNewest);
  EXPECT_THAT(units(), ElementsAre("1 Exit|Ieșire"));
  // A date is more than none, whichever comes first.
  add(unit({{"en", "Exit"}, {"ro", "Ieșiri"}}, "20150101T000000Z"), OnConflict::kNewest);
  EXPECT_THAT(units(), ElementsAre("1 Exit|Ieșiri"));
  EXPECT_TRUE(add(unit({{"en", "Exit"}, {"ro", "Ieși"}}), OnConflict::kNewest).kept_old);
  EXPECT_THAT(units(), ElementsAre("1 Exit|Ieșiri"));
}

TEST_F(ImportPolicyTest, LanguagesThatAreNotInConflictStay) {
  add(unit({{"en", "open"}, {"ro", "deschis"}, {"fr", "ouvert"}}));
  add(unit({{"en", "open"}, {"ro", "deschide"}, {"de", "offen"}}), OnConflict::kReplace);
  EXPECT_THAT(units(), ElementsAre("1 open|ouvert", "2 open|deschide|offen"));
  add(unit({{"en", "open"}, {"fr", "ouverte"}, {"es", "abierto"}}), OnConflict::kKeepOld);
  EXPECT_THAT(units(), ElementsAre("1 open|ouvert", "2 open|deschide|offen", "3 open|abierto"));
}

TEST_F(ImportPolicyTest, AUnitThatIsThereAlreadyTakesNoOthersPlace) {
  add(unit({{"en", "open"}, {"ro", "deschis"}}));
  add(unit({{"en", "open"}, {"ro", "deschide"}}));
  const PolicyOutcome done = add(unit({{"en", "open"}, {"ro", "deschide"}}), OnConflict::kReplace);
  EXPECT_EQ(done.outcome, AddOutcome::kUnchanged);
  EXPECT_EQ(done.replaced, 1);
  EXPECT_THAT(units(), ElementsAre("2 open|deschide"));
}

TEST_F(ImportPolicyTest, OtherContextsAreNoConflict) {
  Unit menu = unit({{"en", "open"}, {"ro", "deschide"}});
  menu.properties = {{"x-context", "menu", {}}};
  add(menu);
  add(unit({{"en", "open"}, {"ro", "deschis"}}), OnConflict::kReplace);
  EXPECT_EQ(units().size(), 2U);
}

TEST_F(ImportPolicyTest, ByTuidASourceThatChangedReplacesTheOldOne) {
  add(unit({{"en", "Open file"}, {"ro", "Deschide fișier"}}, "", "menu.open"));
  add(unit({{"en", "Open the file"}, {"ro", "Deschide fișierul"}}, "", "menu.open"),
      OnConflict::kReplace, ConflictBy::kTuid);
  EXPECT_THAT(units(), ElementsAre("1 Open the file|Deschide fișierul"));
  add(unit({{"en", "Something else"}, {"ro", "Altceva"}}, "", "menu.open"), OnConflict::kReplace,
      ConflictBy::kTuid, "another.tmx");
  EXPECT_EQ(units().size(), 2U) << "numbers of another file mean other units";
  add(unit({{"en", "Open the file"}, {"ro", "Deschideți fișierul"}}), OnConflict::kReplace,
      ConflictBy::kTuid);
  EXPECT_EQ(units().size(), 3U) << "a unit without a tuid conflicts with none";
}

}  // namespace
}  // namespace punte::tm

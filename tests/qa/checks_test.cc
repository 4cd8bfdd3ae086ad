#include "qa/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace punte::qa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Pair pair_of(std::string source, std::string target, std::string to = "ro",
             std::string from = "en") {
  Pair out;
  out.source.text = std::move(source);
  out.target.text = std::move(target);
  out.source_language = std::move(from);
  out.target_language = std::move(to);
  return out;
}

std::vector<std::string> ids(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) out.push_back(finding.check);
  return out;
}

std::vector<std::string> found(const Pair& pair, Options options = {}) {
  Checker checker(std::move(options));
  return ids(checker.add(pair));
}

struct Row {
  const char* source;
  const char* target;
  const char* expected;  // ids, separated by blanks
};

TEST(Checks, FindWhatIsWrongAndNothingElse) {
  const std::vector<Row> rows = {
      {"The bridge is open.", "Podul este deschis.", ""},
      {"It costs 1,234.50 lei.", "Costă 1.234,50 lei.", ""},
      {"It costs 1,234.50 lei.", "Costă 1.243,50 lei.", "numbers"},
      {"Open from 7:43.", "Deschis de la 7.43.", ""},
      {"Two hundred, 200.", "Două sute.", "numbers"},
      {"There are 3 bridges.", "Sunt trei poduri.", "numbers"},
      {"Hello, %s!", "Salut!", "placeholders"},
      {"Hello, {name}!", "Salut, {nume}!", "placeholders placeholders"},
      {"See https://example.org/.", "Vezi exemplul.", "addresses"},
      {"Are you sure?", "Sigur.", "ending"},
      {"Save (all)", "Salvează (tot", "brackets"},
      {"a) First", "a) Primul", ""},
      {"Save all", "Salvează  tot", "spaces"},
      {"Save all ", "Salvează tot", "spaces"},
      {"the bridge", "podul podul", "repeated-word"},
      {"The bridge", "Podul și pоd", "scripts"},  // the second "о" is Cyrillic
      {"The ways", "Căile ţării", "cedilla"},
      {"About us", "Despre noi È™i", "damaged"},
      {"About us", "despre noi", "capital"},
      {"The bridge is open.", "The bridge is open.", "same"},
      {"Bridge", "Bridge", ""},
      {"The bridge", "", "empty"},
      {"", "", ""},
      {"It is the longest bridge over the river that was built here in the last century, they say.",
       "Este cel mai lung pod peste acest rau, construit aici in ultimul secol, asa se spune pe "
       "aici.",
       "diacritics"},
      {"It is the longest bridge over the river.",
       "C'est le plus long pont sur la rivière de la ville.", "language"},
      {"It is the longest bridge over the river.", "Da.", "length"},
  };
  for (const Row& row : rows) {
    std::string all;
    for (const std::string& id : found(pair_of(row.source, row.target))) {
      all += (all.empty() ? "" : " ") + id;
    }
    EXPECT_EQ(all, row.expected) << row.source << " | " << row.target;
  }
}

TEST(Checks, SmallNumbersInWordsAreOnlyWorthALook) {
  Checker checker;
  const auto findings = checker.add(pair_of("There are 3 bridges.", "Sunt trei poduri."));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].severity, Severity::kNote);
}

TEST(Checks, InlineCodesMustAllBeThere) {
  Pair pair = pair_of("not here", "nu aici");
  const language::InlineCode open{4, language::CodeKind::kOpen, "1", "", "bold", "<b>", "", {}};
  const language::InlineCode close{8, language::CodeKind::kClose, "1", "", "bold", "</b>", "", {}};
  pair.source.codes = {open, close};
  EXPECT_THAT(found(pair), ElementsAre("codes"));
  pair.target.codes = {open, close};
  EXPECT_THAT(found(pair), IsEmpty());
  pair.target.codes = {close, open};
  EXPECT_THAT(found(pair), ElementsAre("codes"));
}

TEST(Checks, TermsMayBeInflected) {
  Options options;
  options.terms = {{"bridge", "pod", "en", "ro"}, {"bridge", "punte", "en", "ro"}};
  EXPECT_THAT(found(pair_of("Two bridges.", "Două poduri."), options), IsEmpty());
  EXPECT_THAT(found(pair_of("Two bridges.", "Două punți."), options), ElementsAre("terms"));
  EXPECT_THAT(found(pair_of("Two bridges.", "Două punte."), options), IsEmpty());
  EXPECT_THAT(found(pair_of("Two boats.", "Două bărci."), options), IsEmpty());
}

TEST(Checks, InconsistencyIsToldBothWays) {
  Checker checker;
  for (const auto& [source, target] :
       std::vector<std::pair<const char*, const char*>>{{"Save", "Salvează"},
                                                        {"save", "Memorează"},
                                                        {"Store", "Salvează"},
                                                        {"Save", "Salvează"}}) {
    static_cast<void>(checker.add(pair_of(source, target)));
  }
  const auto findings = checker.finish();
  EXPECT_THAT(ids(findings), ElementsAre("inconsistent-target", "inconsistent-source"));
  EXPECT_EQ(findings[0].pair, 1U);
  EXPECT_EQ(findings[1].pair, 2U);
}

TEST(Checks, EachCanBeSwitchedOff) {
  for (const CheckInfo& info : checks()) {
    Options options;
    for (const CheckInfo& other : checks()) {
      if (other.id != info.id) options.off.insert(std::string(other.id));
    }
    Checker checker(options);
    auto findings = checker.add(pair_of("Are  %s (3) x@y.ro sure? ţ", "sigur) sigur Ã© 4"));
    const auto more = checker.finish();
    findings.insert(findings.end(), more.begin(), more.end());
    EXPECT_TRUE(std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.check == info.id;
    })) << info.id;
  }
}

TEST(Checks, TakeAnyBytes) {
  Checker checker;
  for (const char* text : {"\xff\xfe", "%", "{", "$", "&", "%(", "{{", "\xe2\x80", "a@", "(((("}) {
    static_cast<void>(checker.add(pair_of(text, text)));
    static_cast<void>(checker.add(pair_of("x", text)));
    static_cast<void>(checker.add(pair_of(text, "x")));
  }
  static_cast<void>(checker.finish());
}

}  // namespace
}  // namespace punte::qa

#include "tm/language_gate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/audit.h"
#include "tm/text/judged_text.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

constexpr double kSure = 0.9;

Unit unit(const std::string& en, const std::string& ro) {
  Unit out;
  out.variants.resize(2);
  out.variants[0].language = "en";
  out.variants[0].text.text = en;
  out.variants[1].language = "ro";
  out.variants[1].text.text = ro;
  return out;
}

/// "ro->en", or "" where nothing is wrong.
std::string verdict(const std::string& en, const std::string& ro, Copies copies = Copies::kLeave) {
  LanguageGate gate;
  const Unit one = unit(en, ro);
  std::string out;
  for (const GateVerdict& wrong : gate.judge(one, kSure, copies)) {
    out += (out.empty() ? "" : " ") + one.variants[wrong.variant].language + "->" + wrong.proposal;
  }
  return out;
}

TEST(LanguageGate, TextsWithMarkupPlaceholdersAndNamesAreNotJudgedByThem) {
  struct Row {
    const char* en;
    const char* ro;
    const char* why;
  };
  const std::vector<Row> rows = {
      {"<strong>Name</strong>", "<strong>Nume</strong>", "a tag is no English"},
      {"<strong>Validated by:</strong>", "<strong>Validat de:</strong>", "too few words"},
      {"{$width}&times;{$height} pixels", "{$width}&times;{$height} pixeli", "placeholders"},
      {"<span class=\"o_form_label\">Main currency</span><span title=\"Values set here are "
       "company-specific.\" class=\"fa fa-lg fa-building-o\"/>",
       "<span class=\"o_form_label\">Valuta principală</span><span title=\"Values set here are "
       "company-specific.\" class=\"fa fa-lg fa-building-o\"/>",
       "texts of attributes"},
      {"Maciej Gryniuk <maciejka45\\_at\\_gmail.com>", "Maciej Gryniuk <maciejka45 la gmail.com>",
       "a name and an address"},
      {"America/Porto Velho", "America/Porto Velho (Brazilia)", "a place"},
      {"Caesium, strontium, rubidium and calcium", "Cesiu, stronțiu, rubidiu și calciu",
       "terms of science are Latin everywhere"},
      {"Saint Pierre and Miquelon", "Saint Pierre și Miquelon", "a place"},
      {"CC Attribution-NonCommercial-NoDerivatives 4.0 license",
       "Licență CC Attribution-NonCommercial-NoDerivatives 4.0", "a product"},
      {"Example: none, ssl, tls, notls", "Examplu: none, ssl, tls, notls", "words of a program"},
      {"Email gateway of the mail server", "Email gateway", "loan words"},
  };
  for (const Row& row : rows) EXPECT_EQ(verdict(row.en, row.ro), "") << row.why << ": " << row.ro;
}

TEST(LanguageGate, SentencesInAnotherLanguageAreFound) {
  EXPECT_EQ(verdict("Do you confirm validation of this campaign?",
                    "Do you confirm validation of this campain?"),
            "ro->en");
  EXPECT_EQ(verdict("Numéro d'agrément (délivré par le CISD de rattachement)",
                    "Numărul de aprobare (emis de CISD de atașament)"),
            "en->fr");
  EXPECT_EQ(verdict("<b>Click here</b> to open the settings of your account, {name}.",
                    "<b>Click here</b> to open all settings of your account, {name}."),
            "ro->en");
  EXPECT_EQ(verdict("Primăria a anunțat ieri că podul va fi închis.",
                    "The town hall announced yesterday that the bridge will be closed."),
            "en->ro");
}

TEST(LanguageGate, ATextThatIsTranslatedInPartKeepsItsLabel) {
  EXPECT_EQ(verdict("A payment journal entry cannot be manually posted. They will be posted "
                    "automatically after the reconciliation of the bank statement is done.",
                    "A payment journal entry cannot be manually posted. Acestea vor fi postate "
                    "automat după efectuarea reconcilierii extrasului de cont bancar."),
            "");
}

TEST(LanguageGate, EqualTextsAreLeftAloneUnlessAskedFor) {
  const std::string text = "There is nothing to translate in this long sentence.";
  EXPECT_EQ(verdict(text, text), "");
  EXPECT_EQ(verdict(text, text, Copies::kJudge), "ro->en");
}

TEST(LanguageGate, WordsThatAreNoEvidenceAreLeftOut) {
  const auto words = [](std::string_view text, const std::vector<std::string_view>& others = {}) {
    return internal::judged_text(text, others).text;
  };
  EXPECT_EQ(words("Ask <a href=\"x.html\">Ana Pop</a> about it."), "about it");
  EXPECT_EQ(words("Send %s to info@example.org or see www.example.org."), "Send to or see");
  EXPECT_EQ(words("Open the file config.php with PHP5 on localhost:8080"), "Open the file with on");
  EXPECT_EQ(words("Firefox is open", {"Firefox este deschis"}), "is open");
  EXPECT_EQ(words("It is late. We go home."), "It is late We go home");
  EXPECT_EQ(words("{count, plural, one {# file} other {# files}} found"), "found");
  EXPECT_EQ(words("a < b and c > d"), "a b and c d") << "signs that are no tags";
  EXPECT_EQ(words("\xFF\xFE <"), "");
}

class AuditTest : public testing::Test {
 protected:
  AuditTest() : memory_(std::move(TranslationMemory::open_in_memory().value())) {}
  void add(const Unit& one) {
    auto writer = memory_.begin();
    ASSERT_TRUE(writer->add(one, "a.tmx"));
    ASSERT_TRUE(writer->commit());
  }
  std::string problems(const AuditOptions& options) {
    std::string out;
    EXPECT_TRUE(audit(memory_, options, [&](const Finding& finding) -> Result<void> {
      out += (out.empty() ? "" : " ") + std::string(problem_name(finding.problem));
      return {};
    }));
    return out;
  }
  TranslationMemory memory_;
};

TEST_F(AuditTest, CopiesAreFoundAndRemovedOnlyWhereAskedFor) {
  const std::string text = "There is nothing to translate in this long sentence.";
  add(unit(text, text));
  add(unit("Google Analytics", "Google Analytics"));
  AuditOptions options;
  options.fix = true;
  EXPECT_EQ(problems(options), "");
  EXPECT_EQ(memory_.info()->units, 2);
  options.problems = {Problem::kSame};
  EXPECT_EQ(problems(options), "same");
  EXPECT_EQ(memory_.info()->units, 1) << "the name stays";
}

TEST_F(AuditTest, AWrongLabelIsSetRight) {
  add(unit("Numéro d'agrément (délivré par le CISD de rattachement)", "Numărul de aprobare"));
  AuditOptions options;
  options.fix = true;
  EXPECT_EQ(problems(options), "language");
  EXPECT_EQ(memory_.unit(1)->value().variants[0].language, "fr");
}

}  // namespace
}  // namespace punte::tm

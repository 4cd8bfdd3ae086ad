#include "job/fragments.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

class Fragments : public WithMemory {
 protected:
  Fragments() {
    add(unit_of({{"en", "The user account was created on the first login."},
                 {"ro", "Contul de utilizator a fost creat la prima autentificare."}}),
        "a");
    add(unit_of({{"en", "Your trial period ends in three days."},
                 {"ro", "Perioada de probă se încheie în trei zile."}}),
        "a");
    add(unit_of({{"en", "Categories of accounts"}, {"fr", "Catégories de comptes"}}), "a");
    add(unit_of({{"zh", "我們的舊橋已經關閉了"}, {"ro", "Podul nostru vechi s-a închis"}}), "a");
  }
  /// "part: text" for each fragment.
  [[nodiscard]] std::vector<std::string> of(const std::string& text,
                                            const std::string& from = "en") const {
    const std::vector<Fragment> found = find_fragments(memory_, text, from, "ro").value();
    std::vector<std::string> out;
    for (const Fragment& one : found) {
      out.push_back(text.substr(one.span.start, one.span.limit - one.span.start) + ": " +
                    one.units.front().others.front().second);
    }
    return out;
  }
};

TEST_F(Fragments, PartsAreFoundInLongerTexts) {
  EXPECT_EQ(of("When your trial period ends, the user account is deleted"),
            (std::vector<std::string>{
                "your trial period ends: Perioada de probă se încheie în trei zile.",
                "the user account: Contul de utilizator a fost creat la prima autentificare."}));
}

TEST_F(Fragments, OnlyWholeWordsCountAndATranslationIsNeeded) {
  EXPECT_TRUE(of("period endings").empty());
  EXPECT_TRUE(of("Categories of accounts and more").empty());
  EXPECT_TRUE(of("").empty());
  EXPECT_TRUE(of("...").empty());
}

TEST_F(Fragments, ScriptsWithoutBlanksHaveThemToo) {
  EXPECT_EQ(of("這座舊橋已經重開", "zh"),
            (std::vector<std::string>{"舊橋已經: Podul nostru vechi s-a închis"}));
}

}  // namespace
}  // namespace punte::job

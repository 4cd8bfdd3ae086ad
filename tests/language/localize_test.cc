#include "language/localize.h"

#include <gtest/gtest.h>

#include <vector>

namespace punte::language {
namespace {

/// ICU writes no-break and thin spaces in some versions; here they are blanks.
std::string plain(std::string text) {
  for (const std::string_view space : {"\u00A0", "\u202F", "\u2009"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space)) {
      text.replace(at, space.size(), " ");
    }
  }
  return text;
}

struct Row {
  const char* from;
  const char* to;
  const char* text;
  const char* expected;  // "": left alone
};

TEST(Localize, PutsDatesTimesAndMeasuresIntoTheFormOfTheLanguage) {
  const std::vector<Row> rows = {
      {"ro", "en", "sâmbătă, 25 mai 2024 - 7:43", "Saturday, May 25, 2024, 7:43 AM"},
      {"ro", "en", "25 mai 2024", "May 25, 2024"},
      {"en", "ro", "Saturday, May 25, 2024", "sâmbătă, 25 mai 2024"},
      {"en", "de", "May 25, 2024", "25. Mai 2024"},
      {"en", "ro", "7:43 PM", "19:43"},
      {"und", "ro", "16.5 C", "16,5 °C"},
      {"ro", "en", "16,5 °C", "16.5 °C"},
      {"en", "ro", "1,234.50", "1.234,50"},
      {"ro", "en", "1.234", "1,234"},
      {"und", "ro", "50%", "50%"},
      {"en", "ro", "The bridge opened on May 25, 2024", ""},
      {"en", "ro", "1.2.3", ""},
      {"en", "ro", "Chapter 7", ""},
      {"en", "ro", "May 45, 2024", ""},
      {"en", "ro", "", ""},
  };
  for (const Row& row : rows) {
    const auto found = Localizer(row.from, row.to).localize(row.text);
    EXPECT_EQ(found ? plain(found->text) : "", row.expected) << row.text;
  }
}

TEST(Localize, TakesAnyBytes) {
  const Localizer localizer("en", "ro");
  for (const char* text : {"\xff\xfe 1", "-", "1,", ",1", "1e99", "999999999999999999999"}) {
    static_cast<void>(localizer.localize(text));
  }
  const Localizer odd("x-nonsense", "zz");
  static_cast<void>(odd.localize("May 25, 2024"));
}

}  // namespace
}  // namespace punte::language

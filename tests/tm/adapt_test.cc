#include "tm/search/adapt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::tm::internal {
namespace {

std::string drawn(const std::string& text) {
  std::string out;
  for (const Placeable& one : placeables_of(text)) {
    const char* const kind = one.kind == PlaceableKind::kNumber ? "n"
                             : one.kind == PlaceableKind::kCode ? "c"
                                                                : "a";
    out += std::string(out.empty() ? "" : " ") + kind + "[" +
           text.substr(one.span.start, one.span.limit - one.span.start) + "]";
  }
  return out;
}

TEST(Placeables, AreFoundInAText) {
  EXPECT_EQ(drawn("Page 12 of 1,200.5."), "n[12] n[1,200.5]");
  EXPECT_EQ(drawn("On 25/05/2024, 7:43"), "n[25/05/2024] n[7:43]");
  EXPECT_EQ(drawn("MP3 in ISO-8859-1"), "c[MP3] c[ISO-8859-1]");
  EXPECT_EQ(drawn("see https://a.ro/b?c=1 or me@a.ro."), "a[https://a.ro/b?c=1] a[me@a.ro]");
  EXPECT_EQ(drawn("no well-known part, and/or"), "");
  EXPECT_EQ(drawn("ă2x"), "");
  EXPECT_EQ(drawn("x://"), "a[x://]");
}

struct Row {
  std::string query, source, target, wanted, why;
};

TEST(Adapt, OnlyWhatIsBeyondDoubtIsReplaced) {
  const ToTargetForm form = [](std::string_view number) -> std::optional<std::string> {
    std::string out(number);
    for (char& c : out) c = c == ',' ? '.' : c == '.' ? ',' : c;
    return out;
  };
  for (const Row& row : std::vector<Row>{
           {"Page 12 of 40", "Page 9 of 33", "Pagina 9 din 33", "Pagina 12 din 40", "plain"},
           {"1,500 people", "1,200.5 people", "1.200,5 oameni", "1.500 oameni", "another form"},
           {"5 of 3", "3 of 5", "3 din 5", "5 din 3", "exchanged, both at once"},
           {"From 10 to 5", "From 5 to 10", "De la 5 la 10", "De la 10 la 5", "the same"},
           {"5 of 5", "3 of 5", "3 din 5", "5 din 5", "one that is there already"},
           {"4 of 4", "3 of 3", "3 din 3", "4 din 4", "twice the same"},
           {"4 of 4", "3 of 3", "3 în total", "3 în total", "twice in the source, once here"},
           {"2 of 4", "3 of 3", "3 din 3", "3 din 3", "which of the two?"},
           {"Page 12", "Page 9", "Pagina nouă", "Pagina nouă", "not in the target"},
           {"Page 12", "Page 9 of 3", "Pagina 9 din 3", "Pagina 9 din 3", "one more"},
           {"Page 12", "Page v9", "Pagina v9", "Pagina v9", "another kind"},
           {"Write to b@b.ro", "Write to a@a.ro", "Scrieți la a@a.ro", "Scrieți la b@b.ro",
            "an address"},
           {"Page nine", "Page 9", "Pagina 9", "Pagina 9", "none asked"}}) {
    Match match;
    match.source.text = row.source;
    match.target.text = row.target;
    const bool uneven =
        row.why == "one more" || row.why == "another kind" || row.why == "none asked";
    EXPECT_EQ(adapt(row.query, form, match), uneven                     ? Placed::kUneven
                                             : row.wanted != row.target ? Placed::kRight
                                                                        : Placed::kWrong)
        << row.why;
    EXPECT_EQ(match.target.text, row.wanted) << row.why;
    EXPECT_EQ(match.reasons.empty(), row.wanted == row.target) << row.why;
  }
}

TEST(Adapt, CodesStayWhereTheyWere) {
  Match match;
  match.source.text = "Page 9 of 333 now";
  match.target.text = "Pagina 9 din 333 acum";
  match.target.codes = {{7, language::CodeKind::kOpen, "1", "", "", "<b>", "", {}},
                        {8, language::CodeKind::kClose, "1", "", "", "</b>", "", {}},
                        {16, language::CodeKind::kSingle, "2", "", "", "<br>", "", {}}};
  EXPECT_EQ(adapt(
                "Page 1000 of 4 now", [](std::string_view) { return std::nullopt; }, match),
            Placed::kRight);
  EXPECT_EQ(match.target.text, "Pagina 1000 din 4 acum");
  EXPECT_EQ(match.target.codes[0].offset, 7U);
  EXPECT_EQ(match.target.codes[1].offset, 11U);
  EXPECT_EQ(match.target.codes[2].offset, 17U);
  ASSERT_EQ(match.reasons.size(), 2U);
  EXPECT_EQ(match.reasons[0].detail, "9 → 1000");
}

}  // namespace
}  // namespace punte::tm::internal

#include "tm/search/adapt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tm/text/placeable.h"

namespace punte::tm::internal {
namespace {

std::string drawn(const std::string& text) {
  std::string out;
  for (const Placeable& one : placeables_of(text)) {
    const std::string kind(1, "ncapr"[static_cast<std::size_t>(one.kind)]);
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

TEST(Placeables, SignsBelongToTheirNumbers) {
  EXPECT_EQ(drawn("-7 and +5, −3.5 °C (-2)"), "n[-7] n[+5] n[−3.5] n[-2]");
  EXPECT_EQ(drawn("pages 5-7, A-7, 3 - 4, x-1"), "n[5-7] c[A-7] n[3] n[4] c[x-1]");
  EXPECT_EQ(drawn("±5 V"), "n[±5]");
  EXPECT_EQ(drawn("-$5.00 or −€3, US-$4"), "n[-$5.00] n[−€3] n[4]");
}

TEST(Placeables, NumbersAreWrittenInManyWays) {
  EXPECT_EQ(drawn("150 000 and 1 234 567,89"), "n[150 000] n[1 234 567,89]");
  EXPECT_EQ(drawn("1'500 or 1’500"), "n[1'500] n[1’500]");
  EXPECT_EQ(drawn("in 2024 100 people"), "n[2024] n[100]");
  EXPECT_EQ(drawn("12 3456"), "n[12] n[3456]");
  EXPECT_EQ(drawn("الفصل ٤, 第８章, ९"), "n[٤] n[８] n[९]");
}

TEST(Placeables, ChaptersHaveRomanNumbers) {
  EXPECT_EQ(drawn("Chapter IV, see part xii"), "r[IV] r[xii]");
  EXPECT_EQ(drawn("Capitolul III; Глава IX"), "r[III] r[IX]");
  EXPECT_EQ(drawn("I did mix it, chapter mix, chapter iiii, chapter one"), "");
}

TEST(Placeables, PlaceholdersAreOneEach) {
  EXPECT_EQ(drawn("%s, %1$s, %(name)d, {0}, {{ x }}, ${home}, $USER, #{n}, %name%"),
            "p[%s] p[%1$s] p[%(name)d] p[{0}] p[{{ x }}] p[${home}] p[$USER] p[#{n}] p[%name%]");
  EXPECT_EQ(drawn("{when, date, short} or {n, number, #,##0.0}"),
            "p[{when, date, short}] p[{n, number, #,##0.0}]");
  EXPECT_EQ(drawn("{n, plural, one {a file} other {{m} files}} {x}"),
            "p[{n, plural,] p[{m}] p[{x}]");
  EXPECT_EQ(drawn("{g, select, male {He} other {They}}"), "p[{g, select,]");
  EXPECT_EQ(drawn("50 %de and $5, { a b } {"), "n[50] n[5]");
}

/// adapt() with the numbers of a pair of languages.
Placed adapted(const std::string& query, const language::NumberExchange& numbers, Match& match) {
  return adapt(
      AdaptedQuery(query), [&]() -> const language::NumberExchange& { return numbers; }, match);
}

struct Row {
  std::string query, source, target, wanted, why;
};

TEST(Adapt, OnlyWhatIsBeyondDoubtIsReplaced) {
  const language::NumberExchange numbers("en", "ro");
  for (const Row& row : std::vector<Row>{
           {"Page 12 of 40", "Page 9 of 33", "Pagina 9 din 33", "Pagina 12 din 40", "plain"},
           {"1,500 people", "1,200.5 people", "1.200,5 oameni", "1.500 de oameni", "another form"},
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
           {"Hi {user}, {user}", "Hi {name}, {name}", "Bună {name}, {name}", "Bună {user}, {user}",
            "placeholders"},
           {"%2$s of %1$s", "%1$s of %2$s", "%1$s din %2$s", "%2$s din %1$s", "numbered ones"},
           {"%d of %s", "%s of %d", "%s din %d", "%d din %s", "in the order of the query"},
           {"%d of %s", "%s of %d", "%d din %s", "%d din %s", "in an order that would be wrong"},
           {"Chapter IV", "Chapter III", "Capitolul III", "Capitolul IV", "a Roman number"},
           {"Chapter IV", "Chapter III", "Capitolul al III-lea", "Capitolul al IV-lea", "another"},
           {"-7 °C today", "-5 °C today", "Azi sunt −5 °C", "Azi sunt −7 °C", "the sign's form"},
           {"7 °C today", "-5 °C today", "Azi sunt -5 °C", "Azi sunt 7 °C", "the sign goes"},
           {"+5 points", "-5 points", "-5 puncte", "+5 puncte", "another sign"},
           {"7 °C today", "-5 °C today", "Azi sunt minus 5 °C", "Azi sunt minus 5 °C",
            "a sign in words"},
           {"$5.00 left", "-$5.00 left", "-5,00 $ rămași", "5,00 $ rămași",
            "the sign of an amount"},
           {"-$7.00 left", "-$5.00 left", "-$5.00 rămași", "-$7.00 rămași", "an amount kept"},
           {"Page nine", "Page 9", "Pagina 9", "Pagina 9", "none asked"}}) {
    Match match;
    match.source.text = row.source;
    match.target.text = row.target;
    const bool uneven =
        row.why == "one more" || row.why == "another kind" || row.why == "none asked";
    EXPECT_EQ(adapted(row.query, numbers, match), uneven                     ? Placed::kUneven
                                                  : row.wanted != row.target ? Placed::kRight
                                                                             : Placed::kWrong)
        << row.why;
    EXPECT_EQ(match.target.text, row.wanted) << row.why;
    EXPECT_EQ(match.reasons.empty(), row.wanted == row.target) << row.why;
  }
}

TEST(Adapt, NounsFollowTheirNumbers) {
  struct Case {
    std::string query, source, target, wanted;
    Placed placed;
    std::string why;
  };
  const language::NumberExchange numbers("en", "ro");
  for (const Case& row : std::vector<Case>{
           {"25 files copied", "5 files copied", "5 fișiere copiate", "25 de fișiere copiate",
            Placed::kRight, "de from 20 on"},
           {"Wait 35 days", "Wait 15 days", "Așteaptă 15 zile", "Așteaptă 35 de zile",
            Placed::kRight, "the same"},
           {"Wait 15 days", "Wait 35 days", "Așteaptă 35 de zile", "Așteaptă 15 zile",
            Placed::kRight, "none up to 19"},
           {"Wait 101 days", "Wait 100 days", "Așteaptă 100 de zile", "Așteaptă 101 zile",
            Placed::kRight, "nor from 101 to 119"},
           {"Wait 21 minute", "Wait 1 minute", "Așteaptă 1 minut", "Așteaptă 21 minut",
            Placed::kNounForm, "singular to plural"},
           {"Wait 21 days", "Wait 1 day", "Așteaptă 1 zi", "Așteaptă 21 zi", Placed::kNounForm,
            "a short noun"},
           {"25 km left", "15 km left", "Au rămas 15 km de mers", "Au rămas 25 km de mers",
            Placed::kRight, "a unit in small letters"},
           {"Step 21 of 30", "Step 2 of 3", "Pasul 2 din 3", "Pasul 21 din 30", Placed::kRight,
            "no noun is counted"},
           {"Chapter 25 explains", "Chapter 5 explains", "Capitolul 5 explică",
            "Capitolul 25 explică", Placed::kRight, "a chapter"},
           {"On 25 May 2024", "On 15 May 2024", "Pe 15 mai 2024", "Pe 25 mai 2024", Placed::kRight,
            "a date"},
           {"In 2025 firms grew", "In 2015 firms grew", "În 2015 firmele au crescut",
            "În 2025 firmele au crescut", Placed::kRight, "a year"},
           {"Firefox 25 offers more", "Firefox 5 offers more", "Firefox 5 oferă mai mult",
            "Firefox 25 oferă mai mult", Placed::kRight, "a version"},
           {"25 MB free", "5 MB free", "5 MB liberi", "25 MB liberi", Placed::kRight, "a unit"}}) {
    Match match;
    match.source.text = row.source;
    match.target.text = row.target;
    EXPECT_EQ(adapted(row.query, numbers, match), row.placed) << row.why;
    EXPECT_EQ(match.target.text, row.wanted) << row.why;
  }
  const language::NumberExchange polish("en", "pl");
  Match match;
  match.source.text = "2 files";
  match.target.text = "2 pliki";
  EXPECT_EQ(adapted("5 files", polish, match), Placed::kNounForm);
  EXPECT_THAT(match.reasons, testing::Contains(Reason{"noun-form", 0, "pliki"}));
}

TEST(Adapt, CodesStayWhereTheyWere) {
  Match match;
  match.source.text = "Page 9 of 333 now";
  match.target.text = "Pagina 9 din 333 acum";
  match.target.codes = {{7, language::CodeKind::kOpen, "1", "", "", "<b>", "", {}},
                        {8, language::CodeKind::kClose, "1", "", "", "</b>", "", {}},
                        {16, language::CodeKind::kSingle, "2", "", "", "<br>", "", {}}};
  EXPECT_EQ(adapted("Page 1000 of 4 now", language::NumberExchange("en", "ro"), match),
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

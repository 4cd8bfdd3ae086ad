#include "tm/search/label_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::tm::internal {
namespace {

TEST(LabelForm, ClosingMarksFollowTheQuery) {
  struct Row {
    std::string query, source, language, target, expected, why;
  };
  for (const Row& row : std::vector<Row>{
           {"Name", "Name:", "ro", "Nume:", "Nume", "one less"},
           {"Name:", "Name", "ro", "Nume", "Nume:", "one more"},
           {"Loading…", "Loading...", "ro", "Se încarcă...", "Se încarcă…", "another form"},
           {"Saved!", "Saved.", "ro", "Salvat.", "Salvat!", "another mark"},
           {"Saved!", "Saved.", "ro", "Salvat", "Salvat", "the target has none"},
           {"Saved! ", "Saved.", "ro", "Salvat.", "Salvat!", "a blank at the end is no mark"},
           {"Name", "Name:", "fr", "Nom\u00A0:", "Nom", "with the blank before it"},
           {"Name:", "Name", "fr", "Nom", "Nom\u00A0:", "French sets it apart"},
           {"Name.", "Name", "fr", "Nom", "Nom.", "but not this one"},
           {"Name:", "Name", "zh", "名称", "名称", "which has marks of its own"},
           {"...", "?", "ro", "?", "?", "nothing but marks"}}) {
    Match match;
    match.source.text = row.source;
    match.target.text = row.target;
    match.target_language = row.language;
    follow_label(row.query, match);
    EXPECT_EQ(match.target.text, row.expected) << row.why;
    EXPECT_EQ(match.reasons.empty(), row.expected == row.target) << row.why;
  }
}

TEST(LabelForm, AcceleratorsGoWhereTheQueryHasNone) {
  Match match;
  match.source.text = "&File";
  match.target.text = "&Fișier";
  follow_label("&File", match);
  EXPECT_EQ(match.target.text, "&Fișier");
  follow_label("File", match);
  EXPECT_EQ(match.target.text, "Fișier");
  EXPECT_THAT(match.reasons, testing::ElementsAre(Reason{"accelerator", 0, "&"}));
  Match chinese;
  chinese.source.text = "_Open...";
  chinese.target.text = "打开(&O)...";
  follow_label("Open...", chinese);
  EXPECT_EQ(chinese.target.text, "打开...");
}

}  // namespace
}  // namespace punte::tm::internal

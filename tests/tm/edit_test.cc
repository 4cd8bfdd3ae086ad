#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/marked_text.h"
#include "tm/maintenance.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

using Outcome = EditReport::Outcome;
using testing::ElementsAre;

constexpr std::int64_t kMonday = 1'700'000'000;  // 2023-11-14T22:13:20Z

Unit unit(const std::string& en, const std::string& ro) {
  Unit out;
  out.variants.resize(2);
  out.variants[0].language = "en";
  out.variants[0].text.text = en;
  out.variants[1].language = "ro";
  out.variants[1].text.text = ro;
  return out;
}

class EditTest : public testing::Test {
 protected:
  EditTest() : memory_(std::move(TranslationMemory::open_in_memory().value())) {}
  void add(const Unit& one, const std::string& origin = "a.tmx") {
    auto writer = memory_.begin();
    ASSERT_TRUE(writer->add(one, origin));
    ASSERT_TRUE(writer->commit());
  }
  [[nodiscard]] Unit stored(std::int64_t id) const { return memory_.unit(id).value().value(); }
  [[nodiscard]] std::string text(std::int64_t id, std::size_t place = 0) const {
    return language::with_codes(stored(id).variants[place].text);
  }
  ReplaceReport replace_all(ReplaceOptions options) {
    auto report = replace(memory_, options, {"replace", "ana", kMonday});
    if (report) return *std::move(report);
    ADD_FAILURE() << report.error().text();
    return {};
  }

  TranslationMemory memory_;
};

TEST_F(EditTest, SaysWhenAndByWhom) {
  Unit one = unit("one", "unu");
  one.variants[1].attributes = {{"creationid", "MT!"}, {"changedate", "20200101T000000Z"}};
  add(one);
  ASSERT_EQ(edit(memory_, 1, "ro", "una", {"edit", "ana", kMonday})->outcome, Outcome::kChanged);
  EXPECT_THAT(
      stored(1).variants[1].attributes,
      ElementsAre(Attribute{"creationid", "MT!"}, Attribute{"changedate", "20231114T221320Z"},
                  Attribute{"changeid", "ana"}));
  EXPECT_TRUE(stored(1).variants[0].attributes.empty()) << "the other text is as it was";
  EXPECT_TRUE(stored(1).attributes.empty());
}

TEST_F(EditTest, AUnitThatNamesItsLastChangeNamesThisOne) {
  Unit one = unit("one", "unu");
  one.attributes = {{"changedate", "20200101T000000Z"}, {"changeid", "dan"}};
  add(one);
  ASSERT_EQ(edit(memory_, 1, "ro", "una", {"edit", "ana", kMonday})->outcome, Outcome::kChanged);
  EXPECT_THAT(stored(1).attributes, ElementsAre(Attribute{"changedate", "20231114T221320Z"},
                                                Attribute{"changeid", "ana"}));
}

TEST_F(EditTest, OfWhatAMachineWroteIsAPersonsWork) {
  Unit one = unit("The bridge is open.", "Podul este deschis");
  one.variants[1].attributes = {{"creationid", "MT!"}};
  add(one);
  Query query;
  query.source.text = "The bridge is open.";
  query.source_language = "en";
  query.target_language = "ro";
  EXPECT_EQ(memory_.lookup(query)->front().score, 90);
  ASSERT_TRUE(edit(memory_, 1, "ro", "Podul este deschis.", {"edit", "ana", kMonday}));
  const Match match = memory_.lookup(query)->front();
  EXPECT_EQ(match.score, 100);
  EXPECT_EQ(match.author, "ana");
  EXPECT_EQ(match.date, "20231114T221320Z");
}

TEST_F(EditTest, OfNothingNewIsNoChange) {
  add(unit("one", "unu"));
  EXPECT_EQ(edit(memory_, 1, "ro", "unu", {"edit", "ana", kMonday})->outcome, Outcome::kSame);
  EXPECT_TRUE(stored(1).variants[1].attributes.empty());
  EXPECT_EQ(memory_.history(10)->size(), 1U);
}

TEST_F(EditTest, LeavesNeitherAnEmptyTextNorWrongBytes) {
  add(unit("one", "unu"));
  EXPECT_EQ(edit(memory_, 1, "ro", " ", {})->outcome, Outcome::kEmpty);
  const auto bytes = edit(memory_, 1, "ro", "un\xFF", {});
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(text(1, 1), "unu");
}

TEST_F(EditTest, ReplacesEveryOccurrenceInOneChange) {
  add(unit("An e-mail to the e-mail address.", "Un e-mail."));
  add(unit("No mail.", "Nimic."));
  ReplaceOptions options;
  options.find = "e-mail";
  options.with = "email";
  options.language = "en";
  options.dry_run = true;
  const ReplaceReport preview = replace_all(options);
  EXPECT_EQ(preview.texts, 1);
  ASSERT_EQ(preview.examples.size(), 1U);
  EXPECT_EQ(preview.examples[0].before.text, "An e-mail to the e-mail address.");
  EXPECT_EQ(preview.examples[0].after.text, "An email to the email address.");
  EXPECT_EQ(text(1), "An e-mail to the e-mail address.") << "nothing is written";
  options.dry_run = false;
  const ReplaceReport done = replace_all(options);
  EXPECT_EQ(done.units, 2);
  EXPECT_EQ(done.altered, 1);
  EXPECT_EQ(text(1), "An email to the email address.");
  EXPECT_EQ(text(1, 1), "Un e-mail.");
  EXPECT_THAT(
      stored(1).variants[0].attributes,
      ElementsAre(Attribute{"changedate", "20231114T221320Z"}, Attribute{"changeid", "ana"}));
  ASSERT_TRUE(memory_.undo(done.change));
  EXPECT_EQ(text(1), "An e-mail to the e-mail address.");
  EXPECT_TRUE(stored(1).variants[0].attributes.empty());
}

TEST_F(EditTest, ReplacesByExpressionsWithGroups) {
  add(unit("Line\\r\\nend", "5 % și 7 %"));
  ReplaceOptions options;
  options.find = R"((\d+) %)";
  options.with = "$1%";
  options.regex = true;
  EXPECT_EQ(replace_all(options).texts, 1);
  EXPECT_EQ(text(1, 1), "5% și 7%");
  options.find = R"(\\r\\n)";
  options.with = " ";
  EXPECT_EQ(replace_all(options).texts, 1);
  EXPECT_EQ(text(1), "Line end");
  options.find = "^";
  options.with = "«";
  EXPECT_EQ(replace_all(options).texts, 2) << "an expression may be found between two letters";
  EXPECT_EQ(text(1), "«Line end");
}

TEST_F(EditTest, CodesKeepTheirPlacesInWhatIsReplaced) {
  using language::CodeKind;
  const auto marked = [](const std::string& drawn) {  // "<" and ">" are codes
    MarkedText out;
    for (const char c : drawn) {
      if (c == '<' || c == '>') {
        out.codes.push_back({out.text.size(),
                             c == '<' ? CodeKind::kOpen : CodeKind::kClose,
                             "1",
                             "",
                             "",
                             std::string(1, c),
                             "",
                             {}});
      } else {
        out.text += c;
      }
    }
    return out;
  };
  struct Row {
    const char* before;
    const char* after;
  };
  for (const Row& row : std::vector<Row>{{"<old> text", "<new one> text"},
                                         {"an <old> old", "an <new one> new one"},
                                         {"a<n o>ld", "a<n new one>"},
                                         {"o<l>d", "new one<>"},
                                         {"no <b> old<", "no <b> new one<"},
                                         {"oldold>", "new onenew one>"}}) {
    for (const bool regex : {false, true}) {
      auto memory = TranslationMemory::open_in_memory();
      Unit one = unit("", "vechi");
      one.variants[0].text = marked(row.before);
      auto writer = memory->begin();
      ASSERT_TRUE(writer->add(one, "a"));
      ASSERT_TRUE(writer->commit());
      ReplaceOptions options;
      options.find = "old";
      options.with = "new one";
      options.regex = regex;
      ASSERT_TRUE(replace(*memory, options));
      EXPECT_EQ(language::with_codes(memory->unit(1)->value().variants[0].text), row.after)
          << row.before;
    }
  }
}

TEST_F(EditTest, ReplacesLettersOfAnyLength) {
  add(unit("naïve 😀 café 😀 end", "x"));
  ReplaceOptions options;
  options.find = "😀 (\\w+)";
  options.with = "★$1";
  options.regex = true;
  EXPECT_EQ(replace_all(options).texts, 1);
  EXPECT_EQ(text(1), "naïve ★café ★end");
}

TEST_F(EditTest, NoTextIsEmptiedByReplacing) {
  add(unit("gone", "pleacă"));
  ReplaceOptions options;
  options.find = "gone";
  const ReplaceReport report = replace_all(options);
  EXPECT_EQ(report.texts, 0);
  EXPECT_EQ(report.emptied, 1);
  EXPECT_EQ(text(1), "gone");
}

TEST_F(EditTest, ReplacingTellsWhatItCannotDo) {
  add(unit("one", "unu"));
  const auto failure = [&](const std::string& find, const std::string& with, bool regex) {
    ReplaceOptions options;
    options.find = find;
    options.with = with;
    options.regex = regex;
    const auto done = replace(memory_, options);
    return done ? ErrorCode::kIo : done.error().code;
  };
  EXPECT_EQ(failure("", "x", false), ErrorCode::kInvalidArgument);
  EXPECT_EQ(failure("(", "x", true), ErrorCode::kInvalidArgument);
  EXPECT_EQ(failure("o(n)e", "$7", true), ErrorCode::kInvalidArgument);
  EXPECT_EQ(failure("one", "\xFF", false), ErrorCode::kInvalidArgument);
  EXPECT_EQ(text(1), "one");
}

TEST_F(EditTest, ReplacesInChosenUnitsOnlyAndKeepsTheirOtherLanguages) {
  Unit one = unit("old", "vechi");
  one.variants.push_back(one.variants[0]);
  one.variants[2].language = "de";
  one.variants[2].text.text = "alt";
  add(one, "a.tmx");
  add(unit("old", "veche"), "b.tmx");
  ReplaceOptions options;
  options.filter.origin = "a.tmx";
  options.filter.languages = {"en", "ro"};
  options.find = "old";
  options.with = "new";
  EXPECT_EQ(replace_all(options).altered, 1);
  EXPECT_EQ(text(1), "new");
  EXPECT_EQ(stored(1).variants.size(), 3U);
  EXPECT_EQ(text(2), "old");
}

}  // namespace
}  // namespace punte::tm

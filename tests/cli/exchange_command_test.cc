#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string tu(const std::string& en, const std::string& ro, const std::string& more = {}) {
  return "<tu>" + more + "<tuv xml:lang=\"en\"><seg>" + en +
         "</seg></tuv><tuv xml:lang=\"ro\"><seg>" + ro + "</seg></tuv></tu>";
}
std::string tmx(const std::string& body, const std::string& before = {}) {
  return "<?xml version=\"1.0\"?>" + before +
         "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" "
         "segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" "
         "datatype=\"html\"/><body>" +
         body + "</body></tmx>";
}

class ExchangeCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("first.tmx", tmx(tu("The bridge is open.", "Podul este deschis.")));
    ASSERT_EQ(punte({"import", "--tm", "m.tm", "first.tmx"}).exit_code, 0);
  }
  Outcome punte(const std::vector<std::string>& arguments) {
    return run_punte(arguments, folder_.path());
  }
  /// Exports and returns the file.
  std::string exported(const std::string& name, std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"export", "--tm", "m.tm", "-o", name});
    const Outcome outcome = punte(options);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? folder_.read(name) : std::string();
  }
  TemporaryFolder folder_;
};

TEST_F(ExchangeCommand, BadFilesAreRefusedInOneLineAndChangeNothing) {
  const std::string before = exported("before.tmx");
  std::string laughs = "<!DOCTYPE tmx [<!ENTITY a \"hahahahahahahahahaha\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  laughs += "]>";
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  const std::string good = tu("One.", "Unu.");
  const struct {
    const char* name;
    std::string bytes;
    const char* said;
    const char* why;
  } rows[] = {
      {"laughs.tmx", tmx(tu("&j;", "x"), laughs), "laughs.tmx:1:", "entities that grow"},
      {"deep.tmx", tmx(good + deep), "deep.tmx:1:", "100,000 nested elements"},
      {"wide.tmx", tmx(good + "<tu tuid=\"" + std::string(50u << 20, 'x') + "\"/>"),
       "wide.tmx:1:", "an attribute of 50 MB"},
      {"cut.tmx", tmx(good).substr(0, tmx(good).size() - 20), "cut.tmx:1:", "cut in the middle"},
      {"bell.tmx", tmx(good + tu("a bell \x07", "x")), "bell.tmx:1:", "no character of XML"},
      {"latin.tmx", tmx(good + tu("caf\xe9", "x")), "latin.tmx:1:", "Latin-1 that says nothing"},
      {"utf16.tmx", std::string("\xff\xfe<\0t\0m\0x\0 \0", 12), "utf16.tmx:", "UTF-16, cut"},
      {"same.tmx", tmx("<tu a=\"1\" a=\"2\"/>"), "same.tmx:1:", "an attribute twice"},
      {"packed.tmx.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\x02\x03\x2b\xc8", 12), "packed.tmx.gz",
       "gzip, cut"},
      {"packed.tmx.zip", std::string("PK\x03\x04\x14\0\0\0", 8), "packed.tmx.zip", "zip, cut"},
      {"quotes.csv", "en,ro\n\"open,x\nand more,y\n", "quotes.csv:2", "a quote that stays open"},
      {"book.xlsx", "PK\x03\x04 no more", "book.xlsx", "a workbook that is none"},
      {"old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "old.xls", "a workbook of long ago"},
      {"deep.xlf", "<xliff version=\"1.2\"><file>" + deep,
       "deep.xlf:1:", "100,000 nested elements"},
      {"bad.po", "msgid \"a\nmsgstr \"b\"\n", "bad.po:1", "a quote that stays open"},
  };
  for (const auto& row : rows) {
    folder_.write(row.name, row.bytes);
    const Outcome outcome =
        punte({"import", "--tm", "m.tm", "--from", "en", "--to", "ro", row.name});
    EXPECT_EQ(outcome.exit_code, 2) << row.name << ": " << row.why << "\n" << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr(row.said)) << row.why;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_EQ(exported("after.tmx"), before) << row.name;
  }
}

TEST_F(ExchangeCommand, ExternalEntitiesAreNotOpened) {
  folder_.write("secret.txt", "the secret");
  folder_.write("outside.tmx", tmx(tu("before &s; behind", "x"),
                                   "<!DOCTYPE tmx [<!ENTITY s SYSTEM \"secret.txt\">]>"));
  static_cast<void>(punte({"import", "--tm", "m.tm", "outside.tmx"}));
  EXPECT_THAT(exported("out.tmx"), Not(HasSubstr("the secret")));
}

TEST_F(ExchangeCommand, RecoveryKeepsWhatIsWholeAndSaysWhereItWasNot) {
  folder_.write("hurt.tmx", tmx(tu("One.", "Unu.") + "\n" + tu("Two & half.", "Doi.") + "\n" +
                                tu("Three.", "Trei.")));
  EXPECT_EQ(punte({"import", "--tm", "m.tm", "hurt.tmx"}).exit_code, 2);
  const Outcome outcome = punte({"import", "--json", "--recover", "--tm", "m.tm", "hurt.tmx"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json file = json::parse(outcome.out)["files"][0];
  EXPECT_EQ(file["read"], 2);
  EXPECT_THAT(outcome.out + outcome.err, HasSubstr("2"));
  const std::string out = exported("out.tmx");
  EXPECT_THAT(out, HasSubstr("Three."));
  EXPECT_THAT(out, Not(HasSubstr("half")));
}

TEST_F(ExchangeCommand, ADamagedFileSaysHowToKeepTheRest) {
  folder_.write("hurt.tmx",
                "<tmx version='1.4'><header/><body><tu><tuv xml:lang='en'><seg>a</seg></tuv><tuv "
                "xml:lang='ro'><seg>b</seg></tuv></tu><tu><tuv");
  const Outcome outcome = punte({"import", "--tm", "m.tm", "hurt.tmx"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("hurt.tmx:1:"));
  EXPECT_THAT(outcome.err, HasSubstr("; repair it, or keep what is whole with --recover\n"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
  EXPECT_EQ(punte({"import", "--recover", "--tm", "m.tm", "hurt.tmx"}).exit_code, 0);
}

TEST_F(ExchangeCommand, ADryRunChangesNothing) {
  const std::string before = exported("before.tmx");
  folder_.write("new.tmx", tmx(tu("One.", "Unu.")));
  const Outcome outcome = punte({"import", "--dry-run", "--tm", "m.tm", "new.tmx"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(exported("after.tmx"), before);
}

TEST_F(ExchangeCommand, TextsThatAreNotInTheirLanguageAreSetAsideOnRequest) {
  folder_.write("mixed.tmx",
                tmx(tu("The committee will meet again next week to discuss the budget.",
                       "Comitetul se va întruni din nou săptămâna viitoare pentru buget.") +
                    tu("The second sentence was never translated by anybody at all.",
                       "This second sentence has never been translated by anybody at all.")));
  const Outcome outcome = punte({"import", "--check-languages", "--tm", "m.tm", "mixed.tmx"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string out = exported("out.tmx");
  EXPECT_THAT(out, HasSubstr("Comitetul"));
  EXPECT_THAT(out, Not(HasSubstr("<tuv xml:lang=\"ro\"><seg>This second")));
}

TEST_F(ExchangeCommand, UnitsOfAPageAreExportedByIt) {
  folder_.write("pages.tmx",
                tmx(tu("One.", "Unu.", "<prop type=\"x-page\">http://a.example/1</prop>")));
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "pages.tmx"}).exit_code, 0);
  const Outcome none =
      punte({"export", "--tm", "m.tm", "--page", "http://b.example/*", "-o", "x.tmx"});
  EXPECT_EQ(none.exit_code, 1) << none.out << none.err;
}

TEST_F(ExchangeCommand, FiltersAndFormsOfExport) {
  folder_.write("three.tmx",
                tmx("<tu><tuv xml:lang=\"en\"><seg>Hello <ph x=\"1\">{0}</ph></seg></tuv><tuv "
                    "xml:lang=\"ro\"><seg>Salut <ph x=\"1\">{0}</ph></seg></tuv><tuv "
                    "xml:lang=\"de\"><seg>Hallo <ph x=\"1\">{0}</ph></seg></tuv></tu>"));
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "three.tmx"}).exit_code, 0);
  const auto count = [](const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count(exported("n.tmx"), "<tu>"), 2);
  EXPECT_EQ(count(exported("p.tmx", {"--pairs"}), "<tu>"), 3);
  EXPECT_THAT(exported("l.tmx", {"--languages", "en,ro"}), Not(HasSubstr("Hallo")));
  EXPECT_THAT(exported("o.tmx", {"--origin", "three*"}), Not(HasSubstr("bridge")));
  EXPECT_THAT(exported("1.tmx", {"--level", "1"}), Not(HasSubstr("<ph")));
  EXPECT_THAT(exported("11.tmx", {"--tmx-version", "1.1"}), HasSubstr(" lang=\"ro\""));
  EXPECT_EQ(exported("16.tmx", {"--encoding", "utf-16"}).substr(0, 4),
            std::string("\xff\xfe<\0", 4));
  // What was written for old tools is read as what it was.
  ASSERT_EQ(punte({"import", "--tm", "n.tm", "16.tmx"}).exit_code, 0);
  ASSERT_EQ(punte({"export", "--tm", "n.tm", "-o", "again.tmx"}).exit_code, 0);
  EXPECT_EQ(folder_.read("again.tmx"), folder_.read("n.tmx"));
}

TEST_F(ExchangeCommand, MergingTakesTermsAndHeadsAlong) {
  folder_.write("terms.csv", "en,ro\nbridge,punte\n");
  ASSERT_EQ(punte({"import", "--glossary", "--tm", "m.tm", "terms.csv"}).exit_code, 0);
  const Outcome merged = punte({"tm", "merge", "m.tm", "--tm", "all.tm", "--json"});
  ASSERT_EQ(merged.exit_code, 0) << merged.err;
  EXPECT_EQ(json::parse(merged.out)["terms_added"], 1);
  const Outcome lookup =
      run_punte({"lookup", "--tm", "all.tm", "--from", "en", "--to", "ro", "--lines"},
                folder_.path(), "Two bridges.\n");
  EXPECT_THAT(lookup.out, HasSubstr("punte"));
  EXPECT_THAT(punte({"tm", "merge", "m.tm", "--tm", "new.tm"}).out, HasSubstr("1 term added"));
  const std::string before = exported("a.tmx");
  ASSERT_EQ(punte({"export", "--tm", "all.tm", "-o", "b.tmx"}).exit_code, 0);
  EXPECT_EQ(folder_.read("b.tmx"), before) << "datatype of the head";
}

TEST_F(ExchangeCommand, TextsOfAProgramAreReadFromTheFilesOfAllLanguages) {
  folder_.write("ui.properties", "title=The old bridge\nonly=Here alone\n");
  folder_.write("ui_ro.properties", "title=Podul vechi\ntitle=Podul cel vechi\n");
  const Outcome done =
      run_punte({"import", "--tm", "m.tm", "ui_ro.properties", "ui.properties"}, folder_.path());
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("ui.properties and 1 other file: 1 unit read, 1 added"));
  EXPECT_THAT(done.err, HasSubstr("ui_ro.properties:2:1: the key “title” is here a second time"));
  const Outcome found =
      run_punte({"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines", "--jsonl"},
                folder_.path(), "The old bridge\n");
  EXPECT_THAT(found.out, HasSubstr("Podul cel vechi"));

  const Outcome alone = run_punte({"import", "--tm", "m.tm", "ui_ro.properties"}, folder_.path());
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.err, HasSubstr("it holds texts of one language (ro)"));

  const Outcome terms =
      run_punte({"import", "--tm", "terms.tm", "--glossary", "ui.properties", "ui_ro.properties"},
                folder_.path());
  EXPECT_THAT(terms.out, HasSubstr("1 concept read"));
  EXPECT_EQ(run_punte({"export", "--tm", "terms.tm", "-o", "-"}, folder_.path()).exit_code, 1);

  folder_.write("other_ro.properties", "a=Alt text\n");
  const Outcome many = run_punte(
      {"import", "--tm", "m.tm", "ui.properties", "ui_ro.properties", "other_ro.properties"},
      folder_.path());
  EXPECT_EQ(many.exit_code, 0);
  EXPECT_THAT(many.err, HasSubstr("other_ro.properties:1:1: it holds texts of one language (ro)"));
}

}  // namespace
}  // namespace punte::cli

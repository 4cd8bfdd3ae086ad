#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

/// The first occurrence becomes `with`; a test whose text is not there proves nothing.
std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at != std::string::npos) text.replace(at, what.size(), with);
  return text;
}

class TranslateMerge : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    ASSERT_EQ(punte({"import", "--tm", "m.tm", "memory.tmx"}).exit_code, 0);
    ASSERT_EQ(punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--xliff", "w.xlf"})
                  .exit_code,
              0);
    work_ = folder_.read("w.xlf");
  }
  Outcome punte(const std::vector<std::string>& arguments) {
    return run_punte(arguments, folder_.path());
  }
  /// Merges `work`, with more arguments if there are.
  Outcome merge(const std::string& work, const std::vector<std::string>& more = {},
                const std::string& page = "page.html") {
    folder_.write("w.xlf", work);
    std::vector<std::string> arguments = {"translate", page,      "--to",  "ro", "--tm",
                                          "m.tm",      "--merge", "w.xlf", "-o", "out.html"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return punte(arguments);
  }
  /// The work file with a translation for the headline, which the memory does not know.
  [[nodiscard]] std::string translated(const std::string& target) const {
    const std::string source = "<source>A new footbridge joins the two banks of the river</source>";
    return replaced(work_, source, source + "<target state=\"translated\">" + target + "</target>");
  }
  /// Nothing of a merge that failed may be seen.
  void expect_nothing_merged(const Outcome& outcome) {
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_FALSE(fs::exists(folder_.path() / "out.html"));
    const json info = json::parse(punte({"tm", "info", "--tm", "m.tm", "--json"}).out);
    EXPECT_EQ(info["units"], 12);
  }
  TemporaryFolder folder_;
  std::string work_;
};

const std::string kHeadline = "O nouă pasarelă leagă cele două maluri ale râului";

TEST_F(TranslateMerge, TheWorkGoesIntoThePageAndTheMemory) {
  const Outcome outcome = merge(translated(kHeadline));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "7 translations merged into the page, 2 units new in the memory; 5 segments are not "
            "translated yet, 0 segments of the page are not in the file\n");
  const std::string page = folder_.read("out.html");
  EXPECT_THAT(page, HasSubstr("<h1 lang=\"ro\">" + kHeadline + "</h1>"));
  EXPECT_THAT(page, HasSubstr("dar <b>nu</b> și mașinilor"));
  EXPECT_THAT(page, HasSubstr("<li><a href=\"/stiri\">Știri</a></li>"));
  // The same page now finds it.
  const Outcome again = punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm"});
  EXPECT_THAT(again.out, HasSubstr("<h1 lang=\"ro\">" + kHeadline + "</h1>"));
  // What nobody has looked at does not become a prior translation.
  EXPECT_THAT(punte({"export", "--tm", "m.tm", "-o", "-"}).out,
              Not(HasSubstr("More than 3,000 people")));
}

TEST_F(TranslateMerge, BothVersionsAndTheirLanguages) {
  const Outcome outcome = punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--xliff",
                                 "w2.xlf", "--xliff-version", "2.1"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err,
            "punte: 1 segment in “fr” is not in the file: XLIFF 2.1 holds one source language; "
            "choose it with --from\n");
  std::string work = folder_.read("w2.xlf");
  work = replaced(work, "<source>A new footbridge joins the two banks of the river</source>",
                  "<source>A new footbridge joins the two banks of the river</source><target>" +
                      kHeadline + "</target>");
  EXPECT_EQ(merge(work).exit_code, 0);
  EXPECT_THAT(folder_.read("out.html"), HasSubstr(kHeadline));
  EXPECT_EQ(punte({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--xliff", "-",
                   "--xliff-version", "2.1", "--from", "fr"})
                    .out.find("srcLang=\"fr\"") == std::string::npos,
            false);
}

TEST_F(TranslateMerge, APageThatChangedTakesWhatStillFits) {
  std::string page = folder_.read("page.html");
  page = replaced(page, "The old ferry will remain in service until the end of the summer.",
                  "Nobody knows what becomes of the boats.");
  page = replaced(page, "<main>", "<main><p>A block that was not there before.</p>");
  folder_.write("page.html", page);
  const Outcome outcome = merge(translated(kHeadline));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("page.html: the page changed since the work file was made"));
  EXPECT_THAT(outcome.err,
              HasSubstr("b19.2-6ece896b90f8e248: “Tickets cost 5 lei for adults, and "
                        "children travel for free.”: the page no longer has this text"));
  EXPECT_THAT(folder_.read("out.html"), HasSubstr("<h1 lang=\"ro\">" + kHeadline + "</h1>"));
  EXPECT_THAT(folder_.read("out.html"), HasSubstr("Nobody knows what becomes"));
}

TEST_F(TranslateMerge, AFileOfAnotherPageIsRefused) {
  folder_.write("other.html",
                "<html lang=en><body><p>This page is about something else altogether, and none of "
                "its sentences occur in the work file.</p></body></html>");
  const Outcome outcome = merge(translated(kHeadline), {}, "other.html");
  expect_nothing_merged(outcome);
  EXPECT_EQ(outcome.err, "punte: w.xlf: it is the work on another page (“page.html”)\n");
}

TEST_F(TranslateMerge, FaultsStopTheMergeAndAreNamed) {
  struct Row {
    std::string work;
    std::string message;
  };
  const std::string good = translated(kHeadline);
  const std::string code =
      "<bpt id=\"1\" rid=\"1\" ctype=\"bold\">&lt;b&gt;</bpt>nu<ept id=\"1\" rid=\"1\">";
  const std::string id = "b13.1-eae86eda615908d4";
  // Its text says to a translator which segment is meant.
  const std::string headline = ": “A new footbridge joins the two banks of the river”";
  std::string in_french = ": " + id;
  in_french += headline + ": the translation seems to be in “fr”, not in “ro”\n";
  for (const Row& row : std::vector<Row>{
           {replaced(good, code + "&lt;/b&gt;</ept> și", "nu și"),
            ": b16.2-25d370518aeb59f3: “It is open to pedestrians and cyclists, but not to cars.”: "
            "inline codes missing in the translation: <b>, </b>\n"},
           {replaced(good, code, "<ph id=\"9\"/>" + code),
            ": inline codes that the source does not have: {9}\n"},
           {replaced(good, kHeadline, "Une nouvelle passerelle relie les deux rives du fleuve"),
            in_french},
           {replaced(good, id, "b14.1-eae86eda615908d4"),
            ": b14.1-eae86eda615908d4" + headline +
                ": the id was edited: the page has no such block\n"},
           {replaced(good, id, "b13.2-eae86eda615908d4"),
            ": b13.2-eae86eda615908d4" + headline +
                ": the id was edited: the block has no such segment\n"},
           {replaced(good, id, "headline"),
            ": headline" + headline + ": the id was edited: Punte did not write it\n"},
           {replaced(good, id, "b15.1-e439d464ba217145"),
            ": b15.1-e439d464ba217145: “After two years of work, the city opened its first wooden "
            "f…”: this id occurs twice\n"},
           {replaced(good, "of the river</source>", "of a river</source>"),
            ": the source was edited; in the page it is “A new footbridge joins the two banks of "
            "the river”\n"}}) {
    const Outcome outcome = merge(row.work);
    expect_nothing_merged(outcome);
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_THAT(outcome.err, HasSubstr("punte: w.xlf: nothing was merged; repair these segments"));
  }
}

TEST_F(TranslateMerge, AttributesAndTheTitleAreMergedToo) {
  folder_.write("a.html",
                "<!DOCTYPE html><html lang=en><head><title>The old bridge &amp; the river</title>"
                "<meta name=description content='The bridge was closed for two long years'></head>"
                "<body><p>The bridge is open again <img src=b.jpg alt=bridge title=\"An old "
                "photograph of it\"> after two years of repairs.</p></body></html>\n");
  ASSERT_EQ(
      punte({"translate", "a.html", "--to", "ro", "--tm", "m.tm", "--xliff", "a.xlf"}).exit_code,
      0);
  const auto give = [](const std::string& work, const std::string& source,
                       const std::string& text) {
    return replaced(work, source + "</source>",
                    source + "</source><target state=\"translated\">" + text + "</target>");
  };
  std::string work =
      give(folder_.read("a.xlf"), "The old bridge &amp; the river", "Podul vechi &lt;și&gt; râul");
  work = give(work, "The bridge was closed for two long years",
              "Podul a fost 'închis' &amp; păzit doi ani lungi");
  work = give(work, "<source>An old photograph of it", "O \"veche\" fotografie a lui");
  const Outcome outcome = merge(work, {"--page-only"}, "a.html");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string page = folder_.read("out.html");
  // The page is ASCII and declares no charset: a reader would guess that of other letters.
  EXPECT_THAT(page, HasSubstr("<title lang=\"ro\">Podul vechi &lt;&#537;i&gt; r&#226;ul</title>"));
  EXPECT_THAT(
      page,
      HasSubstr("content='Podul a fost &#39;&#238;nchis&#39; &amp; p&#259;zit doi ani lungi'"));
  EXPECT_THAT(page, HasSubstr("alt=bridge title=\"O &quot;veche&quot; fotografie a lui\""));
  EXPECT_THAT(page, HasSubstr("The bridge is open again <img src=b.jpg"));

  // Blocks have the same ids without them, so that work goes on either way.
  ASSERT_EQ(punte({"translate", "a.html", "--to", "ro", "--tm", "m.tm", "--no-attributes",
                   "--xliff", "b.xlf"})
                .exit_code,
            0);
  const std::string less = folder_.read("b.xlf");
  EXPECT_THAT(less, Not(HasSubstr("<source>An old photograph")));
  const std::size_t at = less.find("id=\"b");
  ASSERT_NE(at, std::string::npos);
  EXPECT_THAT(work, HasSubstr(less.substr(at, 27)));
}

TEST_F(TranslateMerge, PartialMergesTheRest) {
  const std::string work = replaced(translated(kHeadline), "b15.1-e439d464ba217145", "broken");
  const Outcome outcome = merge(work, {"--partial", "--page-only", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["merged"], 6);
  EXPECT_EQ(report["faults"].size(), 1U);
  EXPECT_EQ(report["memory"]["added"], 0);
  EXPECT_THAT(folder_.read("out.html"), HasSubstr(kHeadline));
}

TEST_F(TranslateMerge, BadInputIsToldInOneLine) {
  for (const std::string& work :
       {std::string("no xml"), std::string("<xliff version='1.2'/>"),
        replaced(work_, "target-language=\"ro\"", "target-language=\"de\""),
        work_.substr(0, work_.size() / 2)}) {
    const Outcome outcome = merge(work);
    expect_nothing_merged(outcome);
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--merge", "none.xlf", "-o", "out.html"},
                                             {"--merge", "w.xlf", "--json"},
                                             {"--xliff", "-", "--json"},
                                             {"--xliff", "no/such/folder.xlf"}}) {
    std::vector<std::string> all = {"translate", "page.html", "--to", "ro", "--tm", "m.tm"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome outcome = punte(all);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

TEST_F(TranslateMerge, AWorkFileThatWasCutAsksForAWholeOne) {
  const Outcome outcome = merge(work_.substr(0, work_.size() / 2));
  EXPECT_THAT(outcome.err, HasSubstr("no whole XLIFF file; nothing was merged: ask for it anew"));
  expect_nothing_merged(outcome);
}

TEST_F(TranslateMerge, APageThatCannotBeWrittenLeavesTheMemory) {
  fs::create_directory(folder_.path() / "out.html");
  folder_.write("out.html/x", "");
  const Outcome outcome = merge(translated(kHeadline));
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(json::parse(punte({"tm", "info", "--tm", "m.tm", "--json"}).out)["units"], 12);
}

TEST_F(TranslateMerge, APageWithNothingToTranslateHasNoWorkFile) {
  folder_.write(
      "ro.html",
      "<html lang=ro><p>Podul a fost închis în iarnă, după ce gheața i-a rupt doi stâlpi.</p>");
  const Outcome outcome =
      punte({"translate", "ro.html", "--to", "ro", "--tm", "m.tm", "--xliff", "none.xlf"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no work file was written"));
  EXPECT_FALSE(fs::exists(folder_.path() / "none.xlf"));
}

}  // namespace
}  // namespace punte::cli

#include "job/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kThree =
    "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
    "<tu><tuv xml:lang=\"en\"><seg>A bridge</seg></tuv>"
    "<tuv xml:lang=\"pt-BR\"><seg>Uma ponte</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Un pod</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>A river</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Un râu</seg></tuv></tu>"
    "</body></tmx>";

std::vector<ImportPlace> one(const std::string& bytes, const std::string& name) {
  std::vector<ImportPlace> out;
  out.push_back({name, exchange::memory_source(bytes, name)});
  return out;
}

base::Continue stop_at_once() {
  return base::Continue([](base::Stage, std::uint64_t, std::uint64_t) { return false; });
}

TEST(Narrow, LeavesThePairWhateverItsRegions) {
  const Texts texts = {{"en", "A bridge"}, {"pt-BR", "Uma ponte"}, {"ro", "Un pod"}};
  language::Unit unit = unit_of(texts);
  EXPECT_TRUE(narrow(unit, "", ""));
  EXPECT_EQ(unit.variants.size(), 3U);
  EXPECT_TRUE(narrow(unit, "en", "")) << "one language chooses units, not texts";
  EXPECT_EQ(unit.variants.size(), 3U);
  EXPECT_TRUE(narrow(unit, "en", "pt"));
  ASSERT_EQ(unit.variants.size(), 2U);
  EXPECT_EQ(unit.variants[1].language, "pt-BR");
  unit = unit_of(texts);
  EXPECT_TRUE(narrow(unit, "en", "pt-PT")) << "one variety may be used for the other";
  EXPECT_FALSE(narrow(unit, "de", ""));
}

using ImportTest = WithMemory;

TEST_F(ImportTest, CountsWhatIsNewAndWhatIsThere) {
  ImportOptions options;
  options.change = "import a.tmx";
  const auto first = import_files(one(kThree, "folder/a.tmx"), memory_, options);
  ASSERT_TRUE(first.has_value()) << first.error().text();
  ASSERT_EQ(first->size(), 1U);
  EXPECT_EQ(first->front().name, "folder/a.tmx");
  EXPECT_EQ(first->front().read.units, 2);
  EXPECT_EQ(first->front().added, 2);
  EXPECT_EQ(first->front().variants, 5);
  EXPECT_THAT(first->front().languages, ElementsAre("en", "pt-BR", "ro"));
  EXPECT_THAT(units(), ElementsAre("A bridge|Uma ponte|Un pod", "A river|Un râu"));
  const auto again = import_files(one(kThree, "folder/a.tmx"), memory_, options);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->front().added, 0);
  EXPECT_EQ(again->front().unchanged, 2);
  const auto history = memory_.history(10);
  ASSERT_TRUE(history.has_value());
  EXPECT_EQ(history->back().command, "import a.tmx");
}

TEST_F(ImportTest, ThePairAskedForIsLeft) {
  ImportOptions options;
  options.from = "en";
  options.to = "pt";
  const auto files = import_files(one(kThree, "a.tmx"), memory_, options);
  ASSERT_TRUE(files.has_value());
  EXPECT_EQ(files->front().other_languages, 1);
  EXPECT_THAT(units(), ElementsAre("A bridge|Uma ponte"));
}

TEST_F(ImportTest, AFileThatFailsLeavesNothingOfTheOthers) {
  std::vector<ImportPlace> places = one(kThree, "a.tmx");
  places.push_back({"b.tmx", exchange::memory_source("<tmx><body><tu>", "b.tmx")});
  const auto files = import_files(std::move(places), memory_, {});
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(files.error().code, base::ErrorCode::kSyntax);
  EXPECT_THAT(units(), IsEmpty());
}

TEST_F(ImportTest, AStopLeavesNothing) {
  std::string many = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>";
  for (int i = 0; i < 300; ++i) {
    many += "<tu><tuv xml:lang=\"en\"><seg>Bridge " + std::to_string(i) +
            "</seg></tuv><tuv xml:lang=\"ro\"><seg>Podul " + std::to_string(i) +
            "</seg></tuv></tu>";
  }
  const auto files =
      import_files(one(many + "</body></tmx>", "a.tmx"), memory_, {}, stop_at_once());
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(files.error().code, base::ErrorCode::kCancelled);
  EXPECT_THAT(units(), IsEmpty());
}

TEST_F(ImportTest, FilesOfOneLanguageEachAreJoinedByTheirKeys) {
  std::vector<ImportPlace> places = one("open=Open\nclose=Close\n", "ui.properties");
  places.push_back(
      {"ui_ro.properties", exchange::memory_source("open=Deschide\n", "ui_ro.properties")});
  std::vector<std::string> begun;
  ImportOptions options;
  options.begin_file = [&](const std::string& name) { begun.push_back(name); };
  const auto files = import_files(std::move(places), memory_, options);
  ASSERT_TRUE(files.has_value()) << files.error().text();
  ASSERT_EQ(files->size(), 1U);
  EXPECT_EQ(files->front().name, "ui.properties");
  EXPECT_EQ(files->front().other_files, 1U);
  EXPECT_THAT(units(), ElementsAre("Open|Deschide"));
  EXPECT_THAT(begun, ElementsAre("ui.properties", "ui_ro.properties"));
}

TEST_F(ImportTest, AFileWithoutTranslationIsAnErrorAloneAndAWarningAmongOthers) {
  const auto alone = import_files(one("open=Open\n", "ui.properties"), memory_, {});
  ASSERT_FALSE(alone.has_value());
  EXPECT_EQ(alone.error().code, base::ErrorCode::kInvalidArgument);
  std::vector<ImportPlace> places = one("open=Open\n", "ui.properties");
  places.push_back({"a.tmx", exchange::memory_source(kThree, "a.tmx")});
  const auto files = import_files(std::move(places), memory_, {});
  ASSERT_TRUE(files.has_value());
  ASSERT_EQ(files->size(), 2U);
  EXPECT_EQ(files->back().read.warnings.count(), 1);
  EXPECT_EQ(units().size(), 2U);
}

TEST_F(ImportTest, TextsInAnotherLanguageThanTheyClaimAreSetAside) {
  const std::string bytes =
      "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
      "<tu><tuv xml:lang=\"en\"><seg>The bridge over the river is open to pedestrians and "
      "cyclists again.</seg></tuv><tuv xml:lang=\"ro\"><seg>The bridge over the river is open to "
      "pedestrians and to cyclists again.</seg></tuv></tu></body></tmx>";
  ImportOptions options;
  options.check_languages = true;
  const auto files = import_files(one(bytes, "a.tmx"), memory_, options);
  ASSERT_TRUE(files.has_value());
  ASSERT_EQ(files->front().set_aside_count, 1);
  const SetAside& text = files->front().set_aside.front();
  EXPECT_EQ(text.unit, 1);
  EXPECT_EQ(text.language, "ro");
  EXPECT_EQ(text.found, "en");
  EXPECT_THAT(units(), IsEmpty());
}

TEST_F(ImportTest, TextsBecomeTermsOfTheGlossaryIfAskedTo) {
  ImportOptions options;
  options.glossary = true;
  const auto files = import_files(one(kThree, "a.tmx"), memory_, options);
  ASSERT_TRUE(files.has_value());
  EXPECT_TRUE(files->front().terms);
  EXPECT_EQ(files->front().added, 2);
  EXPECT_THAT(units(), IsEmpty());
}

TEST(PreviewImport, CountsWithoutAMemory) {
  const auto files = preview_import(one(kThree, "a.tmx"), {});
  ASSERT_TRUE(files.has_value());
  EXPECT_EQ(files->front().read.units, 2);
  EXPECT_EQ(files->front().variants, 5);
  EXPECT_EQ(files->front().added, 0);
}

}  // namespace
}  // namespace punte::job

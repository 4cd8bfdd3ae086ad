#include "job/output_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "job/translation_files.h"
#include "tests/support/temporary_folder.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using testing::ElementsAre;

TEST(OutputNames, ArePartsOfThePagesNames) {
  struct Row {
    std::string pattern;
    std::string page;
    std::string path;
    std::string why;
  };
  for (const Row& row : std::vector<Row>{
           {"{name}", "page.html", "out/page.html", "the page's own name"},
           {"{stem}.{to}{ext}", "page.html", "out/page.ro.html", "parts of it"},
           {"{to}/{name}", "page.html", "out/ro/page.html", "a folder for each language"},
           {"{name}", "page.html.gz", "out/page.html", "what is written is not packed"},
           {"{name}", "site/news/one.html", "out/news/one.html", "below the folder that was read"},
           {"{name}", "site/one.html", "out/one.html", "in that folder"},
           {"{name}", "other/one.html", "out/one.html", "named by itself"},
           {"{name}", "sites/one.html", "out/one.html", "another folder that begins alike"},
           {"{name}", "https://example.org/a/b?c=d", "out/b.html", "an address"},
           {"{name}", "https://example.org/", "out/index.html", "an address of a site"}}) {
    OutputNames names;
    names.folder = "out";
    names.pattern = row.pattern;
    names.to = "ro";
    names.roots = {"site/"};
    const auto path = output_path(names, row.page);
    ASSERT_TRUE(path) << row.why;
    EXPECT_EQ(path->lexically_normal().string(), row.path) << row.why;
  }
  OutputNames unknown;
  unknown.pattern = "{page}";
  EXPECT_EQ(output_path(unknown, "a.html").error().code, ErrorCode::kInvalidArgument);
  unknown.pattern = "{name";
  EXPECT_EQ(output_path(unknown, "a.html").error().code, ErrorCode::kInvalidArgument);
}

TEST(TranslationFiles, StandInPlaceOfTheirFolder) {
  const tests::TemporaryFolder folder;
  fs::create_directories(folder.path() / "in" / "deep");
  for (const char* name :
       {"in/b.tmx", "in/a.xlf", "in/deep/c.po.gz", "in/notes.txt", "in/x.html", "in/strings.xml"}) {
    folder.write(name, "x");
  }
  const std::string in = (folder.path() / "in").string();
  EXPECT_THAT(translation_files({"first.tmx", in, "-"}).value(),
              ElementsAre("first.tmx", in + "/a.xlf", in + "/b.tmx", in + "/deep/c.po.gz",
                          in + "/strings.xml", "-"));
  fs::create_directory(folder.path() / "empty");
  EXPECT_EQ(translation_files({(folder.path() / "empty").string()}).error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace punte::job

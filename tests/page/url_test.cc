#include "page/url.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::page {
namespace {

struct Row {
  const char* reference;
  const char* expected;
};

// RFC 3986, sections 5.4.1 and 5.4.2, in their order.
TEST(ResolveUrl, GivesTheExamplesOfTheStandard) {
  const std::string base = "http://a/b/c/d;p?q";
  for (const Row& row : {Row{"g:h", "g:h"},
                         {"g", "http://a/b/c/g"},
                         {"./g", "http://a/b/c/g"},
                         {"g/", "http://a/b/c/g/"},
                         {"/g", "http://a/g"},
                         {"//g", "http://g"},
                         {"?y", "http://a/b/c/d;p?y"},
                         {"g?y", "http://a/b/c/g?y"},
                         {"#s", "http://a/b/c/d;p?q#s"},
                         {"g#s", "http://a/b/c/g#s"},
                         {"g?y#s", "http://a/b/c/g?y#s"},
                         {";x", "http://a/b/c/;x"},
                         {"g;x", "http://a/b/c/g;x"},
                         {"g;x?y#s", "http://a/b/c/g;x?y#s"},
                         {"", "http://a/b/c/d;p?q"},
                         {".", "http://a/b/c/"},
                         {"./", "http://a/b/c/"},
                         {"..", "http://a/b/"},
                         {"../", "http://a/b/"},
                         {"../g", "http://a/b/g"},
                         {"../..", "http://a/"},
                         {"../../", "http://a/"},
                         {"../../g", "http://a/g"},
                         {"../../../g", "http://a/g"},
                         {"../../../../g", "http://a/g"},
                         {"/./g", "http://a/g"},
                         {"/../g", "http://a/g"},
                         {"g.", "http://a/b/c/g."},
                         {".g", "http://a/b/c/.g"},
                         {"g..", "http://a/b/c/g.."},
                         {"..g", "http://a/b/c/..g"},
                         {"./../g", "http://a/b/g"},
                         {"./g/.", "http://a/b/c/g/"},
                         {"g/./h", "http://a/b/c/g/h"},
                         {"g/../h", "http://a/b/c/h"},
                         {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
                         {"g;x=1/../y", "http://a/b/c/y"},
                         {"g?y/./x", "http://a/b/c/g?y/./x"},
                         {"g?y/../x", "http://a/b/c/g?y/../x"},
                         {"g#s/./x", "http://a/b/c/g#s/./x"},
                         {"g#s/../x", "http://a/b/c/g#s/../x"},
                         {"http:g", "http:g"}}) {
    EXPECT_EQ(resolve_url(row.reference, base), row.expected) << row.reference;
  }
}

TEST(ResolveUrl, TakesPathsOfFilesForABase) {
  EXPECT_EQ(resolve_url("b.html", "a.html"), "b.html");
  EXPECT_EQ(resolve_url("../ro/a.html", "site/en/a.html"), "site/ro/a.html");
  EXPECT_EQ(resolve_url("../../ro/a.html", "en/a.html"), "../ro/a.html");
  EXPECT_EQ(resolve_url("/ro/a.html", "/home/site/en/a.html"), "/ro/a.html");
  EXPECT_EQ(resolve_url("https://example.org/ro", "en/a.html"), "https://example.org/ro");
  EXPECT_EQ(resolve_url("ro", "https://example.org"), "https://example.org/ro");
}

TEST(ResolveUrl, TakesAnyBytes) {
  for (const char* odd : {"", ":", "//", "///", "?", "#", "1:2", "..", "../..", "\xFF", "a:b:c"}) {
    for (const char* base : {"", ":", "//", "x", "http:", "http://", "..", "/.."}) {
      const std::string once = resolve_url(odd, base);
      EXPECT_LE(once.size(), std::string(odd).size() + std::string(base).size() + 8) << odd << base;
    }
  }
}

}  // namespace
}  // namespace punte::page

#include "page/compact.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::page::internal {
namespace {

std::string compacted(std::string_view html, std::size_t depth = 3, std::size_t attributes = 2) {
  return compact(html, {depth, attributes}).html;
}

TEST(Compact, KeepsTextAndMarkup) {
  for (const char* html :
       {"<div><b>x</b></div>", "a < b <3 </ x", "<p><p><p><p><p>x", "<img><br><img><br><img>",
        "<a title='<div><div>' alt=\">\">x</a>", "<", "<a", "<a b='", "<!--", "<!-->x", "<!--->x",
        "<!---->x", "<script>x", "<title><b></title>x", "<!doctype html><?x?></>"}) {
    EXPECT_EQ(compacted(html), html);
  }
}

TEST(Compact, LeavesOutWhatIsNoText) {
  struct Row {
    const char* page;
    const char* wanted;
  };
  for (const Row& row : {
           Row{"a<!-- <div> -->b<!--c--!>d", "a<!---->b<!----!>d"},
           Row{"<script>if (a<b) '<div>'</scripts></script >x", "<script></script >x"},
           Row{"<style>a{}</style><TEXTAREA>b</textarea>", "<style></style><TEXTAREA></textarea>"},
           Row{"<svg width=5><path d='M0'/></svg>x", "<svg ></svg>x"},
           Row{"a\n\n    \n\tb", "a\nb"},
           Row{"<a href=x class=y data-z='>'>b</a>", "<a  class=y >b</a>"},
           Row{"<a =b='>' c>x", "<a >x"},
           Row{"<p style='color: red'><p style='DISPLAY:None'>", "<p ><p style='DISPLAY:None'>"},
       }) {
    EXPECT_EQ(compacted(row.page), row.wanted);
  }
}

TEST(Compact, KeepsWhatOtherReadersMayReadOtherwise) {
  for (const char* html :
       {"<script><!-- <script></script> --></script>x", "<svg><p>x</p></svg>",
        "<svg><title><b>x</b></title></svg>", "<svg><style><a class=b></style></svg>",
        "<svg><![CDATA[ <!-- x --> ]]></svg>", "<plaintext><!-- x --><a href=b>"}) {
    EXPECT_EQ(compacted(html, 9), html);
  }
}

TEST(Compact, BlanksTagsThatAreTooDeep) {
  EXPECT_EQ(compacted("<i><i><i><i lang=x>x</i></i></i></i>y"), "<i><i><i> x </i></i></i>y");
}

TEST(Compact, LeavesOutAttributesThatAreTooMany) {
  EXPECT_EQ(compacted("<a id=1 class lang='>' dir role>x"), "<a id=1 class >x");
  EXPECT_EQ(compacted("<i><i><i><br id=1 class lang>x"), "<i><i><i><br id=1 class >x");
}

TEST(Compact, KnowsWhereItsBytesStood) {
  const std::string page =
      "<p>one<!-- x -->two</p><i><i><i><i>three</i></i></i></i><a href=x title='four'>    five";
  const Compact made = compact(page, {3, 9});
  for (const char* word : {"one", "two", "three", "four", "five", "title='four'>"}) {
    const std::size_t at = made.html.find(word);
    ASSERT_NE(at, std::string::npos) << word;
    const language::Span place = made.in_page({at, at + std::string(word).size()});
    EXPECT_EQ(page.substr(place.start, place.limit - place.start), word);
  }
}

TEST(Compact, FindsDataForMachines) {
  const Compact made = compact(R"(<script type="application/ld+json">{"a":1}</script>x)", {9, 9});
  ASSERT_EQ(made.json_ld.size(), 1U);
  EXPECT_EQ(made.json_ld[0], R"({"a":1})");
}

}  // namespace
}  // namespace punte::page::internal

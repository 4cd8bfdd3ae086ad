#include "page/guard.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::page::internal {
namespace {

std::string tamed(std::string html, std::size_t depth = 3, std::size_t attributes = 2) {
  tame(html, depth, attributes);
  return html;
}

TEST(Guard, LeavesOrdinaryPagesAlone) {
  for (const char* html :
       {"<div><b>x</b></div>", "a < b <3 </ x", "<!-- <div><div><div><div> -->x",
        "<script>if (a<b) '<div><div><div><div>'</script>x", "<p><p><p><p><p>x",
        "<img><br><img><br><img>", "<a href='<div><div>' b=\">\">x</a>", "<", "<a", "<a b='"}) {
    EXPECT_EQ(tamed(html), html);
  }
}

TEST(Guard, BlanksTagsThatAreTooDeep) {
  EXPECT_EQ(tamed("<i><i><i><i>x</i></i></i></i>y"), "<i><i><i>   x    </i></i></i>y");
}

TEST(Guard, BlanksAttributesThatAreTooMany) {
  EXPECT_EQ(tamed("<a b=1 c d='>' e f>x"), "<a b=1 c          >x");
}

}  // namespace
}  // namespace punte::page::internal

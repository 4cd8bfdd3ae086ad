#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace punte::server {
namespace {

using testing::ElementsAre;
using testing::Pair;

Router router() {
  Router out;
  out.add({"GET", "/", Role::kNone});
  out.add({"GET", "/memories", Role::kRead});
  out.add({"POST", "/memories", Role::kAdmin});
  out.add({"GET", "/memories/{memory}/units/{id}", Role::kRead});
  out.add({"GET", "/languages/", Role::kRead});
  out.add({"GET", "/unit/{text*}", Role::kRead});
  return out;
}

/// The status that a request is answered with, 200 where there is a route.
int status(std::string_view method, std::string_view path) {
  Found found;
  const auto refusal = router().find(method, path, found);
  return refusal ? refusal->status : 200;
}

TEST(Router, FindsByMethodAndPath) {
  EXPECT_EQ(status("GET", "/"), 200);
  EXPECT_EQ(status("GET", "/memories"), 200);
  EXPECT_EQ(status("HEAD", "/memories"), 200);
  EXPECT_EQ(status("GET", "/languages/"), 200);
  EXPECT_EQ(status("GET", "/languages"), 404);
  EXPECT_EQ(status("GET", "/memories/"), 404);
  EXPECT_EQ(status("GET", "/memories/a/units/"), 404);
  EXPECT_EQ(status("GET", "/memories/a/units/1/2"), 404);
  EXPECT_EQ(status("GET", ""), 404);
  EXPECT_EQ(status("GET", "*"), 404);
  EXPECT_EQ(status("GET", "http://example.org/memories"), 404);
}

TEST(Router, AMethodThatDoesNotFitIsToldWithThoseThatDo) {
  Found found;
  const auto refusal = router().find("DELETE", "/memories", found);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 405);
  EXPECT_EQ(*refusal->headers.find("allow"), "GET, POST");
}

TEST(Router, PartsOfThePathAreDecoded) {
  Found found;
  ASSERT_FALSE(router().find("GET", "/memories/a%2Fb/units/1", found));
  EXPECT_THAT(found.parameters, ElementsAre(Pair("id", "1"), Pair("memory", "a/b")));
  ASSERT_FALSE(router().find("GET", "/unit/Open%20the%20<b>file</b>%2Fx/y", found));
  EXPECT_THAT(found.parameters, ElementsAre(Pair("text", "Open the <b>file</b>/x/y")));
  EXPECT_EQ(status("GET", "/unit/%ff"), 400);
  EXPECT_EQ(status("GET", "/unit/%"), 400);
}

}  // namespace
}  // namespace punte::server

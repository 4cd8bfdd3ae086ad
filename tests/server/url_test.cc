#include "server/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace punte::server {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(ServerUrl, PercentCodesBecomeBytes) {
  EXPECT_EQ(percent_decoded("a%20b%2Fc%C8%99"), "a b/cș");
  EXPECT_EQ(percent_decoded("a+b"), "a+b");
  EXPECT_EQ(percent_decoded(""), "");
}

TEST(ServerUrl, WhatIsNoTextIsRefused) {
  for (const char* const text : {"%", "%2", "%zz", "%00", "%ff", "%c8", "a%", "%ED%A0%80"}) {
    EXPECT_FALSE(percent_decoded(text)) << text;
  }
}

TEST(ServerUrl, FieldsOfAForm) {
  EXPECT_THAT(form_fields("a=1&b=x+y%26z&&c&d=&e=1=2"),
              ElementsAre(Pair("a", "1"), Pair("b", "x y&z"), Pair("c", ""), Pair("d", ""),
                          Pair("e", "1=2")));
  EXPECT_THAT(form_fields("a=%ff&b=1"), ElementsAre(Pair("b", "1")));
  EXPECT_EQ(form_field("a=1&b=2", "b"), "2");
  EXPECT_FALSE(form_field("a=1", "b"));
}

}  // namespace
}  // namespace punte::server

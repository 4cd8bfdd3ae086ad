#include "base/escape.h"

#include <gtest/gtest.h>

namespace punte::base {
namespace {

TEST(Escape, ContentKeepsQuotes) {
  EXPECT_EQ(escaped("<a href=\"x\">Tom & Jerry's</a>"),
            "&lt;a href=\"x\"&gt;Tom &amp; Jerry's&lt;/a&gt;");
}

TEST(Escape, AttributesLoseThem) {
  EXPECT_EQ(escaped_attribute("\"<&>\""), "&quot;&lt;&amp;&gt;&quot;");
}

TEST(Escape, AppendsToWhatIsThere) {
  std::string out = "<p>";
  append_escaped(out, "a<b");
  append_escaped_attribute(out, "\"");
  EXPECT_EQ(out, "<p>a&lt;b&quot;");
}

}  // namespace
}  // namespace punte::base

#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace punte::cli {
namespace {

TEST(Table, AlignsByDisplayWidth) {
  Table table({"lang", "text"});
  table.add({{"ro"}, {"Știri"}});
  table.add({{"中文"}, {"新闻"}});
  table.add({{"s\xCC\xA6"}, {"x"}});
  EXPECT_EQ(table.text(),
            "lang  text\n"
            "ro    Știri\n"
            "中文  新闻\n"
            "s\xCC\xA6     x\n");
}

TEST(Terminal, ForeignTextCannotSteerTheTerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\nc"), "a\xEF\xBF\xBD[31mb c");
  EXPECT_EQ(printable("\xE2\x80\xAEx"), "\xEF\xBF\xBDx") << "a right-to-left override";
}

}  // namespace
}  // namespace punte::cli

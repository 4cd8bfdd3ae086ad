#include "exchange/code_text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

InlineCode code(std::size_t offset, CodeKind kind, const std::string& id,
                const std::string& content) {
  InlineCode out;
  out.offset = offset;
  out.kind = kind;
  out.id = id;
  out.content = content;
  return out;
}

TEST(CodeText, CodesAreShownAsTheirFileSaysElseByNumber) {
  MarkedText text{"Read more by  now", {}};
  text.codes = {code(5, CodeKind::kOpen, "7", "<b>"), code(9, CodeKind::kClose, "7", "</b>"),
                code(13, CodeKind::kSingle, "", ""), code(17, CodeKind::kSingle, "", "%s")};
  EXPECT_EQ(table_text(text), "Read <1>more</1> by <2/> now%s");
  EXPECT_EQ(native_text(text), "Read <b>more</b> by <2/> now%s");
  text.codes[2].attributes.emplace_back(kEquivText, "{{name}}");
  text.codes[1].attributes.emplace_back(kDisp, "[/b]");
  EXPECT_EQ(table_text(text), "Read <1>more[/b] by {{name}} now%s");
  EXPECT_EQ(native_text(text), "Read <b>more</b> by {{name}} now%s");
}

TEST(CodeText, NumberedPlaceholdersBecomeCodesAgain) {
  const MarkedText text = from_table_text("Read <1>more</1> by <2/>");
  EXPECT_EQ(text.text, "Read more by ");
  ASSERT_EQ(text.codes.size(), 3U);
  EXPECT_EQ(text.codes[1].kind, CodeKind::kClose);
  EXPECT_EQ(text.codes[1].offset, 9U);
  EXPECT_EQ(text.codes[2].kind, CodeKind::kSingle);
  EXPECT_EQ(table_text(text), "Read <1>more</1> by <2/>");
}

TEST(CodeText, WhatIsNoPlaceholderIsText) {
  for (const std::string written :
       {"a < b", "<b>x</b>", "1<2>3", "<1>open", "</1>", "<12345/>", "<1", "x<", "</>"}) {
    const MarkedText text = from_table_text(written);
    EXPECT_EQ(text.text, written);
    EXPECT_TRUE(text.codes.empty()) << written;
  }
}

}  // namespace
}  // namespace punte::exchange

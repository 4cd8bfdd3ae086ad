#include "exchange/content_coding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace punte::exchange {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kText = "<p>The museum is closed on Monday.</p>";

// The text, packed by Python's zlib and brotli.
constexpr std::string_view kZlib =
    "\170\234\263\051\260\013\311\110\125\310\055\055\116\055\315\125\310\054"
    "\126\110\316\311\057\116\115\121\310\317\123\360\315\317\113\111\254\324"
    "\263\321\057\260\003\000\005\110\015\052"sv;
constexpr std::string_view kDeflate =
    "\263\051\260\013\311\110\125\310\055\055\116\055\315\125\310\054\126\110"
    "\316\311\057\116\115\121\310\317\123\360\315\317\113\111\254\324\263\321"
    "\057\260\003\000"sv;
constexpr std::string_view kBrotli =
    "\213\022\200\074\160\076\124\150\145\040\155\165\163\145\165\155\040\151"
    "\163\040\143\154\157\163\145\144\040\157\156\040\115\157\156\144\141\171"
    "\056\074\057\160\076\003"sv;

TEST(ContentCoding, UndoesWhatServersDo) {
  struct Row {
    std::string_view body;
    const char* codings;
    const char* why;
  };
  for (const Row& row : {
           Row{kText, "", "nothing"},
           Row{kText, "identity", "nothing"},
           Row{kText, "utf-8", "a charset by mistake"},
           Row{kText, "gzip", "unpacked by the archiver"},
           Row{kText, "br", "the same"},
           Row{kZlib, "deflate", "with the head of zlib"},
           Row{kDeflate, "deflate", "without"},
           Row{kBrotli, "br", "Brotli"},
           Row{kZlib, "Deflate, chunked", "two, the last undone already"},
       }) {
    const auto out = undo_codings(std::string(row.body), row.codings, 1000, "x");
    ASSERT_TRUE(out) << row.why << ": " << out.error().text();
    EXPECT_EQ(*out, kText) << row.why;
  }
}

TEST(ContentCoding, SaysWhatItCannotRead) {
  EXPECT_EQ(undo_codings("\x01\x02", "sdch", 1000, "x").error().code,
            base::ErrorCode::kUnsupported);
  EXPECT_EQ(undo_codings("\x01\x02\x03", "deflate", 1000, "x").error().code,
            base::ErrorCode::kSyntax);
  EXPECT_EQ(undo_codings(std::string(kZlib), "deflate", 10, "x").error().code,
            base::ErrorCode::kLimit);
  EXPECT_EQ(undo_codings(std::string(kBrotli), "br", 10, "x").error().code,
            base::ErrorCode::kLimit);
}

}  // namespace
}  // namespace punte::exchange

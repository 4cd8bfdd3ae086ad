#ifndef PUNTE_PAGE_INLINE_TOKENS_H_
#define PUNTE_PAGE_INLINE_TOKENS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/marked_text.h"
#include "language/text.h"

namespace punte::page::internal {

/// A part of a block: text, or the marks of emphasis, links, images, code and tags.
struct InlineToken {
  bool is_text = true;
  language::Span span;  ///< of the block as it was written
  language::CodeKind kind = language::CodeKind::kSingle;
  std::size_t number = 0;  ///< of a code: shared by the two of a pair, ascends with the opening one
  std::string type;        ///< of a code: "bold", "italic", "link", "image", "code", "tag"
};

/// Collects the parts of a block from left to right; what no mark takes is text.
class InlineTokens {
 public:
  explicit InlineTokens(std::string_view text) : text_(text) {}

  /// A number for a code that begins.
  [[nodiscard]] std::size_t new_number() { return ++numbers_; }
  void code(language::CodeKind kind, language::Span span, std::size_t number, std::string type);
  void single(language::Span span, std::string type) {
    code(language::CodeKind::kSingle, span, new_number(), std::move(type));
  }
  /// The marks of a pair, with text between them in which no mark is looked for.
  void pair(language::Span opening, language::Span closing, const std::string& type);
  /// These bytes are neither text nor code: a backslash that escapes a sign.
  void skip(language::Span span);
  /// A mark of emphasis that opens, or closes the last one like it. False: it does neither.
  [[nodiscard]] bool emphasis(language::Span mark, const std::string& type, bool opens,
                              bool closes);
  /// All parts. Opening codes without their other halves are text after all.
  [[nodiscard]] std::vector<InlineToken> finish() &&;

 private:
  struct Open {
    std::string_view mark;
    std::size_t number = 0;
  };
  void text_until(std::size_t at);

  std::string_view text_;
  std::size_t text_from_ = 0;  // text that is not yet in out_
  std::size_t numbers_ = 0;
  std::vector<Open> open_;
  std::vector<InlineToken> out_;
};

/// Reads the marks of one block from left to right; each markup says what they are.
class InlineReader {
 public:
  explicit InlineReader(std::string_view text) : text_(text), tokens_(text) {}
  InlineReader(const InlineReader&) = delete;
  InlineReader& operator=(const InlineReader&) = delete;
  virtual ~InlineReader() = default;

  [[nodiscard]] std::vector<InlineToken> read() {
    while (at_ < text_.size()) {
      const std::size_t size = read_mark();
      at_ += size > 0 ? size : 1;
    }
    return std::move(tokens_).finish();
  }

 protected:
  /// Bytes that the mark at `at_` takes; 0 where there is none.
  virtual std::size_t read_mark() = 0;

  std::string_view text_;
  std::size_t at_ = 0;
  InlineTokens tokens_;
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INLINE_TOKENS_H_

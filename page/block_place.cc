#include "page/block_place.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"

namespace punte::page::internal {
namespace {

using language::InlineCode;
using language::Span;

/// What may stand between the parts of a block: blanks, and the marks of quotes in Markdown.
bool is_nothing(char c, Syntax syntax) {
  return base::is_blank(c) || (syntax == Syntax::kMarkdown && c == '>');
}

/// After the white space and comments that start at `place`.
std::size_t skip_forward(std::string_view source, std::size_t place, Syntax syntax) {
  while (place < source.size()) {
    if (is_nothing(source[place], syntax)) {
      ++place;
    } else if (source.substr(place).starts_with("<!--")) {
      const std::size_t end = source.find("-->", place + 4);
      if (end == std::string_view::npos) return place;
      place = end + 3;
    } else {
      break;
    }
  }
  return place;
}

std::size_t skip_backward(std::string_view source, std::size_t place, Syntax syntax) {
  while (place > 0) {
    if (is_nothing(source[place - 1], syntax)) {
      --place;
    } else if (source.substr(0, place).ends_with("-->")) {
      const std::size_t start = source.rfind("<!--", place - 3);
      if (start == std::string_view::npos) return place;
      place = start;
    } else {
      break;
    }
  }
  return place;
}

/// Finds the parts of one block, from left to right.
class Finder {
 public:
  Finder(std::string_view source, const Block& block) : source_(source), block_(block) {}

  std::optional<BlockPlace> find() {
    if (block_.pieces.empty() ||
        !std::all_of(block_.pieces.begin(), block_.pieces.end(),
                     [this](const Piece& piece) { return is_usable(piece); })) {
      return std::nullopt;
    }
    out_.codes.resize(codes().size());
    if (!find_leading()) return std::nullopt;
    place_ = block_.pieces.front().source.start;
    for (const Piece& piece : block_.pieces) {
      if (!find_codes(piece.text.start)) return std::nullopt;
      if (piece.source.start < place_ || after_nothing() < piece.source.start) return std::nullopt;
      place_ = piece.source.limit;
    }
    if (!find_codes(std::string::npos)) return std::nullopt;
    out_.range.limit = place_;
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::vector<InlineCode>& codes() const { return block_.text.codes; }

  [[nodiscard]] bool is_usable(const Piece& piece) const {
    return piece.exact && piece.source.limit > piece.source.start &&
           piece.source.limit <= source_.size();
  }

  [[nodiscard]] std::size_t after_nothing() const {
    return skip_forward(source_, place_, block_.syntax);
  }

  /// Codes in front of the first piece, the last of them first.
  bool find_leading() {
    const std::size_t first = block_.pieces.front().text.start;
    while (next_ < codes().size() && codes()[next_].offset <= first) ++next_;
    std::size_t start = block_.pieces.front().source.start;
    for (std::size_t i = next_; i-- > 0;) {
      const std::string& content = codes()[i].content;
      if (content.empty()) continue;
      const std::size_t end = skip_backward(source_, start, block_.syntax);
      if (!source_.substr(0, end).ends_with(content)) return false;
      start = end - content.size();
      out_.codes[i] = {start, end};
    }
    out_.range.start = start;
    return true;
  }

  /// Those that stand at `offset` of the text or before.
  bool find_codes(std::size_t offset) {
    for (; next_ < codes().size() && codes()[next_].offset <= offset; ++next_) {
      const std::string& content = codes()[next_].content;
      if (content.empty()) continue;
      const std::size_t here = after_nothing();
      if (!source_.substr(here).starts_with(content)) return false;
      place_ = here + content.size();
      out_.codes[next_] = {here, place_};
    }
    return true;
  }

  std::string_view source_;
  const Block& block_;
  BlockPlace out_;
  std::size_t next_ = 0;   // code
  std::size_t place_ = 0;  // in the source
};

}  // namespace

std::optional<BlockPlace> place_of(std::string_view source, const Block& block) {
  return Finder(source, block).find();
}

}  // namespace punte::page::internal

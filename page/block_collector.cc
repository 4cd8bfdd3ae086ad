#include "page/block_collector.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "page/elements.h"
#include "page/inline_codes.h"

namespace punte::page::internal {

using language::CodeKind;
using language::InlineCode;
using language::Span;

Span BlockCollector::in_compact(const GumboStringPiece& piece) const {
  const std::string& html = compact_.html;
  if (piece.data == nullptr || piece.data < html.data()) return {};
  const auto start = static_cast<std::size_t>(piece.data - html.data());
  if (start > html.size() || piece.length > html.size() - start) return {};
  return {start, start + piece.length};
}

Span BlockCollector::in_page(const GumboStringPiece& piece) const {
  const Span span = in_compact(piece);
  return span.limit == 0 ? span : compact_.in_page(span);
}

void BlockCollector::text(const GumboText& node, const Around& around) {
  const std::string_view piece = node.text;
  std::size_t first = std::string_view::npos;  // of what is text, not blanks
  std::size_t last = 0;
  std::size_t text_start = 0;
  std::size_t i = 0;
  while (i < piece.size()) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(piece, i);
    if (c == 0xAD || c == 0x200B || c == 0xFEFF) continue;
    if (language::is_space(c)) {
      blank_ = true;
      continue;
    }
    if (text_.empty()) {
      block_.hints = around.hints;
      block_.tokens = around.tokens;
      block_.language = around.language;
      block_.link_language = around.link_language;
    } else if (blank_) {
      text_ += ' ';
    }
    blank_ = false;
    block_.translatable |= around.translatable;
    if (first == std::string_view::npos) {
      first = start;
      text_start = text_.size();
    }
    last = i;
    text_.append(piece, start, i - start);
    if (around.in_link) block_.link_bytes += i - start;
  }
  if (first == std::string_view::npos) return;
  add_piece(node, {first, last}, {text_start, text_.size()});
}

/// `letters`: bytes of the node from its first letter to its last; `text`: where they went.
void BlockCollector::add_piece(const GumboText& node, Span letters, Span text) {
  Piece place{text, {}, true};
  Span span = in_compact(node.original_text);
  const std::string_view html = compact_.html;
  const std::string_view original = html.substr(span.start, span.limit - span.start);
  const bool as_it_stands = original == node.text;
  if (as_it_stands) {
    span = {span.start + letters.start, span.start + letters.limit};
  } else {
    while (span.start < span.limit && base::is_blank(html[span.start])) ++span.start;
    while (span.start < span.limit && base::is_blank(html[span.limit - 1])) --span.limit;
  }
  place.source = span.limit == 0 ? span : compact_.in_page(span);
  const std::string_view source =
      page_.substr(place.source.start, place.source.limit - place.source.start);
  // Markup in between was thrown away, unless it is a bare sign that stands in the text too.
  place.exact = !source.empty() && ((as_it_stands && source.size() == span.limit - span.start) ||
                                    source.find('<') == std::string_view::npos);
  block_.pieces.push_back(place);
}

void BlockCollector::code(CodeKind kind, const GumboElement& element, std::size_t number,
                          const GumboStringPiece& original) {
  // A code between two words stands behind the blank before it.
  if (blank_ && !text_.empty() && kind != CodeKind::kClose) {
    text_ += ' ';
    blank_ = false;
  }
  codes_.push_back({text_.size(), kind, number, element.tag, original});
}

std::vector<InlineCode> BlockCollector::inner_codes() const {
  std::vector<CodePlace> places;
  places.reserve(codes_.size());
  for (const RawCode& raw : codes_) places.push_back({raw.offset, raw.kind, raw.number});
  const std::vector<bool> is_inner = internal::inner_codes(places, text_.size());
  std::vector<InlineCode> codes;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (!is_inner[i]) continue;
    const RawCode& raw = codes_[i];
    const Span place = in_page(raw.original);
    InlineCode code;
    code.offset = std::min(raw.offset, text_.size());
    code.kind = raw.kind;
    code.id = std::to_string(raw.number);
    code.type = code_type(raw.tag);
    code.content = page_.substr(place.start, place.limit - place.start);
    codes.push_back(std::move(code));
  }
  return codes;
}

std::optional<RawBlock> BlockCollector::finish() {
  blank_ = false;
  while (text_.ends_with(' ')) text_.pop_back();
  std::optional<RawBlock> out;
  if (!text_.empty()) {
    block_.text.codes = inner_codes();
    block_.text.text = std::move(text_);
    out = std::move(block_);
  }
  text_.clear();
  codes_.clear();
  block_ = {};
  block_.translatable = false;
  return out;
}

}  // namespace punte::page::internal

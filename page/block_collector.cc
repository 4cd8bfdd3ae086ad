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

Span BlockCollector::whole_in_page(const GumboElement& element) const {
  const Span start = in_page(element.original_tag);
  const Span end = in_page(element.original_end_tag);
  return {start.start, end.limit > start.limit ? end.limit : start.limit};
}

/// What the first letter says of its block.
void BlockCollector::begin(const Around& around) {
  block_.hints = around.hints;
  block_.tokens = around.tokens;
  block_.language = around.language;
  block_.link_language = around.link_language;
}

/// Puts the white space that was seen into the text. Between two words it is one blank, whatever
/// markup stands in between; beside what is seen, each counts.
void BlockCollector::separate() {
  if (!std::exchange(blank_, false) || text_.empty()) {
    blanks_.clear();
    return;
  }
  if (!blanks_.empty()) {
    text_ += blanks_;
    blanks_.clear();
  } else if (visible_ || !text_.ends_with(' ')) {
    text_ += ' ';
  }
  visible_ = false;
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
    if (is_unseen(c)) continue;
    if (language::is_space(c)) {
      blank_ = true;
      if (around.preformatted) blanks_.append(piece, start, i - start);
      continue;
    }
    if (text_.empty()) begin(around);
    separate();
    visible_ = false;
    block_.translatable |= around.translatable;
    if (first == std::string_view::npos) {
      first = start;
      text_start = text_.size();
    }
    last = i;
    text_.append(piece, start, i - start);
    letters_ += i - start;
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
  if (kind != CodeKind::kClose) separate();
  Span place = in_page(original);
  const std::string_view written = page_.substr(place.start, place.limit - place.start);
  if (kind == CodeKind::kClose && !written.starts_with("</")) place = {};
  codes_.push_back({text_.size(), kind, number, element.tag, place, false});
}

void BlockCollector::whole(const GumboElement& element, std::size_t number, bool visible) {
  separate();
  codes_.push_back(
      {text_.size(), CodeKind::kSingle, number, element.tag, whole_in_page(element), visible});
  visible_ = visible_ || visible;
}

void BlockCollector::kept(const GumboElement& element, std::string_view text,
                          const Around& around) {
  const Span source = whole_in_page(element);
  if (text_.empty()) begin(around);
  separate();
  visible_ = false;
  const std::size_t start = text_.size();
  text_ += text;
  letters_ += text.size();
  if (around.in_link) block_.link_bytes += text.size();
  block_.kept.push_back({{start, text_.size()},
                         source,
                         std::string(page_.substr(source.start, source.limit - source.start))});
}

void BlockCollector::break_here() {
  if (text_.empty() || blank_ || text_.ends_with(' ')) return;
  if (block_.breaks.empty() || block_.breaks.back() != text_.size()) {
    block_.breaks.push_back(text_.size());
  }
}

/// Pairs with no letter between them become one code each: nothing can be put between the two.
void BlockCollector::join_empty_pairs() {
  std::vector<RawCode> out;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    RawCode code = codes_[i];
    std::size_t last = i;
    if (code.kind == CodeKind::kOpen) {
      for (std::size_t k = i + 1; k < codes_.size() && codes_[k].offset == code.offset; ++k) {
        code.visible = code.visible || codes_[k].visible;
        if (codes_[k].kind != CodeKind::kClose || codes_[k].number != code.number) continue;
        last = k;
        break;
      }
    }
    if (last > i) {
      code.kind = CodeKind::kSingle;
      for (std::size_t k = i + 1; k <= last; ++k) {
        code.place.limit = std::max(code.place.limit, codes_[k].place.limit);
      }
      i = last;
    } else {
      code.visible = codes_[i].visible;
    }
    out.push_back(code);
  }
  codes_ = std::move(out);
}

/// Elements that were closed out of turn go on in a copy of themselves, which has no tag of its
/// own.
void BlockCollector::drop_repeated_places() {
  std::size_t behind = 0;
  for (RawCode& code : codes_) {
    if (code.place.limit == 0) continue;
    if (code.place.start < behind || code.place.start >= code.place.limit) {
      code.place = {};
    } else {
      behind = code.place.limit;
    }
  }
}

/// Those inside the text go with the block.
void BlockCollector::take_codes() {
  join_empty_pairs();
  drop_repeated_places();
  std::vector<CodePlace> places;
  places.reserve(codes_.size());
  for (const RawCode& raw : codes_) places.push_back({raw.offset, raw.kind, raw.number});
  const std::vector<CodeUse> uses = uses_of_codes(places, text_.size());
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (uses[i] == CodeUse::kOutside) continue;
    const RawCode& raw = codes_[i];
    const bool is_half = uses[i] == CodeUse::kHalf;
    if (is_half && raw.place.limit == 0) continue;
    InlineCode code;
    code.offset = std::min(raw.offset, text_.size());
    code.kind = is_half ? CodeKind::kSingle : raw.kind;
    code.id = std::to_string(raw.number);
    code.type = code_type(raw.tag);
    code.content = page_.substr(raw.place.start, raw.place.limit - raw.place.start);
    block_.text.codes.push_back(std::move(code));
    block_.code_places.push_back(raw.place);
  }
}

std::optional<RawBlock> BlockCollector::finish() {
  blank_ = false;
  blanks_.clear();
  visible_ = false;
  letters_ = 0;
  while (!text_.empty() && base::is_blank(text_.back())) text_.pop_back();
  std::optional<RawBlock> out;
  if (!text_.empty()) {
    take_codes();
    while (!block_.breaks.empty() && block_.breaks.back() >= text_.size()) {
      block_.breaks.pop_back();
    }
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

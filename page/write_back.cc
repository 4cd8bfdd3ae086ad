#include "page/write_back.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "language/text.h"
#include "page/block_place.h"
#include "page/encode.h"
#include "page/start_tag.h"
#include "page/text_edit.h"

namespace punte::page {
namespace {

using internal::BlockPlace;
using internal::TextEdit;
using language::InlineCode;
using language::MarkedText;
using language::Span;

/// In an attribute value between two `quote`s; ">" is plain there.
std::string quoted_value(std::string_view text, char quote) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == quote) {
      out += quote == '"' ? "&quot;" : "&#39;";
    } else {
      out += c;
    }
  }
  return out;
}

/// Puts the edits of attributes that lie inside codes of `block` into the same codes of `text`.
/// `edits` ascend.
void edit_codes(const Block& block, const BlockPlace& place, const std::vector<TextEdit>& edits,
                MarkedText& text) {
  std::vector<bool> done(text.codes.size(), false);
  for (std::size_t i = 0; i < place.codes.size(); ++i) {
    const Span span = place.codes[i];
    auto edit = std::lower_bound(
        edits.begin(), edits.end(), span.start,
        [](const TextEdit& other, std::size_t start) { return other.span.start < start; });
    const std::string& old = block.text.codes[i].content;
    std::string content;
    std::size_t copied = 0;
    for (; edit != edits.end() && edit->span.limit <= span.limit; ++edit) {
      content += old.substr(copied, edit->span.start - span.start - copied) + edit->text;
      copied = edit->span.limit - span.start;
    }
    if (copied == 0) continue;
    content += old.substr(copied);
    for (std::size_t k = 0; k < text.codes.size(); ++k) {
      if (done[k] || text.codes[k].content != old) continue;
      text.codes[k].content = std::move(content);
      done[k] = true;
      break;
    }
  }
}

bool writes_from_right(const std::string& tag) { return uloc_isRightToLeft(tag.c_str()) != 0; }

/// True if `inner` is the path of an element inside `outer`, or the same.
bool is_inside(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

std::optional<TextEdit> attribute_edit(std::string_view source, const Block& block,
                                       const MarkedText& text) {
  if (block.pieces.size() != 1 || !block.pieces.front().exact) return std::nullopt;
  const Span span = block.pieces.front().source;
  if (span.start == 0 || span.limit >= source.size() || span.limit <= span.start) {
    return std::nullopt;
  }
  // Blanks may stand between the quotation mark and the text.
  std::size_t before = span.start;
  while (before > 0 && base::is_blank(source[before - 1])) --before;
  const char quote = before > 0 ? source[before - 1] : '\0';
  if (quote == '"' || quote == '\'') return TextEdit{span, quoted_value(text.text, quote)};
  if (quote != '=') return std::nullopt;
  return TextEdit{span, "\"" + quoted_value(text.text, '"') + "\""};
}

bool starts_before(const TextEdit& a, const TextEdit& b) { return a.span.start < b.span.start; }

/// Collects the edits of one page.
class Writer {
 public:
  Writer(const Page& page, std::vector<Replacement> replacements, WrittenPage& out)
      : page_(page), source_(page.source), replacements_(std::move(replacements)), out_(out) {}

  /// Ordered, not overlapping.
  std::vector<TextEdit> edits() {
    edit_attributes();
    edit_texts();
    declare_languages();
    return without_overlaps();
  }

 private:
  [[nodiscard]] const Block& block_of(const Replacement& replacement) const {
    return page_.blocks[replacement.block];
  }

  void add(std::size_t block, std::optional<TextEdit> edit, std::vector<TextEdit>& to) {
    if (!edit) {
      out_.left.push_back({block, PUNTE_MSG("its place in the page cannot be told for certain")});
      return;
    }
    to.push_back(std::move(*edit));
    written_.insert(block);
  }

  void edit_attributes() {
    for (const Replacement& replacement : replacements_) {
      const Block& block = block_of(replacement);
      if (block.attribute.empty()) continue;
      add(replacement.block, attribute_edit(source_, block, replacement.text), edits_);
    }
    std::stable_sort(edits_.begin(), edits_.end(), starts_before);
  }

  /// A block's text takes its codes with it, and so the attributes in them.
  void edit_texts() {
    std::vector<TextEdit> texts;
    for (Replacement& replacement : replacements_) {
      const Block& block = block_of(replacement);
      if (!block.attribute.empty()) continue;
      if (block.syntax != Syntax::kHtml) {
        add(replacement.block,
            internal::text_edit(source_, block, replacement.text, page_.line_width), texts);
        continue;
      }
      std::optional<TextEdit> edit;
      if (const auto place = internal::place_of(source_, block)) {
        edit_codes(block, *place, edits_, replacement.text);
        edit = TextEdit{place->range, internal::as_html(replacement.text)};
      }
      add(replacement.block, std::move(edit), texts);
    }
    edits_.insert(edits_.end(), std::make_move_iterator(texts.begin()),
                  std::make_move_iterator(texts.end()));
  }

  /// The language of an element is that of all that stands in it: it is declared only where no
  /// other text would be called by it.
  void declare_languages() {
    std::set<std::size_t> declared;  // start of a start tag
    for (const Replacement& replacement : replacements_) {
      const Block& block = block_of(replacement);
      if (replacement.language.empty() || !written_.contains(replacement.block) ||
          !block.attribute.empty() || block.tag.limit <= block.tag.start ||
          declared.contains(block.tag.start) || !is_alone(block)) {
        continue;
      }
      declared.insert(block.tag.start);
      edits_.push_back(internal::set_attribute(source_, block.tag, "lang", replacement.language));
      if (block.language != "und" &&
          writes_from_right(block.language) != writes_from_right(replacement.language)) {
        edits_.push_back(internal::set_attribute(
            source_, block.tag, "dir", writes_from_right(replacement.language) ? "rtl" : "ltr"));
      }
    }
  }

  /// All texts in the block's element are written, or of no language.
  [[nodiscard]] bool is_alone(const Block& block) const {
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      if (!written_.contains(i) && page_.blocks[i].language != "und" &&
          is_inside(page_.blocks[i].path, block.path)) {
        return false;
      }
    }
    return true;
  }

  std::vector<TextEdit> without_overlaps() {
    // Of those that start together the longer first, which has the others in it.
    std::stable_sort(edits_.begin(), edits_.end(), [](const TextEdit& a, const TextEdit& b) {
      return a.span.start != b.span.start
                 ? a.span.start < b.span.start
                 : a.span.limit - a.span.start > b.span.limit - b.span.start;
    });
    std::vector<TextEdit> clean;
    std::size_t place = 0;
    for (TextEdit& edit : edits_) {
      if (edit.span.start < place) continue;  // would overlap: never two texts in one place
      place = edit.span.limit;
      clean.push_back(std::move(edit));
    }
    return clean;
  }

  const Page& page_;
  std::string_view source_;
  std::vector<Replacement> replacements_;
  WrittenPage& out_;
  std::vector<TextEdit> edits_;
  std::set<std::size_t> written_;  // blocks
};

}  // namespace

base::Result<WrittenPage> write_back(std::string_view bytes, const Page& page,
                                     std::vector<Replacement> replacements) {
  if (page.source.empty() && !replacements.empty()) {
    return base::fail(base::ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the page was read without its source"));
  }
  for (const Replacement& replacement : replacements) {
    if (replacement.block < page.blocks.size()) continue;
    return base::fail(base::ErrorCode::kInvalidArgument, PUNTE_MSG("the page has no block {1}"),
                      {std::to_string(replacement.block)});
  }
  WrittenPage out;
  const std::vector<TextEdit> edits = Writer(page, std::move(replacements), out).edits();
  if (edits.empty()) {
    out.bytes = bytes;
    return out;
  }
  const bool has_references = page.format == Format::kHtml || page.format == Format::kFeed;
  out.bytes = internal::encode_edits(
      bytes, page.source, page.charset, edits,
      has_references ? internal::Missing::kReference : internal::Missing::kRecode, out.recoded);
  return out;
}

}  // namespace punte::page

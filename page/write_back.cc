#include "page/write_back.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "language/text.h"
#include "page/decode.h"
#include "page/encode.h"
#include "page/part_source.h"
#include "page/start_tag.h"
#include "page/text_edit.h"
#include "page/text_replay.h"

namespace punte::page {
namespace {

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

/// An edit, and the replacement that asks for it.
struct Edit {
  TextEdit text;
  std::size_t replacement = 0;
};

bool starts_before(const Edit& a, const Edit& b) { return a.text.span.start < b.text.span.start; }

/// Bytes [span.start, span.limit) of a page, which are `old`, with the edits inside them made.
/// `edits` ascend; those that were made are marked. Empty if there are none.
std::string edited(const std::string& old, Span span, const std::vector<Edit>& edits,
                   std::vector<bool>& made) {
  auto edit = std::lower_bound(
      edits.begin(), edits.end(), span.start,
      [](const Edit& other, std::size_t start) { return other.text.span.start < start; });
  std::string out;
  std::size_t copied = 0;
  for (; edit != edits.end() && edit->text.span.limit <= span.limit; ++edit) {
    const Span place = edit->text.span;
    out += old.substr(copied, place.start - span.start - copied) + edit->text.text;
    copied = place.limit - span.start;
    made[static_cast<std::size_t>(edit - edits.begin())] = true;
  }
  return copied == 0 ? out : out + old.substr(copied);
}

/// Appends a part of a block's text, with what it keeps as codes.
void append_part(MarkedText& out, const Block& block, Span part, Span codes) {
  MarkedText piece;
  std::size_t place = part.start;
  std::size_t kept = 0;
  std::size_t code = codes.start;
  const auto copy_to = [&](std::size_t limit) {
    piece.text += block.text.text.substr(place, limit - place);
    place = limit;
  };
  const auto keep_before = [&](std::size_t limit) {
    for (; kept < block.kept.size() && block.kept[kept].text.limit <= limit; ++kept) {
      const KeptText& one = block.kept[kept];
      if (one.text.start < place) continue;
      copy_to(one.text.start);
      InlineCode single;
      single.offset = piece.text.size();
      single.content = one.content;
      piece.codes.push_back(std::move(single));
      place = one.text.limit;
    }
  };
  for (; code < std::min(codes.limit, block.text.codes.size()); ++code) {
    const std::size_t offset = std::clamp(block.text.codes[code].offset, part.start, part.limit);
    keep_before(offset);
    copy_to(std::max(offset, place));
    piece.codes.push_back(block.text.codes[code]);
    piece.codes.back().offset = piece.text.size();
  }
  keep_before(part.limit);
  copy_to(part.limit);
  append(out, std::move(piece));
}

/// True if a replacement says what is there.
bool is_same(const MarkedText& text, const Block& block, Span part, Span codes) {
  MarkedText old;
  append_part(old, block, part, codes);
  return old.text == text.text &&
         std::equal(old.codes.begin(), old.codes.end(), text.codes.begin(), text.codes.end(),
                    [](const InlineCode& a, const InlineCode& b) {
                      return a.offset == b.offset && a.content == b.content;
                    });
}

bool writes_from_right(const std::string& tag) { return uloc_isRightToLeft(tag.c_str()) != 0; }

/// True if `inner` is the path of an element inside `outer`, or the same.
bool is_inside(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

/// The quotation mark around an attribute's text; NUL: it is not quoted; nullopt: it has no place.
std::optional<char> quote_of(std::string_view source, const Block& block) {
  if (block.pieces.size() != 1 || !block.pieces.front().exact) return std::nullopt;
  const Span span = block.pieces.front().source;
  if (span.start == 0 || span.limit >= source.size() || span.limit <= span.start) {
    return std::nullopt;
  }
  // Blanks may stand between the quotation mark and the text.
  std::size_t before = span.start;
  while (before > 0 && base::is_blank(source[before - 1])) --before;
  const char quote = before > 0 ? source[before - 1] : '\0';
  if (quote == '"' || quote == '\'') return quote;
  if (quote != '=') return std::nullopt;
  return '\0';
}

/// Collects the edits of one page.
class Writer {
 public:
  Writer(const Page& page, std::vector<Replacement> replacements, WrittenPage& out)
      : page_(page), source_(page.source), replacements_(std::move(replacements)), out_(out) {
    for (Replacement& replacement : replacements_) {
      const Block& block = block_of(replacement);
      replacement.part.limit = std::min(replacement.part.limit, block.text.text.size());
      replacement.codes.limit = std::min(replacement.codes.limit, block.text.codes.size());
    }
    std::stable_sort(replacements_.begin(), replacements_.end(),
                     [](const Replacement& a, const Replacement& b) {
                       return a.block != b.block ? a.block < b.block : a.part.start < b.part.start;
                     });
    left_.assign(replacements_.size(), false);
  }

  /// Ordered, not overlapping.
  std::vector<TextEdit> edits() {
    for_each_block([this](std::size_t first, std::size_t limit) {
      if (!block_of(replacements_[first]).attribute.empty()) edit_attribute(first, limit);
    });
    std::stable_sort(edits_.begin(), edits_.end(), starts_before);
    attributes_made_.assign(edits_.size(), false);
    std::vector<Edit> attributes = std::exchange(edits_, {});
    for_each_block([&](std::size_t first, std::size_t limit) {
      const Block& block = block_of(replacements_[first]);
      if (!block.attribute.empty()) return;
      if (block.syntax == Syntax::kHtml || block.syntax == Syntax::kRaw) {
        for (std::size_t i = first; i < limit; ++i) edit_html(i, attributes);
      } else {
        edit_text(first, limit);
      }
    });
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (!attributes_made_[i]) edits_.push_back(std::move(attributes[i]));
    }
    std::vector<Edit> clean = without_overlaps();
    declare_languages(clean);
    report();
    std::vector<TextEdit> out;
    out.reserve(clean.size());
    for (Edit& edit : clean) out.push_back(std::move(edit.text));
    return out;
  }

 private:
  [[nodiscard]] const Block& block_of(const Replacement& replacement) const {
    return page_.blocks[replacement.block];
  }
  [[nodiscard]] std::string_view old_text(const Replacement& replacement) const {
    return std::string_view(block_of(replacement).text.text)
        .substr(replacement.part.start, replacement.part.limit - replacement.part.start);
  }

  /// Calls use(first, limit) for the replacements of each block.
  template <typename Use>
  void for_each_block(Use&& use) {
    for (std::size_t first = 0; first < replacements_.size();) {
      std::size_t limit = first + 1;
      while (limit < replacements_.size() &&
             replacements_[limit].block == replacements_[first].block) {
        ++limit;
      }
      use(first, limit);
      first = limit;
    }
  }

  void add(std::size_t replacement, std::optional<TextEdit> edit) {
    if (edit) {
      edits_.push_back({std::move(*edit), replacement});
    } else {
      left_[replacement] = true;
    }
  }

  /// The block's text with all its new parts.
  MarkedText composed(std::size_t first, std::size_t limit) const {
    const Block& block = block_of(replacements_[first]);
    MarkedText out;
    Span part{0, 0};
    Span codes{0, 0};
    for (std::size_t i = first; i < limit; ++i) {
      const Replacement& one = replacements_[i];
      append_part(out, block, {part.limit, one.part.start}, {codes.limit, one.codes.start});
      append(out, one.text);
      part = one.part;
      codes = one.codes;
    }
    append_part(out, block, {part.limit, block.text.text.size()},
                {codes.limit, block.text.codes.size()});
    return out;
  }

  void edit_attribute(std::size_t first, std::size_t limit) {
    const Block& block = block_of(replacements_[first]);
    const auto quote = quote_of(source_, block);
    if (!quote) {
      for (std::size_t i = first; i < limit; ++i) left_[i] = true;
      return;
    }
    const Span span = block.pieces.front().source;
    const auto read = *quote == '\0' ? std::nullopt
                                     : internal::replay(source_, span, block.text.text,
                                                        internal::Writing::kAttribute);
    if (!read) {
      const std::string text = composed(first, limit).text;
      if (text == block.text.text) return;
      add(first, TextEdit{span, *quote == '\0' ? "\"" + quoted_value(text, '"') + "\""
                                               : quoted_value(text, *quote)});
      return;
    }
    for (std::size_t i = first; i < limit; ++i) {
      if (replacements_[i].text.text == old_text(replacements_[i])) continue;
      std::optional<TextEdit> edit;
      if (const auto place = internal::part_of(*read, replacements_[i].part)) {
        edit = TextEdit{*place, quoted_value(replacements_[i].text.text, *quote)};
      }
      add(i, std::move(edit));
    }
  }

  /// A part's text takes its codes with it, and so the attributes in them.
  void edit_html(std::size_t index, const std::vector<Edit>& attributes) {
    Replacement& replacement = replacements_[index];
    const Block& block = block_of(replacement);
    if (is_same(replacement.text, block, replacement.part, replacement.codes)) return;
    const auto place = internal::source_of(source_, block, replacement.part, replacement.codes);
    if (!place) {
      left_[index] = true;
      return;
    }
    edit_codes(replacement, attributes);
    if (block.syntax == Syntax::kRaw) {
      add(index, TextEdit{place->range, replacement.text.text});
    } else {
      add(index, TextEdit{place->range, internal::as_html(replacement.text, *place)});
    }
  }

  /// Puts the edits of attributes that lie inside the codes of a part into its new text.
  void edit_codes(Replacement& replacement, const std::vector<Edit>& attributes) {
    const Block& block = block_of(replacement);
    std::vector<bool> done(replacement.text.codes.size(), false);
    const auto edit = [&](const std::string& old, Span span) {
      if (span.start >= span.limit) return;
      std::vector<bool> made(attributes.size(), false);
      const std::string content = edited(old, span, attributes, made);
      if (content.empty()) return;
      for (std::size_t k = 0; k < done.size(); ++k) {
        InlineCode& code = replacement.text.codes[k];
        if (done[k] || code.content != old) continue;
        code.content = content;
        done[k] = true;
        for (std::size_t i = 0; i < made.size(); ++i) {
          if (made[i]) attributes_made_[i] = true;
        }
        return;
      }
    };
    for (std::size_t i = replacement.codes.start;
         i < replacement.codes.limit && i < block.code_places.size(); ++i) {
      edit(block.text.codes[i].content, block.code_places[i]);
    }
  }

  void edit_text(std::size_t first, std::size_t limit) {
    const Block& block = block_of(replacements_[first]);
    const MarkedText text = composed(first, limit);
    if (is_same(text, block, {0, block.text.text.size()}, {0, block.text.codes.size()})) return;
    auto edit = internal::text_edit(source_, block, text, page_.line_width);
    if (!edit) {
      for (std::size_t i = first; i < limit; ++i) left_[i] = true;
      return;
    }
    add(first, std::move(edit));
  }

  /// The language of an element is that of all that stands in it: it is declared only where no
  /// other text would be called by it.
  void declare_languages(std::vector<Edit>& edits) {
    std::set<std::size_t> written;  // blocks
    std::set<std::size_t> left;
    for (std::size_t i = 0; i < replacements_.size(); ++i) {
      (left_[i] ? left : written).insert(replacements_[i].block);
    }
    std::set<std::size_t> declared;  // start of a start tag
    for (std::size_t i = 0; i < replacements_.size(); ++i) {
      const Replacement& replacement = replacements_[i];
      const Block& block = block_of(replacement);
      if (replacement.language.empty() || left.contains(replacement.block) ||
          !block.attribute.empty() || block.tag.limit <= block.tag.start ||
          declared.contains(block.tag.start) || !is_alone(block, written, left)) {
        continue;
      }
      declared.insert(block.tag.start);
      const auto set = [&](std::string_view name, const std::string& value) {
        edits.push_back({internal::set_attribute(source_, block.tag, name, value), i});
      };
      set("lang", replacement.language);
      if (block.language != "und" &&
          writes_from_right(block.language) != writes_from_right(replacement.language)) {
        set("dir", writes_from_right(replacement.language) ? "rtl" : "ltr");
      }
    }
    std::stable_sort(edits.begin(), edits.end(), starts_before);
  }

  /// All texts in the block's element are written, or of no language.
  [[nodiscard]] bool is_alone(const Block& block, const std::set<std::size_t>& written,
                              const std::set<std::size_t>& left) const {
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      if ((!written.contains(i) || left.contains(i)) && page_.blocks[i].language != "und" &&
          is_inside(page_.blocks[i].path, block.path)) {
        return false;
      }
    }
    return true;
  }

  /// Never two texts in one place: what does not fit is left.
  std::vector<Edit> without_overlaps() {
    // Of those that start together the longer first, which has the others in it.
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
      const Span x = a.text.span;
      const Span y = b.text.span;
      return x.start != y.start ? x.start < y.start : x.limit - x.start > y.limit - y.start;
    });
    std::vector<Edit> clean;
    std::size_t place = 0;
    for (Edit& edit : edits_) {
      if (edit.text.span.start < place) {
        left_[edit.replacement] = true;
        continue;
      }
      place = edit.text.span.limit;
      clean.push_back(std::move(edit));
    }
    return clean;
  }

  void report() {
    for (std::size_t i = 0; i < replacements_.size(); ++i) {
      if (!left_[i]) continue;
      out_.left.push_back({replacements_[i].block, replacements_[i].part.start,
                           PUNTE_MSG("its place in the page cannot be told for certain")});
    }
  }

  const Page& page_;
  std::string_view source_;
  std::vector<Replacement> replacements_;
  WrittenPage& out_;
  std::vector<Edit> edits_;
  std::vector<bool> attributes_made_;  // [edit of an attribute]: it went into a code
  std::vector<bool> left_;             // [replacement]
};

/// The encoding that a browser reads a page in, or ASCII where that is not certain.
std::string charset_of_new_text(std::string_view bytes, const Page& page) {
  const std::string& declared = page.declared_charset;
  const bool has_mark = page.charset.starts_with("utf-16") || bytes.starts_with("\xEF\xBB\xBF");
  const bool is_xml = page.format == Format::kFeed || page.source.starts_with("<?xml");
  if (has_mark || (declared.empty() && is_xml && page.charset == "utf-8")) return page.charset;
  const bool is_ascii = std::all_of(bytes.begin(), bytes.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return declared.empty() ? "us-ascii" : declared;
  if (declared.empty() || declared == internal::web_name(page.charset)) return page.charset;
  return "us-ascii";
}

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
      bytes, page.source, page.charset,
      has_references ? charset_of_new_text(bytes, page) : page.charset, edits,
      has_references ? internal::Missing::kReference : internal::Missing::kRecode, out.recoded);
  return out;
}

}  // namespace punte::page

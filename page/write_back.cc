#include "page/write_back.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "language/text.h"
#include "page/encode.h"
#include "page/headers.h"

namespace punte::page {
namespace {

using language::InlineCode;
using language::MarkedText;
using language::Span;

/// Bytes of the source that become others.
struct Edit {
  Span span;
  std::string text;
};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string escaped(std::string_view text, char quote) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>' && quote == 0) {
      out += "&gt;";
    } else if (c == quote && quote != 0) {
      out += quote == '"' ? "&quot;" : "&#39;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string written(const MarkedText& text) {
  std::string out;
  std::size_t place = 0;
  for (const InlineCode& code : text.codes) {
    const std::size_t offset = std::min(code.offset, text.text.size());
    out += escaped(std::string_view(text.text).substr(place, offset - place), 0);
    out += code.content;
    place = offset;
  }
  return out + escaped(std::string_view(text.text).substr(place), 0);
}

/// Behind the white space and comments that start at `place`.
std::size_t skip_forward(std::string_view source, std::size_t place) {
  while (place < source.size()) {
    if (is_blank(source[place])) {
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

std::size_t skip_backward(std::string_view source, std::size_t place) {
  while (place > 0) {
    if (is_blank(source[place - 1])) {
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

/// Where a block's text and codes come from.
struct BlockPlace {
  Span range;
  std::vector<Span> codes;  ///< of each code's content; empty ones where it has none
};

/// nullopt if something else stands between them.
std::optional<BlockPlace> place_of(std::string_view source, const Block& block) {
  if (block.pieces.empty()) return std::nullopt;
  BlockPlace out;
  out.codes.resize(block.text.codes.size());
  for (const Piece& piece : block.pieces) {
    if (!piece.exact || piece.source.limit <= piece.source.start ||
        piece.source.limit > source.size()) {
      return std::nullopt;
    }
  }
  const auto& codes = block.text.codes;
  // Codes in front of the first piece, the last of them first.
  std::size_t start = block.pieces.front().source.start;
  std::size_t leading = 0;
  while (leading < codes.size() && codes[leading].offset <= block.pieces.front().text.start) {
    ++leading;
  }
  for (std::size_t i = leading; i-- > 0;) {
    const std::string& content = codes[i].content;
    if (content.empty()) continue;
    const std::size_t end = skip_backward(source, start);
    if (!source.substr(0, end).ends_with(content)) return std::nullopt;
    start = end - content.size();
    out.codes[i] = {start, end};
  }
  std::size_t place = block.pieces.front().source.start;
  std::size_t code = leading;
  for (std::size_t i = 0; i <= block.pieces.size(); ++i) {
    const bool behind_all = i == block.pieces.size();
    for (; code < codes.size() && (behind_all || codes[code].offset <= block.pieces[i].text.start);
         ++code) {
      const std::string& content = codes[code].content;
      if (content.empty()) continue;
      const std::size_t here = skip_forward(source, place);
      if (!source.substr(here).starts_with(content)) return std::nullopt;
      place = here + content.size();
      out.codes[code] = {here, place};
    }
    if (behind_all) break;
    if (block.pieces[i].source.start < place ||
        skip_forward(source, place) < block.pieces[i].source.start) {
      return std::nullopt;
    }
    place = block.pieces[i].source.limit;
  }
  out.range = {start, place};
  return out;
}

/// Puts the edits of attributes that lie inside codes of `block` into the same codes of `text`.
/// `edits` ascend.
void edit_codes(const Block& block, const BlockPlace& place, const std::vector<Edit>& edits,
                MarkedText& text) {
  std::vector<bool> done(text.codes.size(), false);
  for (std::size_t i = 0; i < place.codes.size(); ++i) {
    const Span span = place.codes[i];
    auto edit = std::lower_bound(
        edits.begin(), edits.end(), span.start,
        [](const Edit& other, std::size_t start) { return other.span.start < start; });
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

/// The attribute `name` of a start tag: its value with quotes, or where to put it.
struct AttributePlace {
  Span value;  // as offsets into the tag; with quotes
  bool found = false;
};

AttributePlace find_attribute(std::string_view tag, std::string_view name) {
  std::size_t i = 1;
  while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>' && tag[i] != '/') ++i;
  const AttributePlace behind_name{{i, i}, false};
  while (i < tag.size() && tag[i] != '>') {
    if (is_blank(tag[i]) || tag[i] == '/') {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '=' && tag[i] != '>' && tag[i] != '/') {
      ++i;
    }
    const std::string attribute = internal::lower_ascii(tag.substr(start, i - start));
    if (i == start) {
      ++i;  // a stray "="
      continue;
    }
    std::size_t equals = i;
    while (equals < tag.size() && is_blank(tag[equals])) ++equals;
    Span value{i, i};
    if (equals < tag.size() && tag[equals] == '=') {
      i = equals + 1;
      while (i < tag.size() && is_blank(tag[i])) ++i;
      value.start = i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const std::size_t end = tag.find(tag[i], i + 1);
        if (end == std::string_view::npos) return behind_name;
        i = end + 1;
      } else {
        while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>') ++i;
      }
      value.limit = i;
      if (attribute == name) return {value, true};
    } else if (attribute == name) {
      return behind_name;  // an attribute without value: ours in front of it is what counts
    }
  }
  return behind_name;
}

Edit set_attribute(std::string_view source, Span tag, std::string_view name,
                   std::string_view value) {
  const AttributePlace place =
      find_attribute(source.substr(tag.start, tag.limit - tag.start), name);
  const Span span{tag.start + place.value.start, tag.start + place.value.limit};
  std::string quoted = "\"" + escaped(value, '"') + "\"";
  if (place.found) return {span, std::move(quoted)};
  return {span, " " + std::string(name) + "=" + quoted};
}

bool writes_from_right(const std::string& tag) { return uloc_isRightToLeft(tag.c_str()) != 0; }

/// True if `inner` is the path of an element inside `outer`, or the same.
bool is_inside(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

std::optional<Edit> attribute_edit(std::string_view source, const Block& block,
                                   const MarkedText& text) {
  if (block.pieces.size() != 1 || !block.pieces.front().exact) return std::nullopt;
  const Span span = block.pieces.front().source;
  if (span.start == 0 || span.limit >= source.size() || span.limit <= span.start) {
    return std::nullopt;
  }
  // Blanks may stand between the quotation mark and the text.
  std::size_t before = span.start;
  while (before > 0 && is_blank(source[before - 1])) --before;
  const char quote = before > 0 ? source[before - 1] : '\0';
  if (quote == '"' || quote == '\'') return Edit{span, escaped(text.text, quote)};
  if (quote != '=') return std::nullopt;
  return Edit{span, "\"" + escaped(text.text, '"') + "\""};
}

bool starts_before(const Edit& a, const Edit& b) { return a.span.start < b.span.start; }

}  // namespace

base::Result<WrittenPage> write_back(std::string_view bytes, const Page& page,
                                     std::vector<Replacement> replacements) {
  const std::string_view source = page.source;
  if (source.empty() && !replacements.empty()) {
    return base::fail(base::ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the page was read without its source"));
  }
  std::vector<Edit> edits;
  std::set<std::size_t> written_blocks;
  std::map<std::size_t, std::string> tags;  // start of a start tag -> language
  WrittenPage out;
  const auto leave = [&](std::size_t block) {
    out.left.push_back({block, PUNTE_MSG("its place in the page cannot be told for certain")});
  };
  for (const Replacement& replacement : replacements) {
    if (replacement.block >= page.blocks.size()) {
      return base::fail(base::ErrorCode::kInvalidArgument, PUNTE_MSG("the page has no block {1}"),
                        {std::to_string(replacement.block)});
    }
    const Block& block = page.blocks[replacement.block];
    if (block.attribute.empty()) continue;
    auto edit = attribute_edit(source, block, replacement.text);
    if (!edit) {
      leave(replacement.block);
      continue;
    }
    edits.push_back(std::move(*edit));
    written_blocks.insert(replacement.block);
  }
  // A block's text takes its codes with it, and so the attributes in them.
  std::stable_sort(edits.begin(), edits.end(), starts_before);
  std::vector<Edit> texts;
  for (Replacement& replacement : replacements) {
    const Block& block = page.blocks[replacement.block];
    if (!block.attribute.empty()) continue;
    const auto place = place_of(source, block);
    if (!place) {
      leave(replacement.block);
      continue;
    }
    edit_codes(block, *place, edits, replacement.text);
    texts.push_back({place->range, written(replacement.text)});
    written_blocks.insert(replacement.block);
  }
  edits.insert(edits.end(), std::make_move_iterator(texts.begin()),
               std::make_move_iterator(texts.end()));
  // The language of an element is that of all that stands in it: it is declared only where no
  // other text would be called by it.
  for (const Replacement& replacement : replacements) {
    const Block& block = page.blocks[replacement.block];
    if (replacement.language.empty() || !written_blocks.contains(replacement.block) ||
        !block.attribute.empty() || block.tag.limit <= block.tag.start ||
        tags.contains(block.tag.start)) {
      continue;
    }
    bool alone = true;
    for (std::size_t i = 0; i < page.blocks.size() && alone; ++i) {
      alone = written_blocks.contains(i) || page.blocks[i].language == "und" ||
              !is_inside(page.blocks[i].path, block.path);
    }
    if (!alone) continue;
    tags.emplace(block.tag.start, replacement.language);
    edits.push_back(set_attribute(source, block.tag, "lang", replacement.language));
    if (block.language != "und" &&
        writes_from_right(block.language) != writes_from_right(replacement.language)) {
      edits.push_back(set_attribute(source, block.tag, "dir",
                                    writes_from_right(replacement.language) ? "rtl" : "ltr"));
    }
  }
  // Of those that start together the longer first, which has the others in it.
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.start != b.span.start ? a.span.start < b.span.start
                                        : a.span.limit - a.span.start > b.span.limit - b.span.start;
  });
  std::vector<internal::TextEdit> clean;
  std::size_t place = 0;
  for (Edit& edit : edits) {
    if (edit.span.start < place) continue;  // would overlap: never two texts in one place
    place = edit.span.limit;
    clean.push_back({edit.span, std::move(edit.text)});
  }
  if (clean.empty()) {
    out.bytes = bytes;
    return out;
  }
  out.bytes = internal::encode_edits(bytes, source, page.charset, clean, out.recoded);
  return out;
}

}  // namespace punte::page

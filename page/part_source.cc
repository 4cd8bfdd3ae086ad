#include "page/part_source.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "base/ascii.h"
#include "base/escape.h"
#include "page/text_replay.h"

namespace punte::page::internal {
namespace {

using language::InlineCode;
using language::MarkedText;
using language::Span;

/// Bytes of the page that are text or code of the part.
struct Atom {
  Span source;
  const std::string* code = nullptr;  ///< its content
};

bool is_ruby(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"ruby", "rb", "rt", "rtc", "rp"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// True if a text begins with a tag of ruby: what opens a base, or, with `ends`, all the others.
bool is_ruby_tag(std::string_view text, bool ends) {
  const bool closes = text.starts_with("</");
  std::string_view name = text.substr(closes ? 2 : 1);
  name = name.substr(0, std::min(name.find_first_of(" \t\r\n/>"), name.size()));
  const std::string lower = base::lower(name);
  const bool is_base = lower == "ruby" || lower == "rb";
  return is_ruby(lower) && (ends ? closes || !is_base : !closes && is_base);
}

/// Markup without blanks around it and without ruby.
std::string kept_of(std::string_view markup) {
  std::string out;
  bool in_aid = false;  // between <rt> and </rt>
  while (!markup.empty()) {
    const std::size_t tag = std::min(markup.find('<'), markup.size());
    // What is not markup is white space, which the text has, or a reading aid.
    markup.remove_prefix(tag);
    if (markup.empty()) break;
    const bool is_comment = markup.starts_with("<!--");
    const std::size_t end = is_comment ? markup.find("-->") : markup.find('>');
    const std::size_t size =
        end == std::string_view::npos ? markup.size() : end + (is_comment ? 3 : 1);
    const std::string_view one = markup.substr(0, size);
    markup.remove_prefix(size);
    const bool closes = one.starts_with("</");
    std::string_view name = one.substr(closes ? 2 : 1);
    name = name.substr(0, std::min(name.find_first_of(" \t\r\n/>"), name.size()));
    if (const std::string lower = base::lower(name); is_ruby(lower)) {
      if (lower != "ruby" && lower != "rb") in_aid = !closes;
    } else if (!in_aid) {
      out += one;
    }
  }
  return out;
}

class Finder {
 public:
  Finder(std::string_view page, const Block& block, Span text)
      : page_(page), block_(block), text_(text) {}

  std::optional<PartSource> find(Span codes) {
    for (const Piece& piece : block_.pieces) {
      if (!add_piece(piece)) return std::nullopt;
    }
    for (const KeptText& kept : block_.kept) {
      if (kept.text.start >= text_.start && kept.text.limit <= text_.limit) {
        atoms_.push_back({kept.source, &kept.content});
      }
    }
    for (std::size_t i = codes.start; i < codes.limit && i < block_.code_places.size(); ++i) {
      const Span place = block_.code_places[i];
      if (place.limit > place.start) atoms_.push_back({place, &block_.text.codes[i].content});
    }
    std::stable_sort(atoms_.begin(), atoms_.end(),
                     [](const Atom& a, const Atom& b) { return a.source.start < b.source.start; });
    return joined();
  }

 private:
  bool add_piece(const Piece& piece) {
    const Span wanted{std::max(piece.text.start, text_.start),
                      std::min(piece.text.limit, text_.limit)};
    if (wanted.start >= wanted.limit) return true;
    if (piece.source.start < last_ || piece.source.limit > page_.size()) return false;
    last_ = piece.source.limit;
    const bool whole = wanted.start == piece.text.start && wanted.limit == piece.text.limit;
    if (whole && piece.exact) {
      atoms_.push_back({piece.source, nullptr});
      return piece.source.start < piece.source.limit;
    }
    const auto text = std::string_view(block_.text.text)
                          .substr(piece.text.start, piece.text.limit - piece.text.start);
    const auto read = replay(page_, piece.source, text,
                             block_.syntax == Syntax::kRaw ? Writing::kRaw : Writing::kText);
    if (!read) return false;
    const auto part =
        part_of(*read, {wanted.start - piece.text.start, wanted.limit - piece.text.start});
    if (!part) return false;
    // What was left out inside parts the atom.
    std::size_t start = part->start;
    for (const Span left_out : read->left_out) {
      if (left_out.start < start || left_out.limit > part->limit) continue;
      atoms_.push_back({{start, left_out.start}, nullptr});
      start = left_out.limit;
    }
    atoms_.push_back({{start, part->limit}, nullptr});
    return true;
  }

  /// White space, as it stands or as a reference.
  [[nodiscard]] bool is_blank_between(const Atom& before, const Atom& after) const {
    const std::string_view gap =
        page_.substr(before.source.limit, after.source.start - before.source.limit);
    constexpr std::array<std::string_view, 9> kBlanks = {
        " ", "\n", "\t", "\r", "\f", "\xC2\xA0", "&nbsp;", "&#160;", "&#xa0;"};
    return std::any_of(kBlanks.begin(), kBlanks.end(), [&](std::string_view blank) {
      return gap.starts_with(blank) || gap.ends_with(blank);
    });
  }

  /// Names the codes, and finds those from which white space parts the text.
  void name_codes(PartSource& out) {
    std::map<std::string, std::size_t> seen;
    names_.resize(atoms_.size());
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      if (atoms_[i].code != nullptr) names_[i] = {*atoms_[i].code, seen[*atoms_[i].code]++};
    }
    std::size_t first = 0;
    while (first < atoms_.size() && atoms_[first].code != nullptr) ++first;
    if (first == atoms_.size()) return;
    std::size_t last = atoms_.size() - 1;
    while (atoms_[last].code != nullptr) --last;
    if (first > 0 && is_blank_between(atoms_[first - 1], atoms_[first])) {
      out.blank_after = names_[first - 1];
    }
    if (last + 1 < atoms_.size() && is_blank_between(atoms_[last], atoms_[last + 1])) {
      out.blank_before = names_[last + 1];
    }
  }

  /// Tags of ruby around the text that are no codes.
  void take_in_ruby(Span& range) const {
    while (range.start > 0 && page_[range.start - 1] == '>') {
      const std::size_t tag = page_.rfind('<', range.start - 1);
      if (tag == std::string_view::npos || !is_ruby_tag(page_.substr(tag), false)) break;
      range.start = tag;
    }
    while (page_.substr(range.limit).starts_with("<") &&
           is_ruby_tag(page_.substr(range.limit), true)) {
      const bool is_aid =
          page_.substr(range.limit, 3) == "<rt" || page_.substr(range.limit, 3) == "<rp";
      const std::size_t end = is_aid ? page_.find("</r", range.limit) : range.limit;
      const std::size_t close = page_.find('>', std::min(end, page_.size()));
      if (close == std::string_view::npos) break;
      range.limit = close + 1;
    }
  }

  std::optional<PartSource> joined() {
    if (atoms_.empty()) return std::nullopt;
    PartSource out;
    out.range = {atoms_.front().source.start, atoms_.back().source.limit};
    name_codes(out);
    std::size_t place = out.range.start;
    Rest next;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      const Atom& atom = atoms_[i];
      if (atom.source.start < place || atom.source.limit > page_.size()) return std::nullopt;
      next.markup = kept_of(page_.substr(place, atom.source.start - place));
      if (!next.markup.empty()) out.rest.push_back(next);
      if (atom.code != nullptr) next.behind = names_[i];
      place = atom.source.limit;
    }
    if (page_.substr(0, out.range.limit).find("<ruby") != std::string_view::npos) {
      take_in_ruby(out.range);
    }
    return out;
  }

  std::string_view page_;
  const Block& block_;
  Span text_;
  std::size_t last_ = 0;  // of the page
  std::vector<Atom> atoms_;
  std::vector<CodeName> names_;  // [atom]
};

}  // namespace

std::optional<PartSource> source_of(std::string_view page, const Block& block, Span text,
                                    Span codes) {
  return Finder(page, block, text).find(codes);
}

std::string as_html(const MarkedText& text, const PartSource& source) {
  std::string out;
  std::vector<bool> done(source.rest.size(), false);
  const auto add_rest = [&](const CodeName& behind) {
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (done[i] || source.rest[i].behind != behind) continue;
      out += source.rest[i].markup;
      done[i] = true;
    }
  };
  add_rest({});
  std::map<std::string, std::size_t> seen;
  std::size_t place = 0;
  for (const InlineCode& code : text.codes) {
    const std::size_t offset = std::min(code.offset, text.text.size());
    base::append_escaped(out, std::string_view(text.text).substr(place, offset - place));
    place = offset;
    if (code.content.empty()) continue;
    const CodeName name{code.content, seen[code.content]++};
    const auto is_blank_at = [&](std::size_t at) {
      return at >= text.text.size() || base::is_blank(text.text[at]);
    };
    if (name == source.blank_before && offset > 0 && !is_blank_at(offset - 1)) out += ' ';
    out += code.content;
    if (name == source.blank_after && !is_blank_at(offset)) out += ' ';
    add_rest(name);
  }
  base::append_escaped(out, std::string_view(text.text).substr(place));
  // Behind a code that the new text lacks.
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (!done[i]) out += source.rest[i].markup;
  }
  return out;
}

}  // namespace punte::page::internal

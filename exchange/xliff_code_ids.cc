#include "exchange/xliff_code_ids.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "exchange/code_pairs.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

std::string_view value_of(const std::vector<language::Attribute>& attributes,
                          std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

enum class Shape { kPairStart, kPairEnd, kHalfStart, kHalfEnd, kWhole };

Shape shape_of(const InlineCode& code, std::size_t partner) {
  const bool paired = partner != kNoPartner;
  if (paired) return code.kind == CodeKind::kOpen ? Shape::kPairStart : Shape::kPairEnd;
  if (!is_half(code, paired)) return Shape::kWhole;
  return is_closing(code) ? Shape::kHalfEnd : Shape::kHalfStart;
}

/// Where the source has a code that is the same one and is not yet taken: by link, or by type and
/// content where one of them has no link. kNoPartner: nowhere.
std::size_t find_same(const Named& source, const std::vector<bool>& taken, const Named& target,
                      std::size_t mine, bool by_link) {
  const InlineCode& a = target.text->codes[mine];
  const Shape shape = shape_of(a, target.partners[mine]);
  for (std::size_t theirs = 0; theirs < source.ids.size(); ++theirs) {
    const InlineCode& b = source.text->codes[theirs];
    const bool same =
        by_link ? !a.link.empty() && a.link == b.link
                : (a.link.empty() || b.link.empty()) && a.type == b.type && a.content == b.content;
    if (same && !taken[theirs] && shape == shape_of(b, source.partners[theirs])) return theirs;
  }
  return kNoPartner;
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return base::is_alnum(c) || c == '.' || c == '-' || c == '_' || c == ':';
  });
}

bool is_closing(const InlineCode& code) {
  return code.kind == CodeKind::kClose || value_of(code.attributes, "pos") == "end";
}

bool is_half(const InlineCode& code, bool paired) {
  return !paired && (code.kind != CodeKind::kSingle || code.element == "it");
}

Named CodeNames::source(const MarkedText& text) {
  Named named{&text, pair_codes(text.codes), {}};
  named.ids.resize(text.codes.size());
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const std::size_t partner = named.partners[i];
    named.ids[i] =
        partner != kNoPartner && partner < i ? named.ids[partner] : fresh(text.codes[i].link);
  }
  return named;
}

Named CodeNames::like(const Named& source, const MarkedText& text) {
  Named named{&text, pair_codes(text.codes), {}};
  named.ids.resize(text.codes.size());
  std::vector<bool> taken(source.ids.size(), false);
  for (const bool by_link : {true, false}) {
    for (std::size_t i = 0; i < text.codes.size(); ++i) {
      const std::size_t partner = named.partners[i];
      if (!named.ids[i].empty() || (partner != kNoPartner && partner < i)) continue;
      const std::size_t theirs = find_same(source, taken, named, i, by_link);
      if (theirs == kNoPartner) continue;
      taken[theirs] = true;
      named.ids[i] = source.ids[theirs];
    }
  }
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const std::size_t partner = named.partners[i];
    if (partner != kNoPartner && partner < i) {
      named.ids[i] = named.ids[partner];
    } else if (named.ids[i].empty()) {
      named.ids[i] = fresh(text.codes[i].link);
    }
  }
  return named;
}

std::string CodeNames::fresh(const std::string& wish) {
  if (is_name(wish) && used_.insert(wish).second) return wish;
  while (true) {
    std::string id = std::to_string(++last_);
    if (used_.insert(id).second) return id;
  }
}

}  // namespace punte::exchange

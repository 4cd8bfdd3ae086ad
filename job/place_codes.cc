#include "job/place_codes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace punte::job {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;
using language::Span;

/// Which code of the match's source a code of its target stands for.
std::optional<std::size_t> counterpart(const InlineCode& code,
                                       const std::vector<InlineCode>& source,
                                       const std::vector<bool>& taken) {
  const auto find = [&](const auto& fits) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (!taken[i] && source[i].kind == code.kind && fits(source[i])) return i;
    }
    return std::nullopt;
  };
  if (!code.link.empty()) {
    if (const auto at = find([&](const InlineCode& c) { return c.link == code.link; })) return at;
  }
  if (!code.id.empty()) {
    if (const auto at = find([&](const InlineCode& c) { return c.id == code.id; })) return at;
  }
  if (const auto at = find(
          [&](const InlineCode& c) { return c.type == code.type && c.content == code.content; })) {
    return at;
  }
  return find([](const InlineCode&) { return true; });
}

std::string_view word_at(std::string_view text, std::size_t offset) {
  text = base::trim_blanks(text.substr(std::min(offset, text.size())));
  return text.substr(0, std::min(text.find(' '), text.size()));
}

std::string_view word_before(std::string_view text, std::size_t offset) {
  text = base::trim_blanks(text.substr(0, offset));
  const std::size_t blank = text.rfind(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// True if the two have codes of the same kinds at the same words.
bool same_places(const MarkedText& a, const MarkedText& b) {
  return std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(),
                    [&](const InlineCode& x, const InlineCode& y) {
                      if (x.kind != y.kind) return false;
                      if (a.text == b.text) return x.offset == y.offset;
                      return word_at(a.text, x.offset) == word_at(b.text, y.offset) ||
                             word_before(a.text, x.offset) == word_before(b.text, y.offset);
                    });
}

/// True if pairs open before they close, and the inner closes first.
bool is_nested(const std::vector<InlineCode>& codes) {
  std::vector<std::string_view> open;
  for (const InlineCode& code : codes) {
    if (code.kind == CodeKind::kOpen) open.push_back(code.id);
    if (code.kind != CodeKind::kClose) continue;
    if (open.empty() || open.back() != code.id) return false;
    open.pop_back();
  }
  return open.empty();
}

std::optional<MarkedText> exchanged(const MarkedText& segment, const MarkedText& match_source,
                                    const MarkedText& match_target) {
  if (!same_places(segment, match_source) ||
      match_target.codes.size() != match_source.codes.size()) {
    return std::nullopt;
  }
  MarkedText out{match_target.text, {}};
  std::vector<bool> taken(match_source.codes.size(), false);
  for (const InlineCode& code : match_target.codes) {
    const auto at = counterpart(code, match_source.codes, taken);
    if (!at) return std::nullopt;
    taken[*at] = true;
    out.codes.push_back(segment.codes[*at]);
    out.codes.back().offset = code.offset;
  }
  if (is_nested(segment.codes) && !is_nested(out.codes)) return std::nullopt;
  return out;
}

/// Markup that nobody sees, wherever it stands.
bool is_unseen(const InlineCode& code) {
  const std::string content = base::lower(code.content);
  constexpr std::array<std::string_view, 6> kStarts = {"<wbr",      "<script",   "<style",
                                                       "<noscript", "<template", "<!--"};
  if (std::any_of(kStarts.begin(), kStarts.end(),
                  [&](std::string_view start) { return content.starts_with(start); })) {
    return true;
  }
  // Targets of links, and what scripts look for.
  const bool is_anchor =
      (content.starts_with("<a ") && content.find("href") == std::string::npos) ||
      content.starts_with("<span");
  const bool is_empty =
      content.ends_with("/>") || content.ends_with("></a>") || content.ends_with("></span>");
  return is_anchor && is_empty && content.find("class=") == std::string::npos;
}

/// A code or a pair of them, and what stands in it.
struct Node {
  std::size_t open = 0;   ///< index of the code
  std::size_t close = 0;  ///< the same for a single code
  Span place;             ///< in the translation
  std::vector<Node> inner;
};

/// Places the codes of one segment.
class Placer {
 public:
  Placer(const MarkedText& segment, std::string_view target, const WordKnowledge& knowledge)
      : segment_(segment),
        target_(target),
        links_(segment.text, target, knowledge),
        placed_{std::string(target), {}} {}

  PlacedCodes place() {
    PlacedCodes out;
    std::size_t next = 0;
    std::vector<Node> nodes = tree(next, segment_.codes.size());
    if (!well_formed_) {
      for (const InlineCode& code : segment_.codes) open_ += code.content;
    }
    const Span all{0, target_.size()};
    const bool fits = open_.empty() && fits_into(nodes, all) && open_.empty();
    if (fits) {
      emit(nodes);
      out.text = std::move(placed_);
    } else {
      out.text.text = target_;
      out.sure = false;
      out.open = std::move(open_);
    }
    return out;
  }

 private:
  /// The codes from `next` on as a tree, up to `limit` or a closing code.
  std::vector<Node> tree(std::size_t& next, std::size_t limit) {
    std::vector<Node> out;
    while (next < limit) {
      const InlineCode& code = segment_.codes[next];
      if (code.kind == CodeKind::kClose) break;
      Node node;
      node.open = node.close = next++;
      if (code.kind == CodeKind::kOpen) {
        node.inner = tree(next, limit);
        if (next < limit && segment_.codes[next].id == code.id) {
          node.close = next++;
        } else {
          well_formed_ = false;
          return out;
        }
      }
      locate(node);
      out.push_back(std::move(node));
    }
    if (next < limit && depth_of_close(next) == 0) well_formed_ = false;
    return out;
  }

  /// How many pairs are open before a closing code.
  [[nodiscard]] int depth_of_close(std::size_t code) const {
    int depth = 0;
    for (std::size_t i = 0; i < code; ++i) {
      if (segment_.codes[i].kind == CodeKind::kOpen) ++depth;
      if (segment_.codes[i].kind == CodeKind::kClose) --depth;
    }
    return depth;
  }

  void doubt(const Node& node) {
    open_ += segment_.codes[node.open].content;
    if (node.close != node.open) open_ += segment_.codes[node.close].content;
  }

  void locate(Node& node) {
    const std::size_t start = segment_.codes[node.open].offset;
    const std::size_t limit = segment_.codes[node.close].offset;
    const auto place = node.open == node.close ? place_of_single(segment_.codes[node.open])
                                               : place_of_pair({start, limit});
    if (place) {
      node.place = *place;
    } else {
      doubt(node);
    }
  }

  [[nodiscard]] std::optional<Span> place_of_single(const InlineCode& code) const {
    if (code.offset == 0) return Span{0, 0};
    if (code.offset >= segment_.text.size()) return Span{target_.size(), target_.size()};
    // Before the marks that end both.
    const std::string_view tail = std::string_view(segment_.text).substr(code.offset);
    if (tail.size() <= 3 && target_.ends_with(tail) && !has_word(tail)) {
      return Span{target_.size() - tail.size(), target_.size() - tail.size()};
    }
    if (const auto at = links_.at(code.offset)) return Span{*at, *at};
    if (!is_unseen(code)) return std::nullopt;
    std::size_t at = code.offset * target_.size() / segment_.text.size();
    at = std::min(target_.find(' ', at), target_.size() - 1) + 1;
    return Span{at, at};
  }

  [[nodiscard]] std::optional<Span> place_of_pair(Span span) const {
    const std::string_view text = segment_.text;
    const std::string_view head = text.substr(0, span.start);
    const std::string_view tail = text.substr(span.limit);
    const std::string_view inner = text.substr(span.start, span.limit - span.start);
    // Around all of it, but for what is outside in both: the full stop behind a link.
    if (head.size() + tail.size() < target_.size() && target_.starts_with(head) &&
        target_.ends_with(tail)) {
      return Span{head.size(), target_.size() - tail.size()};
    }
    const std::size_t found = target_.find(inner);
    if (has_word(inner) && found != std::string_view::npos &&
        target_.find(inner, found + 1) == std::string_view::npos && is_word_there(found, inner)) {
      return Span{found, found + inner.size()};
    }
    return links_.of(span);
  }

  static bool has_word(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
      return base::is_alnum(c) || static_cast<unsigned char>(c) >= 0xC0;
    });
  }

  /// Not within a word.
  [[nodiscard]] bool is_word_there(std::size_t found, std::string_view inner) const {
    const auto is_letter = [&](std::size_t at) {
      return base::is_alnum(target_[at]) || static_cast<unsigned char>(target_[at]) >= 0xC3;
    };
    const std::size_t end = found + inner.size();
    return (found == 0 || !is_letter(found - 1)) && (end == target_.size() || !is_letter(end));
  }

  /// Orders the nodes by place; false if one crosses another or leaves `outer`.
  bool fits_into(std::vector<Node>& nodes, Span outer) {
    std::stable_sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) {
      return a.place.start != b.place.start ? a.place.start < b.place.start
                                            : a.place.limit < b.place.limit;
    });
    std::size_t place = outer.start;
    for (Node& node : nodes) {
      const bool is_pair = node.open != node.close;
      const std::string_view inner =
          target_.substr(node.place.start, node.place.limit - node.place.start);
      if (node.place.start < place || node.place.limit > outer.limit ||
          (is_pair && base::trim_blanks(inner).empty()) || !fits_into(node.inner, node.place)) {
        doubt(node);
        return false;
      }
      place = node.place.limit;
    }
    return true;
  }

  void emit(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      add(node.open, node.place.start);
      if (node.open == node.close) continue;
      emit(node.inner);
      add(node.close, node.place.limit);
    }
  }

  void add(std::size_t code, std::size_t offset) {
    placed_.codes.push_back(segment_.codes[code]);
    placed_.codes.back().offset = offset;
  }

  const MarkedText& segment_;
  std::string_view target_;
  WordLinks links_;
  MarkedText placed_;
  bool well_formed_ = true;
  std::string open_;
};

}  // namespace

PlacedCodes place_codes(const MarkedText& segment, const MarkedText& match_source,
                        const MarkedText& match_target, const WordKnowledge& knowledge) {
  PlacedCodes out;
  if (segment.codes.empty()) {
    out.text.text = match_target.text;
    return out;
  }
  if (auto text = exchanged(segment, match_source, match_target)) {
    out.text = std::move(*text);
    return out;
  }
  return Placer(segment, match_target.text, knowledge).place();
}

}  // namespace punte::job

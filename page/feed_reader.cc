#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "page/compact.h"
#include "page/text_reader.h"
#include "page/tree_reader.h"

namespace punte::page::internal {
namespace {

/// "content:encoded" is "encoded": feeds name their elements in several namespaces.
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The letter of "&amp;", "&#x219;" at `at`, which is moved after it; nothing for a bare sign.
std::optional<char32_t> reference(std::string_view xml, std::size_t& at) {
  struct Name {
    std::string_view text;
    char32_t letter;
  };
  constexpr std::array<Name, 6> kNames = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}}};
  const std::size_t end = xml.substr(0, at + 12).find(';', at);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view body = xml.substr(at + 1, end - at - 1);
  if (body.starts_with('#')) {
    const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
    body.remove_prefix(hex ? 2 : 1);
    char32_t c = 0;
    for (const char digit : body) {
      const char low = base::lower(digit);
      const bool letter = hex && low >= 'a' && low <= 'f';
      if (!base::is_digit(low) && !letter) return std::nullopt;
      c = c * (hex ? 16 : 10) + static_cast<char32_t>(letter ? low - 'a' + 10 : low - '0');
    }
    if (body.empty()) return std::nullopt;
    at = end + 1;
    return c == 0 ? 0xFFFD : c;
  }
  for (const Name& name : kNames) {
    if (name.text != body) continue;
    at = end + 1;
    return name.letter;
  }
  return std::nullopt;
}

/// Walks over the elements of a feed, well-formed or nearly so.
class FeedReader {
 public:
  FeedReader(std::string_view xml, std::size_t max_depth, std::size_t max_attributes)
      : xml_(xml), max_depth_(max_depth), max_attributes_(max_attributes) {
    tree_.is_text = true;
    tree_.names.emplace_back();
    tree_.elements.push_back({0, "feed", 0, 0, {}, 0, {}});
  }

  Tree read() {
    while (at_ < xml_.size()) {
      const std::size_t tag = std::min(xml_.find('<', at_), xml_.size());
      if (wanted_) take_text(tag);
      at_ = tag;
      if (at_ < xml_.size()) markup();
    }
    return std::move(tree_);
  }

 private:
  void markup() {
    const std::string_view rest = xml_.substr(at_);
    if (rest.starts_with("<!--")) {
      at_ = after("-->");
    } else if (rest.starts_with("<![CDATA[")) {
      const std::size_t end = std::min(xml_.find("]]>", at_), xml_.size());
      if (wanted_) part_.add(xml_.substr(at_ + 9, end - std::min(end, at_ + 9)), at_ + 9);
      if (wanted_) part_end_ = end;
      at_ = after("]]>");
    } else {
      tag();
    }
  }

  [[nodiscard]] std::size_t after(std::string_view sign) const {
    const std::size_t end = xml_.find(sign, at_);
    return end == std::string_view::npos ? xml_.size() : end + sign.size();
  }

  void tag() {
    const std::size_t start = at_ + 1;
    at_ = after(">");
    std::string_view inside = xml_.substr(start, at_ - start);
    if (inside.ends_with('>')) inside.remove_suffix(1);
    if (inside.starts_with('?') || inside.starts_with('!')) return;
    const bool closes = inside.starts_with('/');
    if (closes) inside.remove_prefix(1);
    const std::string_view name =
        local_name(inside.substr(0, std::min(inside.find_first_of(" \t\r\n/"), inside.size())));
    if (closes) {
      if (wanted_ && name == name_) finish();
      if (is_any(name, {"item", "entry"})) in_item_ = false;
      return;
    }
    if (wanted_ || inside.ends_with('/')) return;
    if (is_any(name, {"item", "entry"})) {
      in_item_ = true;
      ++item_;
    }
    if (is_any(name, {"title", "description", "encoded", "summary", "content", "subtitle",
                      "tagline", "language", "copyright", "rights"})) {
      wanted_ = true;
      name_ = name;
      is_xhtml_ = inside.find("xhtml") != std::string_view::npos;
      part_ = {};
      part_end_ = at_;
    }
  }

  void take_text(std::size_t limit) {
    while (at_ < limit) {
      const std::size_t sign = std::min(xml_.find('&', at_), limit);
      part_.add(xml_.substr(at_, sign - at_), at_);
      at_ = sign;
      if (at_ == limit) break;
      std::size_t end = at_;
      std::string letter = "&";
      if (const auto c = reference(xml_, end)) {
        letter.clear();
        language::append_utf8(letter, *c);
      } else {
        ++end;
      }
      part_.add(letter, at_);
      at_ = end;
      part_.runs.push_back({part_.text.size(), at_});
    }
    part_end_ = limit;
  }

  void finish() {
    wanted_ = false;
    part_.end(part_end_);
    if (name_ == "language") {
      read_meta("language", part_.text, tree_.hints);
      return;
    }
    // XHTML as elements would have to be read as such: its text alone is here.
    if (is_xhtml_ || base::is_blank(part_.text)) return;
    std::string path = "feed/";
    if (in_item_) path = "feed/item[" + std::to_string(item_) + "]/";
    path.append(name_) += '/';
    const std::size_t first = tree_.blocks.size();
    if (part_.text.find('<') != std::string::npos && name_ != "title") {
      append_html(path);
    } else {
      append_text(part_, Syntax::kXml, path, tree_);
    }
    const Role role = !in_item_ ? Role::kChrome : name_ == "title" ? Role::kTitle : Role::kBody;
    for (std::size_t i = first; i < tree_.blocks.size(); ++i) tree_.blocks[i].known_role = role;
  }

  void append_html(const std::string& path) {
    Tree inner = read_tree(compact(part_.text, {max_depth_, max_attributes_}), part_.text);
    for (RawBlock& block : inner.blocks) {
      for (Piece& piece : block.pieces) piece.source = part_.in_source(piece.source);
      for (KeptText& kept : block.kept) kept.source = part_.in_source(kept.source);
      block.code_places.clear();
      block.element = tree_.elements.size();
      tree_.elements.push_back({0, "p", 0, 0, {}, 0, {}});
      block.path = path + (block.path.starts_with("html/body/") ? block.path.substr(10) : "");
      block.tag = {};
      block.tokens.clear();
      block.syntax = Syntax::kHtmlInXml;
      tree_.blocks.push_back(std::move(block));
    }
  }

  std::string_view xml_;
  std::size_t max_depth_;
  std::size_t max_attributes_;
  std::size_t at_ = 0;
  Tree tree_;
  bool in_item_ = false;
  std::size_t item_ = 0;
  bool wanted_ = false;    // the element's text is collected
  bool is_xhtml_ = false;  // its text is made of elements
  std::string_view name_;
  Part part_;
  std::size_t part_end_ = 0;  // in the file, of its text
};

}  // namespace

base::Result<Tree> read_feed(std::string_view xml, std::size_t max_depth,
                             std::size_t max_attributes) {
  Tree tree = FeedReader(xml, max_depth, max_attributes).read();
  if (tree.blocks.empty()) {
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("this feed has no text"));
  }
  return tree;
}

}  // namespace punte::page::internal

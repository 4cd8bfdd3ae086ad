#include "page/tree_reader.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "page/arena.h"
#include "page/block_collector.h"
#include "page/elements.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;

/// Parses HTML whose tree lives until the thread's arena is cleared; null where that fails.
const GumboOutput* parse(std::string_view html, Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.allocator = [](void* place, std::size_t size) {
    return static_cast<Arena*>(place)->take(size);
  };
  options.deallocator = [](void* place, void* memory) {
    static_cast<Arena*>(place)->give_back(memory);
  };
  options.userdata = &arena;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

class Walker {
 public:
  Walker(Tree& tree, const Compact& compact, std::string_view page, Arena& arena)
      : tree_(tree), compact_(compact), collector_(compact, page), page_(page), arena_(arena) {}

  void walk(const GumboNode& root) {
    tree_.names.emplace_back();
    tree_.elements.push_back({0, "html", 0, 0, {}, 0, {}});
    read(root);
    flush();
  }

 private:
  /// An element whose children are being read, and what is put back after them. A stack of our
  /// own: pages nest deeper than the stack of a thread can be relied on to reach.
  struct Open {
    const GumboNode* node = nullptr;
    unsigned next_child = 0;
    std::size_t parent = 0;  // of its children, in tree_.elements
    bool boundary = false;
    bool is_code = false;  // a pair of inline codes
    bool is_link = false;
    bool breaks = false;
    bool has_language = false;
    bool outer_translatable = true;
    bool outer_preformatted = false;
    std::size_t number = 0;  // of its code
    std::size_t path_size = 0;
    std::size_t outer = 0;
    std::uint32_t outer_hints = 0;
    std::vector<std::uint32_t> outer_tokens;  // of a boundary
    std::size_t token_count = 0;              // of an inline element
    std::string outer_link_language;          // of a link
  };
  void read(const GumboNode& root);
  std::optional<Open> enter(const GumboNode& node, std::size_t parent);
  void enter_boundary(Open& open, const std::string& name, std::size_t names, std::uint32_t hints,
                      const std::string& tag);
  void enter_inline(Open& open, std::size_t names, std::uint32_t hints);
  void enter_link(Open& open);
  bool take_whole(const GumboNode& node, std::size_t parent);
  bool take_kept(const GumboNode& node);
  [[nodiscard]] const GumboNode* article_of(const GumboElement& noscript);
  [[nodiscard]] bool breaks_off(const GumboNode& node);
  void leave(const Open& open);
  void head(const GumboNode& node);
  void title(const GumboElement& element);
  /// Sets aside what people read in the element's attributes.
  void attributes(const GumboElement& element, std::uint32_t hints, std::size_t parent);
  void attribute_block(const GumboElement& element, const GumboAttribute& from, Role role,
                       std::uint32_t hints, std::size_t parent);
  std::size_t names_of(const GumboElement& element, std::string_view name);
  void flush();

  Tree& tree_;
  const Compact& compact_;
  BlockCollector collector_;
  std::string_view page_;
  Arena& arena_;
  std::unordered_map<const GumboNode*, bool> prose_;
  std::unordered_map<std::string, std::size_t> names_;  // by element, class, id, itemprop, role
  std::string key_;
  Around around_;
  std::size_t link_depth_ = 0;
  std::size_t next_code_ = 0;

  // Where we are.
  std::size_t current_ = 0;
  std::vector<std::string> languages_;
  /// Numbers of an element's children, by tag.
  using Counts = std::vector<std::pair<GumboTag, int>>;
  std::vector<Counts> steps_;
  std::string path_;
};

void Walker::flush() {
  auto block = collector_.finish();
  if (!block) return;
  const Element& element = tree_.elements[current_];
  block->element = current_;
  block->name = element.name;
  block->hints |= element.hints;
  block->path = path_;
  block->tag = element.tag;
  if (element.name == "xmp" || element.name == "plaintext") block->syntax = Syntax::kRaw;
  tree_.blocks.push_back(std::move(*block));
}

/// Pages repeat their names, so each set of them is read once.
std::size_t Walker::names_of(const GumboElement& element, std::string_view name) {
  const std::array<std::string_view, 4> attributes = {
      attribute(element, "class"), attribute(element, "id"), attribute(element, "itemprop"),
      attribute(element, "role")};
  key_ = name;
  for (const std::string_view value : attributes) {
    key_ += '\0';
    key_ += value;
  }
  const auto [place, is_new] = names_.try_emplace(key_, tree_.names.size());
  if (is_new) {
    Names names;
    std::string words = base::lower(attributes[0]);
    words += ' ';
    words += base::lower(attributes[1]);
    names.hints = hints_of_names(words, name);
    if (attributes[2] == "articleBody") names.hints |= kBodyClass;
    names.tokens = tokens_of(attributes, name);
    for (const std::uint32_t token : names.tokens) {
      names.hash = (names.hash ^ token) * 0x9E3779B97F4A7C15U;
    }
    tree_.names.push_back(std::move(names));
  }
  return place->second;
}

void Walker::attribute_block(const GumboElement& element, const GumboAttribute& from, Role role,
                             std::uint32_t hints, std::size_t parent) {
  RawAttribute out;
  out.attribute = from.name;
  out.role = role;
  out.before = tree_.blocks.size() + (collector_.empty() ? 0 : 1);
  RawBlock& block = out.block;
  const std::string_view value = from.value;
  bool blank = false;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(value, i);
    if (language::is_space(c)) {
      blank = true;
      continue;
    }
    if (blank && !block.text.text.empty()) block.text.text += ' ';
    blank = false;
    block.text.text.append(value, start, i - start);
  }
  if (block.text.text.empty()) return;
  // gumbo's place of a value has its quotation marks, if it has any.
  language::Span place = collector_.in_page(from.original_value);
  const std::string_view source = page_.substr(place.start, place.limit - place.start);
  if (source.size() >= 2 && (source.front() == '"' || source.front() == '\'')) {
    ++place.start;
    --place.limit;
  }
  const auto blank_at = [&](std::size_t at) {
    return page_[at] == ' ' || (page_[at] >= '\t' && page_[at] <= '\r');
  };
  while (place.start < place.limit && blank_at(place.start)) ++place.start;
  while (place.start < place.limit && blank_at(place.limit - 1)) --place.limit;
  block.pieces.push_back({{0, block.text.text.size()}, place, place.start < place.limit});
  block.element = parent;
  block.hints = tree_.elements[parent].hints | hints;
  if (!languages_.empty()) block.language = languages_.back();
  block.path = path_;
  if (!is_boundary(element)) {
    block.path += element.tag == GUMBO_TAG_META ? "/head/" : "/";
    block.path += gumbo_normalized_tagname(element.tag);
  }
  block.path += "/@";
  block.path += from.name;
  block.tag = collector_.in_page(element.original_tag);
  block.translatable = around_.translatable;
  tree_.attributes.push_back(std::move(out));
}

void Walker::attributes(const GumboElement& element, std::uint32_t hints, std::size_t parent) {
  const GumboVector& list = element.attributes;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& from = *static_cast<const GumboAttribute*>(list.data[i]);
    const std::string_view name = from.name;
    bool is_read = name == "title" || name == "alt" || name == "aria-label";
    if (element.tag == GUMBO_TAG_INPUT || element.tag == GUMBO_TAG_TEXTAREA) {
      is_read |= name == "placeholder";
      if (name == "value") {
        const std::string type = base::lower(attribute(element, "type"));
        is_read = type == "submit" || type == "button" || type == "reset";
      }
    }
    if (is_read && from.value[0] != '\0') {
      attribute_block(element, from, Role::kBody, hints, parent);
    }
  }
}

/// What the page says of itself.
void Walker::head(const GumboNode& node) {
  const GumboVector& list = node.v.element.children;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type != GUMBO_NODE_ELEMENT) continue;
    const GumboElement& element = child.v.element;
    if (element.tag == GUMBO_TAG_TITLE) title(element);
    if (element.tag == GUMBO_TAG_LINK) {
      read_link(attribute(element, "rel"), attribute(element, "hreflang"),
                attribute(element, "href"), tree_.hints);
      read_version(attribute(element, "hreflang"), attribute(element, "href"), tree_.hints);
    }
    if (element.tag == GUMBO_TAG_BASE && tree_.hints.base.empty()) {
      tree_.hints.base = language::trim(attribute(element, "href"));
    }
    const GumboAttribute* content = gumbo_get_attribute(&element.attributes, "content");
    if (element.tag != GUMBO_TAG_META || content == nullptr) continue;
    std::string_view name = attribute(element, "property");
    if (name.empty()) name = attribute(element, "name");
    if (name.empty()) name = attribute(element, "http-equiv");
    if (name == "og:title" || name == "twitter:title") {
      tree_.hints.headlines.emplace_back(content->value);
      attribute_block(element, *content, Role::kTitle, 0, 0);
    } else if (name == "description" || name == "og:description" || name == "twitter:description") {
      if (name[0] != 't') tree_.hints.descriptions.emplace_back(content->value);
      attribute_block(element, *content, Role::kOther, 0, 0);
    } else {
      read_meta(name, content->value, tree_.hints);
    }
  }
}

void Walker::title(const GumboElement& element) {
  if (!tree_.title.empty() || element.children.length == 0) return;
  const auto& node = *static_cast<const GumboNode*>(element.children.data[0]);
  if (node.type != GUMBO_NODE_TEXT) return;
  tree_.title = std::string(language::trim(node.v.text.text));
  collector_.text(node.v.text, around_);
  flush();
  if (tree_.blocks.empty()) return;
  RawAttribute out;
  out.role = Role::kTitle;
  out.block = std::move(tree_.blocks.back());
  tree_.blocks.pop_back();
  out.block.path = "html/head/title";
  out.block.tag = collector_.in_page(element.original_tag);
  tree_.attributes.push_back(std::move(out));
}

void Walker::read(const GumboNode& root) {
  std::vector<Open> open;
  if (auto first = enter(root, 0)) open.push_back(std::move(*first));
  while (!open.empty()) {
    Open& last = open.back();
    const GumboVector& children = last.node->v.element.children;
    if (last.next_child == children.length) {
      leave(last);
      open.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children.data[last.next_child++]);
    switch (child.type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        if (auto next = enter(child, last.parent)) open.push_back(std::move(*next));
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        collector_.text(child.v.text, around_);
        break;
      default:
        break;  // comments
    }
  }
}

/// The body of what stands in a <noscript>, if that is an article: some pages have theirs there,
/// and a script that draws it. Null else.
const GumboNode* Walker::article_of(const GumboElement& noscript) {
  constexpr std::size_t kArticleBytes = 500;
  const std::size_t start = collector_.in_page(noscript.original_tag).limit;
  const auto part = std::lower_bound(
      compact_.noscripts.begin(), compact_.noscripts.end(), start,
      [](const Compact::Part& one, std::size_t place) { return one.source < place; });
  if (part == compact_.noscripts.end() || part->source != start) return nullptr;
  const auto html =
      std::string_view(compact_.html).substr(part->html.start, part->html.limit - part->html.start);
  const GumboOutput* output = parse(html, arena_);
  if (output == nullptr || output->root == nullptr) return nullptr;
  const GumboVector& list = output->root->v.element.children;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type == GUMBO_NODE_ELEMENT && child.v.element.tag == GUMBO_TAG_BODY) {
      return text_in(child) >= kArticleBytes ? &child : nullptr;
    }
  }
  return nullptr;
}

/// True if an inline element is apart from what is beside it: it stands side by side with the link
/// before it, as in menus, it is shown as a block, or the page defined it and does not use it in
/// sentences.
bool Walker::breaks_off(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_A) {
    return link_depth_ == 0 && collector_.ends_in_link() && !is_in_prose(node, prose_);
  }
  return shows_as_block(element) || (is_custom(element) && !is_in_prose(node, prose_));
}

/// Takes an element whose children are not read, as one code. False if it is none.
bool Walker::take_whole(const GumboNode& node, std::size_t parent) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_HEAD) {
    head(node);
    return true;
  }
  if (is_reading_aid(element.tag)) return true;
  if (is_left_out(element)) {
    if (element.tag == GUMBO_TAG_TEXTAREA) attributes(element, 0, parent);
    collector_.whole(element, ++next_code_, is_seen(element));
    return true;
  }
  if (is_void(element.tag)) {
    if (element.tag == GUMBO_TAG_LINK) {
      read_version(attribute(element, "hreflang"), attribute(element, "href"), tree_.hints);
    }
    attributes(element, around_.hints, parent);
    collector_.whole(element, ++next_code_, is_seen(element));
    return true;
  }
  if ((element.tag == GUMBO_TAG_SUP || element.tag == GUMBO_TAG_A) &&
      is_note_mark(node, collector_.text())) {
    collector_.whole(element, ++next_code_, false);
    return true;
  }
  if (is_icon(node)) {
    attributes(element, around_.hints, parent);
    collector_.whole(element, ++next_code_, true);
    return true;
  }
  return false;
}

/// Takes an inline element whose text stays as it is. False if it is none.
bool Walker::take_kept(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_SUP && collector_.ends_in_letter()) {
    const std::string number = exponent(node);
    if (!number.empty()) collector_.kept(element, number, around_);
    return !number.empty();
  }
  if (!around_.translatable || is_translatable(element, true)) return false;
  const std::string text = inline_text(node);
  if (text.empty()) return false;
  collector_.kept(element, text, around_);
  return true;
}

/// Nothing for elements whose children are not read.
std::optional<Walker::Open> Walker::enter(const GumboNode& node, std::size_t parent) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_HR) {
    flush();
    return std::nullopt;
  }
  const GumboNode* const article =
      element.tag == GUMBO_TAG_NOSCRIPT ? article_of(element) : nullptr;
  const bool is_shadow = element.tag == GUMBO_TAG_TEMPLATE &&
                         gumbo_get_attribute(&element.attributes, "shadowrootmode") != nullptr;
  if (article == nullptr && !is_shadow && take_whole(node, parent)) return std::nullopt;
  const bool breaks = breaks_off(node);
  const bool boundary = article != nullptr || is_shadow || is_boundary(element);
  if (breaks) collector_.break_here();
  if (!boundary && take_kept(node)) return std::nullopt;
  const std::string name = element.tag == GUMBO_TAG_UNKNOWN
                               ? std::string("x")
                               : std::string(gumbo_normalized_tagname(element.tag));
  const std::size_t names = names_of(element, name);
  const std::uint32_t hints = hints_of(element) | tree_.names[names].hints;
  std::string_view written = attribute(element, "lang");
  if (written.empty()) written = attribute(element, "xml:lang");
  std::string tag;
  if (!written.empty()) {
    if (const auto parsed = language::LanguageTag::parse(language::trim(written))) {
      tag = parsed->str();
    }
  }
  const bool root = element.tag == GUMBO_TAG_HTML;
  if (root) tree_.declared_language = tag;
  Open open;
  open.node = &node;
  open.parent = parent;
  open.boundary = boundary;
  open.breaks = breaks;
  open.has_language = !tag.empty() && !root;
  open.outer_translatable = around_.translatable;
  open.outer_preformatted = around_.preformatted;
  around_.translatable =
      is_translatable(element, around_.translatable && element.tag != GUMBO_TAG_CODE);
  around_.preformatted |= element.tag == GUMBO_TAG_PRE || element.tag == GUMBO_TAG_LISTING ||
                          element.tag == GUMBO_TAG_XMP || element.tag == GUMBO_TAG_PLAINTEXT;
  if (open.has_language) {
    languages_.push_back(tag);
    around_.language = tag;
  }
  if (open.boundary) {
    enter_boundary(open, name, names, hints, tag);
  } else {
    enter_inline(open, names, hints);
  }
  if (element.tag == GUMBO_TAG_A) enter_link(open);
  if (article != nullptr) open.node = article;
  return open;
}

void Walker::enter_boundary(Open& open, const std::string& name, std::size_t names,
                            std::uint32_t hints, const std::string& tag) {
  const GumboElement& element = open.node->v.element;
  flush();
  open.path_size = path_.size();
  if (steps_.empty()) {
    path_ = name;
  } else {
    Counts& counts = steps_.back();
    auto number = std::find_if(counts.begin(), counts.end(),
                               [&](const auto& one) { return one.first == element.tag; });
    if (number == counts.end()) number = counts.insert(number, {element.tag, 0});
    ++number->second;
    path_ += "/" + name;
    if (name != "body") path_ += "[" + std::to_string(number->second) + "]";
  }
  steps_.emplace_back();
  open.outer = current_;
  open.outer_hints = std::exchange(around_.hints, 0U);
  open.outer_tokens = std::exchange(around_.tokens, {});
  current_ = tree_.elements.size();
  tree_.elements.push_back({open.parent, gumbo_normalized_tagname(element.tag),
                            tree_.elements[open.parent].hints | hints | open.outer_hints, hints,
                            tag, names, collector_.in_page(element.original_tag)});
  open.parent = current_;
  attributes(element, 0, current_);
}

void Walker::enter_inline(Open& open, std::size_t names, std::uint32_t hints) {
  const GumboElement& element = open.node->v.element;
  open.outer_hints = around_.hints;
  around_.hints |= hints;
  open.token_count = around_.tokens.size();
  if (open.token_count < kMostTokens) {
    const std::vector<std::uint32_t>& tokens = tree_.names[names].tokens;
    around_.tokens.insert(around_.tokens.end(), tokens.begin(), tokens.end());
  }
  attributes(element, around_.hints, open.parent);
  if (element.tag == GUMBO_TAG_RUBY || element.tag == GUMBO_TAG_RB) return;
  open.is_code = true;
  open.number = ++next_code_;
  collector_.code(CodeKind::kOpen, element, open.number, element.original_tag);
}

void Walker::enter_link(Open& open) {
  const GumboElement& element = open.node->v.element;
  ++link_depth_;
  open.is_link = true;
  around_.in_link = true;
  open.outer_link_language =
      std::exchange(around_.link_language, canonical_tag(attribute(element, "hreflang")));
  read_version(attribute(element, "hreflang"), attribute(element, "href"), tree_.hints);
}

void Walker::leave(const Open& open) {
  const GumboElement& element = open.node->v.element;
  if (open.boundary) {
    flush();
    around_.tokens = open.outer_tokens;
    current_ = open.outer;
    steps_.pop_back();
    path_.resize(open.path_size);
  } else {
    if (open.is_code) {
      collector_.code(CodeKind::kClose, element, open.number, element.original_end_tag);
    }
    around_.tokens.resize(open.token_count);
  }
  if (open.breaks && !open.is_link) collector_.break_here();
  if (open.is_link) {
    around_.in_link = --link_depth_ > 0;
    around_.link_language = open.outer_link_language;
  }
  around_.hints = open.outer_hints;
  around_.translatable = open.outer_translatable;
  around_.preformatted = open.outer_preformatted;
  if (open.has_language) {
    languages_.pop_back();
    around_.language = languages_.empty() ? std::string() : languages_.back();
  }
}

}  // namespace

Tree read_tree(const Compact& compact, std::string_view page) {
  // Kept for the next page, up to a limit.
  static thread_local Arena arena;
  // The arena takes the tree with it.
  const GumboOutput* output =
      parse(std::string_view(compact.html).substr(0, compact.page_size), arena);
  Tree tree;
  struct Clear {
    ~Clear() { arena.clear(); }
  } clear;
  if (output == nullptr || output->root == nullptr) return tree;
  for (const std::string_view script : compact.json_ld) read_json_ld(script, tree.hints);
  Walker(tree, compact, page, arena).walk(*output->root);
  resolve_alternates(tree.hints);
  return tree;
}

}  // namespace punte::page::internal

#include "page/blocks.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <utility>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::InlineCode;

bool is_boundary(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

/// Elements whose text is no text of the page.
bool is_left_out(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;  // svg, math
  switch (element.tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
      return true;
    default:
      return false;
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

/// Looks for words of class names: at a start or after a separator or a change of case.
bool has_word(std::string_view names, std::string_view word) {
  for (std::size_t at = names.find(word); at != std::string_view::npos;
       at = names.find(word, at + 1)) {
    const char before = at == 0 ? ' ' : names[at - 1];
    if (!(before >= 'a' && before <= 'z')) return true;
  }
  return false;
}

template <std::size_t n>
bool has_any_word(std::string_view names, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return has_word(names, word); });
}

constexpr std::array<std::string_view, 40> kChromeWords = {
    "nav",     "menu",      "footer",    "sidebar",   "side-bar",   "breadcrumb", "share",
    "sharing", "social",    "related",   "recommend", "cookie",     "consent",    "gdpr",
    "promo",   "advert",    "sponsor",   "banner",    "newsletter", "subscri",    "signup",
    "login",   "popup",     "modal",     "overlay",   "toolbar",    "pagination", "pager",
    "widget",  "trending",  "most-read", "mostread",  "popular",    "more-",      "outbrain",
    "taboola", "copyright", "masthead",  "paywall",   "skip-"};
constexpr std::array<std::string_view, 14> kMetaWords = {
    "byline", "author", "date",   "time",   "tags",     "tag-",   "meta",
    "credit", "views",  "posted", "rating", "category", "kicker", "topics"};
constexpr std::array<std::string_view, 5> kCommentWords = {"comment", "disqus", "replies",
                                                           "respond", "reviews"};
constexpr std::array<std::string_view, 18> kBodyWords = {
    "article-body",  "articlebody",     "article__body", "article-content", "article-text",
    "entry-content", "post-content",    "post-body",     "story-body",      "story-content",
    "body-text",     "content-body",    "main-content",  "richtext",        "article_body",
    "entry",         "td-post-content", "caas-body"};

std::uint32_t hints_of(const GumboElement& element, std::string_view name) {
  std::uint32_t hints = 0;
  switch (element.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU:
      hints |= kInNav;
      break;
    case GUMBO_TAG_HEADER:
      hints |= kInHeader;
      break;
    case GUMBO_TAG_FOOTER:
      hints |= kInFooter;
      break;
    case GUMBO_TAG_ASIDE:
      hints |= kInAside;
      break;
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_SELECT:
      hints |= kInForm;
      break;
    case GUMBO_TAG_BUTTON:
      hints |= kInButton;
      break;
    case GUMBO_TAG_ARTICLE:
      hints |= kInArticle;
      break;
    case GUMBO_TAG_MAIN:
      hints |= kInMain;
      break;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
      hints |= kInCaption;
      break;
    case GUMBO_TAG_TABLE:
      hints |= kInTable;
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      hints |= kInList;
      break;
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_Q:
      hints |= kInQuote;
      break;
    default:
      break;
  }
  const std::string_view role = attribute(element, "role");
  if (role == "navigation" || role == "menubar" || role == "menu" || role == "search") {
    hints |= kInNav;
  } else if (role == "banner") {
    hints |= kInHeader;
  } else if (role == "contentinfo") {
    hints |= kInFooter;
  } else if (role == "complementary" || role == "dialog" || role == "alert") {
    hints |= kInAside;
  } else if (role == "main") {
    hints |= kInMain;
  }
  if (attribute(element, "itemprop") == "articleBody") hints |= kBodyClass;
  const std::string style = lower(attribute(element, "style"));
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr ||
      style.find("display:none") != std::string::npos ||
      style.find("display: none") != std::string::npos) {
    hints |= kHidden;
  }
  std::string names = lower(attribute(element, "class"));
  names += ' ';
  names += lower(attribute(element, "id"));
  // Names of the whole page ("has-sidebar", "with-menu") say nothing about a block.
  if (names.size() > 1 && name != "body" && name != "html" && name != "main" && name != "article") {
    if (has_any_word(names, kChromeWords)) hints |= kChromeClass;
    if (has_any_word(names, kMetaWords)) hints |= kMetaClass;
    if (has_any_word(names, kCommentWords)) hints |= kCommentClass;
    if (has_word(names, "caption")) hints |= kInCaption;
  }
  if (names.size() > 1 && has_any_word(names, kBodyWords)) hints |= kBodyClass;
  return hints;
}

/// Words of class and id: cut at signs, digits and changes of case; at most so many of an element.
constexpr std::size_t kMostTokens = 24;

std::vector<std::uint32_t> tokens_of(const GumboElement& element, std::string_view name) {
  std::vector<std::uint32_t> tokens = {token_hash(name)};
  for (const char* which : {"class", "id", "itemprop", "role"}) {
    const std::string_view names = attribute(element, which);
    std::string word = ".";  // apart from tag names
    const auto flush = [&] {
      if (word.size() > 2 && tokens.size() < kMostTokens) tokens.push_back(token_hash(word));
      word.resize(1);
    };
    char before = ' ';
    for (const char c : names) {
      const bool upper = c >= 'A' && c <= 'Z';
      const bool letter = upper || (c >= 'a' && c <= 'z');
      if (!letter || (upper && before >= 'a' && before <= 'z')) flush();
      if (letter) word += upper ? static_cast<char>(c - 'A' + 'a') : c;
      before = c;
    }
    flush();
  }
  return tokens;
}

/// The strings that follow `"key":` in JSON text, with escapes resolved; bounded.
void json_strings(std::string_view json, std::string_view key, std::vector<std::string>& out) {
  constexpr std::size_t kMost = 8;
  const std::string quoted = '"' + std::string(key) + '"';
  for (std::size_t at = json.find(quoted); at != std::string_view::npos && out.size() < kMost;
       at = json.find(quoted, at)) {
    at += quoted.size();
    while (at < json.size() &&
           (language::is_space(static_cast<unsigned char>(json[at])) || json[at] == ':')) {
      ++at;
    }
    if (at >= json.size() || json[at] != '"') continue;
    std::string value;
    for (++at; at < json.size() && json[at] != '"'; ++at) {
      if (json[at] != '\\' || at + 1 >= json.size()) {
        value += json[at];
        continue;
      }
      ++at;
      std::uint32_t code = 0;
      if (json[at] == 'u' && at + 4 < json.size() &&
          std::from_chars(json.data() + at + 1, json.data() + at + 5, code, 16).ptr ==
              json.data() + at + 5) {
        language::append_utf8(value, code);
        at += 4;
      } else {
        value += json[at] == 'n' || json[at] == 't' || json[at] == 'r' ? ' ' : json[at];
      }
    }
    out.push_back(std::move(value));
  }
}

std::string type_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
      return "link";
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
      return "bold";
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
      return "italic";
    case GUMBO_TAG_U:
      return "underlined";
    case GUMBO_TAG_IMG:
      return "image";
    default:
      return gumbo_normalized_tagname(tag);
  }
}

void read_hints(const GumboNode& node, PageHints& hints) {
  const GumboElement& element = node.v.element;
  const GumboVector& list = element.children;
  if (element.tag == GUMBO_TAG_SCRIPT) {
    if (attribute(element, "type") != "application/ld+json" || list.length == 0) return;
    const auto& text = *static_cast<const GumboNode*>(list.data[0]);
    if (text.type != GUMBO_NODE_TEXT) return;
    json_strings(text.v.text.text, "articleBody", hints.article_bodies);
    json_strings(text.v.text.text, "headline", hints.headlines);
    return;
  }
  if (element.tag == GUMBO_TAG_META) {
    std::string_view name = attribute(element, "property");
    if (name.empty()) name = attribute(element, "name");
    const std::string_view content = attribute(element, "content");
    if (name == "og:title" || name == "twitter:title") hints.headlines.emplace_back(content);
    if (name == "description" || name == "og:description") {
      hints.descriptions.emplace_back(content);
    }
    return;
  }
  if (element.tag != GUMBO_TAG_HEAD) return;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type == GUMBO_NODE_ELEMENT) read_hints(child, hints);
  }
}

class Walker {
 public:
  Walker(Tree& tree, std::string_view html) : tree_(tree), html_(html) {}

  void walk(const GumboNode& root) {
    tree_.elements.push_back({0, "html", 0, 0, {}, {}, {}});
    element(root, 0);
    flush();
  }

 private:
  void element(const GumboNode& node, std::size_t parent);
  void children(const GumboNode& node, std::size_t parent) {
    const GumboVector& list = node.v.element.children;
    for (unsigned i = 0; i < list.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(list.data[i]);
      switch (child.type) {
        case GUMBO_NODE_ELEMENT:
          element(child, parent);
          break;
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE:
          text(child.v.text);
          break;
        default:
          break;  // comments, templates
      }
    }
  }
  void text(const GumboText& node);
  [[nodiscard]] language::Span in_page(const GumboStringPiece& piece) const;
  void code(CodeKind kind, const GumboElement& element, const std::string& id,
            std::string_view original);
  void flush();

  Tree& tree_;
  std::string_view html_;
  // The block being collected.
  language::MarkedText text_;
  std::vector<Piece> pieces_;
  bool blank_ = false;  // white space seen since the last letter
  std::size_t link_depth_ = 0;
  std::size_t link_bytes_ = 0;
  std::uint32_t inline_hints_ = 0;
  std::vector<std::uint32_t> inline_tokens_;
  std::vector<std::uint32_t> block_tokens_;
  std::uint32_t block_hints_ = 0;  // of the inline elements around the first letter
  std::size_t next_code_ = 0;

  // Where we are.
  std::size_t current_ = 0;
  std::vector<std::string> languages_;
  std::string block_language_;
  struct Step {
    std::string name;
    std::map<std::string, int, std::less<>> counts;  // of children, by name
  };
  std::vector<Step> steps_;
  std::string path_;
};

/// Bytes of the page; an empty span for what does not come from it.
language::Span Walker::in_page(const GumboStringPiece& piece) const {
  if (piece.data == nullptr || piece.data < html_.data()) return {};
  const auto start = static_cast<std::size_t>(piece.data - html_.data());
  if (start > html_.size() || piece.length > html_.size() - start) return {};
  return {start, start + piece.length};
}

void Walker::text(const GumboText& node) {
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
    if (text_.text.empty()) {
      block_hints_ = inline_hints_;
      block_tokens_ = inline_tokens_;
      block_language_ = languages_.empty() ? std::string() : languages_.back();
    } else if (blank_) {
      text_.text += ' ';
    }
    blank_ = false;
    if (first == std::string_view::npos) {
      first = start;
      text_start = text_.text.size();
    }
    last = i;
    text_.text.append(piece, start, i - start);
    if (link_depth_ > 0) link_bytes_ += i - start;
  }
  if (first == std::string_view::npos) return;
  Piece place{{text_start, text_.text.size()}, in_page(node.original_text), true};
  language::Span& source = place.source;
  const std::string_view original = html_.substr(source.start, source.limit - source.start);
  if (original == piece) {
    source = {source.start + first, source.start + last};
  } else {
    const auto blank = [&](std::size_t at) {
      return html_[at] == ' ' || (html_[at] >= '\t' && html_[at] <= '\r');
    };
    while (source.start < source.limit && blank(source.start)) ++source.start;
    while (source.start < source.limit && blank(source.limit - 1)) --source.limit;
    place.exact = source.start < source.limit && original.find('<') == std::string_view::npos;
  }
  pieces_.push_back(place);
}

void Walker::code(CodeKind kind, const GumboElement& element, const std::string& id,
                  std::string_view original) {
  // A code between two words stands behind the blank before it.
  if (blank_ && !text_.text.empty() && kind != CodeKind::kClose) {
    text_.text += ' ';
    blank_ = false;
  }
  InlineCode code;
  code.offset = text_.text.size();
  code.kind = kind;
  code.id = id;
  code.type = type_of(element.tag);
  code.content = original;
  text_.codes.push_back(std::move(code));
}

void Walker::flush() {
  blank_ = false;
  std::string& text = text_.text;
  while (text.ends_with(' ')) text.pop_back();
  if (!text.empty()) {
    // Codes around the whole text belong to the page, not to the segment; so do halves of pairs
    // whose other half is in another block.
    std::vector<InlineCode> codes;
    std::map<std::string, int> halves;
    for (const InlineCode& code : text_.codes) {
      const std::size_t offset = std::min(code.offset, text.size());
      if (code.kind != CodeKind::kSingle) ++halves[code.id];
      codes.push_back(code);
      codes.back().offset = offset;
    }
    std::map<std::string, std::pair<std::size_t, std::size_t>> reach;
    for (const InlineCode& code : codes) {
      if (code.kind == CodeKind::kOpen) reach[code.id].first = code.offset;
      if (code.kind == CodeKind::kClose) reach[code.id].second = code.offset;
    }
    std::erase_if(codes, [&](const InlineCode& code) {
      if (code.kind == CodeKind::kSingle) return code.offset == 0 || code.offset == text.size();
      if (halves[code.id] != 2) return true;
      const auto [start, limit] = reach[code.id];
      return start == limit || (start == 0 && limit == text.size());
    });
    RawBlock block;
    block.text = {std::move(text), std::move(codes)};
    block.element = current_;
    const Element& element = tree_.elements[current_];
    block.name = element.name;
    block.hints = element.hints | block_hints_;
    block.link_bytes = link_bytes_;
    block.language = block_language_;
    block.path = path_;
    block.tokens = std::move(block_tokens_);
    block.pieces = std::move(pieces_);
    block.tag = element.tag;
    tree_.blocks.push_back(std::move(block));
  }
  text_ = {};
  pieces_.clear();
  block_tokens_.clear();
  link_bytes_ = 0;
  block_hints_ = 0;
}

void Walker::element(const GumboNode& node, std::size_t parent) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_HEAD) {
    read_hints(node, tree_.hints);
  }
  if (is_left_out(element)) return;
  if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_HR) {
    flush();
    return;
  }
  std::string name = element.tag == GUMBO_TAG_UNKNOWN
                         ? std::string("x")
                         : std::string(gumbo_normalized_tagname(element.tag));
  const std::uint32_t hints = hints_of(element, name);
  const std::string_view written = attribute(element, "lang");
  std::string tag;
  if (!written.empty()) {
    if (const auto parsed = language::LanguageTag::parse(language::trim(written))) {
      tag = parsed->str();
    }
  }
  const bool boundary = is_boundary(element.tag);
  const bool root = element.tag == GUMBO_TAG_HTML;
  if (root) tree_.declared_language = tag;
  const bool has_language = !tag.empty() && !root;
  if (has_language) languages_.push_back(tag);
  if (boundary) {
    flush();
    const std::size_t path_size = path_.size();
    if (steps_.empty()) {
      path_ = name;
    } else {
      const int number = ++steps_.back().counts[name];
      path_ += "/" + name;
      if (name != "body") path_ += "[" + std::to_string(number) + "]";
    }
    steps_.push_back({name, {}});
    const std::size_t outer = current_;
    const std::uint32_t outer_inline = std::exchange(inline_hints_, 0U);
    const std::vector<std::uint32_t> outer_tokens = std::exchange(inline_tokens_, {});
    current_ = tree_.elements.size();
    tree_.elements.push_back({parent, gumbo_normalized_tagname(element.tag),
                              tree_.elements[parent].hints | hints | outer_inline, hints, tag,
                              tokens_of(element, name), in_page(element.original_tag)});
    children(node, current_);
    flush();
    inline_hints_ = outer_inline;
    inline_tokens_ = outer_tokens;
    current_ = outer;
    steps_.pop_back();
    path_.resize(path_size);
  } else {
    const bool link = element.tag == GUMBO_TAG_A;
    const std::uint32_t outer_inline = inline_hints_;
    inline_hints_ |= hints;
    const std::size_t outer_tokens = inline_tokens_.size();
    if (outer_tokens < kMostTokens) {
      const std::vector<std::uint32_t> tokens = tokens_of(element, name);
      inline_tokens_.insert(inline_tokens_.end(), tokens.begin(), tokens.end());
    }
    link_depth_ += link ? 1 : 0;
    const std::string_view original(element.original_tag.data, element.original_tag.length);
    const std::string_view end(element.original_end_tag.data, element.original_end_tag.length);
    if (element.tag == GUMBO_TAG_IMG || element.tag == GUMBO_TAG_INPUT) {
      code(CodeKind::kSingle, element, std::to_string(++next_code_), original);
    } else {
      const std::string id = std::to_string(++next_code_);
      code(CodeKind::kOpen, element, id, original);
      children(node, parent);
      code(CodeKind::kClose, element, id, end);
    }
    link_depth_ -= link ? 1 : 0;
    inline_tokens_.resize(outer_tokens);
    inline_hints_ = outer_inline;
  }
  if (has_language) languages_.pop_back();
}

std::string title_of(const GumboNode& root) {
  const GumboVector& top = root.v.element.children;
  for (unsigned i = 0; i < top.length; ++i) {
    const auto& head = *static_cast<const GumboNode*>(top.data[i]);
    if (head.type != GUMBO_NODE_ELEMENT || head.v.element.tag != GUMBO_TAG_HEAD) continue;
    const GumboVector& list = head.v.element.children;
    for (unsigned j = 0; j < list.length; ++j) {
      const auto& child = *static_cast<const GumboNode*>(list.data[j]);
      if (child.type != GUMBO_NODE_ELEMENT || child.v.element.tag != GUMBO_TAG_TITLE) continue;
      if (child.v.element.children.length == 0) return {};
      const auto& text = *static_cast<const GumboNode*>(child.v.element.children.data[0]);
      if (text.type != GUMBO_NODE_TEXT) return {};
      return std::string(language::trim(text.v.text.text));
    }
  }
  return {};
}

}  // namespace

Tree read_tree(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto free = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(free)> output(
      gumbo_parse_with_options(&options, html.data(), html.size()), free);
  Tree tree;
  if (output == nullptr || output->root == nullptr) return tree;
  tree.title = title_of(*output->root);
  Walker(tree, html).walk(*output->root);
  return tree;
}

}  // namespace punte::page::internal

#include "page/tree_reader.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "language/language_tag.h"
#include "language/text.h"
#include "page/arena.h"
#include "page/inline_codes.h"

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

/// Bytes of text below an element, without what is left out.
std::size_t text_in(const GumboNode& node) {
  const GumboVector& list = node.v.element.children;
  std::size_t size = 0;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type == GUMBO_NODE_TEXT) size += language::trim(child.v.text.text).size();
    if (child.type == GUMBO_NODE_ELEMENT && !is_left_out(child.v.element)) size += text_in(child);
  }
  return size;
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

/// Apart from class and id, which names_of() reads.
std::uint32_t hints_of(const GumboElement& element) {
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
  if (role.empty()) {
    // Most have none.
  } else if (role == "navigation" || role == "menubar" || role == "menu" || role == "search") {
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
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) hints |= kHidden;
  if (const std::string_view written = attribute(element, "style"); !written.empty()) {
    const std::string style = lower(written);
    if (style.find("display:none") != std::string::npos ||
        style.find("display: none") != std::string::npos) {
      hints |= kHidden;
    }
  }
  return hints;
}

/// `names`: class and id, in lower case.
std::uint32_t hints_of_names(std::string_view names, std::string_view element) {
  std::uint32_t hints = 0;
  if (names.size() <= 1) return hints;
  // Names of the whole page ("has-sidebar", "with-menu") say nothing about a block.
  if (element != "body" && element != "html" && element != "main" && element != "article") {
    if (has_any_word(names, kChromeWords)) hints |= kChromeClass;
    if (has_any_word(names, kMetaWords)) hints |= kMetaClass;
    if (has_any_word(names, kCommentWords)) hints |= kCommentClass;
    if (has_word(names, "caption")) hints |= kInCaption;
  }
  if (has_any_word(names, kBodyWords)) hints |= kBodyClass;
  return hints;
}

/// Words of class and id: cut at signs, digits and changes of case; at most so many of an element.
constexpr std::size_t kMostTokens = 24;

std::vector<std::uint32_t> tokens_of(const std::array<std::string_view, 4>& attributes,
                                     std::string_view element) {
  std::vector<std::uint32_t> tokens = {token_hash(element)};
  for (const std::string_view names : attributes) {
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

class Walker {
 public:
  Walker(Tree& tree, const Compact& compact, std::string_view page)
      : tree_(tree), compact_(compact), page_(page) {}

  void walk(const GumboNode& root) {
    tree_.names.emplace_back();
    tree_.elements.push_back({0, "html", 0, 0, {}, 0, {}});
    read(root);
    flush();
  }

 private:
  /// An element whose children are being read, and what is put back behind them. A stack of our
  /// own: pages nest deeper than the stack of a thread can be relied on to reach.
  struct Open {
    const GumboNode* node = nullptr;
    unsigned next_child = 0;
    std::size_t parent = 0;  // of its children, in tree_.elements
    bool boundary = false;
    bool has_language = false;
    bool outer_translatable = true;
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
  void leave(const Open& open);
  void head(const GumboNode& node);
  void title(const GumboElement& element);
  /// Sets aside what people read in the element's attributes.
  void attributes(const GumboElement& element, std::uint32_t hints, std::size_t parent);
  void attribute_block(const GumboElement& element, const GumboAttribute& from, Role role,
                       std::uint32_t hints, std::size_t parent);
  std::size_t names_of(const GumboElement& element, std::string_view name);
  void text(const GumboText& node);
  /// Bytes of the compact page; an empty span for what does not come from it.
  [[nodiscard]] language::Span in_compact(const GumboStringPiece& piece) const;
  [[nodiscard]] language::Span in_page(const GumboStringPiece& piece) const;
  void code(CodeKind kind, const GumboElement& element, std::size_t number,
            const GumboStringPiece& original);
  [[nodiscard]] std::vector<InlineCode> inner_codes() const;
  void flush();

  Tree& tree_;
  const Compact& compact_;
  std::string_view page_;
  std::unordered_map<std::string, std::size_t> names_;  // by element, class, id, itemprop, role
  std::string key_;
  // The block being collected.
  struct RawCode {
    std::size_t offset = 0;  // of text_
    CodeKind kind = CodeKind::kSingle;
    std::size_t number = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    GumboStringPiece original;
  };
  std::string text_;
  std::vector<RawCode> codes_;
  std::vector<Piece> pieces_;
  bool translatable_ = true;
  bool block_translatable_ = false;  // some of the text
  bool blank_ = false;               // white space seen since the last letter
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
  std::string link_language_;  // hreflang of the link around
  std::string block_link_language_;
  /// Numbers of an element's children, by tag.
  using Counts = std::vector<std::pair<GumboTag, int>>;
  std::vector<Counts> steps_;
  std::string path_;
};

language::Span Walker::in_compact(const GumboStringPiece& piece) const {
  const std::string& html = compact_.html;
  if (piece.data == nullptr || piece.data < html.data()) return {};
  const auto start = static_cast<std::size_t>(piece.data - html.data());
  if (start > html.size() || piece.length > html.size() - start) return {};
  return {start, start + piece.length};
}

language::Span Walker::in_page(const GumboStringPiece& piece) const {
  const language::Span span = in_compact(piece);
  return span.limit == 0 ? span : compact_.in_page(span);
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
    if (text_.empty()) {
      block_hints_ = inline_hints_;
      block_tokens_ = inline_tokens_;
      block_language_ = languages_.empty() ? std::string() : languages_.back();
      block_link_language_ = link_language_;
    } else if (blank_) {
      text_ += ' ';
    }
    blank_ = false;
    block_translatable_ |= translatable_;
    if (first == std::string_view::npos) {
      first = start;
      text_start = text_.size();
    }
    last = i;
    text_.append(piece, start, i - start);
    if (link_depth_ > 0) link_bytes_ += i - start;
  }
  if (first == std::string_view::npos) return;
  Piece place{{text_start, text_.size()}, {}, true};
  language::Span span = in_compact(node.original_text);
  const std::string_view html = compact_.html;
  const std::string_view original = html.substr(span.start, span.limit - span.start);
  const bool as_it_stands = original == piece;
  if (as_it_stands) {
    span = {span.start + first, span.start + last};
  } else {
    const auto blank = [&](std::size_t at) {
      return html[at] == ' ' || (html[at] >= '\t' && html[at] <= '\r');
    };
    while (span.start < span.limit && blank(span.start)) ++span.start;
    while (span.start < span.limit && blank(span.limit - 1)) --span.limit;
  }
  place.source = span.limit == 0 ? span : compact_.in_page(span);
  const std::string_view source =
      page_.substr(place.source.start, place.source.limit - place.source.start);
  // Markup in between was thrown away, unless it is a bare sign that stands in the text too.
  place.exact = !source.empty() && ((as_it_stands && source.size() == span.limit - span.start) ||
                                    source.find('<') == std::string_view::npos);
  pieces_.push_back(place);
}

void Walker::code(CodeKind kind, const GumboElement& element, std::size_t number,
                  const GumboStringPiece& original) {
  // A code between two words stands behind the blank before it.
  if (blank_ && !text_.empty() && kind != CodeKind::kClose) {
    text_ += ' ';
    blank_ = false;
  }
  codes_.push_back({text_.size(), kind, number, element.tag, original});
}

std::vector<InlineCode> Walker::inner_codes() const {
  std::vector<CodePlace> places;
  places.reserve(codes_.size());
  for (const RawCode& raw : codes_) places.push_back({raw.offset, raw.kind, raw.number});
  const std::vector<bool> is_inner = internal::inner_codes(places, text_.size());
  std::vector<InlineCode> codes;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (!is_inner[i]) continue;
    const RawCode& raw = codes_[i];
    const language::Span place = in_page(raw.original);
    InlineCode code;
    code.offset = std::min(raw.offset, text_.size());
    code.kind = raw.kind;
    code.id = std::to_string(raw.number);
    code.type = type_of(raw.tag);
    code.content = page_.substr(place.start, place.limit - place.start);
    codes.push_back(std::move(code));
  }
  return codes;
}

void Walker::flush() {
  blank_ = false;
  while (text_.ends_with(' ')) text_.pop_back();
  if (!text_.empty()) {
    RawBlock block;
    block.text.codes = inner_codes();
    block.text.text = std::move(text_);
    block.element = current_;
    const Element& element = tree_.elements[current_];
    block.name = element.name;
    block.hints = element.hints | block_hints_;
    block.link_bytes = link_bytes_;
    block.language = block_language_;
    block.link_language = block_link_language_;
    block.path = path_;
    block.tokens = std::move(block_tokens_);
    block.pieces = std::move(pieces_);
    block.tag = element.tag;
    block.translatable = block_translatable_;
    tree_.blocks.push_back(std::move(block));
  }
  text_.clear();
  codes_.clear();
  pieces_.clear();
  block_tokens_.clear();
  link_bytes_ = 0;
  block_hints_ = 0;
  block_translatable_ = false;
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
    std::string words = lower(attributes[0]);
    words += ' ';
    words += lower(attributes[1]);
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
  out.before = tree_.blocks.size() + (text_.empty() ? 0 : 1);
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
  language::Span place = in_page(from.original_value);
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
  if (!is_boundary(element.tag)) {
    block.path += element.tag == GUMBO_TAG_META ? "/head/" : "/";
    block.path += gumbo_normalized_tagname(element.tag);
  }
  block.path += "/@";
  block.path += from.name;
  block.tag = in_page(element.original_tag);
  block.translatable = translatable_;
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
        const std::string type = lower(attribute(element, "type"));
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
  text(node.v.text);
  flush();
  if (tree_.blocks.empty()) return;
  RawAttribute out;
  out.role = Role::kTitle;
  out.block = std::move(tree_.blocks.back());
  tree_.blocks.pop_back();
  out.block.path = "html/head/title";
  out.block.tag = in_page(element.original_tag);
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
        if (auto next = enter(child, last.parent)) open.push_back(std::move(*next));
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

/// Nothing for elements whose children are not read.
std::optional<Walker::Open> Walker::enter(const GumboNode& node, std::size_t parent) {
  const GumboElement& element = node.v.element;
  if (element.tag == GUMBO_TAG_HEAD) head(node);
  if (element.tag == GUMBO_TAG_TEXTAREA) attributes(element, 0, parent);
  // Some pages have their article in <noscript>, and a script that draws it.
  constexpr std::size_t kArticleBytes = 500;
  const bool is_article = element.tag == GUMBO_TAG_NOSCRIPT && text_in(node) >= kArticleBytes;
  if (is_left_out(element) && !is_article) return std::nullopt;
  if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_HR) {
    flush();
    return std::nullopt;
  }
  const std::string name = element.tag == GUMBO_TAG_UNKNOWN
                               ? std::string("x")
                               : std::string(gumbo_normalized_tagname(element.tag));
  const std::size_t names = names_of(element, name);
  const std::uint32_t hints = hints_of(element) | tree_.names[names].hints;
  const std::string_view written = attribute(element, "lang");
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
  open.boundary = is_boundary(element.tag) || is_article;
  open.has_language = !tag.empty() && !root;
  open.outer_translatable = translatable_;
  const std::string_view translate = attribute(element, "translate");
  if (translate == "no" || element.tag == GUMBO_TAG_CODE ||
      has_word(attribute(element, "class"), "notranslate")) {
    translatable_ = false;
  } else if (translate == "yes") {
    translatable_ = true;
  }
  if (open.has_language) languages_.push_back(tag);
  if (open.boundary) {
    enter_boundary(open, name, names, hints, tag);
  } else {
    enter_inline(open, names, hints);
  }
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
  open.outer_hints = std::exchange(inline_hints_, 0U);
  open.outer_tokens = std::exchange(inline_tokens_, {});
  current_ = tree_.elements.size();
  tree_.elements.push_back({open.parent, gumbo_normalized_tagname(element.tag),
                            tree_.elements[open.parent].hints | hints | open.outer_hints, hints,
                            tag, names, in_page(element.original_tag)});
  open.parent = current_;
  attributes(element, 0, current_);
}

void Walker::enter_inline(Open& open, std::size_t names, std::uint32_t hints) {
  const GumboElement& element = open.node->v.element;
  open.outer_hints = inline_hints_;
  inline_hints_ |= hints;
  open.token_count = inline_tokens_.size();
  if (open.token_count < kMostTokens) {
    const std::vector<std::uint32_t>& tokens = tree_.names[names].tokens;
    inline_tokens_.insert(inline_tokens_.end(), tokens.begin(), tokens.end());
  }
  if (element.tag == GUMBO_TAG_A) {
    ++link_depth_;
    open.outer_link_language =
        std::exchange(link_language_, canonical_tag(attribute(element, "hreflang")));
    read_version(attribute(element, "hreflang"), attribute(element, "href"), tree_.hints);
  }
  attributes(element, inline_hints_, open.parent);
  open.number = ++next_code_;
  const bool single = element.tag == GUMBO_TAG_IMG || element.tag == GUMBO_TAG_INPUT;
  code(single ? CodeKind::kSingle : CodeKind::kOpen, element, open.number, element.original_tag);
}

void Walker::leave(const Open& open) {
  const GumboElement& element = open.node->v.element;
  if (open.boundary) {
    flush();
    inline_tokens_ = open.outer_tokens;
    current_ = open.outer;
    steps_.pop_back();
    path_.resize(open.path_size);
  } else {
    const bool single = element.tag == GUMBO_TAG_IMG || element.tag == GUMBO_TAG_INPUT;
    if (!single) code(CodeKind::kClose, element, open.number, element.original_end_tag);
    if (element.tag == GUMBO_TAG_A) {
      --link_depth_;
      link_language_ = open.outer_link_language;
    }
    inline_tokens_.resize(open.token_count);
  }
  inline_hints_ = open.outer_hints;
  translatable_ = open.outer_translatable;
  if (open.has_language) languages_.pop_back();
}

}  // namespace

Tree read_tree(const Compact& compact, std::string_view page) {
  // Kept for the next page, up to a limit.
  static thread_local Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.allocator = [](void* place, std::size_t size) {
    return static_cast<Arena*>(place)->take(size);
  };
  options.deallocator = [](void* place, void* memory) {
    static_cast<Arena*>(place)->give_back(memory);
  };
  options.userdata = &arena;
  // The arena takes the tree with it.
  const GumboOutput* output =
      gumbo_parse_with_options(&options, compact.html.data(), compact.html.size());
  Tree tree;
  struct Clear {
    ~Clear() { arena.clear(); }
  } clear;
  if (output == nullptr || output->root == nullptr) return tree;
  for (const std::string_view script : compact.json_ld) read_json_ld(script, tree.hints);
  Walker(tree, compact, page).walk(*output->root);
  resolve_alternates(tree.hints);
  return tree;
}

}  // namespace punte::page::internal

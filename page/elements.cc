#include "page/elements.h"

#include <algorithm>

#include "base/ascii.h"
#include "language/text.h"
#include "page/tree.h"

namespace punte::page::internal {
namespace {

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

std::uint32_t hints_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU:
      return kInNav;
    case GUMBO_TAG_HEADER:
      return kInHeader;
    case GUMBO_TAG_FOOTER:
      return kInFooter;
    case GUMBO_TAG_ASIDE:
      return kInAside;
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_SELECT:
      return kInForm;
    case GUMBO_TAG_BUTTON:
      return kInButton;
    case GUMBO_TAG_ARTICLE:
      return kInArticle;
    case GUMBO_TAG_MAIN:
      return kInMain;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
      return kInCaption;
    case GUMBO_TAG_TABLE:
      return kInTable;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      return kInList;
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_Q:
      return kInQuote;
    default:
      return 0;
  }
}

std::uint32_t hints_of_role(std::string_view role) {
  if (role == "navigation" || role == "menubar" || role == "menu" || role == "search") {
    return kInNav;
  }
  if (role == "banner") return kInHeader;
  if (role == "contentinfo") return kInFooter;
  if (role == "complementary" || role == "dialog" || role == "alert") return kInAside;
  if (role == "main") return kInMain;
  return 0;
}

}  // namespace

namespace {

bool is_block(GumboTag tag) {
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
    case GUMBO_TAG_OUTPUT:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PLAINTEXT:
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
    case GUMBO_TAG_XMP:
      return true;
    default:
      return false;
  }
}

/// Of an element that gumbo does not know; else empty.
std::string unknown_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return {};
  GumboStringPiece name = element.original_tag;
  if (name.data == nullptr || name.length == 0) return {};
  gumbo_tag_from_original_text(&name);
  return base::lower(std::string_view(name.data, name.length));
}

/// The value of a property in a style attribute; empty if it is not there.
std::string property_of(const GumboElement& element, std::string_view property) {
  const std::string style = base::lower(attribute(element, "style"));
  for (std::size_t at = style.find(property); at != std::string::npos;
       at = style.find(property, at + 1)) {
    if (at > 0 && (base::is_alpha(style[at - 1]) || style[at - 1] == '-')) continue;
    std::size_t start = at + property.size();
    while (start < style.size() && base::is_blank(style[start])) ++start;
    if (start == style.size() || style[start] != ':') continue;
    ++start;
    while (start < style.size() && base::is_blank(style[start])) ++start;
    const std::size_t end = std::min(style.find_first_of("; !", start), style.size());
    return style.substr(start, end - start);
  }
  return {};
}

/// All text below an element, if it is no longer than `most` bytes; else as much.
void add_text(const GumboNode& node, std::size_t most, std::string& out) {
  const GumboVector& list = node.v.element.children;
  for (unsigned i = 0; i < list.length && out.size() <= most; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type == GUMBO_NODE_TEXT) out += child.v.text.text;
    if (child.type == GUMBO_NODE_ELEMENT) add_text(child, most, out);
  }
}

/// False if there is something else than text of this line below an element.
bool add_inline_text(const GumboNode& node, std::string& out) {
  const GumboVector& list = node.v.element.children;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(list.data[i]);
    if (child.type == GUMBO_NODE_COMMENT) continue;
    if (child.type == GUMBO_NODE_ELEMENT) {
      const GumboElement& element = child.v.element;
      if (element.tag == GUMBO_TAG_BR || is_boundary(element) || is_left_out(element) ||
          !is_translatable(element, true)) {
        return false;
      }
      if (is_void(element.tag)) continue;
      if (!add_inline_text(child, out)) return false;
    } else if (child.type == GUMBO_NODE_TEMPLATE) {
      return false;
    } else {
      out += child.v.text.text;
    }
  }
  return true;
}

constexpr std::size_t kLongestMark = 12;  // bytes: "[note 12]"

std::string mark_in(const GumboNode& node) {
  std::string text;
  add_text(node, kLongestMark + 16, text);
  return std::string(language::trim(text));
}

bool leads_into_page(const GumboNode& node) {
  return node.v.element.tag == GUMBO_TAG_A &&
         attribute(node.v.element, "href").find('#') != std::string_view::npos;
}

bool has_inner_link(const GumboNode& node) {
  if (leads_into_page(node)) return true;
  const GumboVector& list = node.v.element.children;
  return std::any_of(list.data, list.data + list.length, [](const void* entry) {
    const auto& child = *static_cast<const GumboNode*>(entry);
    return child.type == GUMBO_NODE_ELEMENT && leads_into_page(child);
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789,") == std::string_view::npos;
}

/// "[12]", "(a)", "*": what nothing but notes are marked with.
bool is_certain_mark(std::string_view text) {
  if (text == "*" || text == "**" || text == "†" || text == "‡" || text == "§") return true;
  return text.size() > 2 && ((text.front() == '[' && text.back() == ']') ||
                             (text.front() == '(' && text.back() == ')'));
}

/// Letters and digits at the end of a text, up to a few.
std::size_t last_word(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && size < kLongestMark) {
    const char c = text[text.size() - 1 - size];
    if (!base::is_alnum(c) && static_cast<unsigned char>(c) < 0x80) break;
    ++size;
  }
  return size;
}

bool has_letter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    if (c < 0x80 ? base::is_alnum(static_cast<char>(c))
                 : c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_boundary(const GumboElement& element) {
  if (is_block(element.tag)) return true;
  const std::string name = unknown_name(element);
  return name == "dialog" || name == "search";
}

bool shows_as_block(const GumboElement& element) {
  if (attribute(element, "style").empty()) return false;
  const std::string display = property_of(element, "display");
  return display == "block" || display == "flex" || display == "grid" || display == "table" ||
         display == "list-item";
}

bool is_custom(const GumboElement& element) {
  return unknown_name(element).find('-') != std::string::npos;
}

bool is_void(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BASEFONT:
    case GUMBO_TAG_BGSOUND:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_IMAGE:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
      return true;
    default:
      return false;
  }
}

bool is_seen(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;
  switch (element.tag) {
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
      return true;
    default:
      return false;
  }
}

bool is_reading_aid(GumboTag tag) {
  return tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP || tag == GUMBO_TAG_RTC;
}

bool is_icon(const GumboNode& node) {
  const std::string_view names = attribute(node.v.element, "class");
  if (names.find("material-") == std::string_view::npos ||
      (!has_word(names, "material-icons") && !has_word(names, "material-symbols"))) {
    return false;
  }
  const std::string word = mark_in(node);
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return base::is_lower(c) || base::is_digit(c) || c == '_'; });
}

std::string inline_text(const GumboNode& node) {
  std::string text;
  if (!add_inline_text(node, text)) return {};
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(text, i);
    if (is_unseen(c)) continue;
    if (language::is_space(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out.append(text, start, i - start);
  }
  return out;
}

bool is_note_mark(const GumboNode& node, std::string_view before) {
  const GumboElement& element = node.v.element;
  if (element.tag != GUMBO_TAG_SUP) {
    // A link around nothing but the mark.
    if (!leads_into_page(node) || element.children.length != 1) return false;
    const auto& child = *static_cast<const GumboNode*>(element.children.data[0]);
    if (child.type != GUMBO_NODE_ELEMENT || child.v.element.tag != GUMBO_TAG_SUP) return false;
    const std::string mark = mark_in(child);
    return is_number(mark) || is_certain_mark(mark);
  }
  const std::string mark = mark_in(node);
  if (mark.empty() || mark.size() > kLongestMark) return false;
  if (is_certain_mark(mark)) return true;
  if (has_inner_link(node)) return true;
  if (!is_number(mark)) return false;
  const std::string_view names = attribute(element, "class");
  if (has_word(names, "footnote") || has_word(names, "reference") || has_word(names, "noteref")) {
    return true;
  }
  // A unit or a number has an exponent; a word or the end of a sentence has a note.
  constexpr std::size_t kLongestUnit = 3;  // bytes: "mc", "km"
  const std::size_t word = last_word(before);
  return word == 0 || (word > kLongestUnit && !base::is_digit(before.back()));
}

std::string exponent(const GumboNode& node) {
  constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴",
                                                        "⁵", "⁶", "⁷", "⁸", "⁹"};
  const std::string mark = mark_in(node);
  if (mark.empty() || mark.size() > kLongestMark) return {};
  std::string_view rest = mark;
  std::string out;
  for (const std::string_view minus : {"-", "−", "–"}) {
    if (rest.size() > minus.size() && rest.starts_with(minus)) {
      rest.remove_prefix(minus.size());
      out = "⁻";
    }
  }
  for (const char c : rest) {
    if (!base::is_digit(c)) return {};
    out += kDigits[static_cast<std::size_t>(c - '0')];
  }
  return out;
}

bool is_translatable(const GumboElement& element, bool outer) {
  if (has_word(base::lower(attribute(element, "class")), "notranslate")) return false;
  const GumboAttribute* written = gumbo_get_attribute(&element.attributes, "translate");
  if (written == nullptr) return outer;
  const std::string value = base::lower(language::trim(written->value));
  if (value == "no") return false;
  return value == "yes" || value.empty() || outer;
}

bool is_in_prose(const GumboNode& node, std::unordered_map<const GumboNode*, bool>& known) {
  for (const GumboNode* parent = node.parent;
       parent != nullptr && parent->type == GUMBO_NODE_ELEMENT; parent = parent->parent) {
    const auto [place, is_new] = known.try_emplace(parent, false);
    if (is_new) {
      const GumboVector& list = parent->v.element.children;
      place->second = std::any_of(list.data, list.data + list.length, [](const void* entry) {
        const auto& child = *static_cast<const GumboNode*>(entry);
        return child.type == GUMBO_NODE_TEXT && has_letter(child.v.text.text);
      });
    }
    if (place->second) return true;
    if (is_boundary(parent->v.element)) break;
  }
  return false;
}

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

std::string code_type(GumboTag tag) {
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

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_word(std::string_view names, std::string_view word) {
  for (std::size_t at = names.find(word); at != std::string_view::npos;
       at = names.find(word, at + 1)) {
    const char before = at == 0 ? ' ' : names[at - 1];
    if (!(before >= 'a' && before <= 'z')) return true;
  }
  return false;
}

std::uint32_t hints_of(const GumboElement& element) {
  std::uint32_t hints = hints_of_tag(element.tag) | hints_of_role(attribute(element, "role"));
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) hints |= kHidden;
  if (!attribute(element, "style").empty() && (property_of(element, "display") == "none" ||
                                               property_of(element, "visibility") == "hidden")) {
    hints |= kHidden;
  }
  // Of inline elements it says that they are decoration, and sighted people read them.
  if (is_block(element.tag) && attribute(element, "aria-hidden") == "true") hints |= kHidden;
  return hints;
}

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

}  // namespace punte::page::internal

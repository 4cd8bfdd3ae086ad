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
  if (const std::string_view written = attribute(element, "style"); !written.empty()) {
    const std::string style = base::lower(written);
    if (style.find("display:none") != std::string::npos ||
        style.find("display: none") != std::string::npos) {
      hints |= kHidden;
    }
  }
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

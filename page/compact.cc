#include "page/compact.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace punte::page::internal {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kShortestBlanks = 4;  // shorter runs are not worth an entry in the map

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `wanted` is in lower case.
bool is(std::string_view name, std::string_view wanted) {
  return name.size() == wanted.size() && std::equal(name.begin(), name.end(), wanted.begin(),
                                                    [](char a, char b) { return lower(a) == b; });
}

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view wanted) { return is(name, wanted); });
}

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",    "col",   "embed",
                                                    "hr",    "img",  "input", "link",  "meta",
                                                    "param", "wbr",  "track", "source"};
// A start tag of these closes an open one before it: they do not nest by being left open.
constexpr std::array<std::string_view, 12> kSelfClosing = {
    "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "html", "body"};
// Up to their end tag there is no markup. Of all but the last two the text is none of the page.
constexpr std::array<std::string_view, 9> kRawText = {
    "script", "style", "textarea", "noframes", "noembed", "iframe", "noscript", "title", "xmp"};
constexpr std::size_t kRawTextLeftOut = 7;
/// Shorter texts in <noscript> ask the reader to switch scripts on.
constexpr std::size_t kLeastArticle = 500;  // bytes
// What a drawing may hold without the parser's leaving it; others do, or might.
constexpr std::array<std::string_view, 36> kDrawing = {"path",
                                                       "g",
                                                       "use",
                                                       "rect",
                                                       "circle",
                                                       "polygon",
                                                       "line",
                                                       "polyline",
                                                       "ellipse",
                                                       "defs",
                                                       "clippath",
                                                       "mask",
                                                       "lineargradient",
                                                       "stop",
                                                       "radialgradient",
                                                       "symbol",
                                                       "pattern",
                                                       "text",
                                                       "tspan",
                                                       "animate",
                                                       "filter",
                                                       "marker",
                                                       "animatetransform",
                                                       "view",
                                                       "fegaussianblur",
                                                       "feblend",
                                                       "fecolormatrix",
                                                       "feoffset",
                                                       "fecomposite",
                                                       "femerge",
                                                       "femergenode",
                                                       "feflood",
                                                       "a",
                                                       "metadata",
                                                       "textpath",
                                                       "switch"};
// What says something of a text, or has a part in the building of the tree.
constexpr std::array<std::string_view, 24> kAttributes = {
    "class",      "id",       "role",  "itemprop", "hidden",      "lang",
    "type",       "property", "name",  "content",  "dir",         "translate",
    "alt",        "title",    "value", "color",    "face",        "placeholder",
    "aria-label", "encoding", "size",  "xml:lang", "aria-hidden", "shadowrootmode"};

struct Attribute {
  std::string_view name;
  std::string_view value;  // as it stands
};

/// True for a link within the page: what footnotes have.
bool is_mark_of_note(std::string_view tag, std::string_view address) {
  return is(tag, "a") && address.find('#') != kNone;
}

bool is_kept(std::string_view tag, const Attribute& attribute) {
  if (is_one_of(attribute.name, kAttributes)) return true;
  if (is(attribute.name, "style")) {
    // Asked for what hides an element or makes it a block.
    for (const std::string_view word : {"display", "hidden"}) {
      if (std::search(attribute.value.begin(), attribute.value.end(), word.begin(), word.end(),
                      [](char a, char b) { return lower(a) == b; }) != attribute.value.end()) {
        return true;
      }
    }
  }
  if (is(attribute.name, "hreflang")) return is(tag, "a") || is(tag, "link");
  if (is(attribute.name, "href")) return is(tag, "link") || is_mark_of_note(tag, attribute.value);
  if (is(attribute.name, "rel")) return is(tag, "link");
  return is(attribute.name, "http-equiv") && is(tag, "meta");
}

/// True if there is enough text between the tags of a <noscript>. Pictures that load late and
/// counters of visits, with their markup escaped or not, are none.
bool is_article(std::string_view html) {
  if (html.size() < kLeastArticle) return false;
  std::size_t letters = 0;
  std::size_t place = 0;
  while (place < html.size()) {
    const std::size_t tag = std::min(html.find('<', place), html.size());
    const std::string_view text = html.substr(place, tag - place);
    const std::size_t first = text.find_first_not_of(" \t\r\n\f");
    if (first != kNone) {
      if (letters == 0 && text.substr(first, 4) == "&lt;") return false;
      letters += text.size() - first;
    }
    place = std::min(html.find('>', tag), html.size() - 1) + 1;
  }
  return letters >= kLeastArticle;
}

/// Copies a page with omissions.
class Copier {
 public:
  /// Copies to the end of what is there; `page` begins at `base` of the whole.
  Copier(std::string_view page, std::size_t base, Compact& out)
      : page_(page), base_(base), out_(out) {
    out_.runs.push_back({out_.html.size(), base, false});
  }

  /// Leaves out [start, limit), behind all that was left out before; blanks between two omissions
  /// go with them.
  void omit(std::size_t start, std::size_t limit) {
    if (omitted_ != kNone &&
        std::all_of(page_.begin() + offset(limit_), page_.begin() + offset(start), is_blank)) {
      limit_ = limit;
      return;
    }
    finish_omission();
    omitted_ = start;
    limit_ = limit;
  }
  /// The same, with a blank in its place.
  void blank(std::size_t start, std::size_t limit) {
    finish_omission();
    omitted_ = start;
    limit_ = limit;
    finish_omission();
    out_.runs.back().source = base_ + start;
    out_.html += ' ';
    out_.runs.push_back({out_.html.size(), base_ + limit, false});
  }
  /// The tag that ends at `limit` with "/>" ends in ">" and `end_tag` instead.
  void close_tag(std::size_t limit, std::string_view end_tag) {
    omit(limit - 2, limit - 1);
    finish_omission();
    out_.html += '>';
    copied_ = limit;
    out_.runs.push_back({out_.html.size(), base_ + limit, true});
    out_.html += end_tag;
    out_.runs.push_back({out_.html.size(), base_ + limit, false});
  }
  void finish() {
    finish_omission();
    out_.html.append(page_, copied_);
  }
  /// Nothing behind `at` may join what was left out before it.
  void finish_omission() {
    if (omitted_ == kNone) return;
    out_.html.append(page_, copied_, omitted_ - copied_);
    copied_ = limit_;
    omitted_ = kNone;
    if (out_.runs.back().at == out_.html.size()) {
      out_.runs.back().source = base_ + copied_;
    } else {
      out_.runs.push_back({out_.html.size(), base_ + copied_, false});
    }
  }

 private:
  static std::ptrdiff_t offset(std::size_t at) { return static_cast<std::ptrdiff_t>(at); }

  std::string_view page_;
  std::size_t base_;
  Compact& out_;
  std::size_t copied_ = 0;  // of the page, or left out for good
  std::size_t omitted_ = kNone;
  std::size_t limit_ = 0;
};

class Scanner {
 public:
  /// `page` begins at `base` of the whole.
  Scanner(std::string_view page, std::size_t base, const CompactOptions& options, Compact& out)
      : page_(page), base_(base), options_(options), out_(out), copy_(page, base, out) {}

  void run() {
    while (at_ < page_.size() && step()) {
    }
    copy_.finish();
  }

 private:
  struct Tag {
    bool closes = false;
    std::string_view name;
    std::string_view type;  // of the attribute, without quotes
    std::size_t limit = 0;  // behind '>'
  };

  bool step();
  void squeeze(std::size_t limit);
  bool comment();
  /// The tag at `start`, whose attributes are left out where that is wanted and `trim`.
  /// False if the page ends in it.
  bool read_tag(std::size_t start, bool trim, Tag& tag);
  bool names_language(std::size_t at) const;
  bool tag();
  std::size_t end_of_raw_text(std::string_view name) const;
  void raw_text(const Tag& tag, std::size_t which);
  /// Behind the content of a drawing that can be left out, else kNone.
  std::size_t end_of_drawing();
  bool starts_with(std::size_t at, std::string_view wanted) const {
    return page_.compare(at, wanted.size(), wanted) == 0;
  }

  std::string_view page_;
  std::size_t base_;
  const CompactOptions& options_;
  Compact& out_;
  Copier copy_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t blanked_ = 0;
  bool foreign_ = false;  // in a drawing or formula that is kept
};

/// Leaves out blanks but the first of each long run of them before `limit`.
void Scanner::squeeze(std::size_t limit) {
  std::size_t run = 0;
  for (; at_ < limit; ++at_) {
    if (is_blank(page_[at_])) {
      ++run;
      continue;
    }
    if (run >= kShortestBlanks) copy_.omit(at_ - run + 1, at_);
    run = 0;
  }
  if (run >= kShortestBlanks) copy_.omit(at_ - run + 1, at_);
}

/// One piece of text and the markup behind it. False: the rest is kept as it is.
bool Scanner::step() {
  const std::size_t markup = std::min(page_.find('<', at_), page_.size());
  squeeze(markup);
  if (at_ + 1 >= page_.size()) return false;
  copy_.finish_omission();
  if (starts_with(at_, "<!--")) return comment();
  if (foreign_ && starts_with(at_, "<![CDATA[")) {
    const std::size_t end = page_.find("]]>", at_);
    if (end == kNone) return false;
    at_ = end + 3;
    return true;
  }
  const char next = page_[at_ + 1];
  if (is_letter(next) || (next == '/' && at_ + 2 < page_.size() && is_letter(page_[at_ + 2]))) {
    return tag();
  }
  if (next == '!' || next == '?' || next == '/') {
    const std::size_t end = page_.find('>', at_);
    if (end == kNone) return false;
    at_ = end + 1;
  } else {
    ++at_;
  }
  return true;
}

bool Scanner::comment() {
  const std::size_t start = at_ + 4;
  // "<!-->" and "<!--->" are whole.
  std::size_t end = start - 2;
  while (true) {
    end = page_.find("--", end);
    if (end == kNone) return false;
    if (end + 2 < page_.size() && page_[end + 2] == '>') break;
    if (end >= start && starts_with(end + 2, "!>")) break;
    ++end;
  }
  if (end > start && !foreign_) copy_.omit(start, end);
  copy_.finish_omission();
  at_ = end + (page_[end + 2] == '>' ? 3 : 4);
  return true;
}

/// True if the tag whose attributes begin at `at` says in which language a link's target is: then
/// the target is of interest, as a version of the page.
bool Scanner::names_language(std::size_t at) const {
  constexpr std::size_t kMost = 4096;  // bytes of a tag that are looked at
  constexpr std::string_view kName = "hreflang";
  std::string_view rest = page_.substr(at, kMost);
  rest = rest.substr(0, rest.find('>'));
  return std::search(rest.begin(), rest.end(), kName.begin(), kName.end(),
                     [](char a, char b) { return lower(a) == b; }) != rest.end();
}

bool Scanner::read_tag(std::size_t start, bool trim, Tag& tag) {
  tag.closes = page_[start + 1] == '/';
  std::size_t at = start + (tag.closes ? 2 : 1);
  const std::size_t name = at;
  const auto ends = [&](char c) { return is_blank(c) || c == '>' || c == '/'; };
  while (at < page_.size() && !ends(page_[at])) ++at;
  tag.name = page_.substr(name, at - name);
  const bool is_version = trim && is(tag.name, "a") && names_language(at);
  std::size_t kept = 0;
  while (at < page_.size() && page_[at] != '>') {
    if (ends(page_[at])) {
      ++at;
      continue;
    }
    const std::size_t begun = at++;  // '=' may begin a name
    while (at < page_.size() && !ends(page_[at]) && page_[at] != '=') ++at;
    Attribute attribute{page_.substr(begun, at - begun), {}};
    std::size_t sign = at;
    while (sign < page_.size() && is_blank(page_[sign])) ++sign;
    if (sign < page_.size() && page_[sign] == '=') {
      at = sign + 1;
      while (at < page_.size() && is_blank(page_[at])) ++at;
      if (at < page_.size() && (page_[at] == '"' || page_[at] == '\'')) {
        const std::size_t quote = page_.find(page_[at], at + 1);
        if (quote == kNone) return false;
        attribute.value = page_.substr(at + 1, quote - at - 1);
        at = quote + 1;
      } else {
        const std::size_t value = at;
        while (at < page_.size() && !is_blank(page_[at]) && page_[at] != '>') ++at;
        attribute.value = page_.substr(value, at - value);
      }
    }
    if (!trim) continue;
    if (is(attribute.name, "type") && tag.type.empty()) tag.type = attribute.value;
    const bool wanted = is_kept(tag.name, attribute) || (is_version && is(attribute.name, "href"));
    if (kept < options_.max_attributes && wanted) {
      ++kept;
    } else {
      copy_.omit(begun, at);
    }
  }
  if (at >= page_.size()) return false;
  tag.limit = at + 1;
  return true;
}

/// Behind the last byte of the text, at its end tag; kNone if there is none.
std::size_t Scanner::end_of_raw_text(std::string_view name) const {
  for (std::size_t at = page_.find("</", at_); at != kNone; at = page_.find("</", at + 2)) {
    const std::size_t behind = at + 2 + name.size();
    if (behind >= page_.size()) return kNone;
    const char next = page_[behind];
    if (std::equal(name.begin(), name.end(), page_.begin() + static_cast<std::ptrdiff_t>(at + 2),
                   [](char a, char b) { return lower(a) == lower(b); }) &&
        (is_blank(next) || next == '/' || next == '>')) {
      return at;
    }
  }
  return kNone;
}

void Scanner::raw_text(const Tag& tag, std::size_t which) {
  const std::size_t end = end_of_raw_text(tag.name);
  if (end == kNone) {
    at_ = page_.size();
    return;
  }
  const std::string_view text = page_.substr(at_, end - at_);
  const bool is_script = which == 0;
  // Some write the plus as a character reference.
  if (is_script && tag.type.starts_with("application/ld") && tag.type.ends_with("json")) {
    out_.json_ld.push_back(text);
  }
  if (tag.name.size() == 8 && is(tag.name, "noscript") && is_article(text)) {
    out_.noscripts.push_back({base_ + at_, {0, text.size()}});
  }
  // "<!--" in a script can hide its end tag.
  if (!text.empty() && which < kRawTextLeftOut && !(is_script && text.find("<!--") != kNone)) {
    copy_.omit(at_, end);
  }
  copy_.finish_omission();
  at_ = end;
  Tag closing;
  at_ = read_tag(end, false, closing) ? closing.limit : page_.size();
}

std::size_t Scanner::end_of_drawing() {
  std::size_t at = at_;
  while (true) {
    at = page_.find('<', at);
    if (at == kNone || at + 2 >= page_.size()) return kNone;
    if (starts_with(at, "<!--")) {
      const std::size_t end = page_.find("-->", at + 4);
      if (end == kNone) return kNone;
      at = end + 3;
      continue;
    }
    const bool closes = page_[at + 1] == '/';
    if (!is_letter(page_[at + (closes ? 2 : 1)])) return kNone;
    Tag tag;
    if (!read_tag(at, false, tag)) return kNone;
    if (closes && is(tag.name, "svg")) return at;
    if (is(tag.name, "title") || is(tag.name, "desc")) {
      // Text alone; elements in it would be of HTML.
      const std::size_t next = page_.find('<', tag.limit);
      if (!closes &&
          (next == kNone || !starts_with(next, "</") ||
           !is(page_.substr(next + 2, tag.name.size()), is(tag.name, "desc") ? "desc" : "title"))) {
        return kNone;
      }
    } else if (!is_one_of(tag.name, kDrawing)) {
      return kNone;
    }
    at = tag.limit;
  }
}

bool Scanner::tag() {
  const std::size_t start = at_;
  Tag tag;
  // A tag that may go as a whole is looked at first.
  const bool deep = depth_ >= options_.max_depth || blanked_ > 0;
  if (!read_tag(start, !deep, tag)) return false;
  copy_.finish_omission();
  at_ = tag.limit;
  const bool is_svg = is(tag.name, "svg");
  if (is_svg || is(tag.name, "math")) {
    const bool whole = page_[tag.limit - 2] == '/';
    foreign_ = !tag.closes && !whole;
    const std::size_t end = foreign_ && is_svg ? end_of_drawing() : kNone;
    if (end != kNone) {
      copy_.omit(at_, end);
      copy_.finish_omission();
      at_ = end;
      return true;
    }
  }
  if (!tag.closes && is(tag.name, "plaintext")) return false;
  if (options_.xml && !tag.closes && !foreign_ && page_[tag.limit - 2] == '/' && !deep && !is_svg &&
      !is(tag.name, "math") && !is_one_of(tag.name, kVoid)) {
    copy_.close_tag(tag.limit, "</" + std::string(tag.name) + ">");
    return true;
  }
  const bool counts = !is_one_of(tag.name, kVoid) && !is_one_of(tag.name, kSelfClosing);
  const bool goes = counts && deep && (tag.closes ? blanked_ > 0 : depth_ >= options_.max_depth);
  if (deep && !goes) {
    read_tag(start, true, tag);
    copy_.finish_omission();
  }
  if (!tag.closes && !foreign_) {
    const auto raw = std::find_if(kRawText.begin(), kRawText.end(),
                                  [&](std::string_view wanted) { return is(tag.name, wanted); });
    if (raw != kRawText.end()) {
      raw_text(tag, static_cast<std::size_t>(raw - kRawText.begin()));
      return true;
    }
  }
  // Nested tables and lists open and close them in turn; a pile of them can only come from
  // elements between, which are counted.
  if (!counts) return true;
  if (goes) {
    copy_.blank(start, at_);
    blanked_ = tag.closes ? blanked_ - 1 : blanked_ + 1;
  } else if (!tag.closes) {
    ++depth_;
  } else if (depth_ > 0) {
    --depth_;
  }
  return true;
}

}  // namespace

language::Span Compact::in_page(language::Span span) const {
  const auto run_of = [&](std::size_t at) -> const Run& {
    const auto behind =
        std::upper_bound(runs.begin(), runs.end(), at,
                         [](std::size_t wanted, const Run& run) { return wanted < run.at; });
    return *(behind - 1);
  };
  const auto source_of = [&](std::size_t at) {
    const Run& run = run_of(at);
    return run.added ? run.source : run.source + (at - run.at);
  };
  if (span.start >= span.limit || run_of(span.start).added) {
    const std::size_t at = source_of(span.start);
    return {at, at};
  }
  return {source_of(span.start), source_of(span.limit - 1) + 1};
}

Compact compact(std::string_view page, const CompactOptions& options) {
  Compact out;
  out.html.reserve(page.size() / 2);
  Scanner(page, 0, options, out).run();
  out.page_size = out.html.size();
  for (std::size_t i = 0; i < out.noscripts.size(); ++i) {
    const std::size_t source = out.noscripts[i].source;
    const std::size_t start = out.html.size();
    Scanner(page.substr(source, out.noscripts[i].html.limit), source, options, out).run();
    out.noscripts[i].html = {start, out.html.size()};
  }
  return out;
}

}  // namespace punte::page::internal

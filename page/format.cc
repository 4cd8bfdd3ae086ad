#include "page/format.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "language/text.h"
#include "page/markdown.h"
#include "page/text_reader.h"

namespace punte::page::internal {
namespace {

struct Kind {
  std::string_view mark;  ///< an ending of names, or the name of a root element
  std::string_view name;
};

// Formats of translations: they have readers of their own, which know what is source and target.
constexpr std::array<Kind, 21> kEndings = {{{"xlf", "XLIFF"},
                                            {"xliff", "XLIFF"},
                                            {"sdlxliff", "SDLXLIFF"},
                                            {"mxliff", "MXLIFF"},
                                            {"mqxliff", "MQXLIFF"},
                                            {"tmx", "TMX"},
                                            {"tbx", "TBX"},
                                            {"po", "PO"},
                                            {"pot", "PO"},
                                            {"properties", "Java properties"},
                                            {"strings", "Apple strings"},
                                            {"stringsdict", "Apple strings"},
                                            {"xcstrings", "Apple strings"},
                                            {"resx", "RESX"},
                                            {"arb", "ARB"},
                                            {"srx", "SRX"},
                                            {"csv", "CSV"},
                                            {"tsv", "TSV"},
                                            {"ts", "Qt Linguist"},
                                            {"xlsx", "XLSX"},
                                            {"docx", "DOCX"}}};
// A ".txt" that has marks of Markdown is read as that.
constexpr std::array<std::pair<std::string_view, Format>, 9> kTextEndings = {
    {{"txt", Format::kText},
     {"text", Format::kText},
     {"md", Format::kMarkdown},
     {"markdown", Format::kMarkdown},
     {"mdown", Format::kMarkdown},
     {"adoc", Format::kAsciiDoc},
     {"asciidoc", Format::kAsciiDoc},
     {"asc", Format::kAsciiDoc},
     {"rst", Format::kReStructuredText}}};
constexpr std::array<Kind, 7> kRoots = {{{"xliff", "XLIFF"},
                                         {"tmx", "TMX"},
                                         {"tbx", "TBX"},
                                         {"martif", "TBX"},
                                         {"srx", "SRX"},
                                         {"resources", "Android resources"},
                                         {"TS", "Qt Linguist"}}};

// Elements that no prose writes by chance.
constexpr std::array<std::string_view, 30> kTags = {
    "html", "head", "body", "title", "meta", "link",    "script",  "style",  "div", "span",
    "p",    "br",   "hr",   "a",     "img",  "table",   "tr",      "td",     "th",  "ul",
    "ol",   "li",   "h1",   "h2",    "h3",   "section", "article", "button", "nav", "input"};

/// The root of a page begins within so many bytes, after comments and declarations.
constexpr std::size_t kHeadBytes = 4096;

std::string ending_of(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string out = base::lower(name);
  for (const std::string_view packed : {".gz", ".bz2", ".xz", ".zst"}) {
    if (out.ends_with(packed)) out.resize(out.size() - packed.size());
  }
  const std::size_t dot = out.rfind('.');
  return dot == std::string::npos ? std::string() : out.substr(dot + 1);
}

/// The name in a tag that begins at `at`; empty if none does.
std::string_view tag_name(std::string_view text, std::size_t at) {
  ++at;
  if (at < text.size() && text[at] == '/') ++at;
  std::size_t end = at;
  while (end < text.size() && (base::is_alnum(text[end]) || text[end] == ':' || text[end] == '-')) {
    ++end;
  }
  const bool ends =
      end < text.size() && (text[end] == '>' || text[end] == '/' || base::is_blank(text[end]));
  return ends ? text.substr(at, end - at) : std::string_view();
}

/// The first element of a text that begins with markup; empty if there is none.
std::string_view root_of(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = text.find("-->", at);
      if (at == std::string_view::npos) return {};
    } else if (rest.starts_with("<?") || rest.starts_with("<!")) {
      ++at;
    } else {
      return tag_name(text, at);
    }
  }
  return {};
}

bool has_tags(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string name = base::lower(tag_name(text, at));
    if (std::find(kTags.begin(), kTags.end(), name) != kTags.end()) return true;
  }
  return false;
}

/// A whole page, whatever its name says.
bool is_document(std::string_view text) {
  if (!text.starts_with('<')) return false;
  const std::string head = base::lower(text.substr(0, kHeadBytes));
  return head.starts_with("<!doctype html") || root_of(head) == "html";
}

/// Lines "msgid" and "msgstr" of a catalogue of gettext.
bool is_po(std::string_view text) {
  const auto has_line = [&](std::string_view start) {
    return text.starts_with(start) ||
           text.find("\n" + std::string(start)) != std::string_view::npos;
  };
  return has_line("msgid \"") && has_line("msgstr");
}

bool is_json(std::string_view text) {
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return false;
  const std::string_view rest = base::trim_blanks(text.substr(1));
  if (rest.empty()) return false;
  return text[0] == '{' ? rest[0] == '"' : rest[0] == '{';
}

tl::unexpected<base::Error> not_a_page(std::string_view format) {
  base::Error error{base::ErrorCode::kUnsupported,
                    PUNTE_MSG("this is a file of translations ({1}), not a page"),
                    {std::string(format)}};
  error.remedy = base::Remedy::kImport;
  return tl::unexpected(std::move(error));
}

/// What begins with markup.
base::Result<Format> format_of_markup(std::string_view text) {
  const std::string_view root = root_of(text);
  for (const Kind& kind : kRoots) {
    if (root == kind.mark) return not_a_page(kind.name);
  }
  if (root == "root" && text.find("<resheader") != std::string_view::npos) {
    return not_a_page("RESX");
  }
  if (root == "rss" || root == "feed" || root == "rdf:RDF") return Format::kFeed;
  return Format::kHtml;
}

}  // namespace

base::Result<Format> format_of(std::string_view text, std::string_view name) {
  text = language::trim(text);
  if (is_document(text)) return Format::kHtml;
  const std::string ending = ending_of(name);
  for (const Kind& kind : kEndings) {
    if (ending == kind.mark) return not_a_page(kind.name);
  }
  for (const auto& [known, format] : kTextEndings) {
    if (ending != known) continue;
    if (is_po(text)) return not_a_page("PO");
    return format == Format::kText && looks_like_markdown(text) ? Format::kMarkdown : format;
  }
  if (ending == "html" || ending == "htm" || ending == "xhtml") return Format::kHtml;
  const bool is_markup = text.size() > 1 && text[0] == '<' &&
                         (base::is_alpha(text[1]) || text[1] == '!' || text[1] == '?');
  if (is_markup) return format_of_markup(text);
  if (is_json(text)) {
    if (is_article(text)) return Format::kArticle;
    return not_a_page("JSON");
  }
  if (is_po(text)) return not_a_page("PO");
  const bool tags = has_tags(text);
  if (looks_like_markdown(text) && text.find("</") == std::string_view::npos) {
    return Format::kMarkdown;
  }
  return tags ? Format::kHtml : Format::kText;
}

bool is_xhtml(std::string_view text) {
  text = language::trim(text.substr(0, kHeadBytes));
  return text.starts_with("<?xml") &&
         text.find("http://www.w3.org/1999/xhtml") != std::string_view::npos;
}

}  // namespace punte::page::internal

#ifndef PUNTE_PAGE_PAGE_H_
#define PUNTE_PAGE_PAGE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "page/block.h"

namespace punte::page {

using base::Result;

/// What a page is written in.
enum class Format {
  kAuto,      ///< told by the content; a file's name decides where that leaves a choice
  kHtml,      ///< HTML and XHTML
  kText,      ///< plain text: paragraphs or lines, wrapped or not
  kMarkdown,  ///< CommonMark, with the tables of GitHub
  kAsciiDoc,
  kReStructuredText,
  kArticle,  ///< JSON of an extractor: {"title": "...", "text": "..."}, as trafilatura writes it
  kFeed,     ///< RSS 0.9 to 2.0, Atom
};

/// A version of the page in another language, as the page names it.
struct Alternate {
  std::string language;  ///< canonical tag; empty for "x-default" and what is no tag
  std::string address;   ///< resolved against the page's base, without fragment
};

struct Page {
  Format format = Format::kHtml;
  std::string charset;  ///< as decoded, for example "utf-8"
  /// What a browser reads the page's own declaration as, else ExtractOptions::charset; or empty.
  std::string declared_charset;
  std::string title;
  std::string declared_language;  ///< <html lang>, canonical, or empty
  /// Of the page: ExtractOptions::url, else what it says itself (canonical link, og:url); or empty.
  std::string address;
  std::vector<std::string> authors;   ///< names that the page gives for machines
  std::string published;              ///< when, as the page writes it: ISO 8601 as a rule; or empty
  std::string site;                   ///< the name of its site: og:site_name; or empty
  std::string description;            ///< for search engines and other sites; or empty
  std::vector<Alternate> alternates;  ///< <link> and <a> with hreflang; each address once
  std::vector<Block> blocks;          ///< document order
  /// Texts whose lines were wrapped: how many characters fit in one; else 0.
  std::size_t line_width = 0;
  std::string source;  ///< the decoded page, if ExtractOptions::keep_source
};

struct ExtractOptions {
  Format format = Format::kAuto;
  std::string name;     ///< of the file, a hint at the format: "notes.md"; may be a path
  std::string charset;  ///< what the server or archive declared (Content-Type); empty: nothing
  /// Evidence for the language (top-level domain), and the base of relative addresses; for those a
  /// path will do.
  std::string url;
  std::vector<std::string> expected_languages;  ///< narrows what blocks may be; empty: any
  bool keep_source = false;                     ///< costs a copy of the page
  bool attributes = false;                      ///< blocks for texts of attributes and of <title>
  std::size_t max_bytes = 64u << 20;            ///< larger pages are refused: kLimit
  /// Pages with more are refused: kLimit. Each takes a kilobyte or two of memory.
  std::size_t max_tags = 500'000;
  std::size_t max_depth = 512;       ///< deeper elements become siblings
  std::size_t max_attributes = 256;  ///< of one element; others are left out
};

/// Reads a page from its raw bytes: HTML, plain text, Markdown, AsciiDoc, reStructuredText, an
/// extractor's JSON or a feed.
/// Errors: kLimit, kUnsupported (binary data; a format of translations such as XLIFF, TMX or PO),
/// kSyntax (an empty page; no such JSON or feed where options.format asks for one). Thread-safe.
[[nodiscard]] Result<Page> extract(std::string_view bytes, const ExtractOptions& options = {});

/// A block of a text that nothing was inferred about.
struct TextBlock {
  language::MarkedText text;
  std::string name;  ///< of the element that HTML would have: "p", "h1", "li", "td"
};

/// The blocks of a text whose language is known, wrapped lines joined. The format is told by the
/// file's name, else by the content; what is neither plain text nor in a markup of lines is read as
/// plain text. Errors: kUnsupported for binary data. Linear. Any number of threads.
[[nodiscard]] Result<std::vector<TextBlock>> text_blocks(std::string_view bytes,
                                                         std::string_view name = {});

/// What a plain text file says, as UTF-8: its encoding is found as that of a page, and NUL bytes
/// are U+FFFD. Errors: kUnsupported for binary data. Linear. Any number of threads.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes);

}  // namespace punte::page

#endif  // PUNTE_PAGE_PAGE_H_

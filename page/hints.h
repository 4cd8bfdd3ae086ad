#ifndef PUNTE_PAGE_HINTS_H_
#define PUNTE_PAGE_HINTS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace punte::page::internal {

/// What the page says of itself for machines: in JSON-LD, <meta> and <link>. All may be empty; each
/// list is bounded. A hint is weighed against the text, never believed.
struct PageHints {
  std::vector<std::string> article_bodies;  ///< JSON-LD
  std::vector<std::string> headlines;       ///< JSON-LD, og:title
  std::vector<std::string> descriptions;    ///< meta, og:description
  std::vector<std::string> authors;         ///< names: JSON-LD, meta
  std::string published;                    ///< the first of them that is of publication
  std::vector<std::string> dates;           ///< as written, ISO 8601 as a rule: JSON-LD, meta
  /// Canonical tags of the page's own language: og:locale, content-language, JSON-LD inLanguage,
  /// and the hreflang of the link that leads to the page itself.
  std::vector<std::string> locales;
  std::vector<std::string> alternates;  ///< canonical tags of other languages it is in: hreflang
  std::string address;                  ///< canonical link, else og:url
  std::string site;                     ///< og:site_name

  /// <link hreflang href>, tag canonical: resolve_alternates() tells which is the page's own.
  std::vector<std::pair<std::string, std::string>> links;
  std::string base;  ///< <base href>, as written
  /// <link> and <a> with hreflang, addresses as written, in document order.
  std::vector<std::pair<std::string, std::string>> versions;
};

/// Reads one script of type application/ld+json, well-formed or not. Linear.
void read_json_ld(std::string_view json, PageHints& hints);

/// Reads a <meta>: its property or name (or http-equiv) and its content, but for titles and
/// descriptions.
void read_meta(std::string_view name, std::string_view content, PageHints& hints);

/// Reads a <link>.
void read_link(std::string_view relation, std::string_view hreflang, std::string_view address,
               PageHints& hints);

/// Reads the hreflang of a <link> or <a>, whatever its relation: the address is a version of the
/// page.
void read_version(std::string_view hreflang, std::string_view address, PageHints& hints);

/// Deals `links` to locales and alternates, once all of the head is read.
void resolve_alternates(PageHints& hints);

/// The canonical tag, or empty for what is none ("x-default", "").
[[nodiscard]] std::string canonical_tag(std::string_view written);

/// The language most spoken in the country of a web address: "ro" for "https://www.digi24.ro/x".
/// Empty for addresses without a country, and for countries whose domain is sold to everybody.
[[nodiscard]] std::string language_of_domain(std::string_view address);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_HINTS_H_

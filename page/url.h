#ifndef PUNTE_PAGE_URL_H_
#define PUNTE_PAGE_URL_H_

#include <string>
#include <string_view>

namespace punte::page {

/// A reference resolved against a base, both as they are written: "../ro/" in
/// "https://example.org/en/a.html" is "https://example.org/ro/". The base may also be a path of a
/// file; steps above its beginning are kept then. Total: any bytes; cost: linear.
/// Source: RFC 3986, section 5.2.
[[nodiscard]] std::string resolve_url(std::string_view reference, std::string_view base);

/// The URL without its fragment ("#part").
[[nodiscard]] std::string_view without_fragment(std::string_view url);

}  // namespace punte::page

#endif  // PUNTE_PAGE_URL_H_

#ifndef PUNTE_PAGE_HEADERS_H_
#define PUNTE_PAGE_HEADERS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace punte::page::internal {

/// Fields of the form "Name: value", as WARC, HTTP and MIME have them. Names are in lower case;
/// continuation lines are joined by a blank.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// Reads fields up to the first empty line. `rest` becomes what comes behind it.
[[nodiscard]] Headers read_headers(std::string_view text, std::string_view& rest);

/// The first field of that name (lower case), or "".
[[nodiscard]] std::string_view header(const Headers& headers, std::string_view name);

/// The part of a value before its parameters, trimmed, in lower case: "text/html".
[[nodiscard]] std::string plain_value(std::string_view value);

/// A parameter of a value: parameter("text/html; charset=UTF-8", "charset") is "UTF-8".
[[nodiscard]] std::string parameter(std::string_view value, std::string_view name);

/// Without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// "text/html" or "application/xhtml+xml".
[[nodiscard]] bool is_html_type(std::string_view plain_type);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_HEADERS_H_

#ifndef PUNTE_SERVER_URL_H_
#define PUNTE_SERVER_URL_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace punte::server {

/// Bytes of a percent-encoded text: "%C8%99" is "ș". nullopt for a "%" without two hexadecimal
/// digits, for NUL, and for what is not UTF-8 afterwards. Cost: linear. Source: RFC 3986, 2.1.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The fields of a query or of a form, in order: "a=1&b=x+y". Fields that cannot be decoded are
/// left out. Source: the URL standard, application/x-www-form-urlencoded.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> form_fields(std::string_view query);

/// The first value of a field, or nullopt.
[[nodiscard]] std::optional<std::string> form_field(std::string_view query, std::string_view name);

}  // namespace punte::server

#endif  // PUNTE_SERVER_URL_H_

#ifndef PUNTE_SERVER_OPENAPI_H_
#define PUNTE_SERVER_OPENAPI_H_

#include <string>
#include <string_view>

namespace punte::server {

/// server/openapi.yaml, which is built into the program.
[[nodiscard]] std::string_view openapi_text();

/// The same for people: a page of HTML that lists what can be asked for.
[[nodiscard]] std::string openapi_page();

}  // namespace punte::server

#endif  // PUNTE_SERVER_OPENAPI_H_

#ifndef PUNTE_VIEW_JSON_H_
#define PUNTE_VIEW_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "language/marked_text.h"
#include "tm/match.h"

namespace punte::view {

/// Keeps the order in which members were put in, so that output can be read and compared.
using Json = nlohmann::ordered_json;

/// One line with its line feed. Ill-formed UTF-8 becomes U+FFFD, so this never fails.
[[nodiscard]] std::string json_line(const Json& value);

/// Indented for people, with a line feed at the end.
[[nodiscard]] std::string json_document(const Json& value);

[[nodiscard]] Json to_json(const tm::Match& match);

}  // namespace punte::view

#endif  // PUNTE_VIEW_JSON_H_

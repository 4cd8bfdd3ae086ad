#ifndef PUNTE_BASE_ESCAPE_H_
#define PUNTE_BASE_ESCAPE_H_

#include <string>
#include <string_view>

namespace punte::base {

/// Appends `text` with &, < and > as character references: safe as the content of an HTML or XML
/// element. Bytes are otherwise as they were: what must be valid UTF-8 has to be made so before.
void append_escaped(std::string& out, std::string_view text);

/// The same, and double quotes too: safe in an attribute value in double quotes as well.
void append_escaped_attribute(std::string& out, std::string_view text);

[[nodiscard]] std::string escaped(std::string_view text);
[[nodiscard]] std::string escaped_attribute(std::string_view text);

}  // namespace punte::base

#endif  // PUNTE_BASE_ESCAPE_H_

#ifndef PUNTE_EXCHANGE_XML_TEXT_H_
#define PUNTE_EXCHANGE_XML_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "language/unit.h"

namespace punte::exchange {

/// Escapes text for element content. What XML 1.0 cannot hold (most control characters, ill-formed
/// UTF-8) becomes U+FFFD.
[[nodiscard]] std::string escape_text(std::string_view text);

/// The same for an attribute value in double quotes; tabs and line ends survive too.
[[nodiscard]] std::string escape_attribute(std::string_view text);

/// Attribute of an InlineCode that holds its inner XML where that has elements (TMX <sub>).
inline constexpr const char* kInnerMarkup = "punte:markup";

/// Type of the property under which an attribute that TMX does not allow is written, as
/// "name=value", so that files stay valid and nothing is lost.
inline constexpr const char* kAttributeProperty = "x-punte-attribute";

/// Type of the property that holds the markup of an element that TMX does not know.
inline constexpr const char* kElementProperty = "x-punte-element";

/// Turns properties of attributes back into attributes.
void restore_attributes(std::vector<language::Property>& properties,
                        std::vector<language::Attribute>& attributes);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XML_TEXT_H_

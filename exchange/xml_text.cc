#include "exchange/xml_text.h"

#include <algorithm>
#include <cstddef>

#include "language/text.h"

namespace punte::exchange {
namespace {

bool is_xml_char(char32_t c) {
  return c == U'\t' || c == U'\n' || c == U'\r' || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

std::string escape(std::string_view text, bool attribute) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(text, i);
    switch (c) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += attribute ? "&quot;" : "\"";
        break;
      case U'\r':
        out += "&#13;";  // a parser would read a bare one as a line feed
        break;
      case U'\n':
        out += attribute ? "&#10;" : "\n";
        break;
      case U'\t':
        out += attribute ? "&#9;" : "\t";
        break;
      case 0xFFFD:
        out += "\xEF\xBF\xBD";  // the text's own, or for ill-formed bytes
        break;
      default:
        if (is_xml_char(c)) {
          out.append(text, start, i - start);
        } else {
          out += "\xEF\xBF\xBD";
        }
    }
  }
  return out;
}

}  // namespace

std::string escape_text(std::string_view text) { return escape(text, false); }

std::string escape_attribute(std::string_view text) { return escape(text, true); }

void restore_attributes(std::vector<language::Property>& properties,
                        std::vector<language::Attribute>& attributes) {
  const bool none = std::none_of(
      properties.begin(), properties.end(),
      [](const language::Property& property) { return property.type == kAttributeProperty; });
  if (none) return;
  std::vector<language::Property> kept;
  for (language::Property& property : properties) {
    const std::size_t equals = property.value.find('=');
    if (property.type == kAttributeProperty && equals != std::string::npos) {
      attributes.emplace_back(property.value.substr(0, equals), property.value.substr(equals + 1));
    } else {
      kept.push_back(std::move(property));
    }
  }
  properties = std::move(kept);
}

}  // namespace punte::exchange

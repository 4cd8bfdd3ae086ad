#include "language/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace punte::language {
namespace {

std::size_t code_point_width(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  switch (u_charType(point)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool extends_cluster(char32_t c) {
  const int value = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK);
  return value == U_GCB_EXTEND || value == U_GCB_ZWJ || value == U_GCB_SPACING_MARK;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  if (first < 0x80) {
    ++offset;
    return first;
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()) + offset;
  // ICU's macros take 32-bit indices; a window of four bytes holds any code point.
  const auto window = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - offset, 4));
  std::int32_t used = 0;
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes, used, window, c);
  offset += static_cast<std::size_t>(used);
  return static_cast<char32_t>(c);
}

void append_utf8(std::string& out, char32_t code_point) {
  auto c = static_cast<std::uint32_t>(code_point);
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // Eight bytes of ASCII at once: most of most texts.
    std::uint64_t eight = 0;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    const std::size_t at = i;
    if (next_code_point(text, i) == 0xFFFD && text.substr(at, i - at) != "\xEF\xBF\xBD") {
      return false;
    }
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    if (next_code_point(text, i) == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(at, i - at));
    }
  }
  return out;
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return c == 0x200B || c == 0xFEFF || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

std::string_view trim(std::string_view text) {
  std::size_t start = text.size();
  std::size_t limit = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    if (is_space(next_code_point(text, i))) continue;
    if (start == text.size()) start = at;
    limit = i;
  }
  return limit == 0 ? text.substr(0, 0) : text.substr(start, limit - start);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) width += code_point_width(next_code_point(text, i));
  return width;
}

std::string fit_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t width = 0;
  std::size_t cut = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const char32_t c = next_code_point(text, i);
    if (!extends_cluster(c)) cut = at;
    width += code_point_width(c);
    if (width > columns - 1) break;
  }
  return std::string(text.substr(0, cut)) + "…";
}

}  // namespace punte::language

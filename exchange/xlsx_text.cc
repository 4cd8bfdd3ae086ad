#include "exchange/xlsx_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace punte::exchange {
namespace {

constexpr std::size_t kEscapeBytes = 7;  // "_x000D_"

/// The unit that an escape at the start of `text` stands for; none if there is no escape or it is
/// half of a character.
std::optional<std::uint32_t> escaped_unit(std::string_view text) {
  if (text.size() < kEscapeBytes || !text.starts_with("_x") || text[kEscapeBytes - 1] != '_') {
    return std::nullopt;
  }
  std::uint32_t unit = 0;
  const char* last = text.data() + kEscapeBytes - 1;
  const auto [end, error] = std::from_chars(text.data() + 2, last, unit, 16);
  if (error != std::errc() || end != last) return std::nullopt;
  return unit >= 0xD800 && unit < 0xE000 ? std::nullopt : std::optional(unit);
}

void append_unit(std::string& out, std::uint32_t unit) {
  if (unit < 0x80) {
    out += static_cast<char>(unit);
  } else if (unit < 0x800) {
    out += static_cast<char>(0xC0 | unit >> 6);
    out += static_cast<char>(0x80 | (unit & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | unit >> 12);
    out += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (unit & 0x3F));
  }
}

}  // namespace

std::string unescape_xlsx(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t next = text.find('_');
    out += text.substr(0, next);
    if (next == std::string_view::npos) break;
    text.remove_prefix(next);
    if (const auto unit = escaped_unit(text)) {
      append_unit(out, *unit);
      text.remove_prefix(kEscapeBytes);
    } else {
      out += '_';
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string escape_xlsx(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n') {
      out += fmt::format("_x{:04X}_", byte);
    } else if (byte == '_' && escaped_unit(text.substr(i))) {
      out += "_x005F_";
    } else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
      out += "\xEF\xBF\xBD";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace punte::exchange

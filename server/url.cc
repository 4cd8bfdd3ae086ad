#include "server/url.h"

#include <algorithm>
#include <cstddef>

#include "language/text.h"

namespace punte::server {
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (out.find('\0') != std::string::npos || !language::is_valid_utf8(out)) return std::nullopt;
  return out;
}

std::vector<std::pair<std::string, std::string>> form_fields(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    std::string field(query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
    if (field.empty()) continue;
    std::replace(field.begin(), field.end(), '+', ' ');
    const std::size_t equals = std::min(field.find('='), field.size());
    auto name = percent_decoded(std::string_view(field).substr(0, equals));
    auto value =
        percent_decoded(std::string_view(field).substr(std::min(equals + 1, field.size())));
    if (name && value) out.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::optional<std::string> form_field(std::string_view query, std::string_view name) {
  for (auto& [known, value] : form_fields(query)) {
    if (known == name) return std::move(value);
  }
  return std::nullopt;
}

}  // namespace punte::server

#include "page/headers.h"

#include "base/ascii.h"

namespace punte::page::internal {
namespace {

constexpr std::size_t kMaxHeaders = 1000;

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlank) - start + 1);
}

Headers read_headers(std::string_view text, std::string_view& rest) {
  Headers out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !out.empty()) {
      out.back().second += ' ';
      out.back().second += trimmed(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || out.size() == kMaxHeaders) continue;
    out.emplace_back(base::lower(trimmed(line.substr(0, colon))),
                     std::string(trimmed(line.substr(colon + 1))));
  }
  rest = text;
  return out;
}

std::string_view header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string plain_value(std::string_view value) {
  return base::lower(trimmed(value.substr(0, value.find(';'))));
}

std::string parameter(std::string_view value, std::string_view name) {
  std::size_t place = value.find(';');
  while (place != std::string_view::npos) {
    const std::size_t start = place + 1;
    // A quoted value may hold semicolons.
    std::size_t end = start;
    bool quoted = false;
    while (end < value.size() && (quoted || value[end] != ';')) {
      if (value[end] == '"') quoted = !quoted;
      ++end;
    }
    const std::string_view part = value.substr(start, end - start);
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos && base::lower(trimmed(part.substr(0, equals))) == name) {
      std::string_view found = trimmed(part.substr(equals + 1));
      if (found.size() >= 2 && found.front() == '"' && found.back() == '"') {
        found = found.substr(1, found.size() - 2);
      }
      return std::string(found);
    }
    place = end < value.size() ? end : std::string_view::npos;
  }
  return {};
}

bool is_html_type(std::string_view plain_type) {
  return plain_type == "text/html" || plain_type == "application/xhtml+xml";
}

}  // namespace punte::page::internal

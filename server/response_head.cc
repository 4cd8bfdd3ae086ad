#include "server/response_head.h"

#include <array>
#include <cstddef>
#include <ctime>

namespace punte::server {
namespace {

/// "Fri, 27 Nov 2026 17:00:00 GMT"
std::string date_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> out{};
  // Names of days and months are English here because the C library's locale stays "C".
  const std::size_t size =
      std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return std::string(out.data(), size);
}

}  // namespace

std::string head_text(const Response& response, std::uintmax_t length, bool keep_alive) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out += status_text(response.status);
  out += "\r\nDate: " + date_text();
  const bool empty = response.status == 204 || response.status == 304;
  if (!empty) out += "\r\nContent-Type: " + response.type;
  if (!response.events && !empty) {
    out += "\r\nContent-Length: " + std::to_string(length);
  }
  out += "\r\nX-Content-Type-Options: nosniff";
  for (const auto& [name, value] : response.headers.all()) {
    out += "\r\n" + name + ": ";
    // A value never ends its line early, whatever text it was made of.
    for (const char letter : value) out += letter == '\r' || letter == '\n' ? ' ' : letter;
  }
  out += keep_alive ? "\r\nConnection: keep-alive" : "\r\nConnection: close";
  return out + "\r\n\r\n";
}

}  // namespace punte::server

#include "server/openapi.h"

#include <algorithm>
#include <cstddef>

#include "base/escape.h"

namespace punte::server {
namespace {

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

constexpr std::string_view kHead =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    "<title>Punte API</title>\n<style>"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color-scheme:light dark}"
    "dt{font-family:ui-monospace,monospace;margin-top:.6em}dd{margin:0 0 0 1.5em}"
    "</style></head>\n<body>\n<h1>Punte</h1>\n"
    "<p>This server answers the requests below. <a href=\"/openapi.yaml\">openapi.yaml</a> has "
    "every member of requests and answers.</p>\n<dl>\n";

}  // namespace

std::string openapi_page() {
  // Of the description only its outline is read: paths at two blanks, methods at four, summaries.
  std::string out(kHead);
  std::string_view rest = openapi_text();
  std::string path;
  std::string method;
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    const std::size_t indent = indent_of(line);
    const std::string_view text = line.substr(indent);
    constexpr std::string_view kSummary = "summary: ";
    if (indent == 2 && text.substr(0, 1) == "/") {
      path = std::string(text.substr(0, text.size() - 1));
    } else if (indent == 4 && !text.empty()) {
      method = std::string(text.substr(0, text.size() - 1));
    } else if (indent == 6 && text.substr(0, kSummary.size()) == kSummary && !path.empty()) {
      for (char& c : method) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      out += "<dt>" + base::escaped(method) + " " + base::escaped(path) + "</dt><dd>" +
             base::escaped(text.substr(kSummary.size())) + "</dd>\n";
    }
  }
  return out + "</dl>\n</body>\n</html>\n";
}

}  // namespace punte::server

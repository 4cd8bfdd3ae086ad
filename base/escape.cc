#include "base/escape.h"

namespace punte::base {
namespace {

void append(std::string& out, std::string_view text, bool quotes) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"' && quotes) {
      out += "&quot;";
    } else {
      out += c;
    }
  }
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) { append(out, text, false); }

void append_escaped_attribute(std::string& out, std::string_view text) { append(out, text, true); }

std::string escaped(std::string_view text) {
  std::string out;
  append(out, text, false);
  return out;
}

std::string escaped_attribute(std::string_view text) {
  std::string out;
  append(out, text, true);
  return out;
}

}  // namespace punte::base

#include "job/alternates.h"

#include <algorithm>
#include <utility>

namespace punte::job {
namespace {

constexpr std::size_t kMost = 1000;
constexpr std::size_t kMostTag = 4096;  // bytes of an element's start

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() &&
         std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
         });
}

/// The value of an attribute in the inside of a tag; empty if there is none.
std::string_view attribute(std::string_view tag, std::string_view wanted) {
  std::size_t at = 0;
  while (at < tag.size()) {
    while (at < tag.size() && (is_blank(tag[at]) || tag[at] == '/')) ++at;
    const std::size_t start = at;
    while (at < tag.size() && !is_blank(tag[at]) && tag[at] != '=' && tag[at] != '/') ++at;
    const std::string_view name = tag.substr(start, at - start);
    while (at < tag.size() && is_blank(tag[at])) ++at;
    std::string_view value;
    if (at < tag.size() && tag[at] == '=') {
      ++at;
      while (at < tag.size() && is_blank(tag[at])) ++at;
      if (at < tag.size() && (tag[at] == '"' || tag[at] == '\'')) {
        const std::size_t end = std::min(tag.find(tag[at], at + 1), tag.size());
        value = tag.substr(at + 1, end - at - 1);
        at = std::min(end + 1, tag.size());
      } else {
        const std::size_t begin = at;
        while (at < tag.size() && !is_blank(tag[at])) ++at;
        value = tag.substr(begin, at - begin);
      }
    } else if (at == start) {
      ++at;
    }
    if (equals_ignoring_case(name, wanted)) return value;
  }
  return {};
}

}  // namespace

std::string resolve(std::string_view reference, std::string_view base) {
  reference = reference.substr(0, reference.find('#'));
  const auto scheme_end = [](std::string_view url) {
    const std::size_t at = url.find("://");
    return at != std::string_view::npos && at < 10 ? at + 3 : 0;
  };
  if (scheme_end(reference) > 0) return std::string(reference);
  const std::size_t host = scheme_end(base);
  if (host > 0 && reference.starts_with("//")) {
    return std::string(base.substr(0, host - 2)).append(reference);
  }
  if (host == 0) reference = reference.substr(0, reference.find('?'));
  // Up to the host, what stays as it is; the rest is a path of steps.
  const std::size_t root = host > 0 ? std::min(base.find('/', host), base.size()) : 0;
  std::string path;
  if (reference.starts_with('/')) {
    path = reference;
  } else {
    std::string_view folder = base.substr(root);
    folder = folder.substr(0, folder.find('?'));
    path = std::string(folder.substr(0, folder.rfind('/') + 1)).append(reference);
  }
  std::vector<std::string_view> steps;
  const bool absolute = path.starts_with('/');
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view step = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (step == ".." && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
  }
  std::string out(base.substr(0, root));
  if (absolute || (host > 0 && root == base.size())) out += '/';
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) out += '/';
    out += steps[i];
  }
  return out;
}

std::vector<std::string> alternates_of(std::string_view html, const std::string& base) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (out.size() < kMost) {
    // Found by the rare word first, then the tag around it.
    at = html.find("hreflang", at);
    if (at == std::string_view::npos) break;
    const std::size_t from = at > kMostTag ? at - kMostTag : 0;
    const std::size_t open = html.substr(from, at - from).rfind('<');
    const std::size_t close = html.substr(at, kMostTag).find('>');
    at += 8;
    if (open == std::string_view::npos || close == std::string_view::npos) continue;
    const std::string_view tag = html.substr(from + open + 1, at - 8 + close - (from + open + 1));
    const std::string_view href = attribute(tag, "href");
    if (href.empty() || attribute(tag, "hreflang").empty()) continue;
    std::string target = resolve(href, base);
    if (std::find(out.begin(), out.end(), target) == out.end()) out.push_back(std::move(target));
  }
  return out;
}

}  // namespace punte::job

#include "page/url.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"

namespace punte::page {
namespace {

/// The five components of RFC 3986, section 3; what is not there is not the same as empty.
struct Parts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

bool is_scheme(std::string_view text) {
  return !text.empty() && base::is_alpha(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return base::is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

/// As the regular expression in appendix B cuts, but that a scheme must be one.
Parts split(std::string_view url) {
  Parts parts;
  const std::size_t colon = url.find_first_of(":/?#");
  if (colon != std::string_view::npos && url[colon] == ':' && is_scheme(url.substr(0, colon))) {
    parts.scheme = url.substr(0, colon);
    url.remove_prefix(colon + 1);
  }
  if (const std::size_t sign = url.find('#'); sign != std::string_view::npos) {
    parts.fragment = url.substr(sign + 1);
    url = url.substr(0, sign);
  }
  if (const std::size_t sign = url.find('?'); sign != std::string_view::npos) {
    parts.query = url.substr(sign + 1);
    url = url.substr(0, sign);
  }
  if (url.starts_with("//")) {
    const std::size_t end = std::min(url.find('/', 2), url.size());
    parts.authority = url.substr(2, end - 2);
    url.remove_prefix(end);
  }
  parts.path = url;
  return parts;
}

/// Section 5.2.4. Of a path that does not begin with a slash, steps above its beginning stay.
std::string remove_dot_segments(std::string_view path) {
  const bool absolute = path.starts_with('/');
  if (absolute) path.remove_prefix(1);
  std::vector<std::string_view> steps;
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, end);
    const bool last = end == path.size();
    const bool up = step == "..";
    const bool is_dots = up || step == ".";
    if (up && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else if (!is_dots || (up && !absolute)) {
      steps.push_back(step);
    }
    // "a/." and "a/.." are folders: their slash remains.
    if (last && is_dots && !(steps.empty() && !absolute)) steps.emplace_back();
    if (last) break;
    path.remove_prefix(end + 1);
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) out += '/';
    out += steps[i];
  }
  return out;
}

/// Section 5.2.3.
std::string merge(const Parts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return "/" + std::string(path);
  return std::string(base.path.substr(0, base.path.rfind('/') + 1)).append(path);
}

std::string join(const Parts& parts) {
  std::string out;
  if (parts.scheme) out.append(*parts.scheme) += ':';
  if (parts.authority) out.append("//").append(*parts.authority);
  out += parts.path;
  if (parts.query) (out += '?').append(*parts.query);
  if (parts.fragment) (out += '#').append(*parts.fragment);
  return out;
}

}  // namespace

std::string resolve_url(std::string_view reference, std::string_view base) {
  const Parts from = split(base);
  Parts target = split(reference);
  std::string path;
  if (target.scheme || target.authority) {
    path = remove_dot_segments(target.path);
  } else {
    target.authority = from.authority;
    if (target.path.empty()) {
      path = from.path;
      if (!target.query) target.query = from.query;
    } else {
      path = remove_dot_segments(target.path.starts_with('/') ? std::string(target.path)
                                                              : merge(from, target.path));
    }
  }
  if (!target.scheme) target.scheme = from.scheme;
  target.path = path;
  return join(target);
}

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

}  // namespace punte::page

#include "server/router.h"

#include <algorithm>
#include <set>
#include <utility>

#include "server/url.h"

namespace punte::server {
namespace {

/// Takes what is before the next "/" off the front.
std::string_view next_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

enum class Fit { kNo, kYes, kNotText };

Fit fit(std::string_view pattern, std::string_view path, Parameters& parameters) {
  if (path.empty() || path.front() != '/') return Fit::kNo;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  bool more = true;
  bool not_text = false;
  while (more) {
    const std::string_view whole = path;
    const bool pattern_goes_on = pattern.find('/') != std::string_view::npos;
    const bool path_goes_on = path.find('/') != std::string_view::npos;
    const std::string_view name = next_part(pattern);
    const std::string_view part = next_part(path);
    const bool is_rest = name.size() > 3 && name.substr(name.size() - 2) == "*}";
    if (!name.empty() && name.front() == '{') {
      const std::string_view encoded = is_rest ? whole : part;
      if (encoded.empty()) return Fit::kNo;
      std::optional<std::string> text = percent_decoded(encoded);
      not_text = not_text || !text;
      parameters[std::string(name.substr(1, name.size() - (is_rest ? 3 : 2)))] =
          text.value_or(std::string());
      if (is_rest) break;
    } else if (name != part) {
      return Fit::kNo;
    }
    if (pattern_goes_on != path_goes_on) return Fit::kNo;
    more = pattern_goes_on;
  }
  return not_text ? Fit::kNotText : Fit::kYes;
}

}  // namespace

void Router::add(const Route& route) { routes_.push_back(route); }

std::optional<Response> Router::find(std::string_view method, std::string_view path,
                                     Found& found) const {
  std::set<std::string> allowed;
  bool not_text = false;
  for (const Route& route : routes_) {
    Parameters parameters;
    const Fit result = fit(route.pattern, path, parameters);
    if (result == Fit::kNo) continue;
    if (result == Fit::kNotText) {
      not_text = true;
      continue;
    }
    if (route.method == method || (method == "HEAD" && route.method == "GET")) {
      found = {&route, std::move(parameters)};
      return std::nullopt;
    }
    allowed.emplace(route.method);
  }
  if (!allowed.empty()) {
    Response out = problem(405, "method", "This cannot be done here with this method.");
    std::string list;
    for (const std::string& one : allowed) list += (list.empty() ? "" : ", ") + one;
    out.headers.add("Allow", list);
    return out;
  }
  if (not_text) return problem(400, "syntax", "The path is not percent-encoded UTF-8.");
  return problem(404, "not-found", "There is nothing at this address.");
}

}  // namespace punte::server

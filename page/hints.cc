#include "page/hints.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::page::internal {
namespace {

constexpr std::size_t kMost = 8;         // of each list
constexpr std::size_t kMostLinks = 256;  // hreflang
constexpr std::size_t kMostVersions = 1000;
constexpr std::size_t kMostName = 120;  // bytes of an author's name

/// Country domains that are sold or given to everybody, or whose letters mean something else, and
/// that of the European Union.
constexpr std::array<std::string_view, 29> kSold = {
    "ac", "ai", "am", "bz", "cc", "cf", "co", "dj", "eu", "fm", "ga", "gg", "gq", "io", "la",
    "ly", "me", "ml", "ms", "nu", "pw", "sh", "so", "st", "tk", "to", "tv", "vc", "ws"};

void keep(std::string value, std::vector<std::string>& list) {
  if (value.empty() || list.size() >= kMost) return;
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::size_t behind_blanks(std::string_view json, std::size_t at) {
  while (at < json.size() && language::is_space(static_cast<unsigned char>(json[at]))) ++at;
  return at;
}

/// The JSON string whose quotation mark is at `at`, which is moved behind it; escapes resolved.
std::string json_string(std::string_view json, std::size_t& at) {
  std::string value;
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\' || at + 1 >= json.size()) {
      value += json[at];
      continue;
    }
    ++at;
    std::uint32_t code = 0;
    if (json[at] == 'u' && at + 4 < json.size() &&
        std::from_chars(json.data() + at + 1, json.data() + at + 5, code, 16).ptr ==
            json.data() + at + 5) {
      language::append_utf8(value, code);
      at += 4;
    } else {
      value += json[at] == 'n' || json[at] == 't' || json[at] == 'r' ? ' ' : json[at];
    }
  }
  at = std::min(at + 1, json.size());
  return value;
}

/// Calls use(place of the value) for each `"key":`.
template <typename Use>
void for_each_value(std::string_view json, std::string_view key, Use&& use) {
  const std::string quoted = '"' + std::string(key) + '"';
  std::size_t seen = 0;
  for (std::size_t at = json.find(quoted); at != std::string_view::npos && seen < 4 * kMost;
       at = json.find(quoted, at)) {
    ++seen;
    at = behind_blanks(json, at + quoted.size());
    if (at >= json.size() || json[at] != ':') continue;
    use(behind_blanks(json, at + 1));
  }
}

void json_strings(std::string_view json, std::string_view key, std::vector<std::string>& out) {
  for_each_value(json, key, [&](std::size_t at) {
    if (at < json.size() && json[at] == '"') keep(json_string(json, at), out);
  });
}

void keep_author(std::string name, PageHints& hints) {
  // Some write the author's address.
  if (name.size() <= kMostName && name.find("://") == std::string::npos) {
    keep(std::move(name), hints.authors);
  }
}

/// A string, a person or a list of either.
void read_authors(std::string_view json, std::size_t at, PageHints& hints) {
  constexpr std::size_t kMostBytes = 4096;
  const std::size_t limit = std::min(json.size(), at + kMostBytes);
  int depth = 0;
  bool is_name = true;  // of a string outside of any object
  while (at < limit) {
    const char c = json[at];
    if (c == '"') {
      std::string text = json_string(json, at);
      const std::size_t sign = behind_blanks(json, at);
      if (sign < limit && json[sign] == ':') {
        is_name = text == "name";
        at = sign + 1;
        continue;
      }
      if (is_name) keep_author(std::move(text), hints);
      if (depth == 0) return;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
      if (c == '{') is_name = false;
    } else if (c == '}' || c == ']') {
      if (--depth <= 0) return;
    } else if (depth == 0 && !language::is_space(static_cast<unsigned char>(c))) {
      return;  // null
    }
    ++at;
  }
}

}  // namespace

std::string canonical_tag(std::string_view written) {
  const auto parsed = language::LanguageTag::parse(language::trim(written));
  if (!parsed || parsed->is_undetermined() || parsed->language() == "x") return {};
  return parsed->str();
}

void read_json_ld(std::string_view json, PageHints& hints) {
  json_strings(json, "articleBody", hints.article_bodies);
  json_strings(json, "headline", hints.headlines);
  json_strings(json, "datePublished", hints.dates);
  if (hints.published.empty() && !hints.dates.empty()) hints.published = hints.dates.front();
  json_strings(json, "dateModified", hints.dates);
  std::vector<std::string> languages;
  json_strings(json, "inLanguage", languages);
  for (const std::string& written : languages) keep(canonical_tag(written), hints.locales);
  for_each_value(json, "author", [&](std::size_t at) { read_authors(json, at, hints); });
}

void read_meta(std::string_view name, std::string_view content, PageHints& hints) {
  const auto is = [&](std::string_view wanted) {
    return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  if (is("og:locale") || is("content-language") || is("language") || is("dc.language")) {
    keep(canonical_tag(content), hints.locales);
  } else if (is("og:locale:alternate")) {
    keep(canonical_tag(content), hints.alternates);
  } else if (is("author") || is("article:author")) {
    keep_author(std::string(language::trim(content)), hints);
  } else if (is("article:published_time") || is("article:modified_time") || is("date")) {
    keep(std::string(language::trim(content)), hints.dates);
    if (hints.published.empty() && !is("article:modified_time")) {
      hints.published = language::trim(content);
    }
  } else if (is("og:site_name")) {
    hints.site = language::trim(content);
  } else if (is("og:url") && hints.address.empty()) {
    hints.address = language::trim(content);
  }
}

void read_link(std::string_view relation, std::string_view hreflang, std::string_view address,
               PageHints& hints) {
  if (address.empty()) return;
  if (relation == "canonical") {
    hints.address = language::trim(address);
  } else if (relation == "alternate" && !hreflang.empty() && hints.links.size() < kMostLinks) {
    std::string tag = canonical_tag(hreflang);
    if (!tag.empty()) hints.links.emplace_back(std::move(tag), language::trim(address));
  }
}

void read_version(std::string_view hreflang, std::string_view address, PageHints& hints) {
  address = language::trim(address);
  if (language::trim(hreflang).empty() || address.empty()) return;
  if (hints.versions.size() >= kMostVersions) return;
  hints.versions.emplace_back(canonical_tag(hreflang), address);
}

void resolve_alternates(PageHints& hints) {
  const auto bare = [](std::string_view address) {
    while (address.ends_with('/')) address.remove_suffix(1);
    return address;
  };
  for (auto& [tag, address] : hints.links) {
    const bool is_own = !hints.address.empty() && bare(address) == bare(hints.address);
    keep(std::move(tag), is_own ? hints.locales : hints.alternates);
  }
  hints.links.clear();
}

std::string language_of_domain(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() - dot != 3) return {};
  std::string country(host.substr(dot + 1));
  for (char& c : country) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c < 'a' || c > 'z') return {};
  }
  if (std::find(kSold.begin(), kSold.end(), country) != kSold.end()) return {};
  return language::language_of_region(country == "uk" ? "gb" : country);
}

}  // namespace punte::page::internal

#include "view/page_view.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "language/language_tag.h"
#include "view/html_report.h"

namespace punte::view {
namespace {

// Hues are 40 degrees apart, so that nine languages of a page can be told from each other; beyond,
// the tag in front of each block must do. Roles differ by their border and their size, not by
// colour alone.
constexpr std::string_view kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;"
    "background:#fff;color:#1a1a1a}"
    "h1{font-size:1.3em}h2{font-size:1.05em;margin-top:2em;overflow-wrap:anywhere}"
    ".b{margin:2px 0;padding:.25em .6em;border-inline-start:6px solid hsl(var(--h) 60% 50%);"
    "background:hsl(var(--h) 70% 95%);display:grid;grid-template-columns:11em 1fr;gap:.8em}"
    ".und,li.und{background:#f4f4f4;border-color:#aaa}"
    ".b>span{font-size:.8em;color:#444}.b>p{margin:0;overflow-wrap:anywhere}"
    ".body>p{font-size:1em}.title>p{font-weight:700;font-size:1.15em}"
    ".chrome>p,.other>p{font-size:.85em}.chrome{border-inline-start-style:dotted}"
    ".other{border-inline-start-style:dashed}.unsure>span{font-weight:700;color:#8a4b00}"
    "ul{padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.3em 1em}"
    "li{padding:0 .5em;border-inline-start:6px solid hsl(var(--h) 60% 50%)}"
    "@media(prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}"
    ".b{background:hsl(var(--h) 30% 18%)}.und{background:#24272d}.b>span{color:#bbb}"
    ".unsure>span{color:#ffb454}}";

constexpr double kUnsure = 0.9;

/// The same language has the same hue on all pages.
std::string hue(const std::string& language) {
  constexpr std::uint64_t kHues = 9;
  return std::to_string(base::spread(base::fnv1a(language)) / 7 % kHues * 40);
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::string block_html(const page::Block& block) {
  const bool none = block.language == "und";
  const std::string role(page::role_name(block.role));
  std::string classes = "b " + role;
  if (none) classes += " und";
  if (!none && block.confidence < kUnsure) classes += " unsure";
  std::string label = block.language;
  if (!none) label += " " + percent(block.confidence);
  label += " · " + role + " " + percent(block.role_confidence);
  if (!block.attribute.empty()) label += " · " + block.attribute;
  const std::string lang = none ? "" : " lang=\"" + html_escaped(block.language) + "\"";
  return "<div class=\"" + classes + "\" style=\"--h:" + hue(block.language) + "\" title=\"" +
         html_escaped(block.path) + "\"><span>" + html_escaped(label) + "</span><p dir=\"auto\"" +
         lang + ">" + html_escaped(block.text.text) + "</p></div>\n";
}

}  // namespace

PageView::PageView(const Messages& messages) : messages_(messages) {
  const std::string title = html_escaped(messages.tr("Languages and roles"));
  out_ = "<!DOCTYPE html>\n<html lang=\"" + html_escaped(messages.language()) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width\">\n<title>" +
         title + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<h1>" +
         title + "</h1>\n";
}

void PageView::add(const page::Page& page, const std::string& name) {
  language::WordCounter counter;
  const job::PageWords words = job::words_of(page, counter);
  out_ +=
      "<h2>" + html_escaped(page.title.empty() ? name : name + " – " + page.title) + "</h2>\n<ul>";
  for (const auto& [language, roles] : words.words) {
    const std::string title = language == "und"
                                  ? messages_.tr("undetermined")
                                  : language::language_name(language, messages_.language());
    out_ += std::string(language == "und" ? "<li class=\"und\"" : "<li") +
            " style=\"--h:" + hue(language) + "\">" + html_escaped(language) + " (" +
            html_escaped(title) +
            "): " + html_escaped(messages_.trn("{1} word", "{1} words", words.in(language))) +
            "</li>";
  }
  out_ += "</ul>\n";
  for (const page::Block& block : page.blocks) out_ += block_html(block);
}

std::string PageView::html() { return std::move(out_) + "</body>\n</html>\n"; }

std::string role_text(page::Role role, const Messages& messages) {
  switch (role) {
    case page::Role::kBody:
      return messages.tr("body");
    case page::Role::kTitle:
      return messages.tr("title");
    case page::Role::kChrome:
      return messages.tr("chrome");
    case page::Role::kOther:
      break;
  }
  return messages.tr("other");
}

Json to_json(const job::PageWords& words) {
  Json out = Json::object();
  for (const auto& [language, roles] : words.words) {
    Json counts = Json::object();
    for (const auto& [role, count] : roles) counts[role] = count;
    out[language] = std::move(counts);
  }
  return {{"words", std::move(out)}};
}

std::string words_text(const job::PageWords& words, const Messages& messages) {
  std::vector<std::pair<std::int64_t, std::string>> languages;
  for (const auto& [language, roles] : words.words) {
    if (words.in(language) > 0) languages.emplace_back(words.in(language), language);
  }
  std::stable_sort(languages.begin(), languages.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string out;
  for (const auto& [count, language] : languages) {
    std::string roles;
    for (const auto& [role, in_role] : words.words.at(language)) {
      if (in_role == 0) continue;
      if (!roles.empty()) roles += ", ";
      roles += messages.tr(role.c_str()) + " " + messages.number(in_role);
    }
    if (!out.empty()) out += "; ";
    out += language + " " + messages.trn("{1} word", "{1} words", count);
    out += " (" + roles + ")";
  }
  return out.empty() ? messages.tr("no words") : out;
}

}  // namespace punte::view

#include "view/html_report.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/escape.h"
#include "language/text.h"

namespace punte::view {
namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:76em;padding:0 1em;"
    "background:#fff;color:#1a1a1a}"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:start;vertical-align:top;padding:.35em .6em;border-bottom:1px solid #ddd}"
    "th{position:sticky;top:0;background:#f4f4f4}"
    "td.number{text-align:end;font-variant-numeric:tabular-nums}"
    ".error{background:#fde8e8}.warning{background:#fff6dd}.note{background:#eef4fb}"
    ".exact{background:#e3f6e5}.high{background:#e8f3fc}.fuzzy{background:#fff6dd}"
    ".new{background:#fde8e8}.same{color:#666}"
    ".bar{fill:#3b7dd8}svg text{font:13px system-ui,sans-serif;fill:currentColor}"
    "@media(prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}th{background:#24272d}"
    "th,td{border-color:#3a3e46}.error,.new{background:#4a2226}.warning,.fuzzy{background:#453a16}"
    ".note,.high{background:#1d3147}.exact{background:#1d3d25}.same{color:#999}}";

}  // namespace

std::string html_escaped(std::string_view text) {
  return base::escaped_attribute(language::to_valid_utf8(text));
}

std::string in_language(std::string_view text, std::string_view tag) {
  return "<span dir=\"auto\" lang=\"" + html_escaped(tag) + "\">" + html_escaped(text) + "</span>";
}

HtmlReport::HtmlReport(std::string_view title, std::string_view language) {
  const std::string escaped = html_escaped(title);
  out_ = "<!DOCTYPE html>\n<html lang=\"" + html_escaped(language) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width\">\n<title>" +
         escaped + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<h1>" +
         escaped + "</h1>\n";
}

void HtmlReport::heading(std::string_view text) { out_ += "<h2>" + html_escaped(text) + "</h2>\n"; }

void HtmlReport::paragraph(std::string_view text) { out_ += "<p>" + html_escaped(text) + "</p>\n"; }

void HtmlReport::begin_table(const std::vector<std::string>& titles) {
  out_ += "<table>\n<thead><tr>";
  for (const std::string& title : titles) out_ += "<th>" + html_escaped(title) + "</th>";
  out_ += "</tr></thead>\n<tbody>\n";
}

void HtmlReport::row(const std::vector<std::string>& cells, std::string_view css_class) {
  out_ += css_class.empty() ? "<tr>" : "<tr class=\"" + html_escaped(css_class) + "\">";
  for (const std::string& cell : cells) {
    const bool is_number =
        !cell.empty() && cell.find_first_not_of("0123456789.,% \u00A0") == std::string::npos;
    out_ += is_number ? "<td class=\"number\">" : "<td>";
    out_ += cell + "</td>";
  }
  out_ += "</tr>\n";
}

void HtmlReport::end_table() { out_ += "</tbody>\n</table>\n"; }

void HtmlReport::bars(const std::vector<Bar>& bars) {
  constexpr int kRow = 24;
  constexpr int kName = 190;
  constexpr int kWidth = 460;
  double most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.value);
  out_ +=
      "<svg width=\"800\" height=\"" + std::to_string(bars.size() * kRow) + "\" role=\"img\">\n";
  int y = 0;
  for (const Bar& bar : bars) {
    const auto length = most > 0 ? std::lround(bar.value / most * kWidth) : 0;
    const std::string text_y = std::to_string(y + 16);
    out_ += "<text x=\"" + std::to_string(kName - 8) + "\" y=\"" + text_y +
            "\" text-anchor=\"end\">" + html_escaped(bar.name) + "</text><rect class=\"bar\" x=\"" +
            std::to_string(kName) + "\" y=\"" + std::to_string(y + 4) + "\" width=\"" +
            std::to_string(length) + "\" height=\"" + std::to_string(kRow - 8) + "\"/><text x=\"" +
            std::to_string(kName + length + 6) + "\" y=\"" + text_y + "\">" +
            html_escaped(bar.shown) + "</text>\n";
    y += kRow;
  }
  out_ += "</svg>\n";
}

std::string HtmlReport::html() { return std::move(out_) + "</body>\n</html>\n"; }

}  // namespace punte::view

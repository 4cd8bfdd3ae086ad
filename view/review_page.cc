#include "view/review_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "language/marked_text.h"
#include "view/html_report.h"

namespace punte::view {
namespace {

/// A link where the address is a web page's or a file's, and never a script.
std::string link_to(const std::string& name) {
  const std::size_t colon = name.find(':');
  const bool safe = colon == std::string::npos || name.starts_with("https://") ||
                    name.starts_with("http://") || name.starts_with("file://") ||
                    name.find('/') < colon;
  return safe ? fmt::format("<a href=\"{0}\">{0}</a>", html_escaped(name)) : html_escaped(name);
}

const char* class_of(const job::AlignedPair& pair) {
  if (pair.source.text.empty() || pair.target.text.empty()) return "none";
  return pair.confidence >= 0.9 ? "sure" : pair.confidence >= 0.5 ? "likely" : "doubtful";
}

}  // namespace

std::string review_page(const std::vector<job::AlignedDocument>& documents,
                        const Messages& messages) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{1}</title>\n<style>\n"
      "body{{font:16px/1.5 sans-serif;margin:2em auto;max-width:80em;padding:0 1em;color:#222}}\n"
      "table{{border-collapse:collapse;width:100%}}\n"
      "td,th{{border-top:1px solid #ccc;padding:.3em .6em;text-align:start;vertical-align:top}}\n"
      "td.sure{{background:#dff3e0}}td.likely{{background:#fff6d6}}"
      "td.doubtful{{background:#fbdcd9}}td.none{{background:#eee}}\n"
      "tr.left td:nth-child(n+2){{color:#666}}\n</style></head><body>\n<h1>{1}</h1>\n",
      html_escaped(messages.language()), html_escaped(messages.tr("Alignment to review")));
  for (const job::AlignedDocument& document : documents) {
    const auto kept = std::count_if(document.pairs.begin(), document.pairs.end(),
                                    [](const job::AlignedPair& pair) { return pair.keep; });
    out += fmt::format("<h2>{} – {}</h2>\n<p>{}</p>\n", link_to(document.source),
                       link_to(document.target),
                       html_escaped(messages.trn("{1} pair is kept", "{1} pairs are kept", kept)));
    out += fmt::format("<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>\n",
                       html_escaped(messages.tr("Sure")), html_escaped(document.from),
                       html_escaped(document.to));
    for (const job::AlignedPair& pair : document.pairs) {
      out += fmt::format(
          "<tr class=\"{}\"><td class=\"{}\" title=\"{}\">{} %</td>"
          "<td lang=\"{}\" dir=\"auto\">{}</td><td lang=\"{}\" dir=\"auto\">{}</td></tr>\n",
          pair.keep ? "kept" : "left", class_of(pair), html_escaped(pair.bead),
          std::lround(pair.confidence * 100), html_escaped(document.from),
          html_escaped(language::with_codes(pair.source)), html_escaped(document.to),
          html_escaped(language::with_codes(pair.target)));
    }
    out += "</tbody></table>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace punte::view

#ifndef PUNTE_VIEW_HTML_REPORT_H_
#define PUNTE_VIEW_HTML_REPORT_H_

#include <string>
#include <string_view>
#include <vector>

namespace punte::view {

/// The text as it may stand in HTML, in element content and in double-quoted attributes. Any bytes:
/// ill-formed ones become U+FFFD.
[[nodiscard]] std::string html_escaped(std::string_view text);

/// A report that opens in any browser: one file, no script, nothing fetched. Dark and light.
class HtmlReport {
 public:
  /// `language` is the tag of the texts of the report itself.
  HtmlReport(std::string_view title, std::string_view language);

  void heading(std::string_view text);
  void paragraph(std::string_view text);

  /// A table; cells are HTML already (html_escaped() what is text). `css_class` may be empty.
  void begin_table(const std::vector<std::string>& titles);
  void row(const std::vector<std::string>& cells, std::string_view css_class = {});
  void end_table();

  /// A horizontal bar chart: name, value and the shown text of each bar.
  struct Bar {
    std::string name;
    double value = 0;
    std::string shown;
  };
  void bars(const std::vector<Bar>& bars);

  /// The whole document. Nothing can be added afterwards.
  [[nodiscard]] std::string html();

 private:
  std::string out_;
};

/// <td lang="…" dir="auto">: cells with text of a language.
[[nodiscard]] std::string in_language(std::string_view text, std::string_view tag);

}  // namespace punte::view

#endif  // PUNTE_VIEW_HTML_REPORT_H_

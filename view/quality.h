#ifndef PUNTE_VIEW_QUALITY_H_
#define PUNTE_VIEW_QUALITY_H_

#include <string>

#include "job/quality.h"
#include "qa/checks.h"
#include "view/json.h"
#include "view/messages.h"

// What checks of translations found. docs/json.md documents every key.
namespace punte::view {

/// Where a pair is, for people: "delivery.tmx, unit 17".
[[nodiscard]] std::string place_text(const job::CheckedPair& pair, const Messages& messages);

[[nodiscard]] std::string severity_text(qa::Severity severity, const Messages& messages);

/// How many pairs were checked and what was found, in one line without its end.
[[nodiscard]] std::string summary_text(const job::QualityReport& report, const Messages& messages);

/// {"id","severity","description"} for each check.
[[nodiscard]] Json checks_json(const Messages& messages);

/// {"check","severity","message","place","source","target"}; the finding is one of the report's.
[[nodiscard]] Json to_json(const qa::Finding& finding, const job::QualityReport& report,
                           const Messages& messages);

/// The findings as SARIF 2.1.0, with all checks as its rules.
[[nodiscard]] Json sarif(const job::QualityReport& report, const Messages& messages);

/// The findings as an HTML page.
[[nodiscard]] std::string quality_page(const job::QualityReport& report, const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_QUALITY_H_

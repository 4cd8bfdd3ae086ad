#ifndef PUNTE_VIEW_TEXT_JSON_H_
#define PUNTE_VIEW_TEXT_JSON_H_

#include <string_view>
#include <vector>

#include "language/abbreviations.h"
#include "language/identify.h"
#include "language/text.h"
#include "view/json.h"

// What is said of plain texts, as JSON. docs/json.md documents every key.
namespace punte::view {

/// {"lang","confidence","candidates":[{"lang","confidence"}]}
[[nodiscard]] Json to_json(const language::Identification& found);

/// {"spans":[{"start","limit","lang"}]}, in bytes.
[[nodiscard]] Json to_json(const std::vector<language::LanguageSpan>& spans);

[[nodiscard]] Json to_json(const language::AbbreviationCandidate& candidate);

/// The pieces of a text that the spans name, an array of texts.
[[nodiscard]] Json pieces_json(std::string_view text, const std::vector<language::Span>& spans);

}  // namespace punte::view

#endif  // PUNTE_VIEW_TEXT_JSON_H_

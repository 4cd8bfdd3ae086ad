#include "view/text_json.h"

#include <cmath>
#include <string>
#include <utility>

namespace punte::view {
namespace {

double rounded(double value) { return std::round(value * 10000) / 10000; }

}  // namespace

Json to_json(const language::Identification& found) {
  Json candidates = Json::array();
  for (const language::LanguageScore& candidate : found.candidates) {
    candidates.push_back(
        {{"lang", candidate.language}, {"confidence", rounded(candidate.probability)}});
  }
  return {{"lang", found.language},
          {"confidence", rounded(found.confidence)},
          {"candidates", std::move(candidates)}};
}

Json to_json(const std::vector<language::LanguageSpan>& spans) {
  Json out = Json::array();
  for (const language::LanguageSpan& span : spans) {
    out.push_back(
        {{"start", span.span.start}, {"limit", span.span.limit}, {"lang", span.language}});
  }
  return {{"spans", std::move(out)}};
}

Json to_json(const language::AbbreviationCandidate& candidate) {
  return {{"word", candidate.word},
          {"with_dot", candidate.with_dot},
          {"without_dot", candidate.without_dot},
          {"goes_on", candidate.goes_on},
          {"score", candidate.score},
          {"example", candidate.example}};
}

Json pieces_json(std::string_view text, const std::vector<language::Span>& spans) {
  Json out = Json::array();
  for (const language::Span span : spans) {
    out.push_back(std::string(text.substr(span.start, span.limit - span.start)));
  }
  return out;
}

}  // namespace punte::view

#include "language/segment.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <string>

namespace punte::language {

struct Segmenter::Rules {
  std::unique_ptr<icu::BreakIterator> sentences;
};

Segmenter::Segmenter(std::string_view tag) : rules_(std::make_unique<Rules>()) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string name(tag == "und" ? "" : tag);
  icu::Locale locale = icu::Locale::forLanguageTag(name, status);
  if (U_FAILURE(status)) locale = icu::Locale::getRoot();
  status = U_ZERO_ERROR;
  // "ss" asks for the abbreviations that ICU knows in some languages.
  locale.setKeywordValue("ss", "standard", status);
  status = U_ZERO_ERROR;
  rules_->sentences.reset(icu::BreakIterator::createSentenceInstance(locale, status));
}

Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

std::vector<Span> Segmenter::segment(std::string_view text) const {
  std::vector<Span> out;
  const auto add = [&](std::size_t start, std::size_t limit) {
    const std::string_view part = text.substr(start, limit - start);
    const std::string_view kept = trim(part);
    if (kept.empty()) return;
    const auto at = static_cast<std::size_t>(kept.data() - text.data());
    out.push_back({at, at + kept.size()});
  };
  if (rules_->sentences == nullptr) {
    add(0, text.size());
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  UText* chars = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  const std::unique_ptr<icu::BreakIterator> breaks(rules_->sentences->clone());
  breaks->setText(chars, status);
  if (U_FAILURE(status)) {
    utext_close(chars);
    add(0, text.size());
    return out;
  }
  std::size_t start = 0;
  for (int32_t next = breaks->next(); next != icu::BreakIterator::DONE; next = breaks->next()) {
    add(start, static_cast<std::size_t>(next));
    start = static_cast<std::size_t>(next);
  }
  add(start, text.size());
  utext_close(chars);
  return out;
}

}  // namespace punte::language

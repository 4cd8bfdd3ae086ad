#include "language/stem.h"

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cstddef>
#include <utility>

#include "language/language_tag.h"
#include "language/match_key.h"

namespace punte::language {
namespace {

/// The folded word in UTF-8, with the cedillas that Snowball's Romanian knows.
std::string folded(std::string_view word) {
  std::string out;
  for (char32_t c : match_key(word)) {
    if (c == U'ș') c = U'ş';
    if (c == U'ț') c = U'ţ';
    append_utf8(out, c);
  }
  return out;
}

}  // namespace

struct Stemmer::State {
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer{nullptr, &sb_stemmer_delete};
  std::unique_ptr<icu::BreakIterator> breaks;
  std::unique_ptr<UText, decltype(&utext_close)> text{nullptr, &utext_close};
};

Stemmer::Stemmer(const std::string& language) : state_(std::make_unique<State>()) {
  const auto tag = LanguageTag::parse(language);
  std::string name = tag ? tag->language() : std::string();
  if (name == "nb" || name == "nn") name = "no";
  state_->stemmer.reset(sb_stemmer_new(name.c_str(), "UTF_8"));
  UErrorCode status = U_ZERO_ERROR;
  state_->breaks.reset(
      icu::BreakIterator::createWordInstance(icu::Locale::createFromName(name.c_str()), status));
}
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;
Stemmer::~Stemmer() = default;

bool Stemmer::has_rules() const { return state_->stemmer != nullptr; }

std::vector<StemmedWord> Stemmer::words(std::string_view text) {
  std::vector<StemmedWord> out;
  if (state_->breaks == nullptr) return out;
  UErrorCode status = U_ZERO_ERROR;
  state_->text.reset(utext_openUTF8(state_->text.release(), text.data(),
                                    static_cast<std::int64_t>(text.size()), &status));
  state_->breaks->setText(state_->text.get(), status);
  if (U_FAILURE(status)) return out;
  std::int32_t start = state_->breaks->first();
  for (std::int32_t limit = state_->breaks->next(); limit != icu::BreakIterator::DONE;
       start = limit, limit = state_->breaks->next()) {
    if (state_->breaks->getRuleStatus() == UBRK_WORD_NONE) continue;
    const Span span{static_cast<std::size_t>(start), static_cast<std::size_t>(limit)};
    std::string stem = folded(text.substr(span.start, span.limit - span.start));
    if (state_->stemmer != nullptr) {
      const auto* const letters = reinterpret_cast<const sb_symbol*>(stem.data());
      const sb_symbol* const made =
          sb_stemmer_stem(state_->stemmer.get(), letters, static_cast<int>(stem.size()));
      if (made != nullptr) {
        stem.assign(reinterpret_cast<const char*>(made),
                    static_cast<std::size_t>(sb_stemmer_length(state_->stemmer.get())));
      }
    }
    out.push_back({span, std::move(stem)});
  }
  return out;
}

}  // namespace punte::language

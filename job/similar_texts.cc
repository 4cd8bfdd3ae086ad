#include "job/similar_texts.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "tm/translation_memory.h"

namespace punte::job {
namespace {

using base::Result;

/// The language of the targets, which are the numbers of the texts: none that a page can have.
constexpr const char* kNumbers = "zxx";

}  // namespace

struct SimilarTexts::State {
  explicit State(tm::TranslationMemory texts) : memory(std::move(texts)) {}
  tm::TranslationMemory memory;
};

SimilarTexts::SimilarTexts(std::unique_ptr<State> state) : state_(std::move(state)) {}
SimilarTexts::SimilarTexts(SimilarTexts&&) noexcept = default;
SimilarTexts& SimilarTexts::operator=(SimilarTexts&&) noexcept = default;
SimilarTexts::~SimilarTexts() = default;

Result<SimilarTexts> SimilarTexts::make(const std::vector<Text>& texts) {
  PUNTE_TRY(auto memory, tm::TranslationMemory::open_in_memory());
  auto state = std::make_unique<State>(std::move(memory));
  PUNTE_TRY(auto writer, state->memory.begin());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    language::Unit unit;
    unit.source_language = texts[i].language;
    unit.variants.resize(2);
    unit.variants[0].language = texts[i].language;
    unit.variants[0].text = texts[i].text;
    unit.variants[1].language = kNumbers;
    unit.variants[1].text.text = std::to_string(i);
    PUNTE_CHECK(writer.add(unit, "job"));
  }
  PUNTE_CHECK(writer.commit());
  return SimilarTexts(std::move(state));
}

Result<std::vector<SimilarTexts::Hit>> SimilarTexts::find(const Text& text,
                                                          std::size_t limit) const {
  tm::Query query;
  query.source = text.text;
  query.source_language = text.language;
  query.target_language = kNumbers;
  tm::LookupOptions options;
  options.threshold = 50;
  options.limit = limit;
  PUNTE_TRY(const auto matches, state_->memory.lookup(query, options));
  std::vector<Hit> out;
  for (const tm::Match& match : matches) {
    const std::string& number = match.target.text;
    Hit hit;
    hit.score = std::min(match.score, 100);
    const auto read = std::from_chars(number.data(), number.data() + number.size(), hit.text);
    if (read.ec == std::errc()) out.push_back(hit);
  }
  return out;
}

}  // namespace punte::job

#include "tm/glossary.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "language/language_tag.h"
#include "language/stem.h"

namespace punte::tm {

struct TermFinder::State {
  struct Entry {
    std::vector<std::string> stems;
    std::string term;
    std::vector<std::string> translations;
    std::int64_t concept_id = 0;
  };
  explicit State(const std::string& language) : stemmer(language) {}

  language::Stemmer stemmer;
  std::unordered_map<std::string, std::vector<Entry>> by_first;  // longest first
};

TermFinder::TermFinder(std::unique_ptr<State> state) : state_(std::move(state)) {}
TermFinder::TermFinder(TermFinder&&) noexcept = default;
TermFinder& TermFinder::operator=(TermFinder&&) noexcept = default;
TermFinder::~TermFinder() = default;

bool TermFinder::empty() const { return state_->by_first.empty(); }

Result<TermFinder> TermFinder::load(const Memory& memory, const std::string& source_language,
                                    const std::string& target_language) {
  auto state = std::make_unique<State>(source_language);
  std::unordered_map<std::string, std::pair<bool, bool>> known;  // is source, is target
  PUNTE_CHECK(memory.for_each_concept([&](const Concept& one, std::string_view) -> Result<void> {
    const auto role = [&](const Term& term) {
      const auto [place, is_new] = known.try_emplace(term.language);
      if (is_new) {
        place->second = {language::stand_for_each_other(term.language, source_language),
                         language::stand_for_each_other(term.language, target_language)};
      }
      return place->second;
    };
    std::vector<std::string> translations;
    for (const Term& term : one.terms) {
      const bool is_new =
          std::find(translations.begin(), translations.end(), term.text) == translations.end();
      if (role(term).second && is_new) translations.push_back(term.text);
    }
    if (translations.empty()) return {};
    for (const Term& term : one.terms) {
      if (!role(term).first) continue;
      State::Entry entry{{}, term.text, translations, one.id};
      for (language::StemmedWord& word : state->stemmer.words(term.text)) {
        entry.stems.push_back(std::move(word.stem));
      }
      if (entry.stems.empty()) continue;
      const std::string first = entry.stems.front();
      state->by_first[first].push_back(std::move(entry));
    }
    return {};
  }));
  for (auto& [first, entries] : state->by_first) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.stems.size() > b.stems.size(); });
  }
  return TermFinder(std::move(state));
}

std::vector<FoundTerm> TermFinder::find(std::string_view text) {
  std::vector<FoundTerm> out;
  if (empty()) return out;
  const std::vector<language::StemmedWord> words = state_->stemmer.words(text);
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 0;  // in words, of the longest term that begins here
    const auto entries = state_->by_first.find(words[i].stem);
    if (entries != state_->by_first.end()) {
      for (const State::Entry& entry : entries->second) {
        const std::size_t count = entry.stems.size();
        if (count < length) break;
        const bool is_here =
            i + count <= words.size() &&
            std::equal(entry.stems.begin(), entry.stems.end(),
                       words.begin() + static_cast<std::ptrdiff_t>(i),
                       [](const std::string& stem, const language::StemmedWord& word) {
                         return stem == word.stem;
                       });
        if (!is_here) continue;
        length = count;
        out.push_back({{words[i].span.start, words[i + count - 1].span.limit},
                       entry.term,
                       entry.translations,
                       entry.concept_id});
      }
    }
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace punte::tm

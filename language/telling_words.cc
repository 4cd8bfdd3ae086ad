#include "language/telling_words.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "language/text.h"

namespace punte::language::internal {
namespace {

// What such a word says, in units of the model's scores. Chosen on the visible Croatian and Bosnian
// texts and the Serbian ones, written in Latin letters.
constexpr float kSays = 6.0F;

constexpr std::size_t kStart = 3;  // letters; the shortest beginnings that are listed

constexpr std::string_view kAgainst = "against ";

/// Calls `use` for each part between blanks.
template <typename Use>
void for_each_part(std::string_view line, Use use) {
  while (!line.empty()) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    if (blank > 0) use(line.substr(0, blank));
    line.remove_prefix(std::min(blank + 1, line.size()));
  }
}

}  // namespace

TellingWords::TellingWords(const IdentifyModel& model)
    : weight_(static_cast<std::int16_t>(std::lround(kSays / model.step()))) {
  for (const IdentificationText& file : identification_texts()) read(model, file.text);
}

void TellingWords::read(const IdentifyModel& model, std::string_view text) {
  std::vector<std::uint8_t> against;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, line.find('#')));
    if (line.starts_with('[')) {
      against.clear();
      line = line.substr(1, line.size() - 2);
      line.remove_prefix(std::min(line.size(), kAgainst.size()));
      for_each_part(line, [&](std::string_view tag) {
        const auto& tags = model.languages();
        const auto found = std::find(tags.begin(), tags.end(), tag);
        if (found == tags.end()) return;
        const auto language = static_cast<std::size_t>(found - tags.begin());
        for (std::size_t s = 0; s < model.scripts().size(); ++s) {
          const std::size_t place = language - model.scripts()[s].first_language;  // wraps
          if (place >= model.scripts()[s].language_count) continue;
          script_ = static_cast<std::uint8_t>(s + 1);
          against.push_back(static_cast<std::uint8_t>(place));
        }
      });
      continue;
    }
    for_each_part(line, [&](std::string_view word) { read_word(model, word, against); });
  }
}

void TellingWords::read_word(const IdentifyModel& model, std::string_view word,
                             const std::vector<std::uint8_t>& against) {
  const bool any_ending = word.ends_with('*');
  if (any_ending) word.remove_suffix(1);
  for_each_word(model.code_points(), word, [&](const Word& letters) {
    Key key = kKeySeed;
    for (std::size_t i = 1; i + 1 < letters.length; ++i) {
      key = extend_key(key, letters.letters[i]);
      if (i == kStart) starts_.set(key % starts_.size());
    }
    (any_ending ? beginnings_ : words_)[key] = against;
  });
}

const TellingWords& built_in_telling_words() {
  static const TellingWords kWords(*IdentifyModel::built_in());
  return kWords;
}

void TellingWords::add(const Word& word, std::int16_t* sums) const {
  if (word.script != script_) return;
  const auto take = [&](const std::unordered_map<Key, std::vector<std::uint8_t>>& from, Key key) {
    const auto found = from.find(key);
    if (found == from.end()) return false;
    for (const std::uint8_t language : found->second) {
      sums[language] = static_cast<std::int16_t>(sums[language] - weight_);
    }
    return true;
  };
  Key key = kKeySeed;
  for (std::size_t i = 1; i + 1 < word.length; ++i) {
    key = extend_key(key, word.letters[i]);
    if (i < kStart) continue;
    if (i == kStart && !starts_.test(key % starts_.size())) return;
    if (take(beginnings_, key)) return;
  }
  take(words_, key);
}

}  // namespace punte::language::internal

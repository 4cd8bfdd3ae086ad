#include "aligner/lexicon.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "aligner/tokens.h"
#include "aligner/weights.h"
#include "aligner/word_model.h"
#include "base/bytes.h"

namespace punte::aligner {
namespace {

constexpr std::string_view kMagic = "PuLx";  // of stored lexicons; do not change
constexpr char kFormat = 2;                  // 2: a Han character is a word
constexpr std::size_t kMostWord = 255;       // bytes

/// A probability in a byte: its square root, for small ones differ more.
char to_byte(float probability) {
  return static_cast<char>(std::lround(255 * std::sqrt(std::clamp(probability, 0.0F, 1.0F))));
}

float from_byte(char byte) {
  const float root = static_cast<float>(static_cast<unsigned char>(byte)) / 255;
  return root * root;
}

/// A word as what it shares with the one before, and the rest.
void put_word(std::string& out, std::string_view word, std::string_view before) {
  std::size_t same = 0;
  while (same < std::min(word.size(), before.size()) && word[same] == before[same]) ++same;
  base::append_varint(out, same);
  base::append_varint(out, word.size() - same);
  out += word.substr(same);
}

bool get_word(std::string_view& bytes, std::string& word) {
  std::uint64_t same = 0;
  std::uint64_t rest = 0;
  if (!base::take_varint(bytes, same) || !base::take_varint(bytes, rest) || same > word.size() ||
      rest > bytes.size() || same + rest > kMostWord) {
    return false;
  }
  word.resize(same);
  word += bytes.substr(0, rest);
  bytes.remove_prefix(rest);
  return true;
}

}  // namespace

Lexicon::Lexicon(std::vector<Entry> entries) : entries_(std::move(entries)) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.target < b.target; });
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    auto& range = of_target_.try_emplace(entries_[i].target, i, i).first->second;
    range.second = i + 1;
  }
}

std::span<const Lexicon::Entry> Lexicon::of_target(std::string_view word) const {
  const auto found = of_target_.find(std::string(word));
  if (found == of_target_.end()) return {};
  return std::span(entries_).subspan(found->second.first,
                                     found->second.second - found->second.first);
}

Lexicon Lexicon::reversed() const {
  std::vector<Entry> entries;
  entries.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    entries.push_back({entry.target, entry.source, entry.backward, entry.forward});
  }
  return Lexicon(std::move(entries));
}

std::string Lexicon::to_bytes() const {
  std::vector<const Entry*> order;
  for (const Entry& entry : entries_) {
    if (entry.source.size() <= kMostWord && entry.target.size() <= kMostWord) {
      order.push_back(&entry);
    }
  }
  std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->target, a->source) < std::tie(b->target, b->source);
  });
  std::string out(kMagic);
  out += kFormat;
  base::append_varint(out, order.size());
  std::string_view source;
  std::string_view target;
  for (const Entry* entry : order) {
    put_word(out, entry->target, target);
    put_word(out, entry->source, source);
    out += to_byte(entry->forward);
    out += to_byte(entry->backward);
    target = entry->target;
    source = entry->source;
  }
  return out;
}

base::Result<Lexicon> Lexicon::from_bytes(std::string_view bytes) {
  const auto corrupt = [] {
    return base::fail(base::ErrorCode::kCorrupt,
                      PUNTE_MSG("the stored lexicon is damaged; build it anew"));
  };
  if (!bytes.starts_with(kMagic) || bytes.size() <= kMagic.size()) return corrupt();
  if (bytes[kMagic.size()] < kFormat) return corrupt();  // its words are cut otherwise
  if (bytes[kMagic.size()] != kFormat) {
    return base::fail(base::ErrorCode::kTooNew,
                      PUNTE_MSG("the stored lexicon was made by a newer Punte; build it anew"));
  }
  bytes.remove_prefix(kMagic.size() + 1);
  std::uint64_t count = 0;
  // An entry takes six bytes at least, so the count cannot ask for more memory than the bytes do.
  if (!base::take_varint(bytes, count) || count > bytes.size() / 6) return corrupt();
  std::vector<Entry> entries;
  entries.reserve(count);
  Entry entry;
  for (std::size_t i = 0; i < count; ++i) {
    if (!get_word(bytes, entry.target) || !get_word(bytes, entry.source) || bytes.size() < 2) {
      return corrupt();
    }
    entry.forward = from_byte(bytes[0]);
    entry.backward = from_byte(bytes[1]);
    bytes.remove_prefix(2);
    entries.push_back(entry);
  }
  if (!bytes.empty()) return corrupt();
  return Lexicon(std::move(entries));
}

Lexicon learn_lexicon(std::span<const std::pair<std::string, std::string>> pairs) {
  std::vector<std::string> sources;
  std::vector<std::string> targets;
  std::vector<internal::Evidence> evidence;
  internal::Side source;
  internal::Side target;
  const auto number = [](internal::Side& side, const std::string& text) {
    std::vector<std::uint32_t> out;
    for (std::string& token : internal::tokenize(text, internal::kMostTokensOfExample)) {
      const auto [place, is_new] =
          side.numbers.try_emplace(token, static_cast<std::uint32_t>(side.types.size()));
      if (is_new) side.types.push_back(std::move(token));
      out.push_back(place->second);
    }
    return out;
  };
  for (const auto& [a, b] : pairs) {
    internal::Evidence pair{number(source, a), number(target, b), 1};
    if (!pair.source.empty() && !pair.target.empty()) evidence.push_back(std::move(pair));
  }
  const internal::WordModel model =
      internal::fit_word_model(evidence, source.types.size(), target.types.size(),
                               internal::kLexiconRounds, internal::kLeastLexiconCount);
  std::vector<Lexicon::Entry> entries;
  for (std::size_t t = 0; t < model.of_target.size(); ++t) {
    for (const internal::WordModel::Link& link : model.of_target[t]) {
      const float forward =
          link.count / (model.source_totals[link.source] + internal::kLexiconShrink);
      const float backward = link.count / (model.target_totals[t] + internal::kLexiconShrink);
      if (forward < internal::kLeastProbability && backward < internal::kLeastProbability) continue;
      entries.push_back({source.types[link.source], target.types[t], forward, backward});
    }
  }
  return Lexicon(std::move(entries));
}

}  // namespace punte::aligner

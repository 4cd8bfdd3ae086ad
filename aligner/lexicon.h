#ifndef PUNTE_ALIGNER_LEXICON_H_
#define PUNTE_ALIGNER_LEXICON_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"

namespace punte::aligner {

/// Words of one language with their translations in another, each with two probabilities.
/// Words are stored as the aligner sees them: folded and cut to their first letters.
class Lexicon {
 public:
  struct Entry {
    std::string source;
    std::string target;
    float forward = 0;   ///< of the target word given the source word, 0..1
    float backward = 0;  ///< of the source word given the target word
  };

  Lexicon() = default;
  explicit Lexicon(std::vector<Entry> entries);

  /// Entries whose target is `word`.
  [[nodiscard]] std::span<const Entry> of_target(std::string_view word) const;
  [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

  /// The same with source and target changed over.
  [[nodiscard]] Lexicon reversed() const;

  /// As compact bytes, about six an entry; probabilities keep two digits.
  [[nodiscard]] std::string to_bytes() const;
  /// Reads them back. Errors: kCorrupt for anything that to_bytes() does not write; kTooNew.
  [[nodiscard]] static base::Result<Lexicon> from_bytes(std::string_view bytes);

 private:
  std::vector<Entry> entries_;  // by target
  std::unordered_map<std::string, std::pair<std::uint32_t, std::uint32_t>> of_target_;
};

/// Learns a lexicon from pairs of texts that are translations of each other. Cost: five passes,
/// each the product of the pair's words. Source: Brown et al. 1993 (model 1), symmetrised as in
/// Liang et al. 2006.
[[nodiscard]] Lexicon learn_lexicon(std::span<const std::pair<std::string, std::string>> pairs);

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_LEXICON_H_

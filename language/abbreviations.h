#ifndef PUNTE_LANGUAGE_ABBREVIATIONS_H_
#define PUNTE_LANGUAGE_ABBREVIATIONS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace punte::language {

/// A word that a text seems to use as an abbreviation, and why.
struct AbbreviationCandidate {
  std::string word;              ///< folded, without the dot at its end
  std::int64_t with_dot = 0;     ///< how often inside a text with a dot behind it
  std::int64_t without_dot = 0;  ///< how often without
  std::int64_t goes_on = 0;      ///< of with_dot: a small letter, a number or a comma follows
  double score = 0;              ///< at least 0.3; the higher, the surer
  std::string example;           ///< a place where it stands, some words long
};

struct LearnOptions {
  std::int64_t min_count = 3;  ///< with_dot
  double min_score = 0.3;      ///< Kiss and Strunk's threshold
};

/// Counts words and the dots behind them, and says which are abbreviations: their dot comes with
/// them far more often than chance would have it, they are short, and hardly ever without it. A dot
/// at the end of a text says nothing and is not counted, so the segments of a memory may be given
/// as well as running text.
///
/// Source: Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection,
/// doi:10.1162/coli.2006.32.4.485 (the decision about types).
/// Cost: linear; memory grows with the number of different words, at most some hundred MB.
/// Not thread-safe.
class AbbreviationLearner {
 public:
  AbbreviationLearner();
  AbbreviationLearner(AbbreviationLearner&&) noexcept;
  AbbreviationLearner& operator=(AbbreviationLearner&&) noexcept;
  ~AbbreviationLearner();

  /// A paragraph, segment or line. Any bytes are fine.
  void add(std::string_view text);

  /// Best first. Words that the rules for `tag` know already are left out.
  [[nodiscard]] std::vector<AbbreviationCandidate> candidates(
      std::string_view tag, const LearnOptions& options = {}) const;

 private:
  struct Counts;
  std::unique_ptr<Counts> counts_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_ABBREVIATIONS_H_

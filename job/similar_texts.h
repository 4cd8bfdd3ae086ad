#ifndef PUNTE_JOB_SIMILAR_TEXTS_H_
#define PUNTE_JOB_SIMILAR_TEXTS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/marked_text.h"

namespace punte::job {

/// Finds texts of a job that are similar to one another, with the scores that a memory would give.
/// They are kept in a memory of their own, which no file holds.
class SimilarTexts {
 public:
  struct Text {
    language::MarkedText text;
    std::string language;  ///< canonical tag
  };
  struct Hit {
    std::size_t text = 0;  ///< index into the texts
    int score = 0;         ///< 50..100
  };

  [[nodiscard]] static base::Result<SimilarTexts> make(const std::vector<Text>& texts);
  SimilarTexts(SimilarTexts&&) noexcept;
  SimilarTexts& operator=(SimilarTexts&&) noexcept;
  ~SimilarTexts();

  /// At most `limit` texts of the same language, best first. Cost: one look-up.
  [[nodiscard]] base::Result<std::vector<Hit>> find(const Text& text, std::size_t limit) const;

 private:
  struct State;
  explicit SimilarTexts(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_SIMILAR_TEXTS_H_

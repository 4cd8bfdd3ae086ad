#ifndef PUNTE_TM_LANGUAGE_GATE_H_
#define PUNTE_TM_LANGUAGE_GATE_H_

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "language/identify.h"
#include "tm/unit.h"

namespace punte::tm {

/// What the texts of a unit say about its labels.
struct GateVerdict {
  std::size_t variant = 0;                                  ///< place in the unit
  std::string proposal;                                     ///< the language that its text is in
  double confidence = 0;                                    ///< that the label is wrong, 0..1
  std::size_t swapped_with = static_cast<std::size_t>(-1);  ///< place of the other half, if any
};

/// Compares the languages that variants claim with those of their texts. A label is taken to be
/// right unless the text speaks against it by more than the odds that labels are wrong: 1 in 200
/// for any other language, 1 in 50 for one of the same unit (a text left untranslated), 1 in 500
/// for two labels that changed places.
/// Cost: about 0.1 us a letter. Threads: one each.
class LanguageGate {
 public:
  /// Verdicts of at least this confidence.
  [[nodiscard]] std::vector<GateVerdict> judge(const Unit& unit, double min_confidence);

 private:
  /// Places in Identifier::languages() that stand for a tag.
  const std::vector<std::size_t>& known(const std::string& tag);
  /// Logarithm of the probability of a tag.
  [[nodiscard]] double log_probability(const std::vector<float>& logs, const std::string& tag);

  language::Identifier identifier_;
  std::unordered_map<std::string, std::vector<std::size_t>> known_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_LANGUAGE_GATE_H_

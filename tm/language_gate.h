#ifndef PUNTE_TM_LANGUAGE_GATE_H_
#define PUNTE_TM_LANGUAGE_GATE_H_

#include <cstddef>
#include <string>
#include <string_view>
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

/// What becomes of texts that are the same in two languages of a unit: names, terms, codes, and
/// texts left untranslated.
enum class Copies {
  kLeave,  ///< nothing is said of them
  kJudge,  ///< as of others
};

/// Compares the languages that variants claim with those of their texts, as far as these have
/// enough words that can tell (tm/text/judged_text.h). A label is taken to be right unless the text
/// speaks against it by more than the odds that labels are wrong: 1 in 200 for all other languages
/// together, 1 in 500 for one of the same unit (a text left untranslated), and for two labels that
/// changed places. Cost: about 0.1 us a letter. Threads: one each.
class LanguageGate {
 public:
  /// Verdicts of at least this confidence.
  [[nodiscard]] std::vector<GateVerdict> judge(const Unit& unit, double min_confidence,
                                               Copies copies = Copies::kLeave);

 private:
  /// Places in Identifier::languages() that stand for a tag.
  const std::vector<std::size_t>& known(const std::string& tag);
  /// What is known of the text of a variant.
  struct Evidence {
    bool judged = false;
    bool own = false;         ///< other languages than those of the unit can be proposed
    std::vector<float> logs;  ///< logarithms of the probabilities of all languages
    std::vector<std::vector<float>> parts;  ///< the same of parts of it
  };

  [[nodiscard]] std::vector<Evidence> gather(const Unit& unit, Copies copies);
  /// False where the text has nothing to judge by.
  [[nodiscard]] bool score(std::string_view text, std::vector<float>& logs);
  /// True if each part of a text is rather in `tag` than in the language claimed.
  [[nodiscard]] bool speaks_for(const Evidence& evidence, const std::string& tag,
                                const std::string& claimed);
  /// Labels that changed places; their evidence is used up.
  void find_swaps(const Unit& unit, double min_confidence, std::vector<Evidence>& evidence,
                  std::vector<GateVerdict>& out);
  [[nodiscard]] GateVerdict verdict_of(const Unit& unit, std::size_t place,
                                       const Evidence& evidence);
  /// Logarithm of the probability of a tag.
  [[nodiscard]] double log_probability(const std::vector<float>& logs, const std::string& tag);

  language::Identifier identifier_;
  std::unordered_map<std::string, std::vector<std::size_t>> known_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_LANGUAGE_GATE_H_

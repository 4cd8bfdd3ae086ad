#ifndef PUNTE_QA_CHECKS_H_
#define PUNTE_QA_CHECKS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/identify.h"
#include "language/marked_text.h"

namespace punte::qa {

enum class Severity {
  kError,    ///< a client would send the job back: a number changed, a code lost
  kWarning,  ///< likely a mistake
  kNote,     ///< worth a look
};

/// "error", "warning", "note": the words of SARIF.
[[nodiscard]] std::string_view severity_name(Severity severity);

/// A segment and its translation. Languages are canonical BCP 47 tags.
struct Pair {
  language::MarkedText source;
  language::MarkedText target;
  std::string source_language;
  std::string target_language;
  std::string place;  ///< for people: "unit 17", "page.html, block 3"
};

/// A term and how it is to be translated.
struct Term {
  std::string source;
  std::string target;
  std::string source_language;
  std::string target_language;
};

struct Finding {
  std::string check;  ///< id of the check: "numbers", "codes", ...
  Severity severity = Severity::kWarning;
  std::size_t pair = 0;                ///< index, in the order of add()
  std::string message;                 ///< English with {1}, {2}; the key of its translation
  std::vector<std::string> arguments;  ///< for {1}, {2}: the words, numbers or codes concerned
};

/// A check that exists.
struct CheckInfo {
  std::string_view id;
  Severity severity;
  std::string_view description;  ///< English, the key of its translation
};

/// All checks, in the order in which they are made.
[[nodiscard]] std::span<const CheckInfo> checks();

struct Options {
  std::set<std::string> off;  ///< ids of checks that are not made
  std::vector<Term> terms;
};

/// Checks pairs one by one, and all together for consistency.
///
/// Numbers are compared by their digits whatever the separators, so "1,234.5" and "1.234,5" agree;
/// digits of all scripts are equal. The language of a target is asked only where it has some twenty
/// letters. Nothing is altered. Any bytes are fine.
/// Threads: one Checker each. Cost: a pair some 20 us; memory: the texts of all pairs, folded,
/// unless "inconsistent-target" and "inconsistent-source" are off.
class Checker {
 public:
  explicit Checker(Options options = {});
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  /// What is wrong with this pair, in the order of checks().
  [[nodiscard]] std::vector<Finding> add(const Pair& pair);

  /// What is inconsistent among all pairs so far, in the order of the pairs.
  [[nodiscard]] std::vector<Finding> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::qa

#endif  // PUNTE_QA_CHECKS_H_

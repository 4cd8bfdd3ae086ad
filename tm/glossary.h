#ifndef PUNTE_TM_GLOSSARY_H_
#define PUNTE_TM_GLOSSARY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"
#include "tm/memory.h"

namespace punte::tm {

/// A term in a text.
struct FoundTerm {
  language::Span span;                    ///< in the text
  std::string term;                       ///< as the glossary has it
  std::vector<std::string> translations;  ///< the glossary's order, each once
  std::int64_t concept_id = 0;
};

/// The glossary's terms of one language that have a translation in another, held in memory and
/// found by the stems of their words. Threads: one each.
class TermFinder {
 public:
  /// Languages: canonical tags; "pt" takes the terms of "pt-BR" too. Cost: all terms once.
  [[nodiscard]] static Result<TermFinder> load(const Memory& memory,
                                               const std::string& source_language,
                                               const std::string& target_language);
  TermFinder(TermFinder&&) noexcept;
  TermFinder& operator=(TermFinder&&) noexcept;
  ~TermFinder();

  [[nodiscard]] bool empty() const;
  /// The terms in `text`, in order; at one place the longest only, of all concepts that have it.
  /// Cost: linear in the text and in the terms that begin with one of its words.
  [[nodiscard]] std::vector<FoundTerm> find(std::string_view text);

 private:
  struct State;
  explicit TermFinder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_GLOSSARY_H_

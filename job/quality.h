#ifndef PUNTE_JOB_QUALITY_H_
#define PUNTE_JOB_QUALITY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/stream.h"
#include "language/unit.h"
#include "qa/checks.h"
#include "tm/memory.h"

namespace punte::job {

struct QualityOptions {
  std::string from;  ///< canonical tag of the sources; "": the source language of each unit
  std::string to;    ///< canonical tag of the translations; "": all other languages
  std::set<std::string> off;                 ///< ids of checks that are not made
  qa::Severity least = qa::Severity::kNote;  ///< findings below it are left out
  std::vector<qa::Term> terms;               ///< see add_terms() and add_glossary()
};

/// A pair that was checked, with its inline codes as people see them.
struct CheckedPair {
  std::string file;       ///< "": the pair is from a memory
  std::int64_t unit = 0;  ///< number in the memory, or 1, 2, ... in the file
  std::int64_t line = 0;  ///< of the file, from 1; 0: not known
  std::string source;
  std::string target;
  std::string source_language;
  std::string target_language;
};

struct QualityReport {
  std::vector<qa::Finding> findings;         ///< by pair
  std::map<std::size_t, CheckedPair> pairs;  ///< by the number that findings name
  std::size_t checked = 0;                   ///< pairs
};

/// The pairs of a unit: from its source to every other language, or those that the options name.
[[nodiscard]] std::vector<qa::Pair> pairs_of(const language::Unit& unit,
                                             const QualityOptions& options);

/// Adds the terms of a memory's glossary to the options. Terms that the glossary advises against
/// are no translations. Errors: those of the memory.
[[nodiscard]] base::Result<void> add_glossary(const tm::Memory& memory, QualityOptions& options);
/// The same of a file of terms, TBX or any format of units. Errors: those of read_terms().
[[nodiscard]] base::Result<void> add_terms(exchange::ByteSource& source, QualityOptions& options);

/// Checks translations from anywhere, all together for consistency.
/// Cost: see qa::Checker; the texts of all pairs are kept.
class QualityCheck {
 public:
  explicit QualityCheck(QualityOptions options);

  /// Checks all units of a memory. Errors: those of the memory; kCancelled.
  [[nodiscard]] base::Result<void> add_memory(const tm::Memory& memory,
                                              const base::Continue& go_on = {});
  /// Checks the units of a file; `name` is how people call it.
  /// Errors: those of exchange::read_units(); kCancelled.
  [[nodiscard]] base::Result<void> add_file(exchange::ByteSource& source, const std::string& name,
                                            const base::Continue& go_on = {});
  /// Checks the pairs of one unit, which is from nowhere.
  void add_unit(const language::Unit& unit);
  /// What was found. Nothing can be added afterwards.
  [[nodiscard]] QualityReport finish();

 private:
  void add(const language::Unit& unit, const std::string& file, std::int64_t number);
  [[nodiscard]] base::Result<void> goes_on(const base::Continue& go_on) const;
  void keep(std::vector<qa::Finding> found);

  QualityOptions options_;
  qa::Checker checker_;
  QualityReport report_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_QUALITY_H_

#ifndef PUNTE_JOB_MEMORIES_H_
#define PUNTE_JOB_MEMORIES_H_

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tm/memory.h"

namespace punte::job {

/// A memory that is looked up besides the main one, and never written to.
struct Reference {
  const tm::Memory* memory = nullptr;
  std::string name;  ///< for people; the reason of its penalty
  int points = 0;    ///< subtracted from the score of its matches
};

/// The memories that a job looks segments up in. They must outlive it. Threads: as of the memories.
class Memories {
 public:
  explicit Memories(const tm::Memory& main, std::vector<Reference> references = {})
      : main_(main), references_(std::move(references)) {}

  /// The matches of all memories, best first: those of the main one before those of references with
  /// the same score. A pair of texts that several have is given once, by its best score.
  /// Errors: those of TranslationMemory::lookup().
  [[nodiscard]] base::Result<std::vector<tm::Match>> lookup(const tm::Query& query,
                                                            const tm::LookupOptions& options) const;

  [[nodiscard]] const tm::Memory& main() const { return main_; }

 private:
  const tm::Memory& main_;
  std::vector<Reference> references_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_MEMORIES_H_

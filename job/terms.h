#ifndef PUNTE_JOB_TERMS_H_
#define PUNTE_JOB_TERMS_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/format.h"
#include "tm/assembly.h"
#include "tm/glossary.h"

namespace punte::job {

/// The glossary of a memory, loaded once for each pair of languages that is asked for. The memory
/// must outlive it.
class Glossary {
 public:
  explicit Glossary(const tm::Memory& memory) : memory_(memory) {}
  [[nodiscard]] base::Result<std::vector<tm::FoundTerm>> find(std::string_view text,
                                                              const std::string& from,
                                                              const std::string& to);
  /// What finds the terms of these languages; it is the glossary's.
  [[nodiscard]] base::Result<tm::TermFinder*> finder(const std::string& from,
                                                     const std::string& to);

 private:
  const tm::Memory& memory_;
  std::map<std::pair<std::string, std::string>, tm::TermFinder> finders_;
};

/// Reads a file of terms, TBX or any format of units, and gives each concept to `sink`.
[[nodiscard]] base::Result<exchange::ReadReport> read_terms(
    exchange::ByteSource& source, std::string_view format,
    const std::function<base::Result<void>(language::Concept&&)>& sink,
    const exchange::ReadOptions& options);

}  // namespace punte::job

#endif  // PUNTE_JOB_TERMS_H_

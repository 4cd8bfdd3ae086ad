#ifndef PUNTE_TM_SEARCH_LOOKUP_H_
#define PUNTE_TM_SEARCH_LOOKUP_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/number_exchange.h"
#include "tm/index/key_index.h"
#include "tm/match.h"
#include "tm/store/unit_store.h"

namespace punte::tm::internal {

/// Memory::lookup() on an open memory; keeps what is costly to make from one to the next. SQLite's
/// exceptions pass through. Threads: as the database's.
class Lookup {
 public:
  Lookup(KeyIndex& index, UnitStore& store, std::string path)
      : index_(index), store_(store), path_(std::move(path)) {}

  /// In a read transaction of the caller's, so that index and texts are those of one moment.
  [[nodiscard]] base::Result<std::vector<Match>> find(const Query& query,
                                                      const LookupOptions& options);

 private:
  class Search;

  /// Kept, as making one costs a millisecond.
  [[nodiscard]] const language::NumberExchange& numbers(const std::string& from,
                                                        const std::string& to);

  KeyIndex& index_;
  UnitStore& store_;
  std::string path_;
  std::map<std::pair<std::string, std::string>, language::NumberExchange> numbers_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_LOOKUP_H_

#ifndef PUNTE_TM_STORE_SIDE_STORE_H_
#define PUNTE_TM_STORE_SIDE_STORE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tm/file_header.h"
#include "tm/stored_lexicon.h"
#include "tm/unit.h"
#include "tm/writer.h"

namespace punte::tm::internal {

/// What a memory keeps beside its units: glossary, heads of files, lexicons, sites. See Memory for
/// what each means. SQLite's exceptions pass through. Threads: as the database's.
class SideStore {
 public:
  SideStore(SQLite::Database& database, std::string path)
      : database_(database), path_(std::move(path)) {}

  [[nodiscard]] base::Result<AddOutcome> add_concept(const Concept& what, std::string_view origin);
  [[nodiscard]] base::Result<void> for_each_concept(
      const std::function<base::Result<void>(const Concept&, std::string_view)>& visit) const;

  void keep_header(const FileHeader& header);
  /// Of all origins that have units.
  [[nodiscard]] base::Result<std::vector<FileHeader>> file_headers() const;

  void keep_lexicon(const StoredLexicon& lexicon);
  [[nodiscard]] std::optional<StoredLexicon> lexicon(const std::string& source_language,
                                                     const std::string& target_language) const;
  [[nodiscard]] std::vector<StoredLexicon> lexicons() const;

  void keep_site(const std::string& site, const std::string& bytes);
  [[nodiscard]] std::optional<std::string> site(const std::string& site) const;

 private:
  [[nodiscard]] base::Result<Concept> read_concept(std::int64_t id) const;
  void insert(const Concept& what, std::string_view origin);
  void erase_concept(std::int64_t id);

  SQLite::Database& database_;
  std::string path_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_SIDE_STORE_H_

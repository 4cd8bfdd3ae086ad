#ifndef PUNTE_JOB_IMPORT_H_
#define PUNTE_JOB_IMPORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/reading.h"
#include "exchange/stream.h"
#include "language/unit.h"
#include "tm/import_policy.h"
#include "tm/memory.h"

namespace punte::job {

/// A file to read.
struct ImportPlace {
  std::string name;  ///< a path; of a source, what people call it
  std::unique_ptr<exchange::ByteSource> source = nullptr;  ///< null: the file of this name
};

struct ImportOptions {
  std::string format;         ///< "": by content and name
  std::string from;           ///< canonical tag; units without a text in it are left out
  std::string to;             ///< the same
  bool recover = false;       ///< keep the complete units of a damaged file
  bool alternatives = false;  ///< the proposals in XLIFF files as well
  exchange::Unready unready = exchange::Unready::kPenalty;
  std::vector<std::string> columns = {};  ///< of tables without a header
  std::vector<std::string> languages =
      {};                        ///< of files of one language that do not tell it, in order
  bool glossary = false;         ///< texts are terms of the glossary, as those of TBX always are
  bool check_languages = false;  ///< set aside texts that are not in the language they claim
  tm::OnConflict on_conflict = tm::OnConflict::kKeepBoth;
  tm::ConflictBy conflict_by = tm::ConflictBy::kSource;
  std::string change;  ///< what the memory's history says of it
  /// Called before a file is read, for people who wait.
  std::function<void(const std::string& name)> begin_file = {};
};

/// A text that was left out because it is not in the language it claims.
struct SetAside {
  std::int64_t unit = 0;  ///< 1, 2, ... in the file
  std::string language;
  std::string found;
  double confidence = 0;  ///< 0..1
  std::string text;
};

/// What became of a file, or of files of one language each that translate each other.
struct ImportedFile {
  std::string name;             ///< of such files the one that is translated from
  std::size_t other_files = 0;  ///< besides it
  exchange::ReadReport read;
  bool terms = false;  ///< what was read are concepts of a glossary
  std::int64_t added = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
  std::int64_t replaced = 0;         ///< units of the memory that lost a text to one of the file
  std::int64_t kept_old = 0;         ///< units of the file that lost a text to one of the memory
  std::int64_t other_languages = 0;  ///< units left out by `from` and `to`
  std::int64_t variants = 0;
  std::set<std::string> languages;
  std::vector<SetAside> set_aside;  ///< the first hundred
  std::int64_t set_aside_count = 0;
};

/// Leaves only the texts of the pair asked for ("": any); false if they are no pair any more.
/// "pt" takes "pt-BR".
[[nodiscard]] bool narrow(language::Unit& unit, const std::string& from, const std::string& to);

/// Reads files into the memory, in one change: all of them or nothing. Their origin is the name of
/// the file without its folders. Files of one language each that translate each other (Java, Apple,
/// Android) are joined by their keys once all are read; one without a translation is an error if it
/// is the only one, else a warning. The first error ends the import.
/// Errors: those of opening and reading, and of the memory; kCancelled.
[[nodiscard]] base::Result<std::vector<ImportedFile>> import_files(
    std::vector<ImportPlace> files, tm::Memory& memory, const ImportOptions& options,
    const base::Continue& go_on = {});

/// The same without a memory: what import_files() would read.
[[nodiscard]] base::Result<std::vector<ImportedFile>> preview_import(
    std::vector<ImportPlace> files, const ImportOptions& options, const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_IMPORT_H_

#ifndef PUNTE_TM_MEMORY_H_
#define PUNTE_TM_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tm/concordance.h"
#include "tm/file_header.h"
#include "tm/history.h"
#include "tm/match.h"
#include "tm/stored_lexicon.h"
#include "tm/unit.h"
#include "tm/unit_filter.h"
#include "tm/writer.h"

namespace punte::tm {

using base::Error;
using base::ErrorCode;
using base::Result;

struct LanguageCount {
  std::string language;
  std::int64_t variants = 0;
};

struct MemoryInfo {
  int schema_version = 0;  ///< of the file, which may be of an older format
  std::int64_t units = 0;
  std::int64_t file_bytes = 0;
  std::vector<LanguageCount> languages;  ///< most variants first
};

/// Receives a unit and its origin; false ends the walk, an error ends it and is returned.
using UnitVisitor = std::function<Result<bool>(const Unit&, std::string_view origin)>;

/// A translation memory as its users see it: TranslationMemory, which is a file, or whatever else
/// keeps units and answers with them. Work that needs no more than this takes a Memory.
/// Const members read, others write; every call may fail with kBusy, kIo or kCorrupt.
/// Threads: one Memory for each thread.
class Memory {
 public:
  virtual ~Memory() = default;

  /// Prior translations of query.source, best first. No match is an empty vector.
  [[nodiscard]] virtual Result<std::vector<Match>> lookup(
      const Query& query, const LookupOptions& options = {}) const = 0;

  /// Calls `visit` for texts that contain `phrase`, those of which it is the largest part first, at
  /// most options.limit. Returns how many. Regular expressions, and phrases of one or two letters,
  /// look at every text, in the order of the memory; others are found by their trigrams.
  /// Errors: kInvalidArgument (an empty phrase, a wrong expression).
  [[nodiscard]] virtual Result<std::size_t> concordance(std::string_view phrase,
                                                        const ConcordanceOptions& options,
                                                        const ConcordanceVisitor& visit) const = 0;

  /// One unit, or nullopt where there is no such.
  [[nodiscard]] virtual Result<std::optional<Unit>> unit(std::int64_t id) const = 0;

  /// Calls `visit` for every unit that passes the filter, in the order they were added, until it
  /// has enough. What a Writer of this memory has not yet committed is seen; `visit` may alter the
  /// unit through the Writer.
  [[nodiscard]] virtual Result<void> for_each(const UnitFilter& filter,
                                              const UnitVisitor& visit) const = 0;
  /// The same for who wants all of them.
  [[nodiscard]] Result<void> for_each(
      const UnitFilter& filter,
      const std::function<Result<void>(const Unit&, std::string_view origin)>& visit) const;
  [[nodiscard]] Result<void> for_each(const UnitFilter& filter,
                                      const std::function<Result<void>(const Unit&)>& visit) const;

  /// Cost: counts all units.
  [[nodiscard]] virtual Result<MemoryInfo> info() const = 0;

  /// Another number than before once anything in the memory has changed, by whomever; of one object
  /// alone, and not in an order. For who keeps what was read. Cost: some microseconds.
  [[nodiscard]] virtual Result<std::int64_t> revision() const = 0;

  /// One writer at a time: waits for others as OpenOptions say.
  [[nodiscard]] virtual Result<Writer> begin(ChangeInfo info = {}) = 0;

  /// What was done to the memory, latest first, at most `limit` changes.
  [[nodiscard]] virtual Result<std::vector<Change>> history(std::size_t limit) const = 0;

  /// Takes back a change (0: the latest that stands and is no undo itself) in a change of its own,
  /// which can be taken back in its turn. Errors: kNotFound; kInvalidArgument where the change was
  /// taken back already, or a later one that stands touched the same units.
  /// Cost: proportional to the units that the change touched.
  [[nodiscard]] virtual Result<Change> undo(std::int64_t change, ChangeInfo info = {}) = 0;

  // What a memory keeps beside its units. It is no part of the history. Writing joins the
  // transaction of the memory's Writer where there is one.

  /// Adds a concept to the glossary, in place of one of the same terms. Errors: kInvalidArgument
  /// for a concept without terms.
  [[nodiscard]] virtual Result<AddOutcome> add_concept(const Concept& concept_,
                                                       std::string_view origin) = 0;
  /// Calls `visit` for every concept, with the origin that add_concept() was told, in the order
  /// they were added; an error of it ends the walk.
  [[nodiscard]] virtual Result<void> for_each_concept(
      const std::function<Result<void>(const Concept&, std::string_view origin)>& visit) const = 0;

  /// Keeps the head of a file in place of an earlier one of this origin. It stays when the change
  /// is undone, so that undoing the undo brings it back, and is not shown without units of its
  /// origin.
  [[nodiscard]] virtual Result<void> keep_header(const FileHeader& header) = 0;
  /// The heads of the files that units of the memory are from and whose name passes `origin` (see
  /// UnitFilter), in the order of import.
  [[nodiscard]] virtual Result<std::vector<FileHeader>> file_headers(
      const std::string& origin = {}) const = 0;

  /// Keeps a lexicon in place of the one before of these languages.
  [[nodiscard]] virtual Result<void> keep_lexicon(const StoredLexicon& lexicon) = 0;
  [[nodiscard]] virtual Result<std::optional<StoredLexicon>> lexicon(
      const std::string& source_language, const std::string& target_language) const = 0;
  /// All of them, without their bytes.
  [[nodiscard]] virtual Result<std::vector<StoredLexicon>> lexicons() const = 0;

  /// Keeps what is known of the pages of a site, in place of what was; page::SiteMemory reads the
  /// bytes.
  [[nodiscard]] virtual Result<void> keep_site(const std::string& site,
                                               const std::string& bytes) = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> site(const std::string& site) const = 0;

 protected:
  Memory() = default;
  Memory(Memory&&) noexcept = default;
  Memory& operator=(Memory&&) noexcept = default;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_MEMORY_H_

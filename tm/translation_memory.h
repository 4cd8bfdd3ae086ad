#ifndef PUNTE_TM_TRANSLATION_MEMORY_H_
#define PUNTE_TM_TRANSLATION_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tm/concordance.h"
#include "tm/history.h"
#include "tm/match.h"
#include "tm/unit.h"
#include "tm/unit_filter.h"

namespace punte::tm {

using base::Error;
using base::ErrorCode;
using base::Result;

struct OpenOptions {
  bool create = true;          ///< make the file if there is none
  bool read_only = false;      ///< never write, not even to migrate
  int busy_timeout_ms = 5000;  ///< how long to wait for another process's write
  /// Called while it waits, some times a second, with the milliseconds waited so far; false gives
  /// up at once. For telling the user, who may have pressed Ctrl-C.
  std::function<bool(int)> on_wait = {};
  /// Called with the number of units before a large memory of an older format is brought up to
  /// date, which takes some half a minute a million. For telling the user.
  std::function<void(std::int64_t)> on_upgrade = {};
};

/// What became of one unit given to a Writer.
enum class AddOutcome {
  kAdded,      ///< new
  kMerged,     ///< the same texts were there: dates, properties and notes were joined
  kUnchanged,  ///< nothing new in it
};

struct LanguageCount {
  std::string language;
  std::int64_t variants = 0;
};

struct MemoryInfo {
  int schema_version = 0;
  std::int64_t units = 0;
  std::int64_t file_bytes = 0;
  std::vector<LanguageCount> languages;  ///< most variants first
};

/// Changes units in one transaction, which is one change of the memory's history. All of it is
/// there after commit(), none of it before; a Writer that is destroyed without commit() leaves the
/// memory as it was.
class Writer {
 public:
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();

  /// `origin` names where the unit comes from (a file's name without folders).
  [[nodiscard]] Result<AddOutcome> add(const Unit& unit, std::string_view origin);

  /// Puts `unit` in the place of the stored unit unit.id, whose origin stays. False: there is no
  /// such unit, or it is the same already.
  [[nodiscard]] Result<bool> replace(const Unit& unit);

  /// False: there is no such unit.
  [[nodiscard]] Result<bool> erase(std::int64_t id);

  [[nodiscard]] Result<void> commit();

  /// The number in the memory's history; 0 before commit() and where nothing was changed.
  [[nodiscard]] std::int64_t change() const;

 private:
  friend class TranslationMemory;
  struct State;
  explicit Writer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A translation memory in one SQLite file.
/// Threads: one TranslationMemory for each thread; any number of them, in any number of processes,
/// may read the same file while one writes it.
class TranslationMemory {
 public:
  /// Errors: kNotFound, kIo, kUnsupported (not a memory), kTooNew, kCorrupt, kBusy.
  [[nodiscard]] static Result<TranslationMemory> open(const std::filesystem::path& path,
                                                      const OpenOptions& options = {});
  TranslationMemory(TranslationMemory&&) noexcept;
  TranslationMemory& operator=(TranslationMemory&&) noexcept;
  ~TranslationMemory();

  /// One writer at a time: waits for others as OpenOptions say. Errors: kBusy, kIo.
  [[nodiscard]] Result<Writer> begin(ChangeInfo info = {});

  /// Prior translations of query.source, best first. No match is an empty vector.
  [[nodiscard]] Result<std::vector<Match>> lookup(const Query& query,
                                                  const LookupOptions& options = {}) const;

  /// Calls `visit` for texts that contain `phrase`, those of which it is the largest part first, at
  /// most options.limit. Returns how many. Regular expressions, and phrases of one or two letters,
  /// look at every text, in the order of the memory; others are found by their trigrams.
  /// Errors: kInvalidArgument (an empty phrase, a wrong expression), kBusy, kCorrupt.
  [[nodiscard]] Result<std::size_t> concordance(std::string_view phrase,
                                                const ConcordanceOptions& options,
                                                const ConcordanceVisitor& visit) const;

  /// One unit, or nullopt where there is no such.
  [[nodiscard]] Result<std::optional<Unit>> unit(std::int64_t id) const;

  /// Calls `visit` for every unit that passes the filter, in the order they were added, with its
  /// origin where that is asked for. An error of `visit` ends the walk and is returned.
  /// What a Writer of this memory has not yet committed is seen; `visit` may alter the unit
  /// through the Writer.
  [[nodiscard]] Result<void> for_each(const UnitFilter& filter,
                                      const std::function<Result<void>(const Unit&)>& visit) const;
  [[nodiscard]] Result<void> for_each(
      const UnitFilter& filter,
      const std::function<Result<void>(const Unit&, std::string_view origin)>& visit) const;

  /// What was done to the memory, latest first, at most `limit` changes.
  [[nodiscard]] Result<std::vector<Change>> history(std::size_t limit) const;

  /// Takes back a change (0: the latest that stands and is no undo itself) in a change of its own,
  /// which can be taken back in its turn. Errors: kNotFound; kInvalidArgument where the change was
  /// taken back already, or a later one that stands touched the same units.
  /// Cost: proportional to the units that the change touched.
  [[nodiscard]] Result<Change> undo(std::int64_t change, ChangeInfo info = {});

  [[nodiscard]] Result<MemoryInfo> info() const;

  /// Defined where the class is implemented; nothing for callers.
  struct State;
  [[nodiscard]] State& state() const;

 private:
  explicit TranslationMemory(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_TRANSLATION_MEMORY_H_

#include "tm/salvage.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/text.h"
#include "tm/go_on.h"
#include "tm/memory_state.h"
#include "tm/store/columns.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"
#include "tm/store/unit_writer.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;
using base::fail;
using internal::guarded;
using internal::is_damage;
using internal::MemoryState;
using internal::text_of;

/// Numbers between two readable ones that are asked for one by one; more are no gap of a memory,
/// but a number that is damaged itself.
constexpr std::int64_t kMostProbed = 50'000'000;

/// Runs `read`; false where it met damage.
template <typename Read>
bool readable(const Read& read) {
  try {
    read();
    return true;
  } catch (const SQLite::Exception& error) {
    if (!is_damage(error.getErrorCode())) throw;
    return false;
  }
}

/// A unit, or as much of it as can be read.
struct Rescued {
  Unit unit;
  std::string origin;
  bool whole = true;
};

/// Names by their numbers, from the table or, where that is damaged, from its index.
class Names {
 public:
  Names(SQLite::Database& database, const std::string& table, const std::string& column) {
    for (const std::string& source :
         {table + " NOT INDEXED ORDER BY id", table + " NOT INDEXED ORDER BY id DESC",
          table + " INDEXED BY sqlite_autoindex_" + table + "_1 ORDER BY " + column,
          table + " INDEXED BY sqlite_autoindex_" + table + "_1 ORDER BY " + column + " DESC"}) {
      readable([&] {
        SQLite::Statement rows(database, "SELECT id, " + column + " FROM " + source);
        while (rows.executeStep()) {
          names_.try_emplace(rows.getColumn(0).getInt64(), text_of(rows.getColumn(1)));
        }
      });
    }
  }
  [[nodiscard]] std::optional<std::string> of(std::int64_t id) const {
    const auto found = names_.find(id);
    if (found == names_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::unordered_map<std::int64_t, std::string> names_;
};

/// Reads units as far as they can be read, each table on its own.
class Rescuer {
 public:
  explicit Rescuer(SQLite::Database& database)
      : database_(database),
        languages_(database, "language", "tag"),
        origins_(database, "origin", "name") {}

  [[nodiscard]] Rescued rescue(std::int64_t id) {
    Rescued out;
    out.unit.id = id;
    out.whole &= readable([&] {
      SQLite::Statement head(database_,
                             "SELECT plain_detail(detail), origin, added, changed, "
                             "coalesce(version, 1) FROM unit WHERE id = ?");
      head.bind(1, id);
      if (!head.executeStep()) {
        out.whole = false;  // variants without their unit
        return;
      }
      Unit detail;
      if (internal::decode_unit_detail(internal::blob_of(head.getColumn(0)), detail)) {
        detail.id = id;
        out.unit = std::move(detail);
      } else {
        out.whole = false;
      }
      const auto origin = origins_.of(head.getColumn(1).getInt64());
      out.whole &= origin.has_value();
      out.origin = origin.value_or("");
      out.unit.record = {head.getColumn(2).getInt64(), head.getColumn(3).getInt64(),
                         head.getColumn(4).getInt64()};
    });
    const bool all = readable([&] {
      SQLite::Statement rows(
          database_,
          "SELECT language, plain_text(text), plain_detail(detail) FROM variant WHERE id BETWEEN ? "
          "AND ? ORDER BY id");
      rows.bind(1, internal::first_variant(id));
      rows.bind(2, internal::last_variant(id));
      while (rows.executeStep()) add(rows, out);
    });
    if (all) return out;
    // One row at a time: those after a damaged one are reached, too.
    out.whole = false;
    out.unit.variants.clear();
    for (std::int64_t place = 0; place < kMostProbedPlaces; ++place) {
      readable([&] {
        SQLite::Statement row(
            database_,
            "SELECT language, plain_text(text), plain_detail(detail) FROM variant WHERE id = ?");
        row.bind(1, internal::variant_row(id, place));
        if (row.executeStep()) add(row, out);
      });
    }
    return out;
  }

 private:
  /// Of a unit with a damaged row, variants beyond this place are not looked for: a memory of more
  /// languages is not known, though kMostVariants would fit, and each place costs a look-up.
  static constexpr std::int64_t kMostProbedPlaces = 256;

  void add(SQLite::Statement& row, Rescued& out) const {
    if (row.getColumn(1).isNull()) {  // packed, and damaged
      out.whole = false;
      return;
    }
    const std::string text = text_of(row.getColumn(1));
    Variant variant;
    variant.text.text = language::to_valid_utf8(text);
    out.whole &= variant.text.text == text;
    if (!internal::decode_variant_detail(internal::blob_of(row.getColumn(2)), variant)) {
      variant = Variant();
      variant.text.text = language::to_valid_utf8(text);
      out.whole = false;
    }
    const auto tag = languages_.of(row.getColumn(0).getInt64());
    out.whole &= tag.has_value();
    variant.language = tag.value_or("und");
    out.unit.variants.push_back(std::move(variant));
  }

  SQLite::Database& database_;
  Names languages_;
  Names origins_;
};

/// Gives every row that refers to another one that it can refer to.
void mend_references(SQLite::Database& database) {
  database.exec("REINDEX");
  database.exec("INSERT OR IGNORE INTO origin(name) VALUES ('')");
  database.exec(
      "UPDATE unit SET origin = (SELECT id FROM origin WHERE name = '') "
      "WHERE origin NOT IN (SELECT id FROM origin)");
  database.exec(
      "INSERT INTO unit(id, origin, hash) SELECT DISTINCT variant.unit, (SELECT id FROM origin "
      "WHERE name = ''), 0 FROM variant WHERE variant.unit NOT IN (SELECT id FROM unit)");
  database.exec("INSERT OR IGNORE INTO language(tag) VALUES ('und')");
  database.exec(
      "UPDATE variant SET language = (SELECT id FROM language WHERE tag = 'und') "
      "WHERE language NOT IN (SELECT id FROM language)");
  database.exec("DELETE FROM old_unit WHERE change NOT IN (SELECT id FROM change)");
}

/// Sets wrong hashes right. Returns the units that cannot be read as a whole.
std::vector<std::int64_t> mend_hashes(MemoryState& memory, SalvageReport& report) {
  std::vector<std::int64_t> in_part;
  SQLite::Statement rows(memory.database(), "SELECT id, hash FROM unit ORDER BY id");
  SQLite::Statement write(memory.database(), "UPDATE unit SET hash = ? WHERE id = ?");
  while (rows.executeStep()) {
    const std::int64_t id = rows.getColumn(0).getInt64();
    const auto found = memory.store.find(id);
    if (!found) {
      in_part.push_back(id);
      continue;
    }
    if (!*found) continue;
    ++report.units_kept;
    const std::int64_t hash = internal::hash_of((*found)->unit);
    if (hash == rows.getColumn(1).getInt64()) continue;
    const internal::ResetGuard guard(write);
    write.bind(1, hash);
    write.bind(2, id);
    write.exec();
  }
  return in_part;
}

/// A change with a picture that cannot be read cannot be undone: better forgotten with all before
/// it than undone in part.
void forget_unreadable_history(SQLite::Database& database, SalvageReport& report) {
  std::int64_t last_bad = 0;
  {
    SQLite::Statement old(database,
                          "SELECT change, content FROM old_unit WHERE content IS NOT NULL");
    while (old.executeStep()) {
      Unit unit;
      std::string origin;
      if (!internal::decode_whole_unit(internal::blob_of(old.getColumn(1)), unit, origin)) {
        last_bad = std::max(last_bad, old.getColumn(0).getInt64());
      }
    }
  }
  if (last_bad == 0) return;
  for (const char* sql :
       {"DELETE FROM old_unit WHERE change <= ?", "DELETE FROM change WHERE id <= ?"}) {
    SQLite::Statement forget(database, sql);
    forget.bind(1, last_bad);
    forget.exec();
  }
  report.history_lost = true;
}

/// Mends what lies above whole pages, in one transaction, and loses nothing that can be read.
SalvageReport mend_rows(MemoryState& memory) {
  SalvageReport report;
  SQLite::Database& database = memory.database();
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  memory.store.forget_names();
  mend_references(database);
  const std::vector<std::int64_t> in_part = mend_hashes(memory, report);
  Rescuer rescuer(database);
  for (const std::int64_t id : in_part) {
    const Rescued rescued = rescuer.rescue(id);
    memory.store.erase(id);
    memory.store.insert(id, rescued.unit, rescued.unit.record, rescued.origin);
    ++report.units_in_part;
  }
  forget_unreadable_history(database, report);
  memory.index.rebuild();
  transaction.commit();
  return report;
}

fs::path with_suffix(const fs::path& path, const std::string& suffix) {
  fs::path out = path;
  out += suffix;
  return out;
}

void remove_memory(const fs::path& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    fs::remove(with_suffix(path, suffix), ignored);
  }
}

/// A file that goes unless it was taken over.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) { remove_memory(path_); }
  ~Scratch() { remove_memory(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The pages as they are, damaged ones too, and with what still lies in the journal.
bool copy_pages(SQLite::Database& from, const fs::path& path) {
  SQLite::Database to(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  sqlite3_backup* const backup =
      sqlite3_backup_init(to.getHandle(), "main", from.getHandle(), "main");
  if (backup == nullptr) return false;
  sqlite3_backup_step(backup, -1);
  return sqlite3_backup_finish(backup) == SQLITE_OK;
}

/// Every unit number that a table still tells, from both ends, as damage stops a walk.
class Numbers {
 public:
  explicit Numbers(SQLite::Database& database) : database_(database) {
    walk("SELECT id FROM unit ORDER BY id", "SELECT id FROM unit ORDER BY id DESC");
    walk("SELECT unit FROM variant ORDER BY id", "SELECT unit FROM variant ORDER BY id DESC");
  }

  /// Calls `visit` for each number that may be a unit's, in order; it returns whether to go on.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    std::int64_t before = 0;
    for (const std::int64_t id : known_) {
      if (gaps_ && id - before <= kMostProbed) {
        for (std::int64_t probed = before + 1; probed < id; ++probed) {
          if (!visit(probed, false)) return;
        }
      }
      if (!visit(id, true)) return;
      before = id;
    }
  }

 private:
  void walk(const char* forwards, const char* backwards) {
    const bool whole = collect(forwards);
    if (whole) return;
    collect(backwards);
    gaps_ = true;
  }
  bool collect(const char* sql) {
    return readable([&] {
      SQLite::Statement rows(database_, sql);
      while (rows.executeStep()) {
        const std::int64_t id = rows.getColumn(0).getInt64();
        if (id > 0 && id < std::numeric_limits<std::int64_t>::max()) known_.insert(id);
      }
    });
  }

  SQLite::Database& database_;
  std::set<std::int64_t> known_;
  bool gaps_ = false;
};

/// Copies what can be read of a file with damaged pages into a new one.
Result<SalvageReport> copy_units(const MemoryState& damaged, const fs::path& into,
                                 const CheckOptions& options) {
  SalvageReport report;
  report.history_lost = true;
  auto copy = TranslationMemory::open(into);
  if (!copy) return tl::unexpected(copy.error());
  MemoryState& state = MemoryState::of(*copy);
  internal::UnitWriter writer(state.database(), state.index, state.store, state.path(),
                              {"check --repair", {}});
  writer.keep_records();
  std::optional<Error> error;
  std::int64_t asked = 0;
  Rescuer rescuer(damaged.database());
  const Numbers numbers(damaged.database());
  numbers.for_each([&](std::int64_t id, bool known) {
    if (const auto goes_on = internal::ask(options.go_on, ++asked); !goes_on) {
      error = goes_on.error();
      return false;
    }
    const Rescued rescued = rescuer.rescue(id);
    if (rescued.unit.variants.empty()) {
      if (known) ++report.units_lost;
      return true;
    }
    if (auto added = writer.add(rescued.unit, rescued.origin); !added) {
      error = added.error();
      return false;
    }
    ++(rescued.whole ? report.units_kept : report.units_in_part);
    return true;
  });
  if (error) return tl::unexpected(*error);
  if (auto committed = writer.commit(); !committed) return tl::unexpected(committed.error());
  return report;
}

/// Puts `repaired` in the place of the memory; the memory stays beside it.
Result<fs::path> take_place(const fs::path& repaired, const fs::path& path) {
  std::error_code error;
  fs::path aside = with_suffix(path, ".damaged");
  for (int number = 2; fs::exists(aside, error); ++number) {
    aside = with_suffix(path, ".damaged" + std::to_string(number));
  }
  const auto failed = [&] {
    return fail(ErrorCode::kIo, PUNTE_MSG("the repaired memory {1} cannot take its place ({2})"),
                {repaired.string(), error.message()}, path.string());
  };
  // A second name first, so that there is a memory under the old name at every moment.
  fs::create_hard_link(path, aside, error);
  if (error) {
    error.clear();
    fs::copy_file(path, aside, error);
    if (error) return failed();
  }
  // What another program left behind belongs to the old pages and would spoil the new ones.
  for (const char* suffix : {"-wal", "-shm"}) {
    if (!fs::exists(with_suffix(path, suffix), error)) continue;
    fs::rename(with_suffix(path, suffix), with_suffix(aside, suffix), error);
    if (error) return failed();
  }
  error.clear();
  fs::rename(repaired, path, error);
  if (error) return failed();
  return aside;
}

/// Closes a memory, so that its journal goes into its file.
void close(TranslationMemory memory) { const TranslationMemory closed = std::move(memory); }

Result<SalvageReport> mend_pages(TranslationMemory memory, const fs::path& path,
                                 const CheckOptions& options) {
  OpenOptions existing;
  existing.create = false;
  SalvageReport report;
  // Indices alone can be rebuilt from sound tables, and the history stays.
  const Scratch pages(with_suffix(path, ".repair-pages"));
  bool mended = false;
  if (copy_pages(MemoryState::of(memory).database(), pages.path())) {
    auto copy = TranslationMemory::open(pages.path(), existing);
    if (copy) {
      const bool sound = readable([&] {
        report = mend_rows(MemoryState::of(*copy));
        const auto checked = check(*copy, options);
        mended = checked && checked->fault_count == 0;
      });
      mended = mended && sound;
      close(std::move(*copy));
    }
  }
  const Scratch fresh(with_suffix(path, ".repair-units"));
  if (!mended) {
    const auto saved = copy_units(MemoryState::of(memory), fresh.path(), options);
    if (!saved) return saved;
    report = *saved;
    auto copy = TranslationMemory::open(fresh.path(), existing);
    if (!copy) return tl::unexpected(copy.error());
    const auto checked = check(*copy, options);
    if (!checked) return tl::unexpected(checked.error());
    if (checked->fault_count != 0) {
      return fail(ErrorCode::kIo, PUNTE_MSG("the repaired copy is damaged too; is the disk sound?"),
                  {}, path.string());
    }
    close(std::move(*copy));
  }
  close(std::move(memory));
  auto aside = take_place(mended ? pages.path() : fresh.path(), path);
  if (!aside) return tl::unexpected(aside.error());
  report.damaged_file = std::move(*aside);
  return report;
}

/// The number in two or four bytes of a file's head, the highest first.
std::uint64_t number_at(std::string_view head, std::size_t at, std::size_t bytes) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < bytes; ++i) out = out << 8 | static_cast<unsigned char>(head[at + i]);
  return out;
}

/// The bytes that a file should have by what its first page says; 0 where that says nothing.
/// Source: sqlite.org/fileformat2.html, 1.3.
std::uint64_t bytes_by_head(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 100> head{};
  if (!file.read(head.data(), head.size())) return 0;
  const std::string_view bytes(head.data(), head.size());
  const std::uint64_t page_size = number_at(bytes, 16, 2);
  return number_at(bytes, 28, 4) * (page_size == 1 ? 65536 : page_size);
}

/// A memory whose file lacks pages at its end is not opened at all. Saves what the others hold,
/// from a copy with empty pages in their place. nullopt: the file does not lack any.
Result<std::optional<SalvageReport>> save_cut_file(const fs::path& path,
                                                   const CheckOptions& options) {
  std::error_code error;
  const std::uint64_t whole = bytes_by_head(path);
  if (whole == 0 || fs::file_size(path, error) >= whole || error) return std::nullopt;
  const Scratch padded(with_suffix(path, ".repair-padded"));
  fs::copy_file(path, padded.path(), error);
  // A journal holds newer pages, perhaps the very ones.
  if (!error && fs::exists(with_suffix(path, "-wal"))) {
    fs::copy_file(with_suffix(path, "-wal"), with_suffix(padded.path(), "-wal"), error);
  }
  if (!error) fs::resize_file(padded.path(), whole, error);
  if (error) {
    return fail(ErrorCode::kIo, PUNTE_MSG("the memory cannot be used ({1})"), {error.message()},
                path.string());
  }
  OpenOptions open_options;
  open_options.create = false;
  PUNTE_TRY(auto memory, TranslationMemory::open(padded.path(), open_options));
  PUNTE_TRY(SalvageReport report,
            guarded(path.string(), [&] { return mend_pages(std::move(memory), path, options); }));
  return report;
}

}  // namespace

Result<SalvageReport> salvage(const fs::path& path, const CheckOptions& options) {
  OpenOptions open_options;
  open_options.create = false;
  auto memory = TranslationMemory::open(path, open_options);
  if (!memory && memory.error().code == ErrorCode::kCorrupt) {
    PUNTE_TRY(auto saved, save_cut_file(path, options));
    if (saved) return *std::move(saved);
  }
  if (!memory) return tl::unexpected(memory.error());
  const auto found = check(*memory, options);
  if (!found) return tl::unexpected(found.error());
  if (found->fault_count == 0) {
    SalvageReport report;
    report.units_kept = found->units;
    return report;
  }
  return guarded(path.string(), [&]() -> Result<SalvageReport> {
    if (!found->pages_damaged) return mend_rows(MemoryState::of(*memory));
    return mend_pages(std::move(*memory), path, options);
  });
}

}  // namespace punte::tm

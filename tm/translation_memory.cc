#include "tm/translation_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "tm/memory_state.h"
#include "tm/search/phrase_search.h"
#include "tm/store/columns.h"
#include "tm/store/undo.h"
#include "tm/store/unit_writer.h"

namespace punte::tm {

using internal::Connection;
using internal::guarded;
using internal::MemoryState;

namespace internal {

MemoryState::MemoryState(std::unique_ptr<Connection> opened)
    : connection(std::move(opened)),
      tables(database()),
      index(tables),
      store(database(), index, path()),
      side(database(), path()),
      lookup(index, store, path()) {}

void MemoryState::refresh_index() {
  // data_version moves with other connections' commits, total_changes with our own.
  const std::int64_t version = database().execAndGet("PRAGMA data_version").getInt64();
  const int changes = sqlite3_total_changes(database().getHandle());
  if (version == data_version_ && changes == own_changes_) return;
  data_version_ = version;
  own_changes_ = changes;
  index.refresh();
}

}  // namespace internal

namespace {

/// One read transaction: what is read is the memory of one moment. Where a Writer has begun one, it
/// is the memory as the Writer sees it.
class Moment {
 public:
  explicit Moment(SQLite::Database& database) {
    if (sqlite3_get_autocommit(database.getHandle()) != 0) transaction_.emplace(database);
  }

 private:
  std::optional<SQLite::Transaction> transaction_;
};

/// Brings the index of a file from before there was one, or this one, up to date.
Result<void> make_index(MemoryState& state) {
  return guarded(state.path(), [&]() -> Result<void> {
    const Connection& connection = *state.connection;
    // Where nothing can be written, texts are looked at one by one: slow, and right all the same.
    const bool can_write = !connection.reads_only() || connection.is_copy();
    if (can_write && state.index.wants_rebuild()) {
      SQLite::Transaction transaction(state.database(), SQLite::TransactionBehavior::IMMEDIATE);
      state.index.rebuild();
      transaction.commit();
      // All of the file went through the journal, which else would stay as large as long as it is
      // read.
      state.database().exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    if (connection.is_copy()) state.connection->finish_copy();
    return {};
  });
}

}  // namespace

TranslationMemory::TranslationMemory(std::unique_ptr<MemoryState> state)
    : state_(std::move(state)) {}
TranslationMemory::TranslationMemory(TranslationMemory&&) noexcept = default;
TranslationMemory& TranslationMemory::operator=(TranslationMemory&&) noexcept = default;
TranslationMemory::~TranslationMemory() = default;

Result<TranslationMemory> TranslationMemory::open(const std::filesystem::path& path,
                                                  const OpenOptions& options) {
  PUNTE_TRY(auto connection, Connection::open(path, options));
  auto state = std::make_unique<MemoryState>(std::move(connection));
  PUNTE_CHECK(make_index(*state));
  return TranslationMemory(std::move(state));
}

Result<TranslationMemory> TranslationMemory::open_in_memory() {
  PUNTE_TRY(auto connection, Connection::open_in_memory());
  return TranslationMemory(std::make_unique<MemoryState>(std::move(connection)));
}

Result<Writer> TranslationMemory::begin(ChangeInfo info) {
  return guarded(state_->path(), [&]() -> Result<Writer> {
    return Writer(std::make_unique<internal::UnitWriter>(
        state_->database(), state_->index, state_->store, state_->path(), std::move(info)));
  });
}

Result<std::vector<Match>> TranslationMemory::lookup(const Query& query,
                                                     const LookupOptions& options) const {
  return guarded(state_->path(), [&] {
    const Moment moment(state_->database());
    state_->refresh_index();
    return state_->lookup.find(query, options);
  });
}

Result<std::size_t> TranslationMemory::concordance(std::string_view phrase,
                                                   const ConcordanceOptions& options,
                                                   const ConcordanceVisitor& visit) const {
  return guarded(state_->path(), [&]() -> Result<std::size_t> {
    const Moment moment(state_->database());
    state_->refresh_index();
    return internal::search_phrase(state_->database(), state_->index, phrase, options, visit);
  });
}

Result<std::optional<Unit>> TranslationMemory::unit(std::int64_t id) const {
  return guarded(state_->path(), [&]() -> Result<std::optional<Unit>> {
    PUNTE_TRY(std::optional<internal::StoredUnit> found, state_->store.find(id));
    if (!found) return std::nullopt;
    return std::move(found->unit);
  });
}

Result<void> TranslationMemory::for_each(const UnitFilter& filter, const UnitVisitor& visit) const {
  PUNTE_TRY(UnitMatcher matcher, UnitMatcher::make(filter));
  // True: go on.
  const auto look = [&](std::int64_t id) -> Result<bool> {
    PUNTE_TRY(std::optional<internal::StoredUnit> found, state_->store.find(id));
    if (!found) return true;
    Unit& unit = found->unit;
    PUNTE_TRY(const bool matches, matcher.matches(unit, found->origin));
    if (!matches) return true;
    std::erase_if(unit.variants,
                  [&](const Variant& variant) { return !matcher.takes(variant.language); });
    return visit(unit, found->origin);
  };
  return guarded(state_->path(), [&]() -> Result<void> {
    const Moment moment(state_->database());
    if (!filter.ids.empty()) {
      std::vector<std::int64_t> ids = filter.ids;
      std::sort(ids.begin(), ids.end());
      ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
      for (const std::int64_t id : ids) {
        PUNTE_TRY(const bool more, look(id));
        if (!more) break;
      }
      return {};
    }
    SQLite::Statement ids(state_->database(), "SELECT id FROM unit ORDER BY id");
    while (ids.executeStep()) {
      PUNTE_TRY(const bool more, look(ids.getColumn(0).getInt64()));
      if (!more) break;
    }
    return {};
  });
}

Result<std::int64_t> TranslationMemory::revision() const {
  return guarded(state_->path(), [&]() -> Result<std::int64_t> {
    SQLite::Database& database = state_->database();
    // The first counts what other connections have committed, the second rows that this one
    // altered.
    const std::int64_t others = database.execAndGet("PRAGMA data_version").getInt64();
    return others << 32 ^ sqlite3_total_changes(database.getHandle());
  });
}

Result<MemoryInfo> TranslationMemory::info() const {
  return guarded(state_->path(), [&]() -> Result<MemoryInfo> {
    SQLite::Database& database = state_->database();
    MemoryInfo info;
    info.schema_version = state_->connection->format();
    info.units = database.execAndGet("SELECT count(*) FROM unit").getInt64();
    info.file_bytes = state_->connection->file_bytes();
    SQLite::Statement rows(database,
                           "SELECT language.tag, count(*) AS n FROM variant JOIN language ON "
                           "language.id = variant.language GROUP BY language.id ORDER BY n DESC, "
                           "language.tag");
    while (rows.executeStep()) {
      info.languages.push_back(
          {internal::text_of(rows.getColumn(0)), rows.getColumn(1).getInt64()});
    }
    return info;
  });
}

Result<AddOutcome> TranslationMemory::add_concept(const Concept& concept_,
                                                  std::string_view origin) {
  return guarded(state_->path(), [&] { return state_->side.add_concept(concept_, origin); });
}

Result<void> TranslationMemory::for_each_concept(
    const std::function<Result<void>(const Concept&, std::string_view)>& visit) const {
  return guarded(state_->path(), [&] { return state_->side.for_each_concept(visit); });
}

Result<void> TranslationMemory::keep_header(const FileHeader& header) {
  return guarded(state_->path(), [&]() -> Result<void> {
    state_->side.keep_header(header);
    return {};
  });
}

Result<std::vector<FileHeader>> TranslationMemory::file_headers(const std::string& origin) const {
  UnitFilter filter;
  filter.origin = origin;
  PUNTE_TRY(UnitMatcher matcher, UnitMatcher::make(filter));
  return guarded(state_->path(), [&]() -> Result<std::vector<FileHeader>> {
    PUNTE_TRY(std::vector<FileHeader> all, state_->side.file_headers());
    std::vector<FileHeader> out;
    for (FileHeader& header : all) {
      PUNTE_TRY(const bool passes, matcher.matches(Unit(), header.origin));
      if (passes) out.push_back(std::move(header));
    }
    return out;
  });
}

Result<void> TranslationMemory::keep_lexicon(const StoredLexicon& lexicon) {
  return guarded(state_->path(), [&]() -> Result<void> {
    state_->side.keep_lexicon(lexicon);
    return {};
  });
}

Result<std::optional<StoredLexicon>> TranslationMemory::lexicon(
    const std::string& source_language, const std::string& target_language) const {
  return guarded(state_->path(), [&]() -> Result<std::optional<StoredLexicon>> {
    return state_->side.lexicon(source_language, target_language);
  });
}

Result<std::vector<StoredLexicon>> TranslationMemory::lexicons() const {
  return guarded(state_->path(),
                 [&]() -> Result<std::vector<StoredLexicon>> { return state_->side.lexicons(); });
}

Result<void> TranslationMemory::keep_site(const std::string& site, const std::string& bytes) {
  return guarded(state_->path(), [&]() -> Result<void> {
    state_->side.keep_site(site, bytes);
    return {};
  });
}

Result<std::optional<std::string>> TranslationMemory::site(const std::string& site) const {
  return guarded(state_->path(),
                 [&]() -> Result<std::optional<std::string>> { return state_->side.site(site); });
}

Result<std::vector<Change>> TranslationMemory::history(std::size_t limit) const {
  return guarded(state_->path(), [&]() -> Result<std::vector<Change>> {
    return internal::changes_of(state_->database(), limit);
  });
}

Result<Change> TranslationMemory::undo(std::int64_t change, ChangeInfo info) {
  return guarded(state_->path(), [&]() -> Result<Change> {
    SQLite::Transaction transaction(state_->database(), SQLite::TransactionBehavior::IMMEDIATE);
    // After a commit there is nothing left to discard.
    const std::unique_ptr<internal::KeyIndex, void (*)(internal::KeyIndex*)> rollback(
        &state_->index, [](internal::KeyIndex* index) { index->discard(); });
    PUNTE_TRY(Change done, internal::undo_change(state_->database(), state_->store, state_->path(),
                                                 change, std::move(info)));
    state_->index.flush();
    transaction.commit();
    return done;
  });
}

}  // namespace punte::tm

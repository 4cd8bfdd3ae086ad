#include "tm/translation_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "language/match_key.h"
#include "tm/adapt.h"
#include "tm/change_log.h"
#include "tm/columns.h"
#include "tm/database.h"
#include "tm/key_index.h"
#include "tm/memory_state.h"
#include "tm/penalties.h"
#include "tm/phrase_search.h"
#include "tm/ranking.h"
#include "tm/schema.h"
#include "tm/score.h"
#include "tm/unit_content.h"
#include "tm/unit_store.h"

namespace punte::tm {
namespace {

using internal::guarded;
using internal::is_context;
using internal::stand_for_each_other;
using internal::text_of;

}  // namespace

Error TranslationMemory::State::damaged() const {
  return {ErrorCode::kCorrupt,
          PUNTE_MSG("the memory is damaged ({1}); restore a copy of it, or try punte tm check "
                    "--repair"),
          {"unit"},
          path};
}

Result<Unit> TranslationMemory::State::unit(std::int64_t id, std::string* origin) const {
  auto found = store->find(id);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return tl::unexpected(damaged());
  if (origin != nullptr) *origin = std::move((*found)->origin);
  return std::move((*found)->unit);
}

std::vector<std::pair<std::int64_t, std::string>> TranslationMemory::State::languages() const {
  std::vector<std::pair<std::int64_t, std::string>> out;
  SQLite::Statement rows(*database, "SELECT id, tag FROM language ORDER BY id");
  while (rows.executeStep()) {
    out.emplace_back(rows.getColumn(0).getInt64(), text_of(rows.getColumn(1)));
  }
  return out;
}

void TranslationMemory::State::forget_if_changed() {
  // data_version moves with other connections' commits, total_changes with our own.
  const std::int64_t version = database->execAndGet("PRAGMA data_version").getInt64();
  const int changes = sqlite3_total_changes(database->getHandle());
  if (version == data_version && changes == own_changes) return;
  data_version = version;
  own_changes = changes;
  index->refresh();
}

/// The text of a unit that came from the same file, as its neighbour there.
std::optional<std::string> TranslationMemory::State::neighbour(std::int64_t id,
                                                               const std::string& language,
                                                               const std::string& origin) const {
  SQLite::Statement row(*database,
                        "SELECT plain_text(variant.text) FROM unit JOIN origin ON origin.id = "
                        "unit.origin JOIN variant ON variant.id BETWEEN ? AND ? JOIN language ON "
                        "language.id = variant.language WHERE unit.id = ? AND origin.name = ? AND "
                        "language.tag = ? ORDER BY variant.id LIMIT 1");
  row.bind(1, internal::first_variant(id));
  row.bind(2, internal::last_variant(id));
  row.bind(3, id);
  row.bind(4, origin);
  row.bind(5, language);
  if (!row.executeStep()) return std::nullopt;
  return text_of(row.getColumn(0));
}

const language::Localizer& TranslationMemory::State::localizer(const std::string& from,
                                                               const std::string& to) {
  const auto found = localizers.find({from, to});
  if (found != localizers.end()) return found->second;
  return localizers.try_emplace({from, to}, from, to).first->second;
}

/// False: a number, code or address of the source that is another one in the query is left.
bool TranslationMemory::State::put_placeables(const Query& query, const LookupOptions& options,
                                              Match& match) {
  const auto form = [&](std::string_view number) -> std::optional<std::string> {
    auto localized = localizer(match.source_language, match.target_language).localize(number);
    if (!localized || localized->kind != "number") return std::nullopt;
    return std::move(localized->text);
  };
  if (options.adapt) return internal::adapt(query.source.text, form, match);
  Match copy = match;
  return internal::adapt(query.source.text, form, copy) && copy.target == match.target;
}

/// What the unit of a candidate has in the wanted language.
Result<std::vector<Match>> TranslationMemory::State::matches_of(
    const internal::KeyIndex::Candidate& candidate, const Query& query,
    const std::u32string& previous, const std::u32string& next, const LookupOptions& options) {
  std::vector<Match> matches;
  std::string origin;
  const auto found = unit(candidate.unit, &origin);
  if (!found) return tl::unexpected(found.error());
  const auto place = static_cast<std::size_t>(candidate.place);
  if (place >= found->variants.size()) return tl::unexpected(damaged());
  const Variant& source = found->variants[place];
  for (const Variant& target : found->variants) {
    if (&target == &source || !stand_for_each_other(target.language, query.target_language)) {
      continue;
    }
    Match match;
    match.source = source.text;
    match.target = target.text;
    match.source_language = source.language;
    match.target_language = target.language;
    match.unit_id = found->id;
    match.origin = origin;
    match.text_score = candidate.score;
    if (candidate.same_key) {
      const bool same_text = source.text.text == query.source.text;
      const bool codes = same_codes(source.text, query.source);
      match.text_score = same_text && codes ? 100 : 99;
      match.kind = MatchKind::kExact;
      if (!same_text) match.reasons.push_back({"form", 0, {}});
      if (!codes) match.reasons.push_back({"codes", 0, {}});
      if (same_text && codes) {
        const auto agrees = [&](std::int64_t id, const std::u32string& key) {
          const auto text = neighbour(id, source.language, origin);
          return !key.empty() && text && language::match_key(*text) == key;
        };
        const int neighbours =
            int{agrees(found->id - 1, previous)} + int{agrees(found->id + 1, next)};
        bool key = false;
        for (const auto& [name, value] : found->attributes) {
          key = key || (name == "tuid" && !query.key.empty() && value == query.key);
        }
        for (const Property& property : found->properties) {
          key = key ||
                (is_context(property.type) && !query.key.empty() && property.value == query.key);
        }
        match.text_score = key || neighbours == 2 ? 102 : 100 + neighbours;
        if (match.text_score > 100) {
          match.kind = MatchKind::kContext;
          match.reasons.push_back({key ? "key" : "neighbours", 0, {}});
        }
      }
    }
    match.score = match.text_score;
    auto reasons = internal::penalties_of(*found, source, target, origin, query, options.penalties);
    if (match.kind == MatchKind::kFuzzy && !put_placeables(query, options, match)) {
      reasons.push_back({"placeables", options.penalties.placeables, {}});
    }
    for (Reason& reason : reasons) {
      match.score = std::max(0, match.score - reason.points);
      match.reasons.push_back(std::move(reason));
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

Result<std::vector<Match>> TranslationMemory::State::lookup(const Query& query,
                                                            const LookupOptions& options) {
  // One read transaction, so that index and texts are those of one moment.
  std::optional<SQLite::Transaction> moment;
  if (sqlite3_get_autocommit(database->getHandle()) != 0) moment.emplace(*database);
  forget_if_changed();
  const internal::Scorer scorer(language::match_key(query.source.text));
  const std::u32string previous = language::match_key(query.previous.value_or(""));
  const std::u32string next = language::match_key(query.next.value_or(""));
  const bool has_context = !previous.empty() || !next.empty() || !query.key.empty();
  const int best = has_context ? 102 : 100;
  const bool ranked = options.order == MatchOrder::kUseful;
  const std::size_t pool = ranked ? std::max(options.limit, internal::kRankedPool) : options.limit;
  std::vector<Match> shown;  // the best so far, distinct, in order
  const auto before = [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.unit_id < b.unit_id;
  };
  const auto offer = [&](Match&& match) {
    // The same translation of the same text need not be shown twice.
    const auto same = std::find_if(shown.begin(), shown.end(), [&](const Match& other) {
      return other.target == match.target && other.source == match.source;
    });
    if (same != shown.end()) {
      if (!before(match, *same)) return;
      shown.erase(same);
    }
    shown.insert(std::upper_bound(shown.begin(), shown.end(), match, before), std::move(match));
    if (shown.size() > pool) shown.pop_back();
  };
  std::optional<Error> error;
  for (const auto& [id, tag] : languages()) {
    if (!stand_for_each_other(tag, query.source_language)) continue;
    internal::KeyIndex::Wanted wanted;
    wanted.threshold = std::min(options.threshold, internal::kBestFuzzyScore);
    index->search(id, scorer, wanted, [&](const internal::KeyIndex::Candidate& candidate) {
      auto found = matches_of(candidate, query, previous, next, options);
      if (!found) {
        error = found.error();
        wanted.last_unit = -1;
        return wanted;
      }
      for (Match& match : *found) {
        if (match.score >= options.threshold) offer(std::move(match));
      }
      if (shown.size() == pool) {
        // What scores less by its text alone cannot enter any more. Nothing is better than `best`,
        // and of equal ones the first units win.
        const int worst = shown.back().score;
        wanted.threshold = std::max(wanted.threshold, std::min(worst, internal::kBestFuzzyScore));
        if (worst >= best) wanted.last_unit = shown.back().unit_id;
      }
      return wanted;
    });
    if (error) return tl::unexpected(*error);
  }
  if (ranked) {
    const auto ranked_limit =
        shown.begin() + static_cast<std::ptrdiff_t>(std::min(shown.size(), internal::kRankedPool));
    std::vector<Match> best_ones(std::make_move_iterator(shown.begin()),
                                 std::make_move_iterator(ranked_limit));
    internal::rank(scorer, best_ones);
    std::move(best_ones.begin(), best_ones.end(), shown.begin());
  }
  const auto differ = std::count_if(shown.begin(), shown.end(),
                                    [](const Match& match) { return match.text_score >= 100; });
  if (differ > 1) {
    for (Match& match : shown) {
      if (match.text_score >= 100) match.reasons.push_back({"several-targets", 0, {}});
    }
  }
  if (shown.size() > options.limit) shown.resize(options.limit);
  for (Match& match : shown) {
    if (match.kind != MatchKind::kFuzzy) continue;
    auto words = internal::word_reasons(match.source.text, query.source.text);
    match.reasons.insert(match.reasons.begin(), std::make_move_iterator(words.begin()),
                         std::make_move_iterator(words.end()));
  }
  return shown;
}

struct Writer::State {
  TranslationMemory::State* memory;
  SQLite::Transaction transaction;
  internal::ChangeLog log;
  std::int64_t change = 0;

  State(TranslationMemory::State* state, ChangeInfo info)
      : memory(state),
        transaction(*state->database, SQLite::TransactionBehavior::IMMEDIATE),
        log(*state->database, std::move(info)) {
    // Another writer, or a rollback of ours, may have changed what the numbers stand for.
    state->store->forget_names();
    state->store->begin();
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {  // what was not committed
    memory->index->discard();
    memory->store->discard();
  }

  Result<AddOutcome> add(const Unit& unit, std::string_view origin);
};

namespace {

Error too_many(const Unit& unit) {
  return {ErrorCode::kLimit,
          PUNTE_MSG("a unit of {1} variants; at most {2} can be stored"),
          {std::to_string(unit.variants.size()), std::to_string(internal::kMostVariants)},
          {}};
}

}  // namespace

Result<AddOutcome> Writer::State::add(const Unit& unit, std::string_view origin) {
  for (const std::int64_t id : memory->store->with_hash(internal::hash_of(unit))) {
    std::string old_origin;
    const auto old = memory->unit(id, &old_origin);
    if (!old) return tl::unexpected(old.error());
    if (!internal::same_content(*old, unit)) continue;
    Unit joined = *old;
    internal::unite(joined, unit);
    if (joined == *old) return AddOutcome::kUnchanged;
    log.will_alter(id, *old, old_origin);
    memory->store->write_details(id, joined);
    return AddOutcome::kMerged;
  }
  memory->store->insert(log.next_id(), unit, origin);
  log.added();
  return AddOutcome::kAdded;
}

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

Result<AddOutcome> Writer::add(const Unit& unit, std::string_view origin) {
  if (unit.variants.size() > internal::kMostVariants) return tl::unexpected(too_many(unit));
  return guarded(state_->memory->path, [&] { return state_->add(unit, origin); });
}

Result<bool> Writer::replace(const Unit& unit) {
  if (unit.variants.size() > internal::kMostVariants) return tl::unexpected(too_many(unit));
  TranslationMemory::State& memory = *state_->memory;
  return guarded(memory.path, [&]() -> Result<bool> {
    const auto old = memory.store->find(unit.id);
    if (!old) return tl::unexpected(old.error());
    if (!*old || (*old)->unit == unit) return false;
    state_->log.will_alter(unit.id, (*old)->unit, (*old)->origin);
    memory.store->erase(unit.id);
    memory.store->insert(unit.id, unit, (*old)->origin);
    return true;
  });
}

Result<bool> Writer::erase(std::int64_t id) {
  TranslationMemory::State& memory = *state_->memory;
  return guarded(memory.path, [&]() -> Result<bool> {
    const auto old = memory.store->find(id);
    if (!old) return tl::unexpected(old.error());
    if (!*old) return false;
    state_->log.will_remove(id, (*old)->unit, (*old)->origin);
    memory.store->erase(id);
    return true;
  });
}

Result<void> Writer::commit() {
  return guarded(state_->memory->path, [&]() -> Result<void> {
    state_->change = state_->log.finish();
    state_->memory->store->flush();
    state_->memory->index->flush();
    state_->transaction.commit();
    return {};
  });
}

std::int64_t Writer::change() const { return state_->change; }

TranslationMemory::TranslationMemory(std::unique_ptr<State> state) : state_(std::move(state)) {}
TranslationMemory::TranslationMemory(TranslationMemory&&) noexcept = default;
TranslationMemory& TranslationMemory::operator=(TranslationMemory&&) noexcept = default;
TranslationMemory::~TranslationMemory() = default;

Result<TranslationMemory> TranslationMemory::open(const std::filesystem::path& path,
                                                  const OpenOptions& options) {
  auto state = std::make_unique<State>();
  state->path = path.string();
  auto database = internal::open_database(path, options, state->busy);
  if (!database) return tl::unexpected(database.error());
  state->database = std::move(*database);
  state->index = std::make_unique<internal::KeyIndex>(*state->database);
  state->store =
      std::make_unique<internal::UnitStore>(*state->database, *state->index, state->path);
  // A file from before there was an index, or this one.
  const auto indexed = guarded(state->path, [&]() -> Result<void> {
    if (!state->index->wants_rebuild()) return {};
    if (options.read_only) {
      OpenOptions writable = options;
      writable.create = false;
      writable.read_only = false;
      // Where nothing can be written, searching is slow and right all the same.
      const auto ignored = open(path, writable);
      return {};
    }
    SQLite::Transaction transaction(*state->database, SQLite::TransactionBehavior::IMMEDIATE);
    state->index->rebuild();
    transaction.commit();
    // All of the file went through the journal, which else would stay as large as long as it is
    // read.
    state->database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return {};
  });
  if (!indexed) return tl::unexpected(indexed.error());
  return TranslationMemory(std::move(state));
}

Result<Writer> TranslationMemory::begin(ChangeInfo info) {
  return guarded(state_->path, [&]() -> Result<Writer> {
    return Writer(std::make_unique<Writer::State>(state_.get(), std::move(info)));
  });
}

TranslationMemory::State& TranslationMemory::state() const { return *state_; }

Result<std::vector<Match>> TranslationMemory::lookup(const Query& query,
                                                     const LookupOptions& options) const {
  return guarded(state_->path, [&] { return state_->lookup(query, options); });
}

Result<std::size_t> TranslationMemory::concordance(std::string_view phrase,
                                                   const ConcordanceOptions& options,
                                                   const ConcordanceVisitor& visit) const {
  return guarded(state_->path, [&]() -> Result<std::size_t> {
    SQLite::Transaction moment(*state_->database);
    state_->forget_if_changed();
    return internal::search_phrase(*state_->database, *state_->index, phrase, options, visit);
  });
}

Result<std::optional<Unit>> TranslationMemory::unit(std::int64_t id) const {
  return guarded(state_->path, [&]() -> Result<std::optional<Unit>> {
    auto found = state_->store->find(id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return std::move((*found)->unit);
  });
}

Result<void> TranslationMemory::for_each(
    const UnitFilter& filter, const std::function<Result<void>(const Unit&)>& visit) const {
  return for_each(filter, [&](const Unit& unit, std::string_view) { return visit(unit); });
}

Result<void> TranslationMemory::for_each(
    const UnitFilter& filter,
    const std::function<Result<void>(const Unit&, std::string_view)>& visit) const {
  auto matcher = UnitMatcher::make(filter);
  if (!matcher) return tl::unexpected(matcher.error());
  return guarded(state_->path, [&]() -> Result<void> {
    // One read transaction: what is visited is the memory of one moment. Where a Writer has begun
    // one, it is the memory as the Writer sees it.
    std::optional<SQLite::Transaction> moment;
    if (sqlite3_get_autocommit(state_->database->getHandle()) != 0) {
      moment.emplace(*state_->database);
    }
    const auto look = [&](std::int64_t id) -> Result<void> {
      auto found = state_->store->find(id);
      if (!found) return tl::unexpected(found.error());
      if (!*found) return {};
      Unit& unit = (*found)->unit;
      const auto matches = matcher->matches(unit, (*found)->origin);
      if (!matches) return tl::unexpected(matches.error());
      if (!*matches) return {};
      std::erase_if(unit.variants,
                    [&](const Variant& variant) { return !matcher->takes(variant.language); });
      return visit(unit, (*found)->origin);
    };
    if (!filter.ids.empty()) {
      std::vector<std::int64_t> ids = filter.ids;
      std::sort(ids.begin(), ids.end());
      ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
      for (const std::int64_t id : ids) {
        if (auto looked = look(id); !looked) return looked;
      }
      return {};
    }
    SQLite::Statement ids(*state_->database, "SELECT id FROM unit ORDER BY id");
    while (ids.executeStep()) {
      if (auto looked = look(ids.getColumn(0).getInt64()); !looked) return looked;
    }
    return {};
  });
}

Result<MemoryInfo> TranslationMemory::info() const {
  return guarded(state_->path, [&]() -> Result<MemoryInfo> {
    MemoryInfo info;
    info.schema_version = internal::schema_version();
    info.units = state_->database->execAndGet("SELECT count(*) FROM unit").getInt64();
    info.file_bytes = state_->database->execAndGet("PRAGMA page_count").getInt64() *
                      state_->database->execAndGet("PRAGMA page_size").getInt64();
    SQLite::Statement rows(*state_->database,
                           "SELECT language.tag, count(*) AS n FROM variant JOIN language ON "
                           "language.id = variant.language GROUP BY language.id ORDER BY n DESC, "
                           "language.tag");
    while (rows.executeStep()) {
      info.languages.push_back({text_of(rows.getColumn(0)), rows.getColumn(1).getInt64()});
    }
    return info;
  });
}

}  // namespace punte::tm

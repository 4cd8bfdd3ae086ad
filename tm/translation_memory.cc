#include "tm/translation_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "language/language_tag.h"
#include "language/match_key.h"
#include "tm/database.h"
#include "tm/detail.h"
#include "tm/key_index.h"
#include "tm/phrase_search.h"
#include "tm/schema.h"
#include "tm/score.h"

namespace punte::tm {
namespace {

using internal::guarded;
using language::LanguageTag;

constexpr int kVariantPenalty = 1;

bool stand_for_each_other(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto first = LanguageTag::parse(a);
  const auto second = LanguageTag::parse(b);
  return first && second && first->is_variant_of(*second);
}

/// Properties that say where a text stands: the same text in two places is two units.
bool is_context(std::string_view type) {
  constexpr std::array<std::string_view, 9> kTypes = {"x-context",
                                                      "x-Context",
                                                      "x-ContextContent",
                                                      "x-context-pre",
                                                      "x-context-post",
                                                      "prev",
                                                      "next",
                                                      "id",
                                                      "key"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

class Hash {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) mix(static_cast<unsigned char>(c));
    mix(0x100);  // so that "ab","c" is not "a","bc"
  }
  [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(value_); }

 private:
  void mix(std::uint64_t unit) { value_ = (value_ ^ unit) * 0x100000001B3U; }  // FNV-1a
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

std::int64_t hash_of(const Unit& unit) {
  Hash hash;
  for (const Variant& variant : unit.variants) {
    hash.add(variant.language);
    hash.add(variant.text.text);
    if (!variant.text.codes.empty()) hash.add(internal::encode_codes(variant.text.codes));
  }
  for (const Property& property : unit.properties) {
    if (is_context(property.type)) hash.add(property.value);
  }
  return hash.value();
}

bool same_content(const Unit& a, const Unit& b) {
  if (a.variants.size() != b.variants.size()) return false;
  for (std::size_t i = 0; i < a.variants.size(); ++i) {
    if (a.variants[i].language != b.variants[i].language ||
        a.variants[i].text != b.variants[i].text) {
      return false;
    }
  }
  const auto contexts = [](const Unit& unit) {
    std::vector<std::string_view> values;
    for (const Property& property : unit.properties) {
      if (is_context(property.type)) values.push_back(property.value);
    }
    return values;
  };
  return contexts(a) == contexts(b);
}

template <typename T>
void unite(std::vector<T>& list, const std::vector<T>& more) {
  for (const T& item : more) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }
}

/// Dates in the form YYYYMMDDThhmmssZ compare as text.
void unite_attributes(std::vector<Attribute>& list, const std::vector<Attribute>& more) {
  for (const auto& [name, value] : more) {
    const auto found = std::find_if(
        list.begin(), list.end(), [&, &key = name](const auto& item) { return item.first == key; });
    if (found == list.end()) {
      list.emplace_back(name, value);
    } else if (name == "creationdate") {
      found->second = std::min(found->second, value);
    } else if (name == "changedate" || name == "lastusagedate") {
      found->second = std::max(found->second, value);
    } else if (name == "usagecount") {
      // Longer is larger, for whole numbers without sign.
      if (std::pair(value.size(), value) > std::pair(found->second.size(), found->second)) {
        found->second = value;
      }
    }
  }
}

void unite(Unit& unit, const Unit& more) {
  unite_attributes(unit.attributes, more.attributes);
  unite(unit.properties, more.properties);
  unite(unit.notes, more.notes);
  for (std::size_t i = 0; i < unit.variants.size(); ++i) {
    unite_attributes(unit.variants[i].attributes, more.variants[i].attributes);
    unite(unit.variants[i].properties, more.variants[i].properties);
    unite(unit.variants[i].notes, more.variants[i].notes);
  }
}

std::string_view blob_of(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

std::string text_of(const SQLite::Column& column) {
  return {column.getText(), static_cast<std::size_t>(column.getBytes())};
}

void bind_blob(SQLite::Statement& statement, int index, const std::string& bytes) {
  if (bytes.empty()) {
    statement.bind(index);
  } else {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
  }
}

/// Same codes, wherever their ids and contents come from: kinds and native content in order.
bool same_codes(const MarkedText& a, const MarkedText& b) {
  return std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(),
                    [](const InlineCode& x, const InlineCode& y) {
                      return x.offset == y.offset && x.kind == y.kind && x.content == y.content;
                    });
}

}  // namespace

struct TranslationMemory::State {
  std::string path;
  std::unique_ptr<SQLite::Database> database;

  std::unique_ptr<internal::KeyIndex> index;
  std::int64_t data_version = -1;
  int own_changes = -1;

  Result<Unit> unit(std::int64_t id, std::string* origin = nullptr) const;
  std::vector<std::pair<std::int64_t, std::string>> languages() const;
  void forget_if_changed();
  Error damaged() const {
    return {ErrorCode::kCorrupt,
            PUNTE_MSG("the memory is damaged ({1}); restore a copy of it"),
            {"detail"},
            path};
  }
  Result<std::vector<Match>> lookup(const Query& query, const LookupOptions& options);
  Result<std::vector<Match>> matches_of(const internal::KeyIndex::Candidate& candidate,
                                        const Query& query, const std::u32string& previous,
                                        const std::u32string& next) const;
  std::optional<std::string> neighbour(std::int64_t id, const std::string& language,
                                       const std::string& origin) const;
};

Result<Unit> TranslationMemory::State::unit(std::int64_t id, std::string* origin) const {
  Unit unit;
  unit.id = id;
  SQLite::Statement head(*database,
                         "SELECT unit.detail, origin.name FROM unit JOIN origin ON "
                         "origin.id = unit.origin WHERE unit.id = ?");
  head.bind(1, id);
  if (!head.executeStep() || !internal::decode_unit_detail(blob_of(head.getColumn(0)), unit)) {
    return tl::unexpected(damaged());
  }
  if (origin != nullptr) *origin = text_of(head.getColumn(1));
  SQLite::Statement rows(*database,
                         "SELECT language.tag, variant.text, variant.detail FROM variant JOIN "
                         "language ON language.id = variant.language WHERE variant.unit = ? "
                         "ORDER BY variant.place");
  rows.bind(1, id);
  while (rows.executeStep()) {
    Variant variant;
    variant.language = text_of(rows.getColumn(0));
    variant.text.text = text_of(rows.getColumn(1));
    if (!internal::decode_variant_detail(blob_of(rows.getColumn(2)), variant)) {
      return tl::unexpected(damaged());
    }
    unit.variants.push_back(std::move(variant));
  }
  return unit;
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
                        "SELECT variant.text FROM unit JOIN origin ON origin.id = unit.origin "
                        "JOIN variant ON variant.unit = unit.id JOIN language ON language.id = "
                        "variant.language WHERE unit.id = ? AND origin.name = ? AND language.tag "
                        "= ? ORDER BY variant.place LIMIT 1");
  row.bind(1, id);
  row.bind(2, origin);
  row.bind(3, language);
  if (!row.executeStep()) return std::nullopt;
  return text_of(row.getColumn(0));
}

/// What the unit of a candidate has in the wanted language.
Result<std::vector<Match>> TranslationMemory::State::matches_of(
    const internal::KeyIndex::Candidate& candidate, const Query& query,
    const std::u32string& previous, const std::u32string& next) const {
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
    } else {
      match.reasons = internal::word_reasons(source.text.text, query.source.text);
    }
    match.score = match.text_score;
    for (const auto& [ours, asked] : {std::pair(source.language, query.source_language),
                                      std::pair(target.language, query.target_language)}) {
      // "en" for "en-US" says nothing against it; "en-GB" for "en-US" does.
      if (ours == asked || ours.size() < 4 || asked.size() < 4) continue;
      match.score -= kVariantPenalty;
      match.reasons.push_back({"variant", kVariantPenalty, ours});
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
    if (shown.size() > options.limit) shown.pop_back();
  };
  std::optional<Error> error;
  for (const auto& [id, tag] : languages()) {
    if (!stand_for_each_other(tag, query.source_language)) continue;
    internal::KeyIndex::Wanted wanted;
    wanted.threshold = std::min(options.threshold, internal::kBestFuzzyScore);
    index->search(id, scorer, wanted, [&](const internal::KeyIndex::Candidate& candidate) {
      auto found = matches_of(candidate, query, previous, next);
      if (!found) {
        error = found.error();
        wanted.last_unit = -1;
        return wanted;
      }
      for (Match& match : *found) {
        if (match.score >= options.threshold) offer(std::move(match));
      }
      if (shown.size() == options.limit) {
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
  const auto differ = std::count_if(shown.begin(), shown.end(),
                                    [](const Match& match) { return match.text_score >= 100; });
  if (differ > 1) {
    for (Match& match : shown) {
      if (match.text_score >= 100) match.reasons.push_back({"several-targets", 0, {}});
    }
  }
  return shown;
}

struct Writer::State {
  TranslationMemory::State* memory;
  SQLite::Transaction transaction;
  SQLite::Statement find;
  SQLite::Statement insert_unit;
  SQLite::Statement insert_variant;
  SQLite::Statement update_unit;
  SQLite::Statement update_variant;
  std::unordered_map<std::string, std::int64_t> languages;
  std::unordered_map<std::string, std::int64_t> origins;

  explicit State(TranslationMemory::State* state)
      : memory(state),
        transaction(*state->database, SQLite::TransactionBehavior::IMMEDIATE),
        find(*state->database, "SELECT id FROM unit WHERE hash = ? ORDER BY id"),
        insert_unit(*state->database, "INSERT INTO unit(origin, hash, detail) VALUES (?, ?, ?)"),
        insert_variant(*state->database, "INSERT INTO variant VALUES (?, ?, ?, ?, ?)"),
        update_unit(*state->database, "UPDATE unit SET detail = ? WHERE id = ?"),
        update_variant(*state->database,
                       "UPDATE variant SET detail = ? WHERE unit = ? AND place = ?") {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { memory->index->discard(); }  // what was not committed

  std::int64_t id_of(std::unordered_map<std::string, std::int64_t>& known, const char* table,
                     const char* column, const std::string& value) {
    const auto [place, is_new] = known.try_emplace(value, 0);
    if (!is_new) return place->second;
    const std::string name(table);
    SQLite::Statement insert(*memory->database,
                             "INSERT OR IGNORE INTO " + name + "(" + column + ") VALUES (?)");
    insert.bind(1, value);
    insert.exec();
    SQLite::Statement select(*memory->database,
                             "SELECT id FROM " + name + " WHERE " + column + " = ?");
    select.bind(1, value);
    select.executeStep();
    place->second = select.getColumn(0).getInt64();
    return place->second;
  }

  Result<AddOutcome> add(const Unit& unit, std::string_view origin);
};

Result<AddOutcome> Writer::State::add(const Unit& unit, std::string_view origin) {
  const std::int64_t hash = hash_of(unit);
  std::vector<std::int64_t> doubles;
  find.reset();
  find.bind(1, hash);
  while (find.executeStep()) doubles.push_back(find.getColumn(0).getInt64());
  for (const std::int64_t id : doubles) {
    auto old = memory->unit(id);
    if (!old) return tl::unexpected(old.error());
    if (!same_content(*old, unit)) continue;
    Unit joined = *old;
    unite(joined, unit);
    if (joined == *old) return AddOutcome::kUnchanged;
    update_unit.reset();
    bind_blob(update_unit, 1, internal::encode_unit_detail(joined));
    update_unit.bind(2, id);
    update_unit.exec();
    for (std::size_t i = 0; i < joined.variants.size(); ++i) {
      update_variant.reset();
      const std::string detail = internal::encode_variant_detail(joined.variants[i]);
      bind_blob(update_variant, 1, detail);
      update_variant.bind(2, id);
      update_variant.bind(3, static_cast<std::int64_t>(i));
      update_variant.exec();
    }
    return AddOutcome::kMerged;
  }
  insert_unit.reset();
  insert_unit.bind(1, id_of(origins, "origin", "name", std::string(origin)));
  insert_unit.bind(2, hash);
  const std::string detail = internal::encode_unit_detail(unit);
  bind_blob(insert_unit, 3, detail);
  insert_unit.exec();
  const std::int64_t id = sqlite3_last_insert_rowid(memory->database->getHandle());
  for (std::size_t i = 0; i < unit.variants.size(); ++i) {
    const Variant& variant = unit.variants[i];
    insert_variant.reset();
    insert_variant.bind(1, id);
    insert_variant.bind(2, static_cast<std::int64_t>(i));
    insert_variant.bind(3, id_of(languages, "language", "tag", variant.language));
    insert_variant.bind(4, variant.text.text);
    const std::string variant_detail = internal::encode_variant_detail(variant);
    bind_blob(insert_variant, 5, variant_detail);
    insert_variant.exec();
    memory->index->on_insert(id, static_cast<std::int32_t>(i),
                             id_of(languages, "language", "tag", variant.language),
                             variant.text.text);
  }
  return AddOutcome::kAdded;
}

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

Result<AddOutcome> Writer::add(const Unit& unit, std::string_view origin) {
  return guarded(state_->memory->path, [&] { return state_->add(unit, origin); });
}

Result<void> Writer::commit() {
  return guarded(state_->memory->path, [&]() -> Result<void> {
    state_->memory->index->flush();
    state_->transaction.commit();
    return {};
  });
}

TranslationMemory::TranslationMemory(std::unique_ptr<State> state) : state_(std::move(state)) {}
TranslationMemory::TranslationMemory(TranslationMemory&&) noexcept = default;
TranslationMemory& TranslationMemory::operator=(TranslationMemory&&) noexcept = default;
TranslationMemory::~TranslationMemory() = default;

Result<TranslationMemory> TranslationMemory::open(const std::filesystem::path& path,
                                                  const OpenOptions& options) {
  auto database = internal::open_database(path, options);
  if (!database) return tl::unexpected(database.error());
  auto state = std::make_unique<State>();
  state->path = path.string();
  state->database = std::move(*database);
  state->index = std::make_unique<internal::KeyIndex>(*state->database);
  if (!options.read_only) {
    // A file from before there was an index.
    const auto indexed = guarded(state->path, [&]() -> Result<void> {
      if (!state->index->wants_rebuild()) return {};
      SQLite::Transaction transaction(*state->database, SQLite::TransactionBehavior::IMMEDIATE);
      state->index->rebuild();
      transaction.commit();
      return {};
    });
    if (!indexed) return tl::unexpected(indexed.error());
  }
  return TranslationMemory(std::move(state));
}

Result<Writer> TranslationMemory::begin() {
  return guarded(state_->path, [&]() -> Result<Writer> {
    return Writer(std::make_unique<Writer::State>(state_.get()));
  });
}

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

Result<void> TranslationMemory::for_each(
    const UnitFilter& filter, const std::function<Result<void>(const Unit&)>& visit) const {
  return guarded(state_->path, [&]() -> Result<void> {
    // One read transaction: what is visited is the memory of one moment.
    SQLite::Transaction moment(*state_->database);
    SQLite::Statement ids(*state_->database, "SELECT id FROM unit ORDER BY id");
    while (ids.executeStep()) {
      std::string origin;
      auto unit = state_->unit(ids.getColumn(0).getInt64(), &origin);
      if (!unit) return tl::unexpected(unit.error());
      if (!filter.origin.empty() && origin != filter.origin) continue;
      if (!filter.languages.empty()) {
        const auto wanted = [&](const std::string& language) {
          return [&](const Variant& variant) {
            return stand_for_each_other(variant.language, language);
          };
        };
        const bool has_all = std::all_of(
            filter.languages.begin(), filter.languages.end(), [&](const std::string& language) {
              return std::any_of(unit->variants.begin(), unit->variants.end(), wanted(language));
            });
        if (!has_all) continue;
        std::erase_if(unit->variants, [&](const Variant& variant) {
          return std::none_of(
              filter.languages.begin(), filter.languages.end(),
              [&](const std::string& language) { return wanted(language)(variant); });
        });
      }
      if (auto visited = visit(*unit); !visited) return visited;
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

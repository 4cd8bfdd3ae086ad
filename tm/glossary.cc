#include "tm/glossary.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "language/stem.h"
#include "tm/store/detail.h"
#include "tm/store/memory_state.h"
#include "tm/store/unit_content.h"

namespace punte::tm {
namespace {

using base::fail;
using internal::guarded;

void bind_blob(SQLite::Statement& statement, int place, const std::string& blob) {
  statement.bind(place, blob.data(), static_cast<int>(blob.size()));
}

std::string detail_of(const std::vector<Property>& properties, const std::vector<Note>& notes) {
  Unit detail;
  detail.properties = properties;
  detail.notes = notes;
  return internal::encode_unit_detail(detail);
}

bool read_detail(const std::string& blob, std::vector<Property>& properties,
                 std::vector<Note>& notes) {
  Unit detail;
  if (!internal::decode_unit_detail(blob, detail)) return false;
  properties = std::move(detail.properties);
  notes = std::move(detail.notes);
  return true;
}

/// Of languages and texts: two concepts of the same terms have the same.
std::int64_t hash_of(const Concept& what) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&hash](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    hash = (hash ^ 0x100U) * 0x100000001B3U;
  };
  for (const Term& term : what.terms) {
    add(term.language);
    add(term.text);
  }
  return static_cast<std::int64_t>(hash);
}

bool same_terms(const Concept& a, const Concept& b) {
  return std::equal(
      a.terms.begin(), a.terms.end(), b.terms.begin(), b.terms.end(),
      [](const Term& x, const Term& y) { return x.language == y.language && x.text == y.text; });
}

Result<Concept> read_concept(const TranslationMemory::State& state, std::int64_t id) {
  Concept out;
  out.id = id;
  SQLite::Statement head(*state.database, "SELECT name, detail FROM concept WHERE id = ?");
  head.bind(1, id);
  if (!head.executeStep() ||
      !read_detail(head.getColumn(1).getString(), out.properties, out.notes)) {
    return tl::unexpected(state.damaged());
  }
  out.name = head.getColumn(0).getString();
  SQLite::Statement terms(
      *state.database, "SELECT language, text, detail FROM term WHERE concept = ? ORDER BY place");
  terms.bind(1, id);
  while (terms.executeStep()) {
    Term& term = out.terms.emplace_back();
    term.language = terms.getColumn(0).getString();
    term.text = terms.getColumn(1).getString();
    if (!read_detail(terms.getColumn(2).getString(), term.properties, term.notes)) {
      return tl::unexpected(state.damaged());
    }
  }
  return out;
}

void insert(SQLite::Database& database, const Concept& what, std::string_view origin) {
  SQLite::Statement head(database,
                         "INSERT INTO concept (hash, name, origin, detail) VALUES (?, ?, ?, ?)");
  head.bind(1, hash_of(what));
  head.bind(2, what.name);
  head.bind(3, std::string(origin));
  bind_blob(head, 4, detail_of(what.properties, what.notes));
  head.exec();
  const std::int64_t id = database.getLastInsertRowid();
  SQLite::Statement row(
      database, "INSERT INTO term (concept, place, language, text, detail) VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < what.terms.size(); ++i) {
    row.bind(1, id);
    row.bind(2, static_cast<std::int64_t>(i));
    row.bind(3, what.terms[i].language);
    row.bind(4, what.terms[i].text);
    bind_blob(row, 5, detail_of(what.terms[i].properties, what.terms[i].notes));
    row.exec();
    row.reset();
  }
}

}  // namespace

Result<AddOutcome> add_concept(const TranslationMemory& memory, const Concept& concept_,
                               std::string_view origin) {
  TranslationMemory::State& state = memory.state();
  if (concept_.terms.empty()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("a concept without terms"));
  }
  return guarded(state.path, [&]() -> Result<AddOutcome> {
    SQLite::Database& database = *state.database;
    std::vector<std::int64_t> candidates;
    {
      SQLite::Statement same(database, "SELECT id FROM concept WHERE hash = ?");
      same.bind(1, hash_of(concept_));
      while (same.executeStep()) candidates.push_back(same.getColumn(0).getInt64());
    }
    for (const std::int64_t id : candidates) {
      auto old = read_concept(state, id);
      if (!old) return tl::unexpected(old.error());
      if (!same_terms(*old, concept_)) continue;
      Concept wanted = concept_;
      wanted.id = id;
      if (*old == wanted) return AddOutcome::kUnchanged;
      for (const char* sql :
           {"DELETE FROM term WHERE concept = ?", "DELETE FROM concept WHERE id = ?"}) {
        SQLite::Statement erase(database, sql);
        erase.bind(1, id);
        erase.exec();
      }
      insert(database, concept_, origin);
      return AddOutcome::kMerged;
    }
    insert(database, concept_, origin);
    return AddOutcome::kAdded;
  });
}

Result<void> for_each_concept(
    const TranslationMemory& memory,
    const std::function<Result<void>(const Concept&, std::string_view)>& visit) {
  const TranslationMemory::State& state = memory.state();
  return guarded(state.path, [&]() -> Result<void> {
    SQLite::Statement ids(*state.database, "SELECT id, origin FROM concept ORDER BY id");
    while (ids.executeStep()) {
      const auto one = read_concept(state, ids.getColumn(0).getInt64());
      if (!one) return tl::unexpected(one.error());
      if (auto visited = visit(*one, ids.getColumn(1).getString()); !visited) return visited;
    }
    return {};
  });
}

struct TermFinder::State {
  struct Entry {
    std::vector<std::string> stems;
    std::string term;
    std::vector<std::string> translations;
    std::int64_t concept_id = 0;
  };
  explicit State(const std::string& language) : stemmer(language) {}

  language::Stemmer stemmer;
  std::unordered_map<std::string, std::vector<Entry>> by_first;  // longest first
};

TermFinder::TermFinder(std::unique_ptr<State> state) : state_(std::move(state)) {}
TermFinder::TermFinder(TermFinder&&) noexcept = default;
TermFinder& TermFinder::operator=(TermFinder&&) noexcept = default;
TermFinder::~TermFinder() = default;

bool TermFinder::empty() const { return state_->by_first.empty(); }

Result<TermFinder> TermFinder::load(const TranslationMemory& memory,
                                    const std::string& source_language,
                                    const std::string& target_language) {
  auto state = std::make_unique<State>(source_language);
  std::unordered_map<std::string, std::pair<bool, bool>> known;  // is source, is target
  const auto loaded =
      for_each_concept(memory, [&](const Concept& one, std::string_view) -> Result<void> {
        const auto role = [&](const Term& term) {
          const auto [place, is_new] = known.try_emplace(term.language);
          if (is_new) {
            place->second = {internal::stand_for_each_other(term.language, source_language),
                             internal::stand_for_each_other(term.language, target_language)};
          }
          return place->second;
        };
        std::vector<std::string> translations;
        for (const Term& term : one.terms) {
          const bool is_new =
              std::find(translations.begin(), translations.end(), term.text) == translations.end();
          if (role(term).second && is_new) translations.push_back(term.text);
        }
        if (translations.empty()) return {};
        for (const Term& term : one.terms) {
          if (!role(term).first) continue;
          State::Entry entry{{}, term.text, translations, one.id};
          for (language::StemmedWord& word : state->stemmer.words(term.text)) {
            entry.stems.push_back(std::move(word.stem));
          }
          if (entry.stems.empty()) continue;
          const std::string first = entry.stems.front();
          state->by_first[first].push_back(std::move(entry));
        }
        return {};
      });
  if (!loaded) return tl::unexpected(loaded.error());
  for (auto& [first, entries] : state->by_first) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.stems.size() > b.stems.size(); });
  }
  return TermFinder(std::move(state));
}

std::vector<FoundTerm> TermFinder::find(std::string_view text) {
  std::vector<FoundTerm> out;
  if (empty()) return out;
  const std::vector<language::StemmedWord> words = state_->stemmer.words(text);
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 0;  // in words, of the longest term that begins here
    const auto entries = state_->by_first.find(words[i].stem);
    if (entries != state_->by_first.end()) {
      for (const State::Entry& entry : entries->second) {
        const std::size_t count = entry.stems.size();
        if (count < length) break;
        const bool is_here =
            i + count <= words.size() &&
            std::equal(entry.stems.begin(), entry.stems.end(),
                       words.begin() + static_cast<std::ptrdiff_t>(i),
                       [](const std::string& stem, const language::StemmedWord& word) {
                         return stem == word.stem;
                       });
        if (!is_here) continue;
        length = count;
        out.push_back({{words[i].span.start, words[i + count - 1].span.limit},
                       entry.term,
                       entry.translations,
                       entry.concept_id});
      }
    }
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace punte::tm

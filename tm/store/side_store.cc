#include "tm/store/side_store.h"

#include <algorithm>
#include <utility>

#include "tm/store/database.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"

namespace punte::tm::internal {

using base::ErrorCode;
using base::Result;

namespace {

/// Unlike the details of units, those of this room's tables are never NULL.
void bind_bytes(SQLite::Statement& statement, int place, const std::string& bytes) {
  statement.bind(place, bytes.data(), static_cast<int>(bytes.size()));
}

std::string detail_of(const std::vector<Property>& properties, const std::vector<Note>& notes) {
  Unit detail;
  detail.properties = properties;
  detail.notes = notes;
  return encode_unit_detail(detail);
}

bool read_detail(const std::string& blob, std::vector<Property>& properties,
                 std::vector<Note>& notes) {
  Unit detail;
  if (!decode_unit_detail(blob, detail)) return false;
  properties = std::move(detail.properties);
  notes = std::move(detail.notes);
  return true;
}

/// Of languages and texts: two concepts of the same terms have the same.
std::int64_t hash_of(const Concept& what) {
  Hash hash;
  for (const Term& term : what.terms) {
    hash.add(term.language);
    hash.add(term.text);
  }
  return hash.value();
}

bool same_terms(const Concept& a, const Concept& b) {
  return std::equal(
      a.terms.begin(), a.terms.end(), b.terms.begin(), b.terms.end(),
      [](const Term& x, const Term& y) { return x.language == y.language && x.text == y.text; });
}

}  // namespace

Result<Concept> SideStore::read_concept(std::int64_t id) const {
  Concept out;
  out.id = id;
  SQLite::Statement head(database_, "SELECT name, detail FROM concept WHERE id = ?");
  head.bind(1, id);
  if (!head.executeStep() ||
      !read_detail(head.getColumn(1).getString(), out.properties, out.notes)) {
    return tl::unexpected(damaged("concept", path_));
  }
  out.name = head.getColumn(0).getString();
  SQLite::Statement terms(
      database_, "SELECT language, text, detail FROM term WHERE concept = ? ORDER BY place");
  terms.bind(1, id);
  while (terms.executeStep()) {
    Term& term = out.terms.emplace_back();
    term.language = terms.getColumn(0).getString();
    term.text = terms.getColumn(1).getString();
    if (!read_detail(terms.getColumn(2).getString(), term.properties, term.notes)) {
      return tl::unexpected(damaged("concept", path_));
    }
  }
  return out;
}

void SideStore::insert(const Concept& what, std::string_view origin) {
  SQLite::Statement head(database_,
                         "INSERT INTO concept (hash, name, origin, detail) VALUES (?, ?, ?, ?)");
  head.bind(1, hash_of(what));
  head.bind(2, what.name);
  head.bind(3, std::string(origin));
  bind_bytes(head, 4, detail_of(what.properties, what.notes));
  head.exec();
  const std::int64_t id = database_.getLastInsertRowid();
  SQLite::Statement row(
      database_,
      "INSERT INTO term (concept, place, language, text, detail) VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < what.terms.size(); ++i) {
    row.bind(1, id);
    row.bind(2, static_cast<std::int64_t>(i));
    row.bind(3, what.terms[i].language);
    row.bind(4, what.terms[i].text);
    bind_bytes(row, 5, detail_of(what.terms[i].properties, what.terms[i].notes));
    row.exec();
    row.reset();
  }
}

void SideStore::erase_concept(std::int64_t id) {
  for (const char* sql :
       {"DELETE FROM term WHERE concept = ?", "DELETE FROM concept WHERE id = ?"}) {
    SQLite::Statement erase(database_, sql);
    erase.bind(1, id);
    erase.exec();
  }
}

Result<AddOutcome> SideStore::add_concept(const Concept& what, std::string_view origin) {
  if (what.terms.empty()) {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("a concept without terms"));
  }
  std::vector<std::int64_t> candidates;
  {
    SQLite::Statement same(database_, "SELECT id FROM concept WHERE hash = ?");
    same.bind(1, hash_of(what));
    while (same.executeStep()) candidates.push_back(same.getColumn(0).getInt64());
  }
  for (const std::int64_t id : candidates) {
    PUNTE_TRY(const Concept old, read_concept(id));
    if (!same_terms(old, what)) continue;
    Concept wanted = what;
    wanted.id = id;
    if (old == wanted) return AddOutcome::kUnchanged;
    erase_concept(id);
    insert(what, origin);
    return AddOutcome::kMerged;
  }
  insert(what, origin);
  return AddOutcome::kAdded;
}

Result<void> SideStore::for_each_concept(
    const std::function<Result<void>(const Concept&, std::string_view)>& visit) const {
  SQLite::Statement ids(database_, "SELECT id, origin FROM concept ORDER BY id");
  while (ids.executeStep()) {
    PUNTE_TRY(const Concept one, read_concept(ids.getColumn(0).getInt64()));
    PUNTE_CHECK(visit(one, ids.getColumn(1).getString()));
  }
  return {};
}

void SideStore::keep_header(const FileHeader& header) {
  Unit detail;
  detail.attributes = header.attributes;
  detail.properties = header.properties;
  detail.notes = header.notes;
  Unit markup;
  for (const std::string& element : header.elements) markup.properties.push_back({"", element, {}});
  SQLite::Statement name(database_, "INSERT OR IGNORE INTO origin (name) VALUES (?)");
  name.bind(1, header.origin);
  name.exec();
  SQLite::Statement insert(database_,
                           "INSERT OR REPLACE INTO file_header (origin, detail, markup) "
                           "SELECT id, ?, ? FROM origin WHERE name = ?");
  bind_bytes(insert, 1, encode_unit_detail(detail));
  bind_bytes(insert, 2, encode_unit_detail(markup));
  insert.bind(3, header.origin);
  insert.exec();
}

Result<std::vector<FileHeader>> SideStore::file_headers() const {
  std::vector<FileHeader> out;
  SQLite::Statement query(database_,
                          "SELECT origin.name, detail, markup FROM file_header JOIN origin ON "
                          "origin.id = file_header.origin WHERE EXISTS (SELECT 1 FROM unit WHERE "
                          "unit.origin = origin.id) ORDER BY origin.id");
  while (query.executeStep()) {
    FileHeader& header = out.emplace_back();
    header.origin = query.getColumn(0).getString();
    Unit detail;
    Unit markup;
    if (!decode_unit_detail(query.getColumn(1).getString(), detail) ||
        !decode_unit_detail(query.getColumn(2).getString(), markup)) {
      return tl::unexpected(damaged("header", path_));
    }
    header.attributes = std::move(detail.attributes);
    header.properties = std::move(detail.properties);
    header.notes = std::move(detail.notes);
    for (Property& element : markup.properties) header.elements.push_back(std::move(element.value));
  }
  return out;
}

void SideStore::keep_lexicon(const StoredLexicon& lexicon) {
  SQLite::Statement insert(database_,
                           "INSERT OR REPLACE INTO lexicon (source, target, units, pairs, data) "
                           "VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, lexicon.source_language);
  insert.bind(2, lexicon.target_language);
  insert.bind(3, lexicon.units);
  insert.bind(4, lexicon.pairs);
  bind_bytes(insert, 5, lexicon.bytes);
  insert.exec();
}

std::optional<StoredLexicon> SideStore::lexicon(const std::string& source_language,
                                                const std::string& target_language) const {
  SQLite::Statement query(database_,
                          "SELECT units, pairs, data FROM lexicon WHERE source = ? AND target = ?");
  query.bind(1, source_language);
  query.bind(2, target_language);
  if (!query.executeStep()) return std::nullopt;
  return StoredLexicon{source_language, target_language, query.getColumn(0).getInt64(),
                       query.getColumn(1).getInt64(), query.getColumn(2).getString()};
}

std::vector<StoredLexicon> SideStore::lexicons() const {
  std::vector<StoredLexicon> out;
  SQLite::Statement query(
      database_, "SELECT source, target, units, pairs FROM lexicon ORDER BY source, target");
  while (query.executeStep()) {
    StoredLexicon& lexicon = out.emplace_back();
    lexicon.source_language = query.getColumn(0).getString();
    lexicon.target_language = query.getColumn(1).getString();
    lexicon.units = query.getColumn(2).getInt64();
    lexicon.pairs = query.getColumn(3).getInt64();
  }
  return out;
}

void SideStore::keep_site(const std::string& site, const std::string& bytes) {
  SQLite::Statement insert(database_, "INSERT OR REPLACE INTO site (name, data) VALUES (?, ?)");
  insert.bind(1, site);
  bind_bytes(insert, 2, bytes);
  insert.exec();
}

std::optional<std::string> SideStore::site(const std::string& site) const {
  SQLite::Statement query(database_, "SELECT data FROM site WHERE name = ?");
  query.bind(1, site);
  if (!query.executeStep()) return std::nullopt;
  return query.getColumn(0).getString();
}

}  // namespace punte::tm::internal

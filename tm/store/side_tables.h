#ifndef PUNTE_TM_STORE_SIDE_TABLES_H_
#define PUNTE_TM_STORE_SIDE_TABLES_H_

namespace punte::tm::internal {

// What a memory keeps beside its units: what the heads of imported files said (file_header.h), and
// terms (glossary.h).
inline constexpr const char* kSideTables = R"sql(
CREATE TABLE file_header (
  origin INTEGER PRIMARY KEY REFERENCES origin(id),
  detail BLOB NOT NULL,          -- attributes, properties, notes; see detail.h
  markup BLOB NOT NULL           -- the same, with each element as a property
);
CREATE TABLE concept (
  id     INTEGER PRIMARY KEY,    -- in the order of import
  hash   INTEGER NOT NULL,       -- of its terms: finds doubles
  name   TEXT NOT NULL,          -- the id that its file gave it, or ''
  origin TEXT NOT NULL,          -- the file it came from
  detail BLOB NOT NULL           -- properties and notes
);
CREATE INDEX concept_hash ON concept(hash);
CREATE TABLE term (
  concept  INTEGER NOT NULL REFERENCES concept(id) ON DELETE CASCADE,
  place    INTEGER NOT NULL,     -- 0, 1, ... in the order of the file
  language TEXT NOT NULL,        -- canonical BCP 47
  text     TEXT NOT NULL,
  detail   BLOB NOT NULL,
  PRIMARY KEY (concept, place)
) WITHOUT ROWID;
)sql";

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_SIDE_TABLES_H_

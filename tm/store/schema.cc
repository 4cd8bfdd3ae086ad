#include "tm/store/schema.h"

#include <array>

#include "tm/store/side_tables.h"

namespace punte::tm::internal {
namespace {

// References, and what they say of deleting, only describe: SQLite is not asked to check or follow
// them (database.cc), so that whoever deletes a row deletes what refers to it.

// A unit holds any number of variants, each once; every direction is looked up from the same rows.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE language (
  id  INTEGER PRIMARY KEY,
  tag TEXT NOT NULL UNIQUE       -- canonical BCP 47
);
CREATE TABLE origin (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE      -- the file a unit came from
);
CREATE TABLE unit (
  id     INTEGER PRIMARY KEY,    -- in the order of import
  origin INTEGER NOT NULL REFERENCES origin(id),
  hash   INTEGER NOT NULL,       -- of languages, texts, codes and context: finds doubles
  detail BLOB                    -- attributes, properties, notes; see detail.h
);
CREATE INDEX unit_hash ON unit(hash);
CREATE TABLE variant (
  unit     INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
  place    INTEGER NOT NULL,     -- 0, 1, ... in the order of the file
  language INTEGER NOT NULL REFERENCES language(id),
  text     TEXT NOT NULL,
  detail   BLOB,                 -- codes, attributes, properties, notes
  PRIMARY KEY (unit, place)
) WITHOUT ROWID;
)sql";

// The index of match keys, see tm/index/key_index.h. Units of older files wait in key_pending until
// the first write that brings them into a chunk.
constexpr const char* kKeyIndex = R"sql(
CREATE TABLE key_chunk (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
  language    INTEGER NOT NULL,
  texts       INTEGER NOT NULL,
  piece_bytes INTEGER NOT NULL,  -- in each of its pieces but the last
  first_piece INTEGER NOT NULL,
  text_data   BLOB NOT NULL,     -- unit (difference), place, length of each text
  gram_data   BLOB NOT NULL      -- hash (difference) and bytes of each list
);
CREATE INDEX key_chunk_language ON key_chunk(language);
CREATE TABLE key_piece (
  id   INTEGER PRIMARY KEY,      -- lists of texts (differences), one after the other
  data BLOB NOT NULL
);
CREATE TABLE key_pending (
  unit     INTEGER NOT NULL,
  place    INTEGER NOT NULL,
  language INTEGER NOT NULL,
  PRIMARY KEY (unit, place)
) WITHOUT ROWID;
INSERT INTO key_pending SELECT unit, place, language FROM variant;
)sql";

// Words and their translations, learnt from the units; aligner/lexicon.h reads the data.
constexpr const char* kLexicon = R"sql(
CREATE TABLE lexicon (
  source TEXT NOT NULL,          -- canonical BCP 47
  target TEXT NOT NULL,
  units  INTEGER NOT NULL,       -- of the memory when it was learnt
  pairs  INTEGER NOT NULL,       -- of texts that it was learnt from
  data   BLOB NOT NULL,
  PRIMARY KEY (source, target)
);
)sql";

// A change is whatever one transaction did. To undo it, the units that it added are known by their
// range of ids, and those that it altered, removed or brought back as they were before.
constexpr const char* kHistory = R"sql(
CREATE TABLE change (
  id      INTEGER PRIMARY KEY,
  time    INTEGER NOT NULL,      -- seconds since 1970
  who     TEXT NOT NULL,
  command TEXT NOT NULL,         -- "import a.tmx", "undo 3"
  first   INTEGER NOT NULL,      -- ids of added units: first .. last; last = first - 1 if none.
  last    INTEGER NOT NULL,      -- never falls from change to change: ids are not used again
  added   INTEGER NOT NULL DEFAULT 0,
  altered INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  undoes  INTEGER,               -- the change that this one took back
  undone  INTEGER                -- the change that took this one back, and still stands
);
CREATE TABLE old_unit (
  change  INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
  unit    INTEGER NOT NULL,
  content BLOB,                  -- see detail.h; NULL: there was no such unit
  PRIMARY KEY (change, unit)
) WITHOUT ROWID;
)sql";

// The index in parts, see tm/index/index_part.h, in place of the one of version 2. All texts wait
// in key_pending until the file is next opened for writing.
constexpr const char* kIndexParts = R"sql(
DROP TABLE key_chunk;
DROP TABLE key_piece;
CREATE TABLE key_segment (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
  language    INTEGER NOT NULL,
  texts       INTEGER NOT NULL,
  first_page  INTEGER NOT NULL,  -- of its lists
  directory   INTEGER NOT NULL,  -- first page of its directories
  directories INTEGER NOT NULL,
  text_page   INTEGER NOT NULL,  -- first page of its texts
  limit_page  INTEGER NOT NULL,  -- behind its last page
  first_unit  INTEGER NOT NULL,
  first_place INTEGER NOT NULL,
  unit_bytes  INTEGER NOT NULL,
  place_bytes INTEGER NOT NULL,
  lengths     BLOB NOT NULL
);
CREATE TABLE key_page (
  id   INTEGER PRIMARY KEY,
  data BLOB NOT NULL
);
INSERT OR IGNORE INTO key_pending SELECT unit, place, language FROM variant;
)sql";

// The index of shapes, in which placeables count as equal: as in kIndexParts, all texts wait. And
// what the pages of a site have in common; page/site_memory.h reads the data.
constexpr const char* kShapesAndSites = R"sql(
CREATE TABLE site (
  name TEXT PRIMARY KEY,         -- host, or folder
  data BLOB NOT NULL
);
DELETE FROM key_segment;
DELETE FROM key_page;
INSERT OR IGNORE INTO key_pending SELECT unit, place, language FROM variant;
)sql";

// Variants in rows by number, which SQLite appends without leaving room, and packed texts; see
// packed_text.h. Unit and place are read from the number of the row, not stored. The index packs
// its lists in bits: as in kIndexParts, all texts wait.
constexpr const char* kPackedTexts = R"sql(
CREATE TABLE symbols (
  id       INTEGER PRIMARY KEY,
  units    INTEGER NOT NULL,     -- that the memory had when it was learnt
  checksum INTEGER NOT NULL,
  data     BLOB NOT NULL         -- see symbol_table.h
);
CREATE TABLE symbols_copy (
  id       INTEGER PRIMARY KEY,
  units    INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  data     BLOB NOT NULL
);
CREATE TABLE numbered_variant (
  id       INTEGER PRIMARY KEY,  -- unit * 65536 + place
  unit     INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL REFERENCES unit(id),
  place    INTEGER GENERATED ALWAYS AS (id & 65535) VIRTUAL,  -- in the order of the file
  language INTEGER NOT NULL REFERENCES language(id),
  text     TEXT NOT NULL,        -- a BLOB if it is packed
  detail   BLOB                  -- codes, attributes, properties, notes
);
INSERT INTO numbered_variant(id, language, text, detail)
  SELECT unit << 16 | place, language, text, detail FROM variant ORDER BY unit, place;
DROP TABLE variant;
ALTER TABLE numbered_variant RENAME TO variant;
DELETE FROM key_segment;
DELETE FROM key_page;
INSERT OR IGNORE INTO key_pending SELECT unit, place, language FROM variant;
)sql";

// What a memory knows of each unit by itself (UnitRecord). Units of older files have the times that
// the history still tells: those of the change that added them and of the last one that altered
// them and was not taken back. Hashes tell more units apart than before; see upgrade.cc. Match keys
// fold more than before (full width, digits of any script, the ellipsis), and texts are also found
// by their words, so that all of them wait.
constexpr const char* kRecords = R"sql(
ALTER TABLE unit ADD COLUMN added INTEGER;    -- seconds since 1970; NULL: not known
ALTER TABLE unit ADD COLUMN changed INTEGER;  -- the same; NULL: not since it was added
ALTER TABLE unit ADD COLUMN version INTEGER;  -- NULL: 1
UPDATE unit SET added = change.time FROM change
  WHERE change.undoes IS NULL AND unit.id BETWEEN change.first AND change.last;
UPDATE unit SET changed = last.time FROM
  (SELECT old_unit.unit AS unit, max(change.time) AS time FROM old_unit
     JOIN change ON change.id = old_unit.change
     WHERE change.undone IS NULL AND change.undoes IS NULL GROUP BY old_unit.unit) AS last
  WHERE last.unit = unit.id;
UPDATE unit SET version = known.versions FROM
  (SELECT unit, count(*) + 1 AS versions FROM old_unit GROUP BY unit) AS known
  WHERE known.unit = unit.id;
DELETE FROM key_segment;
DELETE FROM key_page;
INSERT OR IGNORE INTO key_pending SELECT unit, place, language FROM variant;
)sql";

constexpr std::array<const char*, 9> kSteps = {kVersion1,       kKeyIndex,    kLexicon,
                                               kHistory,        kIndexParts,  kSideTables,
                                               kShapesAndSites, kPackedTexts, kRecords};

}  // namespace

std::span<const char* const> schema_steps() { return kSteps; }

}  // namespace punte::tm::internal

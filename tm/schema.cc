#include "tm/schema.h"

#include <array>

namespace punte::tm::internal {
namespace {

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

constexpr std::array<const char*, 2> kSteps = {kVersion1, kLexicon};

}  // namespace

std::span<const char* const> schema_steps() { return kSteps; }

}  // namespace punte::tm::internal

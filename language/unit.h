#ifndef PUNTE_LANGUAGE_UNIT_H_
#define PUNTE_LANGUAGE_UNIT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "language/marked_text.h"

namespace punte::language {

/// Named information that Punte does not interpret unless it knows `type` (TMX <prop>).
struct Property {
  std::string type;
  std::string value;
  std::vector<Attribute> attributes;  ///< others than `type`, as read (xml:lang, o-encoding)
  friend bool operator==(const Property&, const Property&) = default;
};

/// A remark for people (TMX <note>).
struct Note {
  std::string text;
  std::vector<Attribute> attributes;
  friend bool operator==(const Note&, const Note&) = default;
};

/// A unit's text in one language (TMX <tuv>).
struct Variant {
  std::string language;             ///< canonical BCP 47 tag
  std::string language_as_written;  ///< the file's spelling where it differs, else empty
  MarkedText text;
  std::vector<Attribute> attributes;  ///< dates, ids, usage counts ... as read, order kept
  std::vector<Property> properties;
  std::vector<Note> notes;
  friend bool operator==(const Variant&, const Variant&) = default;
};

/// What a memory knows of a unit by itself. It is no part of what files say: never exported, and no
/// reason to prefer a unit.
struct UnitRecord {
  std::int64_t added = 0;    ///< to this memory, seconds since 1970; 0: not known
  std::int64_t changed = 0;  ///< last in this memory; 0: not since it was added, or not known
  std::int64_t version = 0;  ///< of its content: 1, 2, ... and never an earlier one again; 0: none
  friend bool operator==(const UnitRecord&, const UnitRecord&) = default;
};

/// One thing said in any number of languages (TMX <tu>). A language may occur more than once.
struct Unit {
  std::int64_t id = 0;          ///< the memory's own number; 0 before it is stored
  UnitRecord record = {};       ///< the memory's own as well; writing ignores it
  std::string source_language;  ///< canonical tag; "" or "*all*": any variant may be the source
  std::vector<Variant> variants;
  std::vector<Attribute> attributes;  ///< tuid, dates ... as read, order kept; not srclang
  std::vector<Property> properties;
  std::vector<Note> notes;
  std::int64_t line = 0;  ///< of the file that it was read from, from 1; 0: not known

  /// Where it was read makes no other unit.
  friend bool operator==(const Unit& a, const Unit& b) {
    return a.id == b.id && a.record == b.record && a.source_language == b.source_language &&
           a.variants == b.variants && a.attributes == b.attributes &&
           a.properties == b.properties && a.notes == b.notes;
  }
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_UNIT_H_

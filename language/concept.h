#ifndef PUNTE_LANGUAGE_CONCEPT_H_
#define PUNTE_LANGUAGE_CONCEPT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "language/unit.h"

namespace punte::language {

/// A word or phrase that names a concept in one language (TBX <term>).
struct Term {
  std::string language;  ///< canonical BCP 47
  std::string text;
  /// "element:type" of TBX and its value: "termNote:partOfSpeech", "descrip:context", ...; what was
  /// said of all terms of a language is with the first of them, as "langSet/descrip:...".
  std::vector<Property> properties;
  std::vector<Note> notes;
  friend bool operator==(const Term&, const Term&) = default;
};

/// One idea with its terms in any number of languages (TBX <termEntry>, <conceptEntry>).
struct Concept {
  std::int64_t id = 0;  ///< the memory's own number; 0 before it is stored
  std::string name;     ///< the id that its file gave it, or ""
  std::vector<Term> terms;
  std::vector<Property> properties;  ///< "descrip:subjectField", "descrip:definition", ...
  std::vector<Note> notes;
  friend bool operator==(const Concept&, const Concept&) = default;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_CONCEPT_H_

#ifndef PUNTE_TM_UNIT_H_
#define PUNTE_TM_UNIT_H_

#include "language/concept.h"
#include "language/unit.h"

namespace punte::tm {

// What a memory holds. Files hold the same, so the types belong to the room below both.
using language::Attribute;
using language::Concept;
using language::InlineCode;
using language::MarkedText;
using language::Note;
using language::Property;
using language::Term;
using language::Unit;
using language::UnitRecord;
using language::Variant;

}  // namespace punte::tm

#endif  // PUNTE_TM_UNIT_H_

#ifndef PUNTE_EXCHANGE_XLIFF_UNIT_H_
#define PUNTE_EXCHANGE_XLIFF_UNIT_H_

#include <string>
#include <vector>

#include "language/unit.h"

namespace punte::exchange {

/// A proposal for a segment (1.2 <alt-trans>, 2.1 <mtc:match>).
struct XliffMatch {
  language::MarkedText source;  ///< may be empty: that of the segment
  language::MarkedText target;
  double similarity = -1;  ///< percent, 0 to 100; below 0: not said
  std::string origin;      ///< whose proposal it is: a memory's or a tool's name
  friend bool operator==(const XliffMatch&, const XliffMatch&) = default;
};

struct XliffSegment {
  std::string id;  ///< "" where the unit is one segment without a name of its own
  language::MarkedText source;
  language::MarkedText target;
  bool has_target = false;  ///< an empty <target> is something else than none
  /// A word of XLIFF 2 (initial, translated, reviewed, final) or of 1.2 (new, needs-translation,
  /// needs-review-translation, translated, signed-off, final, ...), or "".
  std::string state;
  bool is_ignorable = false;  ///< what stands between segments: white space, codes
  std::vector<XliffMatch> matches;
  friend bool operator==(const XliffSegment&, const XliffSegment&) = default;
};

struct XliffUnit {
  std::string id;    ///< unique in its file; NMTOKEN in XLIFF 2, so letters, digits and .-_:
  std::string name;  ///< key of the text where it comes from (1.2 resname, 2.1 name)
  bool translate = true;
  std::vector<XliffSegment> segments;  ///< in the order of the source, at least one
  std::vector<language::Note> notes;
  std::vector<language::Property> properties;  ///< 1.2 <prop>, 2.1 <mda:meta>: type and value
  std::int64_t line = 0;  ///< where it begins in the file that it was read from; 0: not known

  /// Where it was read makes no other unit.
  friend bool operator==(const XliffUnit& a, const XliffUnit& b) {
    return a.id == b.id && a.name == b.name && a.translate == b.translate &&
           a.segments == b.segments && a.notes == b.notes && a.properties == b.properties;
  }
};

/// What units came from.
struct XliffFile {
  std::string original = {};         ///< name of the document, "" if it is not known
  std::string datatype = "unknown";  ///< "html", "plaintext", ... (1.2 only)
  std::string source_language = {};  ///< canonical tags
  std::string target_language = {};
  /// What is needed to put the document together again: a place, or any text, kept exactly.
  std::string skeleton_href = {};
  std::string skeleton = {};
  friend bool operator==(const XliffFile&, const XliffFile&) = default;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_UNIT_H_

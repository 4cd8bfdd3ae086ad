#ifndef PUNTE_LANGUAGE_MARKED_SEGMENTS_H_
#define PUNTE_LANGUAGE_MARKED_SEGMENTS_H_

#include <vector>

#include "language/marked_text.h"
#include "language/text.h"

namespace punte::language {

/// On which side of a cut the inline codes go that stand exactly there: true, with the segment
/// that ends; false, with the one that begins. SRX calls it <formathandle>; these are its defaults.
struct CodeHandling {
  bool open = false;
  bool close = true;
  bool single = false;
  friend bool operator==(const CodeHandling&, const CodeHandling&) = default;
};

/// The segments of `spans` (ascending, apart, inside the text) with their codes. A cut takes what
/// it may keep by `handling`, in order, up to the first code that goes to the other side. A code
/// that closes a pair behind the blank after a sentence still belongs to the sentence that opened
/// it. Nothing is lost: each code is in one segment; those before the first and behind the last
/// segment go with these. Without spans there are no segments. Cost: linear.
[[nodiscard]] std::vector<MarkedText> cut_marked(const MarkedText& text,
                                                 const std::vector<Span>& spans,
                                                 const CodeHandling& handling = {});

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_MARKED_SEGMENTS_H_

#ifndef PUNTE_LANGUAGE_SEGMENT_H_
#define PUNTE_LANGUAGE_SEGMENT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::language {

/// What a line break inside the text means. An empty line ends a segment in any case but kSpace.
enum class LineBreaks {
  kSmart,   ///< ends a segment unless the next line goes on in lower case (wrapped text)
  kAlways,  ///< ends a segment
  kSpace,   ///< is white space like any other
};

struct SegmentOptions {
  LineBreaks line_breaks = LineBreaks::kSmart;
  /// Words that end in a dot without ending a sentence, besides those that Punte knows; with or
  /// without that dot, in any case.
  std::vector<std::string> abbreviations;
};

/// Cuts texts of one language into segments: sentences, headings, list items.
///
/// Every terminator (of any script) is a candidate. A cascade of rules decides each: what stands
/// before it (abbreviation, initial, ordinal, list marker, address), what comes behind (closing
/// quotes and brackets, the case of the next word), and whether a bracket is open. What differs
/// between languages is data: locales/<tag>/segmentation.txt. docs/segment.md tells the rules.
///
/// Any bytes are fine. Costly to set up (tens of microseconds); const and thread-safe afterwards.
class Segmenter {
 public:
  /// `tag` is a BCP 47 tag; one that is not known, such as "und", gets the rules of all languages.
  explicit Segmenter(std::string_view tag, const SegmentOptions& options = {});
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;
  ~Segmenter();

  /// The segments without the white space around them, in order. Segments and the white space
  /// between them tile the text. Cost: linear, some 30 ns a letter; memory is bounded: text
  /// without any end is cut at a blank after 64 Ki code points.
  [[nodiscard]] std::vector<Span> segment(std::string_view text) const;

 private:
  struct Rules;
  std::unique_ptr<Rules> rules_;
};

/// Tags of the languages that Punte has lists for, ascending, "und" among them.
[[nodiscard]] std::vector<std::string> segment_languages();

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_SEGMENT_H_

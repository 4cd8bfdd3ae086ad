#ifndef PUNTE_LANGUAGE_SEGMENT_H_
#define PUNTE_LANGUAGE_SEGMENT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::language {

/// Cuts texts of one language into segments: sentences, headings, list items.
/// Costly to set up; const and thread-safe afterwards.
class Segmenter {
 public:
  /// `tag` is a BCP 47 tag; one that is not known, such as "und", gets the root rules.
  explicit Segmenter(std::string_view tag);
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;
  ~Segmenter();

  /// The segments without the white space around them, in order. Segments and the white space
  /// between them tile the text. Linear. Source of the rules: UAX #29.
  [[nodiscard]] std::vector<Span> segment(std::string_view text) const;

 private:
  struct Rules;
  std::unique_ptr<Rules> rules_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_SEGMENT_H_

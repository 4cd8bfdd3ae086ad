#ifndef PUNTE_LANGUAGE_SRX_SEGMENTER_H_
#define PUNTE_LANGUAGE_SRX_SEGMENTER_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/segment.h"
#include "language/srx.h"

namespace punte::language {

/// Cuts texts of one language by the rules of an SRX file: at each place between two characters
/// the first rule that fits says whether a segment ends there. Where none fits, none ends.
///
/// A match of `before` reaches at most kLookBack UTF-16 units back, one of `after` about kLookAhead
/// ahead, so that time is linear whatever the rules; the steps of the regular expressions are
/// counted, and a text that needs far too many ends in an error that names the rule and its line.
///
/// Costly to set up (some microseconds a rule); const and thread-safe afterwards.
class SrxSegmenter {
 public:
  static constexpr std::size_t kLookBack = 256;
  static constexpr std::size_t kLookAhead = 512;

  /// Errors: kSyntax, with path and line, for a pattern that ICU cannot read; those of
  /// SrxDocument::rules_for().
  [[nodiscard]] static base::Result<SrxSegmenter> make(const SrxDocument& document,
                                                       std::string_view tag);
  SrxSegmenter(SrxSegmenter&&) noexcept;
  SrxSegmenter& operator=(SrxSegmenter&&) noexcept;
  ~SrxSegmenter();

  /// By the rules of the file alone. The segments without the white space around them, in order;
  /// segments and the white space between them tile the text.
  /// Errors: kLimit, with path and line of the rule that takes too long on this text.
  [[nodiscard]] base::Result<std::vector<Span>> segment(std::string_view text) const;

  /// The rules of the file as exceptions over those of `own`: where one fits, it decides; a cut of
  /// `own` is undone if the first rule that fits in the blank between both segments says so.
  [[nodiscard]] base::Result<std::vector<Span>> segment(std::string_view text,
                                                        const Segmenter& own) const;

  /// What the file says of inline codes, for cut_marked().
  [[nodiscard]] const CodeHandling& codes() const;

 private:
  struct Rules;
  explicit SrxSegmenter(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_SRX_SEGMENTER_H_

#ifndef PUNTE_LANGUAGE_SRX_H_
#define PUNTE_LANGUAGE_SRX_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/marked_segments.h"

namespace punte::language {

/// One rule: at a place where `before` ends and `after` begins, a segment ends or does not.
struct SrxRule {
  bool breaks = true;
  std::string before;    ///< ICU regular expression; empty: anything
  std::string after;     ///< the same
  std::size_t line = 0;  ///< of the file, from 1
};

struct SrxLanguageRule {
  std::string name;
  std::vector<SrxRule> rules;
};

struct SrxLanguageMap {
  std::string pattern;  ///< ICU regular expression that the whole language tag must match
  std::string rule_name;
  std::size_t line = 0;
};

/// What a reader set right, for the user to know.
struct SrxWarning {
  std::size_t line = 0;
  std::string message;  ///< PUNTE_MSG with {1}..
  std::vector<std::string> arguments;
};

/// The content of an SRX file: Segmentation Rules eXchange 2.0 (LISA OSCAR, 2008).
struct SrxDocument {
  bool cascade = false;          ///< all language maps that match count, not only the first
  bool segment_subflows = true;  ///< footnotes, index marks, ... are to be segmented too
  CodeHandling codes;            ///< <formathandle>
  std::vector<SrxLanguageRule> languages;
  std::vector<SrxLanguageMap> maps;
  std::vector<SrxWarning> warnings;  ///< the first hundred

  /// The rules for a BCP 47 tag, in the order in which they are tried. Tags are compared without
  /// regard to case, written with "-" or "_". Empty if no map matches.
  /// Errors: kSyntax (a map's pattern), kLimit, both with the line.
  [[nodiscard]] base::Result<std::vector<SrxRule>> rules_for(std::string_view tag) const;

  std::string path;  ///< for errors
};

struct SrxLimits {
  std::size_t max_bytes = std::size_t{16} << 20;
  std::size_t max_depth = 64;
  std::size_t max_rules = 20'000;
  std::size_t max_pattern_bytes = std::size_t{16} << 10;
};

/// Reads SRX 2.0 and, as far as they can be understood, 1.0 and files that lack attributes, differ
/// in namespace, or broke a pattern over lines. `path` is for errors alone.
/// Errors: kSyntax, kUnsupported (no SRX), kLimit, with path and line. Patterns are compiled when
/// an SrxSegmenter is made. Cost: linear.
[[nodiscard]] base::Result<SrxDocument> read_srx(std::string_view bytes, const std::string& path,
                                                 const SrxLimits& limits = {});

/// The document as an SRX 2.0 file in UTF-8.
[[nodiscard]] std::string write_srx(const SrxDocument& document);

/// Punte's own rules for these languages, as far as SRX can say them: abbreviations, numbers,
/// initials, ordinals and list markers. What needs more than the text around one place (open
/// brackets and quotations, the order of lists) is not in it.
[[nodiscard]] SrxDocument own_rules_as_srx(const std::vector<std::string>& tags);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_SRX_H_

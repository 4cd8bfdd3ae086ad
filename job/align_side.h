#ifndef PUNTE_JOB_ALIGN_SIDE_H_
#define PUNTE_JOB_ALIGN_SIDE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "aligner/align.h"
#include "aligner/documents.h"
#include "base/result.h"
#include "language/marked_text.h"

namespace punte::job {

/// One of two texts that are aligned, in segments.
struct AlignSide {
  std::string name;      ///< path or URL
  std::string language;  ///< BCP 47, as given or found
  std::vector<language::MarkedText> segments;
  std::vector<std::vector<std::string>> marks;  ///< of each segment; see aligner::Segment
  std::vector<bool> chrome;                     ///< [segment] not of the body of a page
  std::vector<std::string> alternates;          ///< pages that the page names as its translations
};

struct SideOptions {
  std::string language;  ///< empty: identified
  bool lines = false;    ///< each line is a segment, pages too
  bool page = false;     ///< HTML
  std::string url;       ///< of the page, where known
  std::string charset;   ///< that the server declared, where known
};

/// Reads a page or a text; of a text, paragraphs are cut, headings and items stay apart, and code
/// is left out (see page::text_blocks()). Errors: those of page::extract() and page::text_blocks();
/// kLimit beyond a million segments.
[[nodiscard]] base::Result<AlignSide> side_of(std::string_view bytes, const std::string& name,
                                              const SideOptions& options);

/// True for the names of HTML files, compressed or not.
[[nodiscard]] bool is_html_name(std::string_view file);

/// All segments in their order: what is body on one page may be chrome on the other. Empty ones are
/// in no bead, or inside one.
/// docs/decisions/623.
[[nodiscard]] aligner::Ladder align_sides(const AlignSide& source, const AlignSide& target,
                                          const aligner::Lexicon* lexicon);

/// All segments as the pairing of documents sees them: body, then chrome.
[[nodiscard]] std::vector<aligner::Segment> body_first(const AlignSide& side);

/// The language that a text is surely in where that is another than it is said to have; else empty,
/// as for short texts.
[[nodiscard]] std::string contradicting_language(const AlignSide& side);

/// A text that is surely in another language than it is said to be.
struct WrongLanguage {
  std::string name;
  std::string said;
  std::string found;
};

/// What speaks against the languages that the sides are said to have. Errors: kInvalidArgument
/// where both texts are surely in one language, or each is in the other's.
[[nodiscard]] base::Result<std::vector<WrongLanguage>> check_languages(const AlignSide& source,
                                                                       const AlignSide& target);

/// Segments [start, limit) as one text, a blank between two.
[[nodiscard]] language::MarkedText joined(const std::vector<language::MarkedText>& segments,
                                          std::size_t start, std::size_t limit);

}  // namespace punte::job

#endif  // PUNTE_JOB_ALIGN_SIDE_H_

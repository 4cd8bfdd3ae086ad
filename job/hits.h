#ifndef PUNTE_JOB_HITS_H_
#define PUNTE_JOB_HITS_H_

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "job/page_lookup.h"
#include "job/read_pages.h"
#include "language/unit.h"

namespace punte::job {

/// The matches of a page as units, one per match, in document order: the segment as the page has
/// it, and the target of the match. Properties say where the segment is and how good the match is:
/// "x-punte-page" (address or name), "x-punte-path", "x-punte-role", "x-punte-language-confidence",
/// "x-punte-score", "x-punte-match" (the source of a match that is not exact), "x-punte-origin".
[[nodiscard]] std::vector<language::Unit> hit_units(const ReadPage& page,
                                                    const std::vector<SegmentMatches>& rows);

/// A segment for which the memories have nothing.
struct MissingSegment {
  std::string page;
  std::string path;
  std::string role;
  PageSegment segment;
};

/// The segments to translate that have no match, each text of a language once.
/// Texts of earlier pages are not repeated.
class MissingSegments {
 public:
  void add(const ReadPage& page, const std::vector<SegmentMatches>& rows);
  [[nodiscard]] const std::vector<MissingSegment>& list() const { return list_; }

 private:
  std::vector<MissingSegment> list_;
  std::set<std::pair<std::string, std::string>> seen_;  // language, text with codes
};

/// One segment per line, line breaks as spaces.
[[nodiscard]] std::string missing_text(const std::vector<MissingSegment>& list);

/// Columns language, text, role, page, path; RFC 4180.
[[nodiscard]] std::string missing_csv(const std::vector<MissingSegment>& list);

/// An XLIFF 1.2 file with a <file> for each source language, without targets.
/// Errors: those of the sink.
[[nodiscard]] base::Result<void> write_missing_xliff(const std::vector<MissingSegment>& list,
                                                     const std::string& target_language,
                                                     exchange::ByteSink& sink);

}  // namespace punte::job

#endif  // PUNTE_JOB_HITS_H_

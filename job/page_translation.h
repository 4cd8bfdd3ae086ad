#ifndef PUNTE_JOB_PAGE_TRANSLATION_H_
#define PUNTE_JOB_PAGE_TRANSLATION_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "job/page_segments.h"
#include "job/terms.h"
#include "language/localize.h"
#include "page/page.h"
#include "page/write_back.h"
#include "tm/assembly.h"
#include "tm/memory.h"

namespace punte::job {

/// What became of a segment.
enum class Fill {
  kTarget,     ///< is in the target language already
  kNothing,    ///< has no language, or nothing was found for it
  kMatch,      ///< filled from the memory
  kLocalized,  ///< a date, time, number or measure, put into the target's form
  kBelow,      ///< the best match lies below the threshold
  kGiven,      ///< filled by a translator
};

/// What to do with matches below the threshold.
enum class BelowThreshold { kLeave, kMark, kComment };

struct TranslatedSegment {
  PageSegment segment;
  Fill fill = Fill::kNothing;
  std::optional<tm::Match> match;
  language::MarkedText text;             ///< what goes into the page; the source if nothing does
  language::MarkedText proposal;         ///< the match's target with the codes of the segment
  std::optional<tm::Assembly> assembly;  ///< of parts, where no match fills the segment
  std::vector<base::Message> changes;    ///< what was adapted
};

struct TranslateOptions {
  std::string to;  ///< canonical tag
  int threshold = 85;
  BelowThreshold below = BelowThreshold::kLeave;
  bool assemble = false;   ///< put translations of parts together where there is no match
  bool proposals = false;  ///< look for matches below the threshold even where the page shows none
};

/// Fills the segments of pages from a memory. Threads: one object each.
class PageTranslator {
 public:
  PageTranslator(const tm::Memory& memory, TranslateOptions options)
      : memory_(memory), options_(std::move(options)), glossary_(memory) {}

  /// Errors: those of look-ups; kCancelled.
  [[nodiscard]] base::Result<std::vector<TranslatedSegment>> translate(
      const page::Page& page, const base::Continue& go_on = {});

  /// The blocks whose text changes, ready for page::write_back().
  [[nodiscard]] std::vector<page::Replacement> replacements(
      const page::Page& page, const std::vector<TranslatedSegment>& segments) const;

 private:
  /// Marks and comments have no place where markup has none.
  [[nodiscard]] BelowThreshold below_of(const PageSegment& segment) const {
    return segment.plain ? BelowThreshold::kLeave : options_.below;
  }
  [[nodiscard]] base::Result<void> fill(TranslatedSegment& out, const tm::Query& query);
  [[nodiscard]] base::Result<std::optional<tm::Match>> best_match(TranslatedSegment& out,
                                                                  const tm::Query& query,
                                                                  bool localizable) const;
  void show_below(TranslatedSegment& out, language::MarkedText placed) const;
  [[nodiscard]] base::Result<void> assemble(TranslatedSegment& out, const tm::Query& query);
  [[nodiscard]] const language::Localizer& localizer(const std::string& from);

  const tm::Memory& memory_;
  TranslateOptions options_;
  PageSegmenter segmenter_;
  std::map<std::string, language::Localizer> localizers_;
  Glossary glossary_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_TRANSLATION_H_

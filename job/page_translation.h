#ifndef PUNTE_JOB_PAGE_TRANSLATION_H_
#define PUNTE_JOB_PAGE_TRANSLATION_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "aligner/lexicon.h"
#include "base/continue.h"
#include "base/result.h"
#include "job/page_segments.h"
#include "job/place_codes.h"
#include "job/read_pages.h"
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
  kMatch,      ///< filled from the memory, without doubt: fills_by_itself()
  kLocalized,  ///< a date, time, number or measure, put into the target's form
  kFuzzy,      ///< filled with a fuzzy match, which is marked
  kProposal,   ///< has a fuzzy match, which is not put into the page
  kGiven,      ///< filled by a translator
};

/// How fuzzy matches are put into a page.
enum class FuzzyForm {
  kMark,     ///< in place of the source, in a <mark> with the score
  kComment,  ///< after the source, in a comment with the score
};

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
  std::string to;            ///< canonical tag
  std::optional<int> fuzzy;  ///< lowest score, in percent, of fuzzy matches put in; none: no one is
  FuzzyForm fuzzy_form = FuzzyForm::kMark;
  bool assemble = false;  ///< put translations of parts together where there is no match
};

/// Lowest score, in percent, of matches that are shown as proposals.
inline constexpr int kLeastProposal = 50;

/// True if a match says the same as the segment beyond doubt: the text is identical (100 to 102),
/// or nothing but placeables that were put right, folded forms and inline codes differ (97 to 99).
/// Penalties, other words and another variety of the language leave a doubt.
[[nodiscard]] bool fills_by_itself(const tm::Match& match);

/// True if something of the memory or of the target's forms went into the page.
[[nodiscard]] bool is_filled(const TranslatedSegment& segment);

/// Fills the segments of pages from a memory. Threads: one object each.
class PageTranslator {
 public:
  PageTranslator(const tm::Memory& memory, TranslateOptions options)
      : memory_(memory), options_(std::move(options)), glossary_(memory) {}

  /// Errors: those of look-ups; kCancelled.
  [[nodiscard]] base::Result<std::vector<TranslatedSegment>> translate(
      const page::Page& page, const base::Continue& go_on = {});

  /// The page with what translate() found, or a translator gave. It was read with
  /// ExtractOptions::keep_source. What could not be written is not filled any more: its match is a
  /// proposal, its `changes` say why. Errors: those of page::write_back().
  [[nodiscard]] base::Result<page::WrittenPage> write(
      const ReadPage& page, std::vector<TranslatedSegment>& segments) const;

  /// The segments whose text changes, ready for page::write_back().
  [[nodiscard]] std::vector<page::Replacement> replacements(
      const page::Page& page, const std::vector<TranslatedSegment>& segments) const;

 private:
  [[nodiscard]] base::Result<void> fill(TranslatedSegment& out, const tm::Query& query);
  [[nodiscard]] base::Result<std::optional<tm::Match>> best_match(TranslatedSegment& out,
                                                                  const tm::Query& query,
                                                                  bool localizable) const;
  [[nodiscard]] bool takes_fuzzy(const TranslatedSegment& segment) const;
  void show_fuzzy(TranslatedSegment& out, language::MarkedText placed) const;
  [[nodiscard]] base::Result<PlacedCodes> with_codes(const PageSegment& segment,
                                                     const tm::Match& match);
  [[nodiscard]] base::Result<const aligner::Lexicon*> lexicon(const std::string& from);
  [[nodiscard]] base::Result<void> assemble(TranslatedSegment& out, const tm::Query& query);
  [[nodiscard]] const language::Localizer& localizer(const std::string& from);

  const tm::Memory& memory_;
  TranslateOptions options_;
  PageSegmenter segmenter_;
  std::map<std::string, language::Localizer> localizers_;
  std::map<std::string, aligner::Lexicon> lexicons_;  // by source language
  Glossary glossary_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_TRANSLATION_H_

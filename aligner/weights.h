#ifndef PUNTE_ALIGNER_WEIGHTS_H_
#define PUNTE_ALIGNER_WEIGHTS_H_

#include <array>
#include <cstddef>
#include <cstdint>

// Every number of the room that was chosen rather than derived: what it means and where it came
// from. "Set by hand" numbers were chosen while the first aligner was written and kept because
// nothing better was found; docs/align.md ("What was tried") and docs/decisions/6xx hold the
// measurements of those that were searched. A change shows in bench/align_quality and, for the
// confidence, in bench/align_confidence. Most numbers are priors: each document learns its own.
namespace punte::aligner::internal {

// --- Shapes of beads -----------------------------------------------------------------------------

/// A bead that is more than a gap: its segments on each side, and how frequent it is before
/// anything is learnt.
struct Shape {
  std::uint8_t source, target;
  double prior;
};

/// Most frequent first. Priors: set by hand after Gale and Church 1993, table 5; they need not sum
/// to 1.
inline constexpr std::array kShapes = {
    Shape{1, 1, 0.88},   Shape{1, 2, 0.04},   Shape{2, 1, 0.04},   Shape{2, 2, 0.01},
    Shape{1, 3, 0.004},  Shape{3, 1, 0.004},  Shape{2, 3, 0.001},  Shape{3, 2, 0.001},
    Shape{3, 3, 0.0005}, Shape{1, 4, 0.001},  Shape{4, 1, 0.001},  Shape{2, 4, 0.0002},
    Shape{4, 2, 0.0002}, Shape{3, 4, 0.0001}, Shape{4, 3, 0.0001}, Shape{4, 4, 0.0001},
};
inline constexpr std::size_t kMostRun = 4;      // segments on one side of a bead
inline constexpr std::size_t kFirstShapes = 6;  // shapes that the first round looks at
inline constexpr double kShapeStrength = 40;    // the priors count as much as 40 beads

// --- The band: which cells are looked at ---------------------------------------------------------

// Up to 1000 x 1000 segments all cells; beyond, at least 41 a row (docs/decisions/610, 620).
inline constexpr std::size_t kMostCells = 1'000'000;
inline constexpr std::size_t kLeastHalf = 20;  // of the band's width
// Words that anchor the band occur at most three times on each side and are spelled the same, or
// are translations of at least this probability.
inline constexpr std::size_t kRareInText = 3;
inline constexpr float kLeastAnchor = 0.3F;
// After a round only cells within three segments of a path that has at least e^-14 of the whole
// probability: six times as fast, the same quality (docs/align.md).
inline constexpr float kLeastPath = -14.0F;
inline constexpr std::size_t kNear = 3;

// --- Gaps ----------------------------------------------------------------------------------------

inline constexpr double kOpen = 0.03;        // prior of a gap on one side, after a bead
inline constexpr double kExtend = 0.8;       // and of its going on: .5 lost .013 (docs/align.md)
inline constexpr double kChange = 0.15;      // from a deletion to an insertion, before learning
inline constexpr double kChangeShare = 0.3;  // of what is left when a gap does not go on
inline constexpr double kGapStrength = 4;    // the priors count as much as 4 gaps
// What is learnt stays within these.
inline constexpr double kLeastOpen = 0.002;
inline constexpr double kMostOpen = 0.3;
inline constexpr double kLeastExtend = 0.1;
inline constexpr double kMostExtend = 0.9;
// Lengths of segments in gaps, by class: up to 2, 5, 10 words, more. Learning them brought .038 of
// mean F1, most on web pages (docs/align.md).
inline constexpr std::array<std::size_t, 3> kLengthLimits = {2, 5, 10};
inline constexpr std::size_t kLengthClasses = kLengthLimits.size() + 1;
inline constexpr double kLengthStrength = 2;  // segments that "as everywhere" counts as

// --- Lengths of beads ----------------------------------------------------------------------------

// The variance of the log length ratio is kSpread + kJitter / letters, times what is learnt. A
// jitter of 4 lost .009 (docs/align.md).
inline constexpr double kSpread = 0.03;
inline constexpr double kJitter = 1.25;
inline constexpr double kUsualLetters = 60;  // of a segment, where the prior is needed as a number
inline constexpr double kLengthPrior = 4;    // beads that the prior counts as
inline constexpr double kLeastScale = 0.3;   // what is learnt of the variance stays within these
inline constexpr double kMostScale = 3.0;
inline constexpr double kExtraLetters = 3;    // added to each length: no segment has none
inline constexpr double kExtraDocument = 50;  // added to a text's length
inline constexpr double kMostRatio = 1.5;     // of the texts' lengths, as a logarithm
inline constexpr double kLeastWild = 0.2;     // variance of unrelated segments, at least
// Bounds of one bead's score, and below which no bead of several segments is considered. Without
// the latter manuals as web pages de-fr fell from .918 to .907 (docs/decisions/620).
inline constexpr double kWorstLength = -12.0;
inline constexpr double kBestLength = 4.0;
inline constexpr float kLeastLength = -10;

// --- Evidence of words ---------------------------------------------------------------------------

/// Sources of evidence for a word: by chance, the document's own word model, the lexicon, spelling.
enum Trust : std::uint8_t { kChance, kLearnt, kKnown, kSpelling, kTrusts };

/// How far each is trusted before anything is learnt, without a lexicon and with one. By hand.
inline constexpr std::array<double, kTrusts> kTrustAlone = {0.85, 0, 0, 0.15};
inline constexpr std::array<double, kTrusts> kTrustLexicon = {0.6, 0, 0.3, 0.1};
inline constexpr double kFirstTrustLearnt = 0.2;  // in the word model, when there first is one
// Words that each source counts as when trust is learnt; the lexicon's only if one is given.
inline constexpr std::array<double, kTrusts> kTrustStrength = {8, 1, 1, 1};
inline constexpr int kTrustPasses = 5;

// How much evidence counts at all, in each direction: the words of a sentence are not independent.
// .35 and .5 were measured for docs/align.md, .34 and .42 for docs/decisions/602.
inline constexpr double kWordWeight = 0.38;
inline constexpr float kLogStep = 1.0F / 8;  // evidence is kept in steps, eight for each factor e
inline constexpr double kShrink = 2.0;       // counts that a learnt link is doubted with
inline constexpr float kLinkChance = 0.1F;   // share of a word's own bead that no link gets
inline constexpr float kLeastOwn = 0.01F;    // posterior from which a pair's own testimony matters

// --- Learning words ------------------------------------------------------------------------------

inline constexpr float kLeastTeaching = 0.05F;   // posterior of a bead that teaches words
inline constexpr double kLikely = 0.3;           // and of a 1-1 bead that teaches lengths and trust
inline constexpr double kMostWordPairs = 1.5e6;  // beyond, every k-th bead of a text teaches
inline constexpr std::size_t kMostLinks = 12;    // of a word
inline constexpr int kModelRounds = 3;           // of the word model
inline constexpr float kLeastCount = 0.1F;       // of a link that is kept
inline constexpr float kNull = 0.1F;  // share of a word that nothing on the other side explains
inline constexpr float kSmoothing = 0.5F;  // added to the counts of a word
inline constexpr float kLeastLink = 0.001F;
inline constexpr std::size_t kMostKept = 20'000'000;  // word pairs whose links are remembered

// --- Spelling and tokens: bounds of cost ---------------------------------------------------------

inline constexpr std::size_t kMostTokensOfSegment = 400;  // longer ones are judged by their start
inline constexpr std::size_t kMostMarksOfSegment = 20;

// --- Decoding and confidence ---------------------------------------------------------------------

inline constexpr float kLeastPosterior = 0.001F;  // of a bead that the ladder may hold
/// How much evidence counts in the cool model, whose posterior is a feature of the confidence
/// (docs/decisions/601).
inline constexpr double kCool = 0.4;
inline constexpr double kSurest = 1e-5;  // posteriors are cut off this far from 0 and 1
// The weights of the regression are in confidence.cc: bench/align_confidence prints that table.

// --- Pieces of long texts (docs/decisions/610) ---------------------------------------------------

inline constexpr std::size_t kMostTokensForCuts = 100;  // of a segment
inline constexpr std::uint32_t kRareForCuts = 2;        // times a word may occur on a side
inline constexpr std::size_t kCutNeighbours = 4;   // points of the chain on either side of a cut
inline constexpr std::size_t kLeastRareBytes = 3;  // of a word that is taken for rare

// --- Lexicons ------------------------------------------------------------------------------------

inline constexpr std::size_t kMostTokensOfExample = 100;  // beyond, pairs say little and cost much
inline constexpr float kLeastProbability = 0.02F;         // of an entry that is kept
inline constexpr int kLexiconRounds = 5;
inline constexpr float kLeastLexiconCount = 0.5F;  // of a link that may become an entry
inline constexpr float kLexiconShrink = 1.0F;      // a count of 1 is half believed

// --- Pairing documents (docs/decisions/603) ------------------------------------------------------

inline constexpr std::size_t kMostTokensOfDocument = 20'000;  // longer ones: known by their start
inline constexpr std::size_t kMostAlike = 400;      // words with the same beginning, compared
inline constexpr std::size_t kNeighbours = 4;       // that a pair is compared with
inline constexpr std::size_t kTried = 4;            // partners of a document that are aligned, as
inline constexpr int kTryRounds = 3;                // a try, with so many rounds of learning
inline constexpr std::size_t kMostSegments = 120;   // of a document in such a try
inline constexpr std::size_t kMostTaught = 20'000;  // beads that a lexicon is learnt from
inline constexpr double kLeastAlike = 0.6;          // of the best partner's similarity, for a try
inline constexpr double kSureBead = 0.9;            // confidence of a bead that teaches words
inline constexpr double kLeastToTeach = 0.9;        // score of a pair whose beads teach
// Words that more than this many documents have do not tell one document from another.
inline constexpr std::size_t kCommonDocuments = 20;
inline constexpr std::size_t kCommonShare = 3;  // plus one document in three
// A pair's logit: contents against what is usual of documents that are no pair, and the locations.
inline constexpr double kMarginWeight = 4;
inline constexpr double kUsualMargin = 0.55;
inline constexpr double kAlignedWeight = 6;
inline constexpr double kUsualAligned = 0.55;
inline constexpr double kSureMargin = 1;     // from which contents alone are sure of a pair,
inline constexpr double kSureAligned = 0.6;  // together with this share of aligned letters
inline constexpr double kExtraAlike = 0.02;  // added to both sides of the margin
inline constexpr double kKeyPrior = 5;       // sure pairs with the same location, and
inline constexpr double kKeyDoubt = 0.1;     // with another, that are assumed beforehand
inline constexpr double kMostKeyWeight = 6;  // of locations that differ in the language alone
inline constexpr double kNamedWeight = 6;    // of a document that names the other

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_WEIGHTS_H_

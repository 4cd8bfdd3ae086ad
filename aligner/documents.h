#ifndef PUNTE_ALIGNER_DOCUMENTS_H_
#define PUNTE_ALIGNER_DOCUMENTS_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "aligner/lexicon.h"
#include "aligner/segment.h"

namespace punte::aligner {

/// A page or a text that may have a translation in a collection.
struct Document {
  std::string location;  ///< path or URL
  std::size_t root = 0;  ///< so many of its bytes are common to all of its collection
  std::string language;  ///< BCP 47
  /// Locations of other documents that it names as its translations (hreflang).
  std::vector<std::string> alternates;
  std::vector<Segment> segments;
};

/// Document `source` of one collection is the translation of `target` of the other.
struct DocumentPair {
  std::size_t source = 0;
  std::size_t target = 0;
  double score = 0;  ///< 0..1, how sure that is
};

struct DocumentOptions {
  const Lexicon* lexicon = nullptr;  ///< translations known beforehand; may be null
  double least_score = 0.5;          ///< less sure pairs are left out
  int rounds = 2;                    ///< from the second on, words learnt from the sure pairs help
};

/// Pairs the documents of two collections, one to one; what has no translation stays alone.
///
/// Evidence: alternates that documents name; locations that differ in the language's tag alone, as
/// far as the contents of the sure pairs agree with them; and content: words and numbers that both
/// hold (same, spelled alike, or translations by the lexicon), rare ones counting more, against
/// what the next best documents hold; then how much of the two texts aligns segment by segment,
/// which tells near copies from each other. From the surest pairs a lexicon is learnt for the next
/// round.
///
/// Cost: for each document of a side as many looks as documents of the other share its words, and
/// a few sentence alignments. Any bytes. Pure. Source of the margin: Artetxe and Schwenk 2019
/// (aclanthology P19-1309), carried over from sentences to documents.
[[nodiscard]] std::vector<DocumentPair> pair_documents(std::span<const Document> sources,
                                                       std::span<const Document> targets,
                                                       const DocumentOptions& options = {});

/// A location without what names its language, a BCP 47 tag: "news/ro/bridge.html" and
/// "news/en/bridge.html" have the same key.
[[nodiscard]] std::string location_key(std::string_view location, std::string_view tag);

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_DOCUMENTS_H_

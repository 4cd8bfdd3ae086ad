#ifndef PUNTE_TM_INDEX_KEY_INDEX_H_
#define PUNTE_TM_INDEX_KEY_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/index/index_part.h"
#include "tm/index/index_storage.h"
#include "tm/index/key_index_writer.h"
#include "tm/text/score.h"

namespace punte::tm::internal {

/// Finds the texts of a language whose keys can reach a score, without looking at the others.
///
/// An inverted index over the trigrams of texts' shapes (placeable.h), and of their match keys
/// where those are others, in the same file and the same transactions as the units, in parts
/// that are never changed afterwards (index_part.h). What an import adds is sorted in runs, which
/// become one part, together with older ones that are not much larger; the few texts that no
/// part has yet are "pending" and looked at one by one. What a part says of texts that were
/// erased or altered since does no harm: every candidate is scored by the text that stands in the
/// memory.
///
/// Lossless: one edit destroys at most three trigrams, so a text that shares s of max(a, b)
/// trigrams is at least (max(a, b) - s) / 3 edits away, which bounds both parts of the score. A
/// text that can reach the threshold shares so many trigrams with the query, the more the more its
/// length differs, that some of the query's rarest are among them. Of each list only what concerns
/// texts of such lengths is read, and then as many further lists as cost less than scoring.
/// Trigrams are hashed to 32 bits: a collision costs time, never a match.
/// Source: Ukkonen 1992, doi:10.1016/0304-3975(92)90143-4 (q-gram lemma); Chaudhuri et al. 2006,
/// doi:10.1109/ICDE.2006.9 (prefix filter); Li et al. 2008, doi:10.1109/ICDE.2008.4497434
/// (merging).
///
/// Exceptions of the storage pass through. Threads: as the storage's; has one of its own while much
/// is added.
class KeyIndex {
 public:
  explicit KeyIndex(IndexStorage& storage);
  ~KeyIndex();
  KeyIndex(const KeyIndex&) = delete;
  KeyIndex& operator=(const KeyIndex&) = delete;

  // --- writing, inside a transaction ---

  /// A text was added. Kept in memory or a temporary place until flush().
  void on_insert(std::int64_t unit, std::int32_t place, std::int64_t language,
                 std::string_view text);
  /// A unit is erased, or about to get another text under the same id.
  void on_erase(std::int64_t unit);
  /// Writes what is still in memory; before each commit.
  void flush();
  /// Forgets what is in memory; after a rollback.
  void discard();
  /// Makes the whole index from the texts: repairs it, and drops what was erased.
  void rebuild();

  // --- reading ---

  struct Candidate {
    int score = 0;  ///< of the keys, 0..98
    bool same_key = false;
    std::int64_t unit = 0;
    std::int32_t place = 0;
  };

  /// What is still worth visiting.
  struct Wanted {
    int threshold = 0;  ///< scores below it are not
    /// Nor are units after this one: thousands of equal texts need not all be fetched.
    std::int64_t last_unit = std::numeric_limits<std::int64_t>::max();
  };

  /// Calls `visit` once for every text of the language whose score is at least the threshold, the
  /// most promising first. Keys of more than 65,536 code points have no score but for equal ones.
  /// `visit` returns what is wanted from there on, which may become less.
  void search(std::int64_t language, const Scorer& scorer, Wanted wanted,
              const std::function<Wanted(const Candidate&)>& visit);

  struct Place {
    std::uint32_t length = 0;  ///< of the key, in code points
    std::int64_t unit = 0;
    std::int32_t place = 0;
  };

  /// The texts of the language whose keys have all trigrams of `piece`, a piece of a key of at
  /// least three code points: every text that contains it, and a few others. In no order.
  [[nodiscard]] std::vector<Place> having_trigrams_of(std::int64_t language,
                                                      std::u32string_view piece);

  /// Another connection may have written: look for new parts before the next search.
  void refresh() { stale_ = true; }

  /// True if more texts are pending than a write leaves there: rebuild() is due (an old file).
  [[nodiscard]] bool wants_rebuild();

  /// What contradicts the texts, in English; for `tm check`. At most a hundred findings.
  [[nodiscard]] std::vector<std::string> check();

 private:
  class Collector;
  struct LanguageIndex;
  struct Plan;

  using Variant = std::pair<std::int64_t, std::int32_t>;  // unit and place

  LanguageIndex& load(std::int64_t language);
  [[nodiscard]] std::set<Variant> whole_texts(std::int64_t language);
  [[nodiscard]] PageReader& pages();

  /// A text that may reach the threshold.
  struct Promise {
    int best;  ///< the most its score can be
    std::uint32_t part;
    std::uint32_t text;
  };

  IndexStorage& storage_;
  KeyIndexWriter writer_;
  std::map<std::int64_t, std::unique_ptr<LanguageIndex>> languages_;
  bool stale_ = true;
  std::unique_ptr<PageReader> pages_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_KEY_INDEX_H_

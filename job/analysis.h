#ifndef PUNTE_JOB_ANALYSIS_H_
#define PUNTE_JOB_ANALYSIS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "job/page_segments.h"
#include "language/word_count.h"
#include "page/page.h"
#include "tm/memory.h"

namespace punte::job {

/// How much of a segment is known, best first.
enum class Band {
  kContext2,    ///< 102
  kContext,     ///< 101
  kExact,       ///< 100
  kRepetition,  ///< occurred before in the same job
  k95,          ///< 95 to 99
  k85,
  k75,
  k50,
  kNew,
};
inline constexpr std::size_t kBands = 9;

/// "102", "101", "100", "repetition", "95-99", ... "new": stable, for programs and rate cards.
[[nodiscard]] std::string_view band_name(Band band);

struct Amount {
  std::int64_t segments = 0;
  language::TextCount count;
  void add(const language::TextCount& one);
};

/// Counts by band; `internal` is the part of the fuzzy bands that is known from the job itself.
struct BandCounts {
  std::array<Amount, kBands> bands;
  Amount internal;
  [[nodiscard]] Amount total() const;
};

struct Analysis {
  BandCounts all;
  std::map<std::string, BandCounts> by_language;
  std::map<std::string, BandCounts> by_role;
  std::vector<std::pair<std::string, BandCounts>> by_page;
  Amount in_target;         ///< in the target language already
  Amount without_language;  ///< numbers, names: nothing to translate
};

/// A segment to be counted.
struct CountedSegment {
  std::size_t segment = 0;  ///< index into the page's segments
  page::Role role = page::Role::kOther;
  int known = 0;       ///< score of what is known of it from elsewhere, in percent
  bool counts = true;  ///< false: is only there beside those that do
};

/// All segments of a page, those of the running text before those of attributes and titles: in the
/// order in which they are translated.
[[nodiscard]] std::vector<CountedSegment> counted_segments(
    const page::Page& page, const std::vector<PageSegment>& segments);

/// Counts the segments of a job in the order in which they will be translated.
class Analyzer {
 public:
  Analyzer(const tm::Memory* memory, std::string target)
      : memory_(memory), target_(std::move(target)) {}

  /// Adds a page, `segments` in the order in which they are translated. A null memory knows
  /// nothing.
  [[nodiscard]] base::Result<void> add(const std::string& page,
                                       const std::vector<PageSegment>& page_segments,
                                       const std::vector<CountedSegment>& segments,
                                       const base::Continue& go_on = {});

  /// Finds internal fuzzy matches and sums up.
  [[nodiscard]] base::Result<Analysis> finish(const base::Continue& go_on = {});

 private:
  struct Segment {
    language::MarkedText text;
    std::string language;
    page::Role role = page::Role::kOther;
    std::size_t page = 0;
    language::TextCount count;
    Band band = Band::kNew;
    bool internal = false;
  };
  [[nodiscard]] base::Result<Band> known_from_memory(const tm::Query& query) const;
  [[nodiscard]] base::Result<void> find_internal(const base::Continue& go_on);

  const tm::Memory* memory_;
  std::string target_;
  language::WordCounter counter_;
  std::vector<std::string> pages_;
  std::vector<Segment> segments_;
  std::set<std::pair<std::string, std::string>> seen_;  // language, text with codes
  Amount in_target_;
  Amount without_language_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_ANALYSIS_H_

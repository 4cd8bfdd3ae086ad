#ifndef PUNTE_LANGUAGE_SEGMENTER_SET_H_
#define PUNTE_LANGUAGE_SEGMENTER_SET_H_

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/segment.h"
#include "language/srx.h"
#include "language/text.h"

namespace punte::language {

/// How the rules of an SRX file go together with Punte's own.
enum class SrxMode {
  kReplace,     ///< they alone decide
  kExceptions,  ///< they decide where one fits, Punte's own elsewhere
};

struct SegmenterSetOptions {
  SegmentOptions segment;
  std::optional<SrxDocument> srx;  ///< rules from a file; without, Punte's own alone
  SrxMode srx_mode = SrxMode::kReplace;
};

/// The segmenters of all languages that are asked for, each made when its language first comes:
/// tens of microseconds, with SRX some microseconds a rule more. Tags are kept as they are written:
/// "pt" and "pt-BR" are two. Any number of threads may use one set at once; they wait for each
/// other only while a segmenter is found or made.
class SegmenterSet {
 public:
  explicit SegmenterSet(SegmenterSetOptions options = {});
  SegmenterSet(SegmenterSet&&) noexcept;
  SegmenterSet& operator=(SegmenterSet&&) noexcept;
  ~SegmenterSet();

  /// The segments of a text in the language, as Segmenter::segment() gives them.
  /// Errors: those of SrxSegmenter; none without SRX.
  [[nodiscard]] base::Result<std::vector<Span>> segment(std::string_view tag,
                                                        std::string_view text);

  /// Punte's own segmenter of the language; valid as long as the set.
  [[nodiscard]] const Segmenter& own(std::string_view tag);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_SEGMENTER_SET_H_

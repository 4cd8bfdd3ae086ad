#include "language/segment.h"

#include <array>
#include <cstdlib>

#include "language/abbreviations.h"
#include "language/marked_segments.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::language::Segmenter;
  static const std::array<Segmenter, 5> kSegmenters = {
      Segmenter("ro"), Segmenter("de"), Segmenter("hy"), Segmenter("el"), Segmenter("ja")};
  const std::string_view text = fuzz_text(data, size);
  for (const Segmenter& segmenter : kSegmenters) {
    const auto spans = segmenter.segment(text);
    std::size_t at = 0;
    for (const punte::language::Span span : spans) {
      if (span.start < at || span.limit <= span.start || span.limit > size) std::abort();
      at = span.limit;
    }
    punte::language::MarkedText marked{std::string(text), {}};
    for (std::size_t offset = 0; offset <= size; offset += 3) {
      punte::language::InlineCode code;
      code.offset = offset;
      code.kind = static_cast<punte::language::CodeKind>(offset % 4 % 3);
      marked.codes.push_back(code);
    }
    std::size_t codes = 0;
    for (const auto& segment : cut_marked(marked, spans)) {
      codes += segment.codes.size();
      for (const auto& code : segment.codes) {
        if (code.offset > segment.text.size()) std::abort();
      }
    }
    if (!spans.empty() && codes != marked.codes.size()) std::abort();
  }
  punte::language::AbbreviationLearner learner;
  learner.add(text);
  static_cast<void>(learner.candidates("ro", {.min_count = 1, .min_score = 0}));
  return 0;
}

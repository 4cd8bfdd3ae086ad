#include "language/segment.h"

#include <cstdlib>

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const punte::language::Segmenter segmenter("ro");
  std::size_t at = 0;
  for (const punte::language::Span span : segmenter.segment(fuzz_text(data, size))) {
    if (span.start < at || span.limit <= span.start || span.limit > size) std::abort();
    at = span.limit;
  }
  return 0;
}

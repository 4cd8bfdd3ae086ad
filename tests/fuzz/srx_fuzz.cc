#include "language/srx.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "language/srx_segmenter.h"
#include "tests/fuzz/fuzz_input.h"

// Up to the first zero byte a file, behind it a text to cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::language::SrxSegmenter;
  static const punte::language::Segmenter own("ro");
  const std::string_view input = fuzz_text(data, size);
  const std::size_t end = std::min(input.find('\0'), input.size());
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  const auto document = punte::language::read_srx(input.substr(0, end), "fuzz");
  if (!document) return 0;
  const auto again = punte::language::read_srx(punte::language::write_srx(*document), "again");
  if (!again || write_srx(*again) != write_srx(*document)) std::abort();
  const auto segmenter = SrxSegmenter::make(*document, "ro-RO");
  if (!segmenter) return 0;
  for (const auto& spans : {segmenter->segment(text), segmenter->segment(text, own)}) {
    if (!spans) continue;
    std::size_t at = 0;
    for (const punte::language::Span span : *spans) {
      if (span.start < at || span.limit <= span.start || span.limit > text.size()) std::abort();
      at = span.limit;
    }
  }
  return 0;
}

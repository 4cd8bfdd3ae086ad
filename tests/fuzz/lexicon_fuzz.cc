#include <cstdlib>
#include <string_view>

#include "aligner/lexicon.h"
#include "tests/fuzz/fuzz_input.h"

// Bytes that are a lexicon say the same after being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lexicon = punte::aligner::Lexicon::from_bytes(fuzz_text(data, size));
  if (!lexicon) return 0;
  const std::string bytes = lexicon->to_bytes();
  const auto again = punte::aligner::Lexicon::from_bytes(bytes);
  if (!again || again->to_bytes() != bytes) std::abort();
  return 0;
}

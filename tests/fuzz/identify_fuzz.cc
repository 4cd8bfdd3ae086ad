#include "language/identify.h"

#include <cstdlib>

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const punte::language::Identifier identifier;
  const std::string_view text = fuzz_text(data, size);
  static_cast<void>(identifier.identify(text));
  std::size_t at = 0;
  for (const punte::language::LanguageSpan& span : identifier.spans(text)) {
    if (span.span.start != at || span.span.limit <= at) std::abort();
    at = span.span.limit;
  }
  if (at != size) std::abort();
  return 0;
}

#include "page/decode.h"

#include <cstdlib>

#include "language/text.h"
#include "tests/fuzz/fuzz_input.h"

// What is decoded is well-formed text without NUL.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = punte::page::internal::decode(fuzz_text(data, size));
  if (!decoded) return 0;
  if (decoded->text.find('\0') != std::string::npos) std::abort();
  if (punte::language::to_valid_utf8(decoded->text) != decoded->text) std::abort();
  return 0;
}

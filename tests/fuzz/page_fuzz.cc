#include "page/page.h"

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(punte::page::extract(fuzz_text(data, size)));
  return 0;
}

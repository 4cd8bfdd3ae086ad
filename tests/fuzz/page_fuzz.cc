#include "page/page.h"

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  punte::page::ExtractOptions options;
  options.attributes = size % 2 == 0;
  static_cast<void>(punte::page::extract(fuzz_text(data, size), options));
  return 0;
}

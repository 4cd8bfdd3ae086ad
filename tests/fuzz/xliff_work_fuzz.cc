#include "exchange/xliff_work.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = punte::exchange::memory_source(std::string(fuzz_text(data, size)), "fuzz");
  static_cast<void>(punte::exchange::read_work_files(*source));
  return 0;
}

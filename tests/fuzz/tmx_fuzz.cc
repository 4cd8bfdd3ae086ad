#include "exchange/tmx_reader.h"

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const bool recover : {false, true}) {
    punte::exchange::ReadOptions options;
    options.recover = recover;
    const auto source = punte::exchange::memory_source(std::string(fuzz_text(data, size)), "fuzz");
    static_cast<void>(punte::exchange::read_tmx(
        *source, [](punte::language::Unit&&) -> punte::base::Result<void> { return {}; }, options));
  }
  return 0;
}

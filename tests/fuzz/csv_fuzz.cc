#include "exchange/csv.h"

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const bool tsv : {false, true}) {
    for (const char* language : {"", "en"}) {
      punte::exchange::CsvReadOptions options;
      options.tsv = tsv;
      options.from = language;
      options.to = language;
      const auto source =
          punte::exchange::memory_source(std::string(fuzz_text(data, size)), "fuzz");
      static_cast<void>(punte::exchange::read_csv(
          *source, [](punte::language::Unit&&) -> punte::base::Result<void> { return {}; },
          options));
    }
  }
  return 0;
}

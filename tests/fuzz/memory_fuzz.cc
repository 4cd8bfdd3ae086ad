#include "tm/translation_memory.h"

#include <unistd.h>

#include <fstream>

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The bytes as a database file.
  const std::string path = "/tmp/punte_memory_fuzz." + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << fuzz_text(data, size);
  punte::tm::OpenOptions options;
  options.read_only = true;
  if (const auto memory = punte::tm::TranslationMemory::open(path, options)) {
    punte::tm::Query query;
    query.source.text = "About us";
    query.source_language = "en";
    query.target_language = "ro";
    static_cast<void>(memory->lookup(query));
    static_cast<void>(memory->for_each(
        {}, [](const punte::tm::Unit&) -> punte::base::Result<void> { return {}; }));
  }
  ::unlink(path.c_str());
  return 0;
}

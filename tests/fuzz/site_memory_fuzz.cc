#include "page/site_memory.h"

#include <cstdlib>

#include "tests/fuzz/fuzz_input.h"

// What can be read comes back from its own bytes, and can be used.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto memory = punte::page::SiteMemory::decode(fuzz_text(data, size));
  if (!memory) return 0;
  const std::string bytes = memory->encode();
  auto again = punte::page::SiteMemory::decode(bytes);
  if (!again || again->encode() != bytes) std::abort();
  punte::page::Page page;
  page.blocks.resize(2);
  page.blocks[0].text.text = "a";
  again->learn(page);
  again->apply(page);
  return 0;
}

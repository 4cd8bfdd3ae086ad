#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "page/write_back.h"

// Without replacements a page is the same; with them it is still a page that can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  punte::page::ExtractOptions options;
  options.keep_source = true;
  options.attributes = size % 2 == 0;
  const auto page = punte::page::extract(bytes, options);
  if (!page) return 0;
  const auto same = punte::page::write_back(bytes, *page, {});
  if (!same || same->bytes != bytes) std::abort();
  std::vector<punte::page::Replacement> replacements;
  for (std::size_t i = 0; i < page->blocks.size(); i += 1 + size / 2 % 2) {
    punte::page::Replacement replacement;
    replacement.block = i;
    replacement.text = page->blocks[i].text;
    replacement.text.text += " <&\"x";
    replacement.language = "ar";
    replacements.push_back(std::move(replacement));
  }
  if (!punte::page::write_back(bytes, *page, std::move(replacements))) std::abort();
  return 0;
}

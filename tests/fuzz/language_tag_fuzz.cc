#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "language/language_tag.h"

/// A tag that parses is canonical: parsing it again changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tag = punte::language::LanguageTag::parse(text);
  if (!tag) return 0;
  const auto again = punte::language::LanguageTag::parse(tag->str());
  if (!again || *again != *tag) std::abort();
  return 0;
}

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "page/mhtml.h"
#include "page/warc.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t place = 0;
  punte::page::WarcReader reader([&](std::span<char> buffer) -> punte::base::Result<std::size_t> {
    const std::size_t count = std::min({buffer.size(), std::size_t{100}, size - place});
    std::copy_n(bytes.begin() + place, count, buffer.begin());
    place += count;
    return count;
  });
  while (true) {
    const auto page = reader.next();
    if (!page || !*page) break;
  }
  static_cast<void>(punte::page::is_mhtml(bytes));
  static_cast<void>(punte::page::read_mhtml(bytes));
  return 0;
}

#include "exchange/resources.h"

#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"

/// Every format reads every input; the first line is a path as well.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::exchange::Format;
  const std::string text(fuzz_text(data, size));
  for (const Format format :
       {Format::kProperties, Format::kStrings, Format::kAndroid, Format::kJson}) {
    const std::string path = text.substr(0, text.find('\n'));
    static_cast<void>(punte::exchange::resource_place(path, format));
    const auto source = punte::exchange::memory_source(text, "fuzz");
    auto file = punte::exchange::read_resource(*source, format);
    if (!file) continue;
    std::vector<punte::exchange::ResourceFile> files = {*file, *file};
    files[1].language = "ro";
    std::int64_t alone = 0;
    static_cast<void>(punte::exchange::resource_units(files, "en", alone));
  }
  return 0;
}

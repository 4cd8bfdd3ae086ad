#include "language/identify_model.h"

#include <cstring>
#include <vector>

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Forged, not only damaged: the checksum is not asked.
  std::vector<std::uint64_t> aligned((size + 7) / 8 + 8);
  std::memcpy(aligned.data(), data, size);
  const auto model = punte::language::internal::IdentifyModel::from_bytes(
      {reinterpret_cast<const char*>(aligned.data()), size}, true);
  static_cast<void>(model);
  return 0;
}

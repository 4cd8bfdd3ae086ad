#ifndef PUNTE_TESTS_FUZZ_FUZZ_INPUT_H_
#define PUNTE_TESTS_FUZZ_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

inline std::string_view fuzz_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

#endif  // PUNTE_TESTS_FUZZ_FUZZ_INPUT_H_

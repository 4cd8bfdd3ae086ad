#ifndef PUNTE_PAGE_ROLE_MODEL_FILE_H_
#define PUNTE_PAGE_ROLE_MODEL_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "page/tree.h"

// The file of a role model, shared by its reader and by the trainer that writes it. On disk: do not
// change without a new version. Numbers are little-endian.
namespace punte::page::internal {

inline constexpr std::string_view kModelMagic = "PunteRol";
inline constexpr std::uint32_t kModelVersion = 1;
inline constexpr std::size_t kModelHead = 16;   ///< bytes: magic, version, checksum of the rest
inline constexpr float kTokenStep = 1.0F / 32;  ///< of the weight of a token, a signed byte

[[nodiscard]] constexpr std::uint32_t model_checksum(std::string_view bytes) {
  return token_hash(bytes);
}

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ROLE_MODEL_FILE_H_

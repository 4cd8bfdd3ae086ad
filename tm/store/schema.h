#ifndef PUNTE_TM_STORE_SCHEMA_H_
#define PUNTE_TM_STORE_SCHEMA_H_

#include <span>

namespace punte::tm::internal {

/// In the file's header, so that a memory can be told from other programs' databases: "Punt".
inline constexpr int kApplicationId = 0x50756E74;

/// Step i brings a file from schema version i to i + 1; a new file takes all of them. Steps are
/// never changed once released: old files must stay readable.
[[nodiscard]] std::span<const char* const> schema_steps();

[[nodiscard]] inline int schema_version() { return static_cast<int>(schema_steps().size()); }

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_SCHEMA_H_

#ifndef PUNTE_TM_STORE_COLUMNS_H_
#define PUNTE_TM_STORE_COLUMNS_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace punte::tm::internal {

/// The row of a unit's variant: the places of a unit follow one another.
inline constexpr int kPlaceBits = 16;
inline constexpr std::size_t kMostVariants = std::size_t{1} << kPlaceBits;
[[nodiscard]] constexpr std::int64_t variant_row(std::int64_t unit, std::int64_t place) {
  return unit << kPlaceBits | place;
}
[[nodiscard]] constexpr std::int64_t first_variant(std::int64_t unit) {
  return variant_row(unit, 0);
}
[[nodiscard]] constexpr std::int64_t last_variant(std::int64_t unit) {
  return variant_row(unit, static_cast<std::int64_t>(kMostVariants) - 1);
}

/// The bytes of a column; valid until the statement steps on. NULL is empty.
[[nodiscard]] inline std::string_view blob_of(const SQLite::Column& column) {
  const auto* bytes = static_cast<const char*>(column.getBlob());
  return {bytes, static_cast<std::size_t>(column.getBytes())};
}

[[nodiscard]] inline std::string text_of(const SQLite::Column& column) {
  const char* text = column.getText();
  return {text, static_cast<std::size_t>(column.getBytes())};
}

/// Binds bytes; an empty blob is stored as NULL. The bytes are copied.
inline void bind_blob(SQLite::Statement& statement, int index, std::string_view bytes) {
  if (bytes.empty()) {
    statement.bind(index);
  } else {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
  }
}

/// True for what SQLite says of a file whose bytes are not what it wrote.
[[nodiscard]] inline bool is_damage(int sqlite_code) {
  const int primary = sqlite_code & 0xFF;
  return primary == 11 || primary == 26;  // SQLITE_CORRUPT, SQLITE_NOTADB
}

/// Ends a statement's read of the file also where an error or exception leaves early.
class ResetGuard {
 public:
  explicit ResetGuard(SQLite::Statement& statement) : statement_(statement) {}
  ~ResetGuard() { statement_.tryReset(); }
  ResetGuard(const ResetGuard&) = delete;
  ResetGuard& operator=(const ResetGuard&) = delete;

 private:
  SQLite::Statement& statement_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_COLUMNS_H_

#ifndef PUNTE_TM_STORE_SYMBOL_TABLE_H_
#define PUNTE_TM_STORE_SYMBOL_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace punte::tm::internal {

/// Symbols that stand for frequent parts of texts, so that each text can be made shorter and read
/// back alone. Every byte is a symbol, and up to 3,840 strings of 2 to 16 bytes. A packed text is a
/// number of 12 bits for each symbol, low bits first. Source: P. Boncz, T. Neumann, V. Leis: FSST,
/// fast random access string compression, VLDB 2020; with more symbols than there, for texts.
/// Threads: as of a value.
class SymbolTable {
 public:
  static constexpr std::size_t kMostSymbols = 4096;
  static constexpr std::size_t kLongest = 16;  ///< bytes of a symbol

  /// Learns the symbols that make the sample short. The same sample, the same table. Cost: some
  /// tenths of a second for a megabyte.
  [[nodiscard]] static SymbolTable learn(std::span<const std::string> sample);

  [[nodiscard]] std::string to_bytes() const;
  /// nullopt for what to_bytes() does not write.
  [[nodiscard]] static std::optional<SymbolTable> from_bytes(std::string_view bytes);

  /// Appends what was packed. False: it was not packed by this table; `out` is as it was.
  [[nodiscard]] bool unpack(std::string_view packed, std::string& out) const;

  [[nodiscard]] std::size_t size() const { return symbols_.size(); }

 private:
  friend class SymbolPacker;
  struct Symbol {
    std::array<char, kLongest> bytes{};
    std::uint8_t size = 0;
    [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
  };

  SymbolTable();
  /// False if it is of no length that symbols have.
  bool add(std::string_view text);

  std::vector<Symbol> symbols_;
};

/// Packs texts by a table, which must outlive it.
class SymbolPacker {
 public:
  explicit SymbolPacker(const SymbolTable& table);
  /// Appends the packed text to `out`. Takes at each place the longest symbol that fits. Cost:
  /// some nanoseconds a byte.
  void pack(std::string_view text, std::string& out) const;
  /// Calls `use` for each symbol of a text.
  template <typename Use>
  void for_each(std::string_view text, const Use& use) const;

 private:
  struct Slot {
    std::uint32_t prefix = 0;  ///< the first three bytes
    std::uint16_t first = 0;   ///< into candidates_
    std::uint16_t limit = 0;   ///< first == limit: nothing is here
  };
  /// A symbol of three bytes or more, as numbers that are compared at once.
  struct Candidate {
    std::array<std::uint64_t, 2> bytes{};
    std::array<std::uint64_t, 2> mask{};
    std::uint16_t number = 0;
    std::uint16_t size = 0;
  };
  [[nodiscard]] std::size_t slot_of(std::uint32_t prefix) const;
  [[nodiscard]] std::uint32_t next(const char* text, std::size_t left) const;

  const SymbolTable& table_;
  std::vector<std::uint16_t> pairs_;  ///< by two bytes; 0: no symbol
  std::vector<Slot> slots_;
  std::vector<Candidate> candidates_;  ///< those of one prefix together, longest first
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_SYMBOL_TABLE_H_

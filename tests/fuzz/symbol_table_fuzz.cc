#include "tm/store/symbol_table.h"

#include <optional>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"

/// The first part is a table, or what one is learnt of; the rest a packed text, and a text to pack.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::tm::internal::SymbolPacker;
  using punte::tm::internal::SymbolTable;
  const std::string_view bytes = fuzz_text(data, size);
  const std::size_t cut = bytes.size() / 2;
  const std::vector<std::string> sample(8, std::string(bytes.substr(0, cut)));
  // Learning is slow, and reads what it has made itself.
  const bool learns = !bytes.empty() && static_cast<unsigned char>(bytes[0]) < 2;
  const std::optional<SymbolTable> table =
      learns ? SymbolTable::learn(sample) : SymbolTable::from_bytes(sample[0]);
  if (!table) return 0;
  std::string out;
  static_cast<void>(table->unpack(bytes.substr(cut), out));
  std::string packed;
  SymbolPacker(*table).pack(bytes, packed);
  std::string back;
  if (!table->unpack(packed, back) || back != bytes) __builtin_trap();
  return 0;
}

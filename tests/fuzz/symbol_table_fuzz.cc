#include "tm/symbol_table.h"

#include <string>

#include "tests/fuzz/fuzz_input.h"

/// The first part is a table, or what one is learnt of; the rest a packed text, and a text to pack.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::tm::internal::SymbolPacker;
  using punte::tm::internal::SymbolTable;
  const std::string_view bytes = fuzz_text(data, size);
  const std::size_t cut = bytes.size() / 2;
  const std::vector<std::string> sample(8, std::string(bytes.substr(0, cut)));
  const SymbolTable learnt = SymbolTable::learn(sample);
  const auto read = SymbolTable::from_bytes(bytes.substr(0, cut));
  for (const SymbolTable* table : {&learnt, read ? &*read : nullptr}) {
    if (table == nullptr) continue;
    std::string out;
    static_cast<void>(table->unpack(bytes.substr(cut), out));
    std::string packed;
    SymbolPacker(*table).pack(bytes, packed);
    std::string back;
    if (!table->unpack(packed, back) || back != bytes) __builtin_trap();
  }
  return 0;
}

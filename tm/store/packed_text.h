#ifndef PUNTE_TM_STORE_PACKED_TEXT_H_
#define PUNTE_TM_STORE_PACKED_TEXT_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tm/store/symbol_table.h"

namespace punte::tm::internal {

// Texts and details of memories that are not small are packed by tables of symbols, which lie in
// the memory too, twice, for all texts hang on them. A packed text is a BLOB in place of a TEXT:
// the number of its table (LEB128) and the symbols. A packed detail has kPackedDetail before that,
// with which no other begins. Statements read both through functions:
//
//   plain_text(text)      the text; NULL where it is damaged
//   plain_detail(detail)  the detail; one that cannot be read where it is damaged

inline constexpr std::string_view kPackedDetail{"\x80\x00", 2};

/// Makes the functions known to a connection. They keep the tables that they have read.
void add_text_functions(SQLite::Database& database);

/// Writes packed texts. Whoever writes holds a transaction. SQLite's exceptions pass through.
/// Threads: as the database's.
class TextPacker {
 public:
  explicit TextPacker(SQLite::Database& database) : database_(database) {}

  /// A transaction begins or has ended: another process may have learnt tables, and those of this
  /// one may be gone.
  void forget() noexcept;

  /// To be called before the texts of the unit `id`: learns a table of the units that are there
  /// when they have become many, and again when they are eight times as many. Cost: some tenths of
  /// a second then.
  void prepare(std::int64_t id);

  /// Binds a text as it is to be written.
  void bind_text(SQLite::Statement& statement, int index, const std::string& text);
  /// The detail as it is to be written. Valid until the next call.
  [[nodiscard]] std::string_view detail(std::string_view detail);

  /// Learns a table of all units and packs every text and detail by it; the older tables go. The
  /// file becomes smaller when it is vacuumed.
  void pack_all();

 private:
  void load();
  void use(std::int64_t number, SymbolTable table);
  /// False: there is too little to learn of.
  [[nodiscard]] bool learn();
  [[nodiscard]] bool append(std::string_view plain);

  SQLite::Database& database_;
  bool loaded_ = false;
  bool learnt_ = false;      // a table since forget()
  std::int64_t number_ = 0;  // of the table; 0: there is none
  std::int64_t next_ = 0;    // unit before which to learn
  std::unique_ptr<SymbolTable> table_;
  std::unique_ptr<SymbolPacker> packer_;
  std::string packed_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_PACKED_TEXT_H_

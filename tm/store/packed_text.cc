#include "tm/store/packed_text.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "tm/store/columns.h"

namespace punte::tm::internal {
namespace {

// Below, the tables would be as large as what they save.
constexpr std::int64_t kLeastUnits = 8192;
constexpr std::int64_t kLearnAgain = 8;  // times as many units
constexpr std::int64_t kSampleUnits = 16384;
constexpr std::size_t kSampleBytes = std::size_t{4} << 20;
constexpr std::size_t kMostOfText = 2000;                      // bytes of a text that are learnt of
constexpr int kMostOfUnit = 8;                                 // texts
constexpr std::size_t kLongestPacked = std::size_t{64} << 10;  // texts above are rare: as they are

constexpr std::array<const char*, 2> kTables = {"symbols", "symbols_copy"};
constexpr std::string_view kDamagedDetail = "\xFF";  // a number without an end

/// Shows a damaged table.
std::int64_t checksum(std::string_view bytes) {
  return static_cast<std::int64_t>(base::fnv1a(bytes));
}

/// The tables of a connection's file, as they are asked for.
class Tables {
 public:
  explicit Tables(sqlite3* database) : database_(database) {}
  void forget() { tables_.clear(); }
  /// Null where it cannot be read.
  const SymbolTable* find(std::int64_t number) {
    const auto known = tables_.find(number);
    if (known != tables_.end()) return &known->second;
    for (const char* name : kTables) {
      auto table = read(name, number);
      if (table) return &tables_.emplace(number, std::move(*table)).first->second;
    }
    return nullptr;
  }

 private:
  std::optional<SymbolTable> read(const std::string& name, std::int64_t number) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "SELECT checksum, data FROM " + name + " WHERE id = ?";
    std::optional<SymbolTable> out;
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
      sqlite3_bind_int64(statement, 1, number);
      if (sqlite3_step(statement) == SQLITE_ROW) {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, 1));
        const std::string_view bytes(data,
                                     static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)));
        if (checksum(bytes) == sqlite3_column_int64(statement, 0)) {
          out = SymbolTable::from_bytes(bytes);
        }
      }
    }
    sqlite3_finalize(statement);
    return out;
  }

  sqlite3* database_;
  std::unordered_map<std::int64_t, SymbolTable> tables_;
};

std::string_view bytes_of(sqlite3_value* value) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
  return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

bool unpack(sqlite3_context* context, std::string_view packed, std::string& out) {
  auto& tables = *static_cast<Tables*>(sqlite3_user_data(context));
  std::uint64_t number = 0;
  if (!base::take_varint(packed, number)) return false;
  const SymbolTable* table = tables.find(static_cast<std::int64_t>(number));
  return table != nullptr && packed.size() <= 2 * kLongestPacked && table->unpack(packed, out);
}

void plain_text(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) != SQLITE_BLOB) {
    sqlite3_result_value(context, values[0]);
    return;
  }
  std::string text;
  if (unpack(context, bytes_of(values[0]), text)) {
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  } else {
    sqlite3_result_null(context);
  }
}

void plain_detail(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  std::string_view detail = bytes_of(values[0]);
  if (!detail.starts_with(kPackedDetail)) {
    sqlite3_result_value(context, values[0]);
    return;
  }
  detail.remove_prefix(kPackedDetail.size());
  std::string out;
  if (!unpack(context, detail, out)) out = kDamagedDetail;
  sqlite3_result_blob(context, out.data(), static_cast<int>(out.size()), SQLITE_TRANSIENT);
}

void forget_symbols(sqlite3_context* context, int /*count*/, sqlite3_value** /*values*/) {
  static_cast<Tables*>(sqlite3_user_data(context))->forget();
  sqlite3_result_null(context);
}

}  // namespace

void add_text_functions(SQLite::Database& database) {
  sqlite3* const handle = database.getHandle();
  auto tables = std::make_unique<Tables>(handle);
  constexpr int kPure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  // Fails only without memory; then the functions are missing, which every statement tells.
  sqlite3_create_function_v2(handle, "plain_text", 1, kPure, tables.get(), plain_text, nullptr,
                             nullptr, nullptr);
  sqlite3_create_function_v2(handle, "plain_detail", 1, kPure, tables.get(), plain_detail, nullptr,
                             nullptr, nullptr);
  // The last one owns the tables: a connection's functions go together.
  sqlite3_create_function_v2(handle, "forget_symbols", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                             tables.release(), forget_symbols, nullptr, nullptr,
                             [](void* owned) { delete static_cast<Tables*>(owned); });
}

void TextPacker::forget() noexcept {
  loaded_ = false;
  packer_.reset();
  table_.reset();
  number_ = 0;
  if (!std::exchange(learnt_, false)) return;
  try {
    // Another table may get the number of one that a transaction learnt and took back.
    database_.exec("SELECT forget_symbols()");
  } catch (const SQLite::Exception&) {
    // Only without memory, where nothing else can be done either.
    return;
  }
}

void TextPacker::load() {
  if (std::exchange(loaded_, true)) return;
  next_ = kLeastUnits;
  for (const char* name : kTables) {
    SQLite::Statement newest(database_, "SELECT id, units, checksum, data FROM " +
                                            std::string(name) + " ORDER BY id DESC LIMIT 1");
    if (!newest.executeStep() || newest.getColumn(0).getInt64() <= number_) continue;
    const std::string_view bytes = blob_of(newest.getColumn(3));
    auto table = SymbolTable::from_bytes(bytes);
    if (!table || checksum(bytes) != newest.getColumn(2).getInt64()) continue;
    next_ = kLearnAgain * std::clamp<std::int64_t>(newest.getColumn(1).getInt64(), kLeastUnits,
                                                   std::int64_t{1} << 40U);
    use(newest.getColumn(0).getInt64(), std::move(*table));
  }
}

void TextPacker::use(std::int64_t number, SymbolTable table) {
  packer_.reset();
  number_ = number;
  table_ = std::make_unique<SymbolTable>(std::move(table));
  packer_ = std::make_unique<SymbolPacker>(*table_);
}

void TextPacker::prepare(std::int64_t id) {
  load();
  if (id < next_) return;
  static_cast<void>(learn());
  next_ = kLearnAgain * id;
}

bool TextPacker::learn() {
  SQLite::Statement ends(database_, "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM unit");
  ends.executeStep();
  const std::int64_t first = ends.getColumn(0).getInt64();
  const std::int64_t count = ends.getColumn(1).getInt64() - first + 1;
  ends.reset();
  std::vector<std::string> sample;
  std::size_t bytes = 0;
  const auto take = [&](std::string_view text) {
    sample.emplace_back(text.substr(0, kMostOfText));
    bytes += sample.back().size();
  };
  SQLite::Statement unit(database_,
                         "SELECT id, plain_detail(detail) FROM unit WHERE id >= ? LIMIT 1");
  SQLite::Statement variants(database_,
                             "SELECT plain_text(text), plain_detail(detail) FROM variant WHERE id "
                             "BETWEEN ? AND ? ORDER BY id LIMIT ?");
  // Spread without a period that a file may have too. The same memory, the same sample.
  std::uint64_t spread = 0;
  for (std::int64_t i = 0; i < kSampleUnits && bytes < kSampleBytes; ++i) {
    spread = spread * 6364136223846793005U + 1442695040888963407U;
    const ResetGuard unit_guard(unit);
    unit.bind(
        1, first + static_cast<std::int64_t>((spread >> 20U) % static_cast<std::uint64_t>(count)));
    if (!unit.executeStep()) break;
    const std::int64_t id = unit.getColumn(0).getInt64();
    take(blob_of(unit.getColumn(1)));
    const ResetGuard guard(variants);
    variants.bind(1, first_variant(id));
    variants.bind(2, last_variant(id));
    variants.bind(3, kMostOfUnit);
    while (variants.executeStep()) {
      take(blob_of(variants.getColumn(0)));
      take(blob_of(variants.getColumn(1)));
    }
  }
  if (bytes == 0) return false;
  // Above both: where one was damaged, the other may hold a table that texts hang on.
  const std::int64_t number =
      database_
          .execAndGet(
              "SELECT max((SELECT coalesce(max(id), 0) FROM symbols), (SELECT coalesce(max(id), "
              "0) FROM symbols_copy)) + 1")
          .getInt64();
  use(number, SymbolTable::learn(sample));
  learnt_ = true;
  const std::string data = table_->to_bytes();
  for (const char* name : kTables) {
    SQLite::Statement insert(database_, "INSERT OR REPLACE INTO " + std::string(name) +
                                            "(id, units, checksum, data) VALUES (?, ?, ?, ?)");
    insert.bind(1, number_);
    insert.bind(2, first + count - 1);
    insert.bind(3, checksum(data));
    bind_blob(insert, 4, data);
    insert.exec();
  }
  return true;
}

/// Appends the packed text to what packed_ holds; false if that is no shorter.
bool TextPacker::append(std::string_view plain) {
  if (packer_ == nullptr || plain.size() > kLongestPacked) return false;
  base::append_varint(packed_, static_cast<std::uint64_t>(number_));
  packer_->pack(plain, packed_);
  return packed_.size() < plain.size();
}

void TextPacker::bind_text(SQLite::Statement& statement, int index, const std::string& text) {
  packed_.clear();
  if (append(text)) {
    bind_blob(statement, index, packed_);
  } else {
    statement.bind(index, text);
  }
}

std::string_view TextPacker::detail(std::string_view detail) {
  packed_ = kPackedDetail;
  return append(detail) ? std::string_view(packed_) : detail;
}

void TextPacker::pack_all() {
  load();
  const std::int64_t units = database_.execAndGet("SELECT count(*) FROM unit").getInt64();
  if (units < kLeastUnits || !learn()) return;
  bool all = true;  // nothing hangs on the older tables any more
  {
    SQLite::Statement rows(database_,
                           "SELECT id, plain_text(text), plain_detail(detail) FROM variant");
    SQLite::Statement write(database_, "UPDATE variant SET text = ?, detail = ? WHERE id = ?");
    while (rows.executeStep()) {
      const std::string_view plain_detail = blob_of(rows.getColumn(2));
      if (rows.getColumn(1).isNull() || plain_detail == kDamagedDetail) {
        all = false;
        continue;
      }
      const ResetGuard guard(write);
      bind_text(write, 1, text_of(rows.getColumn(1)));
      bind_blob(write, 2, detail(plain_detail));
      write.bind(3, rows.getColumn(0).getInt64());
      write.exec();
    }
  }
  {
    SQLite::Statement rows(database_,
                           "SELECT id, plain_detail(detail) FROM unit WHERE detail IS NOT NULL");
    SQLite::Statement write(database_, "UPDATE unit SET detail = ? WHERE id = ?");
    while (rows.executeStep()) {
      const std::string_view plain = blob_of(rows.getColumn(1));
      if (plain == kDamagedDetail) {
        all = false;
        continue;
      }
      const ResetGuard guard(write);
      bind_blob(write, 1, detail(plain));
      write.bind(2, rows.getColumn(0).getInt64());
      write.exec();
    }
  }
  if (!all) return;
  for (const char* name : kTables) {
    SQLite::Statement erase(database_, "DELETE FROM " + std::string(name) + " WHERE id < ?");
    erase.bind(1, number_);
    erase.exec();
  }
}

}  // namespace punte::tm::internal

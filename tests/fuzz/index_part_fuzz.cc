#include "tm/index/index_part.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tm/store/index_tables.h"

// The first bytes are the row of a part, the rest its pages; whatever they say, numbers of texts
// stay below their count and what is read ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace internal = punte::tm::internal;
  constexpr std::size_t kHead = 48;
  constexpr std::size_t kPage = 256;
  if (size < kHead) return 0;
  const std::string bytes(fuzz_text(data, size));
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("CREATE TABLE key_page (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
  SQLite::Statement insert(database, "INSERT INTO key_page(data) VALUES (?)");
  for (std::size_t at = kHead; at < bytes.size(); at += kPage) {
    const std::string page = bytes.substr(at, kPage);
    insert.bind(1, page.data(), static_cast<int>(page.size()));
    insert.exec();
    insert.reset();
  }
  internal::PartRow row;
  std::size_t next = 0;
  for (std::int64_t* field : {&row.texts, &row.first_page, &row.directory, &row.directories,
                              &row.text_page, &row.limit_page}) {
    *field = static_cast<std::int8_t>(bytes[next]) | (bytes[next + 1] << 8);
    next += 2;
  }
  for (std::int64_t* field :
       {&row.first_unit, &row.first_place, &row.unit_bytes, &row.place_bytes}) {
    *field = static_cast<std::int8_t>(bytes[next++]);
  }
  row.lengths = bytes.substr(next, kHead - next);

  internal::IndexPart part(std::move(row));
  internal::IndexTables tables(database);
  constexpr auto kParts = internal::IndexStorage::Pages::kParts;
  const auto reader = tables.reader(kParts);
  internal::PageReader& pages = *reader;
  const std::uint32_t texts = part.texts();
  const auto check = [&](const std::vector<std::uint32_t>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] >= texts || (i > 0 && numbers[i] < numbers[i - 1])) __builtin_trap();
    }
  };
  std::vector<std::uint32_t> out;
  std::vector<std::uint8_t> counts(texts, 0);
  for (internal::IndexPart::Cursor cursor(part, tables, kParts); !cursor.at_end();) {
    const std::uint32_t hash = cursor.hash();
    cursor.take(out);
    check(out);
    const auto list = part.find(pages, hash);
    part.read(pages, list, texts / 4, texts / 2, out);
    check(out);
    const std::vector<std::uint32_t> among = {texts / 3, texts / 3 + 1, texts / 3 + 7};
    part.read_among(pages, list, among, out);
    part.count<std::uint8_t>(pages, list, 0, texts, counts, 0);
  }
  for (std::uint32_t number = 0; number < texts && number < 1000; ++number) {
    static_cast<void>(part.text(pages, number));
  }
  return 0;
}

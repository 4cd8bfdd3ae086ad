#include "tm/file_header.h"

#include <utility>

#include "tm/store/detail.h"
#include "tm/store/memory_state.h"

namespace punte::tm {
namespace {

using internal::guarded;

void bind_blob(SQLite::Statement& statement, int place, const std::string& blob) {
  statement.bind(place, blob.data(), static_cast<int>(blob.size()));
}

}  // namespace

Result<void> keep_header(const TranslationMemory& memory, const FileHeader& header) {
  const TranslationMemory::State& state = memory.state();
  return guarded(state.path, [&]() -> Result<void> {
    Unit detail;
    detail.attributes = header.attributes;
    detail.properties = header.properties;
    detail.notes = header.notes;
    Unit markup;
    for (const std::string& element : header.elements)
      markup.properties.push_back({"", element, {}});
    SQLite::Statement name(*state.database, "INSERT OR IGNORE INTO origin (name) VALUES (?)");
    name.bind(1, header.origin);
    name.exec();
    SQLite::Statement insert(*state.database,
                             "INSERT OR REPLACE INTO file_header (origin, detail, markup) "
                             "SELECT id, ?, ? FROM origin WHERE name = ?");
    bind_blob(insert, 1, internal::encode_unit_detail(detail));
    bind_blob(insert, 2, internal::encode_unit_detail(markup));
    insert.bind(3, header.origin);
    insert.exec();
    return {};
  });
}

Result<std::vector<FileHeader>> file_headers(const TranslationMemory& memory,
                                             const std::string& origin) {
  TranslationMemory::State& state = memory.state();
  UnitFilter filter;
  filter.origin = origin;
  auto matcher = UnitMatcher::make(filter);
  if (!matcher) return tl::unexpected(matcher.error());
  return guarded(state.path, [&]() -> Result<std::vector<FileHeader>> {
    std::vector<FileHeader> out;
    SQLite::Statement query(*state.database,
                            "SELECT origin.name, detail, markup FROM file_header JOIN origin ON "
                            "origin.id = file_header.origin WHERE EXISTS (SELECT 1 FROM unit WHERE "
                            "unit.origin = origin.id) ORDER BY origin.id");
    while (query.executeStep()) {
      FileHeader header;
      header.origin = query.getColumn(0).getString();
      const auto passes = matcher->matches(Unit(), header.origin);
      if (!passes) return tl::unexpected(passes.error());
      if (!*passes) continue;
      Unit detail;
      Unit markup;
      if (!internal::decode_unit_detail(query.getColumn(1).getString(), detail) ||
          !internal::decode_unit_detail(query.getColumn(2).getString(), markup)) {
        return tl::unexpected(state.damaged());
      }
      header.attributes = std::move(detail.attributes);
      header.properties = std::move(detail.properties);
      header.notes = std::move(detail.notes);
      for (Property& element : markup.properties)
        header.elements.push_back(std::move(element.value));
      out.push_back(std::move(header));
    }
    return out;
  });
}

}  // namespace punte::tm

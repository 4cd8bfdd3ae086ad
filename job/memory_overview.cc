#include "job/memory_overview.h"

#include <string_view>
#include <utility>

namespace punte::job {

using base::Result;

Result<MemoryOverview> memory_overview(const tm::Memory& memory, const tm::UnitFilter& filter) {
  PUNTE_TRY(tm::MemoryInfo info, memory.info());
  MemoryOverview out;
  std::map<std::string, std::int64_t> texts;  // of the units that pass
  PUNTE_CHECK(memory.for_each(filter, [&](const language::Unit& unit, std::string_view origin) {
    ++out.units;
    ++out.origins[std::string(origin)];
    for (const language::Variant& variant : unit.variants) ++texts[variant.language];
    const std::string date = tm::latest_date(unit);
    if (!date.empty() && (out.oldest.empty() || date < out.oldest)) out.oldest = date;
    if (date > out.newest) out.newest = date;
    if (tm::date_of(unit).empty()) ++out.undated;
    return Result<void>();
  }));
  out.file_bytes = info.file_bytes;
  out.schema_version = info.schema_version;
  out.languages = std::move(info.languages);
  if (filter.empty()) {
    out.units = info.units;
    return out;
  }
  std::erase_if(out.languages, [&](tm::LanguageCount& one) {
    one.variants = texts[one.language];
    return one.variants == 0;
  });
  return out;
}

Result<UnitList> list_units(const tm::Memory& memory, const tm::UnitFilter& filter,
                            std::size_t limit) {
  UnitList out;
  PUNTE_CHECK(memory.for_each(
      filter, [&](const language::Unit& unit, std::string_view origin) -> Result<bool> {
        // All of a memory need not be read to be counted.
        if (out.first.size() == limit && filter.empty()) return false;
        ++out.all;
        if (out.first.size() < limit) out.first.push_back({unit, std::string(origin)});
        return true;
      }));
  if (filter.empty()) {
    PUNTE_TRY(const tm::MemoryInfo info, memory.info());
    out.all = info.units;
  }
  return out;
}

}  // namespace punte::job

#include "exchange/resource_groups.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

namespace punte::exchange {

using base::ErrorCode;

Result<void> add_resource(ByteSource& source, const std::string& file, Format format,
                          std::vector<ResourceGroup>& groups) {
  PUNTE_TRY(ResourceFile read, read_resource(source, format));
  // Absolute, for a folder's name may tell the language and the user may stand in it.
  ResourcePlace place = resource_place(std::filesystem::absolute(file).lexically_normal(), format);
  read.language = std::move(place.language);
  auto group = std::find_if(groups.begin(), groups.end(),
                            [&](const ResourceGroup& one) { return one.family == place.family; });
  if (group == groups.end()) group = groups.insert(groups.end(), {place.family, {}, {}});
  group->names.push_back(file);
  group->files.push_back(std::move(read));
  return {};
}

Result<GroupUnits> take_units(ResourceGroup&& group, const std::string& default_language) {
  const auto language_of = [&](std::size_t i) {
    const std::string& own = group.files[i].language;
    return own.empty() ? default_language : own;
  };
  std::size_t first = 0;
  while (first < group.files.size() && language_of(first) != default_language) ++first;
  if (first == group.files.size()) first = 0;
  std::swap(group.files[0], group.files[first]);
  std::swap(group.names[0], group.names[first]);
  GroupUnits out;
  out.first_file = group.names[0];
  bool any_other = false;
  for (std::size_t i = 1; i < group.files.size(); ++i)
    any_other |= language_of(i) != language_of(0);
  if (!any_other) {
    return base::fail(ErrorCode::kInvalidArgument, base::Remedy::kAddFiles,
                      PUNTE_MSG("it holds texts of one language ({1})"), {language_of(0)},
                      out.first_file);
  }
  out.other_files = group.names.size() - 1;
  for (std::size_t i = 0; i < group.files.size(); ++i) {
    ReadReport& report = group.files[i].report;
    out.report.skipped_variants += report.skipped_units;
    out.report.warnings.append(std::move(report.warnings), group.names[i]);
  }
  out.units = resource_units(group.files, default_language, out.report.skipped_units);
  out.report.units = static_cast<std::int64_t>(out.units.size());
  return out;
}

}  // namespace punte::exchange

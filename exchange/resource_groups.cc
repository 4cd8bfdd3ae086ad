#include "exchange/resource_groups.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

namespace punte::exchange {

using base::ErrorCode;

namespace {

/// The group of a family; made where there is none.
ResourceGroup& group_of(const std::string& family, std::vector<ResourceGroup>& groups) {
  const auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const ResourceGroup& one) { return one.family == family; });
  return group != groups.end() ? *group : groups.emplace_back(ResourceGroup{family, {}, {}, {}});
}

/// A folder may only look like a language ("my/ui.properties"): where a file translates one of it
/// by its name ("my/ui_ro.properties"), the one without a language belongs to that.
void take_from_folders(const std::string& family, std::vector<ResourceGroup>& groups) {
  ResourceGroup& own = group_of(family, groups);
  for (ResourceGroup& other : groups) {
    if (&other == &own) continue;
    const auto found = std::find(other.paths.begin(), other.paths.end(), family);
    if (found == other.paths.end()) continue;
    const auto place = found - other.paths.begin();
    own.names.push_back(std::move(other.names[static_cast<std::size_t>(place)]));
    own.paths.push_back(std::move(*found));
    own.files.push_back(std::move(other.files[static_cast<std::size_t>(place)]));
    own.files.back().language.clear();
    other.names.erase(other.names.begin() + place);
    other.paths.erase(other.paths.begin() + place);
    other.files.erase(other.files.begin() + place);
  }
  std::erase_if(groups, [](const ResourceGroup& one) { return one.files.empty(); });
}

}  // namespace

Result<void> add_resource(ByteSource& source, const std::string& file, Format format,
                          std::vector<ResourceGroup>& groups, std::vector<std::string>& languages) {
  PUNTE_TRY(ResourceFile read, read_resource(source, format));
  // Absolute, for a folder's name may tell the language and the user may stand in it.
  const std::filesystem::path path = std::filesystem::absolute(file).lexically_normal();
  ResourcePlace place = resource_place(without_packer(path), format);
  // Where the name does not tell it, the file may itself.
  if (place.language.empty() && !read.language.empty()) {
    place = {(path.parent_path() / ("*" + path.extension().string())).string(), read.language};
  }
  // What nothing tells, the user does, and such files belong together.
  if (place.language.empty() && !languages.empty()) {
    place = {{}, languages.front()};
    languages.erase(languages.begin());
  }
  const bool has_siblings =
      std::any_of(groups.begin(), groups.end(), [&](const ResourceGroup& one) {
        return one.family == path.string() && place.family != path.string();
      });
  if (has_siblings) place = {path.string(), {}};
  read.language = std::move(place.language);
  ResourceGroup& group = group_of(place.family, groups);
  group.names.push_back(file);
  group.paths.push_back(path.string());
  group.files.push_back(std::move(read));
  if (!place.family.empty()) take_from_folders(place.family, groups);
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
  std::swap(group.paths[0], group.paths[first]);
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

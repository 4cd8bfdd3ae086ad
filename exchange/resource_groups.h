#ifndef PUNTE_EXCHANGE_RESOURCE_GROUPS_H_
#define PUNTE_EXCHANGE_RESOURCE_GROUPS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "exchange/reading.h"
#include "exchange/resources.h"
#include "language/unit.h"

namespace punte::exchange {

/// Files of one language each that translate each other.
struct ResourceGroup {
  std::string family;
  std::vector<std::string> names;
  std::vector<std::string> paths;   ///< absolute
  std::vector<ResourceFile> files;  ///< of the same places
};

/// Reads a file of one language, named `file`, into the group that it belongs to. One whose path
/// does not tell its language takes the first of `languages`, and all that do are one group.
/// Errors: those of read_resource().
[[nodiscard]] Result<void> add_resource(ByteSource& source, const std::string& file, Format format,
                                        std::vector<ResourceGroup>& groups,
                                        std::vector<std::string>& languages);

struct GroupUnits {
  std::vector<language::Unit> units;
  ReadReport report;
  std::string first_file;       ///< the one that is translated from
  std::size_t other_files = 0;  ///< of the group, besides it
};

/// The units of a group, the source being the file in `default_language`, named or not, else the
/// first. Errors: kInvalidArgument if there is one language only.
[[nodiscard]] Result<GroupUnits> take_units(ResourceGroup&& group,
                                            const std::string& default_language);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_GROUPS_H_

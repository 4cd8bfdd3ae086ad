#ifndef PUNTE_CLI_RESOURCE_GROUPS_H_
#define PUNTE_CLI_RESOURCE_GROUPS_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/resources.h"
#include "language/unit.h"

namespace punte::cli {

/// Files of one language each that translate each other.
struct ResourceGroup {
  std::string family;
  std::vector<std::string> names;
  std::vector<exchange::ResourceFile> files;  ///< of the same places
};

/// Reads a file of one language, named `file`, into the group that it belongs to.
/// Errors: those of exchange::read_resource().
[[nodiscard]] base::Result<void> add_resource(exchange::ByteSource& source, const std::string& file,
                                              exchange::Format format,
                                              std::vector<ResourceGroup>& groups);

struct GroupUnits {
  std::vector<language::Unit> units;
  exchange::ReadReport report;
  std::string name;        ///< what the group is called: its first file and how many others
  std::string first_file;  ///< the one that is translated from
};

/// The units of a group, the source being the file in `default_language`, named or not, else the
/// first. Errors: kInvalidArgument if there is one language only.
[[nodiscard]] base::Result<GroupUnits> take_units(ResourceGroup&& group,
                                                  const std::string& default_language);

}  // namespace punte::cli

#endif  // PUNTE_CLI_RESOURCE_GROUPS_H_

#include "job/output_names.h"

#include <algorithm>
#include <string_view>

#include "exchange/stream.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::Result;

/// The name of a file for an address: its last part, without what only a server understands.
std::string name_of_address(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  address.remove_prefix(address.find("://") + 3);
  while (address.ends_with('/')) address.remove_suffix(1);
  const std::size_t slash = address.rfind('/');
  std::string name(slash == std::string_view::npos ? "index" : address.substr(slash + 1));
  if (fs::path(name).extension().empty()) name += ".html";
  return name;
}

/// The folder of a page below the folder that was read; empty where it was named itself.
fs::path place_below(const std::vector<fs::path>& roots, const fs::path& page) {
  const fs::path folder = page.parent_path().lexically_normal();
  for (const fs::path& root : roots) {
    fs::path below = folder.lexically_relative(root.lexically_normal());
    if (below == ".") return {};
    if (!below.empty() && *below.begin() != "..") return below;
  }
  return {};
}

}  // namespace

Result<fs::path> output_path(const OutputNames& names, const std::string& page) {
  const bool is_address = page.find("://") != std::string::npos;
  const fs::path name = is_address ? name_of_address(page) : fs::path(page).filename().string();
  const fs::path plain = exchange::without_packer(name);
  std::string out;
  for (std::size_t at = 0; at < names.pattern.size();) {
    const std::size_t open = std::min(names.pattern.find('{', at), names.pattern.size());
    out += names.pattern.substr(at, open - at);
    if (open == names.pattern.size()) break;
    const std::size_t close = names.pattern.find('}', open);
    const std::string word =
        names.pattern.substr(open, close == std::string::npos ? close : close - open + 1);
    if (word == "{name}") {
      out += plain.string();
    } else if (word == "{stem}") {
      out += plain.stem().string();
    } else if (word == "{ext}") {
      out += plain.extension().string();
    } else if (word == "{to}") {
      out += names.to;
    } else {
      return base::fail(
          base::ErrorCode::kInvalidArgument,
          PUNTE_MSG("“{1}” is unknown in a name; known are {name}, {stem}, {ext} and {to}"),
          {word});
    }
    at = open + word.size();
  }
  return names.folder / (is_address ? fs::path() : place_below(names.roots, page)) / out;
}

}  // namespace punte::job

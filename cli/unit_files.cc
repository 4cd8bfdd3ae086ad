#include "cli/unit_files.h"

#include "exchange/stream.h"
#include "exchange/tmx.h"

namespace punte::cli {

language::Result<void> read_unit_file(
    const std::string& path, const std::string& /*from*/, const std::string& /*to*/,
    const std::function<language::Result<void>(tm::Unit&&)>& use) {
  auto source = exchange::open_source(path);
  if (!source) return tl::unexpected(source.error());
  const auto done = exchange::read_tmx(**source, use);
  if (!done) return tl::unexpected(done.error());
  return {};
}

}  // namespace punte::cli

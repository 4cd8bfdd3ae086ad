#include "cli/unit_files.h"

#include "exchange/format.h"
#include "exchange/stream.h"

namespace punte::cli {

base::Result<void> read_unit_file(const std::string& path, const std::string& from,
                                  const std::string& to,
                                  const std::function<base::Result<void>(language::Unit&&)>& use) {
  auto source = exchange::open_source(path);
  if (!source) return tl::unexpected(source.error());
  exchange::ReadOptions options;
  options.from = from;
  options.to = to;
  const auto done = exchange::read_units(**source, {}, use, options);
  if (!done) return tl::unexpected(done.error());
  return {};
}

}  // namespace punte::cli

#include "server/spool_file.h"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>

namespace punte::server {

bool SpoolFile::open(const std::filesystem::path& folder) {
  std::string name = (folder / "upload-XXXXXX").string();
  const int made = mkstemp(name.data());
  if (made < 0) return false;
  ::close(made);
  path_ = name;
  file_.open(name, std::ios::binary | std::ios::trunc);
  return file_.is_open();
}

bool SpoolFile::write(std::string_view bytes) {
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file_.good();
}

bool SpoolFile::close() {
  file_.close();
  return !file_.fail();
}

void SpoolFile::discard() {
  file_.close();
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
  path_.clear();
}

}  // namespace punte::server

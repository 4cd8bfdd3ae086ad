#include "job/translation_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/ascii.h"
#include "exchange/stream.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::array<std::string_view, 17> kEndings = {
    ".tmx", ".xlf", ".xliff", ".sdlxliff", ".mxliff",     ".mqxliff", ".po",   ".pot", ".csv",
    ".tsv", ".tab", ".tbx",   ".xlsx",     ".properties", ".strings", ".xlsm", ".arb"};

bool is_translation_file(const fs::path& path) {
  const fs::path plain = exchange::without_packer(path);
  const std::string ending = base::lower(plain.extension().string());
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end() ||
         plain.filename() == "strings.xml";
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && is_translation_file(entry->path())) {
      out.push_back(entry->path().string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<std::vector<std::string>> translation_files(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (!fs::is_directory(name, ignored)) {
      out.push_back(name);
      continue;
    }
    const std::vector<std::string> files = files_below(name);
    if (files.empty()) {
      return base::fail(base::ErrorCode::kNotFound,
                        PUNTE_MSG("the folder holds no file of translations"), {}, name);
    }
    out.insert(out.end(), files.begin(), files.end());
  }
  return out;
}

}  // namespace punte::job

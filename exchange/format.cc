#include "exchange/format.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace punte::exchange {
namespace {

std::optional<Format> named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Format>, 4> kNames = {
      {{"tmx", Format::kTmx}, {"csv", Format::kCsv}, {"tsv", Format::kTsv}, {"tab", Format::kTsv}}};
  for (const auto& [known, format] : kNames) {
    if (name == known) return format;
  }
  return std::nullopt;
}

std::string extension_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  if (!extension.empty()) extension.erase(0, 1);
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

}  // namespace

language::Result<Format> format_of(const std::filesystem::path& path, std::string_view name) {
  if (!name.empty()) {
    const auto format = named(name);
    if (format) return *format;
    return language::fail(language::ErrorCode::kInvalidArgument,
                          PUNTE_MSG("“{1}” is no format; say tmx, csv or tsv"),
                          {std::string(name)});
  }
  std::string extension = extension_of(path);
  for (const char* packer : {"gz", "xz", "bz2", "zst", "zip"}) {
    if (extension == packer) {
      extension = extension_of(path.stem());
      break;
    }
  }
  return named(extension).value_or(Format::kTmx);
}

}  // namespace punte::exchange

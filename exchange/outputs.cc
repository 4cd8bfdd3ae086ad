#include "exchange/outputs.h"

#include <sys/stat.h>

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "exchange/file_sink.h"
#include "exchange/packed_sink.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

/// The first bytes of every SQLite file. Source: sqlite.org/fileformat2.html.
constexpr std::string_view kDatabase("SQLite format 3\0", 16);

/// What is neither file nor folder keeps nothing that could be lost.
bool keeps_nothing(const fs::path& path) {
  std::error_code ignored;
  return fs::is_other(fs::status(path, ignored));
}

bool is_database(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, kDatabase.size()> head{};
  file.read(head.data(), head.size());
  return file && std::string_view(head.data(), head.size()) == kDatabase;
}

tl::unexpected<base::Error> refused(std::string message, const fs::path& path) {
  return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameOtherFile, std::move(message), {},
              path.string());
}

tl::unexpected<base::Error> also_read(const fs::path& path) {
  return refused(PUNTE_MSG("this file is read, so nothing is written to it"), path);
}

tl::unexpected<base::Error> is_memory(const fs::path& path) {
  return refused(PUNTE_MSG("this is the translation memory, so nothing else is written to it"),
                 path);
}

}  // namespace

void Outputs::Keys::add(const Key& key) {
  if (key.file.second != 0) files_.insert(key.file);
  paths_.insert(key.path);
}

bool Outputs::Keys::has(const Key& key) const {
  return files_.contains(key.file) || paths_.contains(key.path);
}

Outputs::Key Outputs::key_of(const fs::path& path) {
  Key out;
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) out.file = {status.st_dev, status.st_ino};
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  fs::path place = error ? path : fs::weakly_canonical(absolute, error);
  if (error) place = path.lexically_normal();
  out.path = place.has_filename() ? place.string() : place.parent_path().string();
  return out;
}

bool Outputs::is_below(const Key& file, const Key& folder) {
  return file.path.size() > folder.path.size() && file.path.starts_with(folder.path) &&
         (folder.path.ends_with('/') || file.path[folder.path.size()] == '/');
}

Result<void> Outputs::check(const fs::path& path, const Key& key) const {
  if (memories_.has(key)) return is_memory(path);
  if (inputs_.has(key)) return also_read(path);
  if (key.file.second == 0) return {};
  // What a folder does not hold yet is not read.
  for (const Key& folder : input_folders_) {
    if (is_below(key, folder)) return also_read(path);
  }
  if (is_database(path)) {
    return refused(PUNTE_MSG("this is a database, such as a translation memory; it is not "
                             "overwritten"),
                   path);
  }
  return {};
}

Result<void> Outputs::reads(const fs::path& path) {
  if (keeps_nothing(path)) return {};
  const Key key = key_of(path);
  if (outputs_.has(key)) return also_read(path);
  inputs_.add(key);
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return {};
  for (const auto& [output, its_key] : output_list_) {
    if (its_key.file.second != 0 && is_below(its_key, key)) return also_read(output);
  }
  input_folders_.push_back(key);
  return {};
}

Result<void> Outputs::uses_memory(const fs::path& path) {
  const Key key = key_of(path);
  memories_.add(key);
  if (outputs_.has(key)) return is_memory(path);
  return {};
}

Result<void> Outputs::will_write(const fs::path& path) {
  if (keeps_nothing(path)) return {};
  const Key key = key_of(path);
  PUNTE_CHECK(check(path, key));
  if (outputs_.has(key)) {
    return refused(PUNTE_MSG("two results would be written to this file"), path);
  }
  outputs_.add(key);
  output_list_.emplace_back(path, key);
  return {};
}

Result<std::unique_ptr<ByteSink>> Outputs::create(const fs::path& path) {
  if (keeps_nothing(path)) return create_file(path);
  const Key key = key_of(path);
  if (outputs_.has(key) && !created_.contains(key.path)) {
    PUNTE_CHECK(check(path, key));
  } else {
    PUNTE_CHECK(will_write(path));
  }
  PUNTE_TRY(auto sink, create_file(path));
  created_.insert(key.path);
  return packed_by_name(std::move(sink), path);
}

}  // namespace punte::exchange

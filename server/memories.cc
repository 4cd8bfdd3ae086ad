#include "server/memories.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/ascii.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using tm::TranslationMemory;

constexpr std::string_view kSuffix = ".tm";
constexpr std::size_t kMaxName = 64;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName && name.front() != '-' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return base::is_alnum(c) || c == '-' || c == '_'; });
}

/// "client" of "/srv/client.tm". Letters that a name cannot have become "-".
std::string name_of(const std::filesystem::path& path) {
  std::string out = path.stem().string().substr(0, kMaxName);
  for (char& c : out) {
    if (!base::is_alnum(c) && c != '_') c = '-';
  }
  return out.empty() ? "memory" : out;
}

}  // namespace

Result<std::unique_ptr<Catalog>> Catalog::open(const CatalogOptions& options) {
  std::unique_ptr<Catalog> out(new Catalog(options));
  if (!options.folder.empty() && !std::filesystem::is_directory(options.folder)) {
    return fail(ErrorCode::kNotFound, PUNTE_MSG("this is not a folder"), {},
                options.folder.string());
  }
  tm::OpenOptions opening;
  opening.create = options.folder.empty();
  for (const MemoryPlace& place : out->list()) {
    PUNTE_TRY(const auto memory, TranslationMemory::open(place.path, opening));
    PUNTE_CHECK(memory.info());
  }
  for (MemoryPlace& reference : out->options_.references) {
    opening.create = false;
    opening.read_only = true;
    PUNTE_TRY(const auto memory, TranslationMemory::open(reference.path, opening));
    if (reference.name.empty()) reference.name = name_of(reference.path);
  }
  return out;
}

std::vector<MemoryPlace> Catalog::list() const {
  if (options_.folder.empty()) return {{name_of(options_.file), options_.file}};
  std::vector<MemoryPlace> out;
  std::error_code error;
  for (std::filesystem::directory_iterator file(options_.folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::filesystem::path& path = file->path();
    if (path.extension() == kSuffix && is_name(path.stem().string())) {
      out.push_back({path.stem().string(), path});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const MemoryPlace& a, const MemoryPlace& b) { return a.name < b.name; });
  return out;
}

Result<MemoryPlace> Catalog::find(std::string_view name) const {
  if (!name.empty() && is_name(name) && !options_.folder.empty()) {
    std::filesystem::path path = options_.folder / (std::string(name) + std::string(kSuffix));
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) return MemoryPlace{std::string(name), path};
  } else {
    const std::vector<MemoryPlace> all = list();
    if (name.empty() && all.size() == 1) return all.front();
    for (const MemoryPlace& place : all) {
      if (place.name == name) return place;
    }
  }
  if (name.empty()) {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameMemory,
                PUNTE_MSG("there are several memories, or none"));
  }
  return fail(ErrorCode::kNotFound, PUNTE_MSG("there is no memory “{1}”"), {std::string(name)});
}

Result<MemoryPlace> Catalog::create(const std::string& name) {
  if (options_.folder.empty()) {
    return fail(ErrorCode::kUnsupported,
                PUNTE_MSG("this server serves a single memory; no others can be made"));
  }
  if (!is_name(name)) {
    return fail(
        ErrorCode::kInvalidArgument,
        PUNTE_MSG("“{1}” cannot be the name of a memory: at most 64 letters, digits, “_” and "
                  "“-”, which cannot be the first"),
        {name});
  }
  const std::lock_guard lock(writer(name));
  MemoryPlace place{name, options_.folder / (name + std::string(kSuffix))};
  std::error_code error;
  if (std::filesystem::exists(place.path, error)) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("there is a memory “{1}” already"), {name});
  }
  PUNTE_TRY(const auto memory, TranslationMemory::open(place.path));
  return place;
}

Result<void> Catalog::remove(const std::string& name) {
  if (options_.folder.empty()) {
    return fail(ErrorCode::kUnsupported,
                PUNTE_MSG("this server serves a single memory, which cannot be deleted"));
  }
  const std::lock_guard lock(writer(name));
  PUNTE_TRY(const MemoryPlace place, find(name));
  {
    // What is still in the journal goes into the file first.
    tm::OpenOptions options;
    options.create = false;
    PUNTE_TRY(const auto memory, TranslationMemory::open(place.path, options));
  }
  std::error_code error;
  std::filesystem::path kept;
  for (int number = 1; kept.empty() || std::filesystem::exists(kept, error); ++number) {
    kept = place.path.string() + ".deleted-" + std::to_string(number);
  }
  std::filesystem::rename(place.path, kept, error);
  if (error) {
    return fail(ErrorCode::kIo, PUNTE_MSG("cannot delete this memory: {1}"), {error.message()});
  }
  for (const char* const suffix : {"-wal", "-shm"}) {
    std::filesystem::rename(place.path.string() + suffix, kept.string() + suffix, error);
  }
  return {};
}

std::mutex& Catalog::writer(const std::string& name) {
  const std::lock_guard lock(mutex_);
  auto& found = writers_[name];
  if (!found) found = std::make_unique<std::mutex>();
  return *found;
}

Result<TranslationMemory*> OpenMemories::open(const MemoryPlace& place, bool read_only) {
  struct stat status {};
  const bool there = ::stat(place.path.c_str(), &status) == 0;
  Open& found = open_[place.path.string()];
  if (found.memory && there && found.device == status.st_dev && found.file == status.st_ino) {
    return &*found.memory;
  }
  found.memory.reset();
  tm::OpenOptions options;
  options.create = false;
  options.read_only = read_only;
  PUNTE_TRY(found.memory, TranslationMemory::open(place.path, options));
  ++found.times;
  found.device = status.st_dev;
  found.file = status.st_ino;
  return &*found.memory;
}

Result<TranslationMemory*> OpenMemories::get(std::string_view name) {
  PUNTE_TRY(const MemoryPlace place, catalog_.find(name));
  return open(place, false);
}

Result<std::string> OpenMemories::revision(std::string_view name) {
  std::string out;
  const auto append = [&](const MemoryPlace& place, bool read_only) -> Result<void> {
    PUNTE_TRY(const TranslationMemory* const memory, open(place, read_only));
    PUNTE_TRY(const std::int64_t revision, memory->revision());
    out += std::to_string(open_[place.path.string()].times) + '.' + std::to_string(revision) + ' ';
    return {};
  };
  PUNTE_TRY(const MemoryPlace main, catalog_.find(name));
  PUNTE_CHECK(append(main, false));
  for (const MemoryPlace& place : catalog_.references()) PUNTE_CHECK(append(place, true));
  return out;
}

Result<job::Memories> OpenMemories::with_references(std::string_view name) {
  PUNTE_TRY(const TranslationMemory* const main, get(name));
  std::vector<job::Reference> references;
  for (const MemoryPlace& place : catalog_.references()) {
    PUNTE_TRY(const TranslationMemory* const memory, open(place, true));
    references.push_back({memory, place.name, place.points});
  }
  return job::Memories(*main, std::move(references));
}

}  // namespace punte::server

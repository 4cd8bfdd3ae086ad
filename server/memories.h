#ifndef PUNTE_SERVER_MEMORIES_H_
#define PUNTE_SERVER_MEMORIES_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "job/memories.h"
#include "tm/translation_memory.h"

namespace punte::server {

/// A memory and what clients call it.
struct MemoryPlace {
  std::string name;
  std::filesystem::path path;
  int points = 0;  ///< of a reference memory: subtracted from its scores
};

struct CatalogOptions {
  std::filesystem::path file;           ///< the one memory that is served; or:
  std::filesystem::path folder;         ///< all memories ("*.tm") in it, new ones too
  std::vector<MemoryPlace> references;  ///< looked up besides whichever is asked for; never written
};

/// The memories that a server serves, by name. No name that a client gives becomes a path before it
/// was compared with the names there are, or is made of letters, digits, "-" and "_" alone.
/// Threads: thread-safe.
class Catalog {
 public:
  /// Opens each memory once, so that an old or damaged one shows before anybody asks; makes the one
  /// named by `file` if there is none. Errors: those of TranslationMemory::open().
  [[nodiscard]] static base::Result<std::unique_ptr<Catalog>> open(const CatalogOptions& options);

  /// In order of name.
  [[nodiscard]] std::vector<MemoryPlace> list() const;
  /// The memory of a name; "": the only one there is. Errors: kNotFound; kInvalidArgument where a
  /// name is needed.
  [[nodiscard]] base::Result<MemoryPlace> find(std::string_view name) const;
  /// Makes an empty one. Errors: kInvalidArgument for the name, or one that is taken; kUnsupported
  /// where a single file is served.
  [[nodiscard]] base::Result<MemoryPlace> create(const std::string& name);
  /// Moves a memory to "NAME.tm.deleted-N" beside it, so that a slip can be mended by hand.
  /// Errors: kNotFound, kUnsupported, kIo.
  [[nodiscard]] base::Result<void> remove(const std::string& name);

  /// Held by whoever writes to a memory, so that writers wait in line instead of for SQLite.
  [[nodiscard]] std::mutex& writer(const std::string& name);

  [[nodiscard]] const std::vector<MemoryPlace>& references() const { return options_.references; }

 private:
  explicit Catalog(CatalogOptions options) : options_(std::move(options)) {}
  CatalogOptions options_;
  std::mutex mutex_;  // guards writers_
  std::map<std::string, std::unique_ptr<std::mutex>> writers_;
};

/// The handles of one worker. A memory whose file was replaced is opened again.
/// Threads: one object for each.
class OpenMemories {
 public:
  explicit OpenMemories(const Catalog& catalog) : catalog_(catalog) {}

  /// Valid until the next call for the same memory. Errors: those of Catalog::find() and of
  /// TranslationMemory::open().
  [[nodiscard]] base::Result<tm::TranslationMemory*> get(std::string_view name);
  /// The same with the reference memories.
  [[nodiscard]] base::Result<job::Memories> with_references(std::string_view name);
  /// Another text than before once the memory or a reference memory has changed, or its file was
  /// replaced. Errors: those of get().
  [[nodiscard]] base::Result<std::string> revision(std::string_view name);

 private:
  struct Open {
    std::uint64_t device = 0;
    std::uint64_t file = 0;   ///< inode
    std::uint64_t times = 0;  ///< that it was opened
    std::optional<tm::TranslationMemory> memory;
  };
  [[nodiscard]] base::Result<tm::TranslationMemory*> open(const MemoryPlace& place, bool read_only);

  const Catalog& catalog_;
  std::map<std::string, Open> open_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_MEMORIES_H_

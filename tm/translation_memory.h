#ifndef PUNTE_TM_TRANSLATION_MEMORY_H_
#define PUNTE_TM_TRANSLATION_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tm/memory.h"
#include "tm/open_options.h"

namespace punte::tm {

namespace internal {
struct MemoryState;
}  // namespace internal

/// A translation memory in one SQLite file.
/// Threads: no two threads at a time use one object. Any number of objects, in any number of
/// threads and processes, may read the same file while one of them writes it; each call sees the
/// memory of one moment. Cost of a second object for a file of 122,000 units: 0.3 ms to open, 1 ms
/// for its first look-up, half a megabyte, and up to 64 MB for the pages of the file that it has
/// read.
class TranslationMemory : public Memory {
 public:
  /// Errors: kNotFound, kIo, kUnsupported (not a memory), kTooNew, kCorrupt, kBusy.
  [[nodiscard]] static Result<TranslationMemory> open(const std::filesystem::path& path,
                                                      const OpenOptions& options = {});
  /// An empty memory without a file, which is gone with the object.
  [[nodiscard]] static Result<TranslationMemory> open_in_memory();
  TranslationMemory(TranslationMemory&&) noexcept;
  TranslationMemory& operator=(TranslationMemory&&) noexcept;
  ~TranslationMemory() override;

  [[nodiscard]] Result<std::vector<Match>> lookup(const Query& query,
                                                  const LookupOptions& options = {}) const override;
  [[nodiscard]] Result<std::size_t> concordance(std::string_view phrase,
                                                const ConcordanceOptions& options,
                                                const ConcordanceVisitor& visit) const override;
  [[nodiscard]] Result<std::optional<Unit>> unit(std::int64_t id) const override;
  using Memory::for_each;
  [[nodiscard]] Result<void> for_each(const UnitFilter& filter,
                                      const UnitVisitor& visit) const override;
  [[nodiscard]] Result<MemoryInfo> info() const override;
  [[nodiscard]] Result<std::int64_t> revision() const override;
  [[nodiscard]] Result<Writer> begin(ChangeInfo info = {}) override;

  [[nodiscard]] Result<AddOutcome> add_concept(const Concept& concept_,
                                               std::string_view origin) override;
  [[nodiscard]] Result<void> for_each_concept(
      const std::function<Result<void>(const Concept&, std::string_view origin)>& visit)
      const override;
  [[nodiscard]] Result<void> keep_header(const FileHeader& header) override;
  [[nodiscard]] Result<std::vector<FileHeader>> file_headers(
      const std::string& origin = {}) const override;
  [[nodiscard]] Result<void> keep_lexicon(const StoredLexicon& lexicon) override;
  [[nodiscard]] Result<std::optional<StoredLexicon>> lexicon(
      const std::string& source_language, const std::string& target_language) const override;
  [[nodiscard]] Result<std::vector<StoredLexicon>> lexicons() const override;
  [[nodiscard]] Result<void> keep_site(const std::string& site, const std::string& bytes) override;
  [[nodiscard]] Result<std::optional<std::string>> site(const std::string& site) const override;

  [[nodiscard]] Result<std::vector<Change>> history(std::size_t limit) const override;
  [[nodiscard]] Result<Change> undo(std::int64_t change, ChangeInfo info = {}) override;

 private:
  friend struct internal::MemoryState;  // hands itself to the rest of this room
  explicit TranslationMemory(std::unique_ptr<internal::MemoryState> state);
  std::unique_ptr<internal::MemoryState> state_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_TRANSLATION_MEMORY_H_

#include "cli/similar_texts.h"

#include <stdlib.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "tm/translation_memory.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::Result;

/// The language of the targets, which are the numbers of the texts: none that a page can have.
constexpr const char* kNumbers = "zxx";

/// A folder that is gone at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "punte-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

struct SimilarTexts::State {
  ScratchFolder folder;  // outlives the memory in it
  std::optional<tm::TranslationMemory> memory;
};

SimilarTexts::SimilarTexts(std::unique_ptr<State> state) : state_(std::move(state)) {}
SimilarTexts::SimilarTexts(SimilarTexts&&) noexcept = default;
SimilarTexts& SimilarTexts::operator=(SimilarTexts&&) noexcept = default;
SimilarTexts::~SimilarTexts() = default;

Result<SimilarTexts> SimilarTexts::make(const std::vector<Text>& texts) {
  auto state = std::make_unique<State>();
  if (state->folder.path().empty()) {
    return base::fail(base::ErrorCode::kIo,
                      PUNTE_MSG("no folder for temporary files can be made; set TMPDIR"));
  }
  auto memory = tm::TranslationMemory::open(state->folder.path() / "job.tm");
  if (!memory) return tl::unexpected(memory.error());
  state->memory = std::move(*memory);
  auto writer = state->memory->begin();
  if (!writer) return tl::unexpected(writer.error());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    language::Unit unit;
    unit.source_language = texts[i].language;
    unit.variants.resize(2);
    unit.variants[0].language = texts[i].language;
    unit.variants[0].text.text = texts[i].text;
    unit.variants[1].language = kNumbers;
    unit.variants[1].text.text = std::to_string(i);
    if (const auto added = writer->add(unit, "job"); !added) return tl::unexpected(added.error());
  }
  if (const auto done = writer->commit(); !done) return tl::unexpected(done.error());
  return SimilarTexts(std::move(state));
}

Result<std::vector<SimilarTexts::Hit>> SimilarTexts::find(const Text& text,
                                                          std::size_t limit) const {
  tm::Query query;
  query.source.text = text.text;
  query.source_language = text.language;
  query.target_language = kNumbers;
  tm::LookupOptions options;
  options.threshold = 50;
  options.limit = limit;
  const auto matches = state_->memory->lookup(query, options);
  if (!matches) return tl::unexpected(matches.error());
  std::vector<Hit> out;
  for (const tm::Match& match : *matches) {
    const std::string& number = match.target.text;
    Hit hit;
    hit.score = std::min(match.score, 100);
    const auto read = std::from_chars(number.data(), number.data() + number.size(), hit.text);
    if (read.ec == std::errc()) out.push_back(hit);
  }
  return out;
}

}  // namespace punte::cli

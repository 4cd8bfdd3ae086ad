#include "job/pages.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "exchange/content_coding.h"
#include "exchange/stream.h"
#include "job/read_file.h"
#include "page/mhtml.h"
#include "page/warc.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::array<std::string_view, 4> kPacked = {".gz", ".xz", ".bz2", ".zst"};
constexpr std::array<std::string_view, 8> kPages = {".html",  ".htm", ".xhtml", ".shtml",
                                                    ".mhtml", ".mht", ".warc",  ".arc"};
constexpr std::array<std::string_view, 3> kTexts = {".txt", ".text", ".md"};

template <std::size_t kCount>
bool has_ending(const fs::path& path, const std::array<std::string_view, kCount>& endings) {
  fs::path name = path.filename();
  if (std::find(kPacked.begin(), kPacked.end(), name.extension().string()) != kPacked.end()) {
    name = name.stem();
  }
  return std::find(endings.begin(), endings.end(), name.extension().string()) != endings.end();
}

/// The pages below a folder in order of path; its text files where there are none.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> pages;
  std::vector<std::string> texts;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    if (has_ending(entry->path(), kPages)) {
      pages.push_back(entry->path().string());
    } else if (has_ending(entry->path(), kTexts)) {
      texts.push_back(entry->path().string());
    }
  }
  std::vector<std::string>& out = pages.empty() ? texts : pages;
  std::sort(out.begin(), out.end());
  return std::move(out);
}

std::vector<std::string> matching(const std::string& pattern) {
  std::vector<std::string> out;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    for (const char* path : std::span(found.gl_pathv, found.gl_pathc)) out.emplace_back(path);
  }
  ::globfree(&found);
  return out;
}

/// Adds where it happened.
PageInput failed(Error error, const std::string& name) {
  if (error.where.empty()) error.where = name;
  return PageInput{name, {}, {}, tl::unexpected(std::move(error))};
}

}  // namespace

struct PageSource::State {
  std::deque<PagePlace> waiting;
  std::size_t max_bytes = 0;
  std::size_t begun = 0;
  std::size_t known = 0;
  bool many = false;
  // The archive that is being read.
  std::unique_ptr<exchange::ByteSource> archive_bytes;
  std::unique_ptr<page::WarcReader> archive;

  SkippedRecords skipped;  // of the archives before
  bool any_status = false;

  void add_skipped() {
    const SkippedRecords& more = archive->skipped();
    skipped.other_records += more.other_records;
    skipped.other_types += more.other_types;
    skipped.failures += more.failures;
    skipped.too_large += more.too_large;
  }
  void expect(PagePlace place) {
    waiting.push_back(std::move(place));
    ++known;
  }
  std::optional<PageInput> next_of_archive();
  std::optional<PageInput> open(PagePlace place);
  std::optional<PageInput> read(std::unique_ptr<exchange::ByteSource> source,
                                const std::string& name);
  void begin_archive(std::unique_ptr<exchange::ByteSource> source, std::string head);
};

PageSource::PageSource(std::vector<PagePlace> places, std::size_t max_page_bytes, bool any_status)
    : state_(std::make_unique<State>()) {
  state_->any_status = any_status;
  state_->max_bytes = max_page_bytes;
  for (PagePlace& place : places) {
    std::error_code error;
    std::vector<std::string> found;
    if (place.bytes == nullptr && fs::is_directory(place.name, error)) {
      state_->many = true;
      found = files_below(place.name);
    } else if (place.bytes == nullptr && !fs::exists(place.name, error) &&
               place.name.find_first_of("*?[") != std::string::npos) {
      found = matching(place.name);
    }
    if (found.empty()) {
      // What is not there, or a folder without pages, fails when its turn comes.
      state_->expect(std::move(place));
    } else {
      for (std::string& path : found) state_->expect({std::move(path)});
    }
  }
  state_->many = state_->many || state_->known > 1;
}

PageSource::PageSource(PageSource&&) noexcept = default;
PageSource& PageSource::operator=(PageSource&&) noexcept = default;
PageSource::~PageSource() = default;

std::size_t PageSource::files_begun() const { return state_->begun; }
std::size_t PageSource::files_known() const { return state_->known; }
bool PageSource::many() const { return state_->many; }
const SkippedRecords& PageSource::skipped() const { return state_->skipped; }

std::optional<PageInput> PageSource::State::next_of_archive() {
  auto page = archive->next();
  if (!page || !*page) add_skipped();
  if (!page) {
    archive.reset();
    return failed(page.error(), archive_bytes->name());
  }
  if (!*page) {
    archive.reset();
    return std::nullopt;
  }
  PageInput out{
      (*page)->url, (*page)->url, (*page)->charset,
      exchange::undo_codings(std::move((*page)->body), (*page)->codings, max_bytes, (*page)->url)};
  if (out.name.empty()) out.name = archive_bytes->name();
  return out;
}

std::optional<PageInput> PageSource::State::open(PagePlace place) {
  std::error_code ignored;
  if (place.bytes == nullptr) {
    if (fs::is_directory(place.name, ignored)) {
      return failed({ErrorCode::kNotFound, PUNTE_MSG("the folder holds no page")}, place.name);
    }
    auto source = exchange::open_source(place.name);
    if (!source) return failed(source.error(), place.name);
    place.bytes = std::move(*source);
  }
  return read(std::move(place.bytes), place.name);
}

std::optional<PageInput> PageSource::State::read(std::unique_ptr<exchange::ByteSource> source,
                                                 const std::string& name) {
  std::string head(65536, '\0');
  std::size_t filled = 0;
  while (filled < 16) {  // pipes give little at a time
    const auto count = source->read(std::span(head).subspan(filled));
    if (!count) return failed(count.error(), name);
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  if (page::is_web_archive(head)) {
    begin_archive(std::move(source), std::move(head));
    return next_of_archive();
  }
  auto bytes = read_all(*source, max_bytes, std::move(head));
  if (!bytes) return failed(bytes.error(), name);
  if (page::is_mhtml(*bytes)) {
    auto page = page::read_mhtml(*bytes);
    if (!page) return failed(page.error(), name);
    return PageInput{name, std::move(page->url), std::move(page->charset), std::move(page->body),
                     std::move(*bytes)};
  }
  return PageInput{name, {}, {}, std::move(*bytes)};
}

void PageSource::State::begin_archive(std::unique_ptr<exchange::ByteSource> source,
                                      std::string head) {
  many = true;
  archive_bytes = std::move(source);
  page::WarcOptions options;
  options.max_page_bytes = max_bytes;
  options.any_status = any_status;
  archive = std::make_unique<page::WarcReader>(
      [this, head = std::move(head)](std::span<char> buffer) mutable -> Result<std::size_t> {
        if (head.empty()) return archive_bytes->read(buffer);
        const std::size_t count = std::min(buffer.size(), head.size());
        std::copy_n(head.begin(), count, buffer.begin());
        head.erase(0, count);
        return count;
      },
      options);
}

std::optional<PageInput> PageSource::next() {
  while (true) {
    if (state_->archive != nullptr) {
      if (auto page = state_->next_of_archive()) return page;
      continue;
    }
    if (state_->waiting.empty()) return std::nullopt;
    PagePlace place = std::move(state_->waiting.front());
    state_->waiting.pop_front();
    ++state_->begun;
    if (auto page = state_->open(std::move(place))) return page;
  }
}

}  // namespace punte::job

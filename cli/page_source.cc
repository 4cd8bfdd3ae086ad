#include "cli/page_source.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <mutex>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/app.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "page/mhtml.h"
#include "page/warc.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t kMaxListLine = 65536;

/// True for the names that pages and archives of pages have, packed or not.
bool is_page_name(const fs::path& path) {
  fs::path name = path.filename();
  constexpr std::array<std::string_view, 4> kPacked = {".gz", ".xz", ".bz2", ".zst"};
  if (std::find(kPacked.begin(), kPacked.end(), name.extension().string()) != kPacked.end()) {
    name = name.stem();
  }
  constexpr std::array<std::string_view, 7> kPages = {".html",  ".htm", ".xhtml", ".shtml",
                                                      ".mhtml", ".mht", ".warc"};
  return std::find(kPages.begin(), kPages.end(), name.extension().string()) != kPages.end();
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && is_page_name(entry->path())) {
      out.push_back(entry->path().string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
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

Result<std::string> read_rest(exchange::ByteSource& source, std::string bytes,
                              std::size_t max_bytes) {
  std::array<char, 65536> buffer;
  while (true) {
    if (bytes.size() > max_bytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                  {std::to_string(max_bytes >> 20)}, source.name());
    }
    const auto count = source.read(buffer);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return bytes;
    bytes.append(buffer.data(), *count);
  }
}

/// Undoes the encoding in which a server sent the page.
Result<std::string> decoded(page::ArchivedPage& page, std::size_t max_bytes) {
  const bool zipped = page.content_encoding == "gzip" || page.content_encoding == "x-gzip";
  // Some archivers unpack the body and leave the header.
  const bool still_packed = page.body.starts_with("\x1f\x8b");
  if (page.content_encoding.empty() || (zipped && !still_packed)) return std::move(page.body);
  if (!zipped) {
    return fail(ErrorCode::kUnsupported,
                PUNTE_MSG("sent in the encoding “{1}”, which cannot be read"),
                {page.content_encoding}, page.url);
  }
  auto source = exchange::unpacked(exchange::memory_source(std::move(page.body), page.url));
  if (!source) return tl::unexpected(source.error());
  return read_rest(**source, {}, max_bytes);
}

}  // namespace

struct PageSource::State {
  std::deque<std::string> waiting;
  std::string list;
  std::size_t max_bytes = 0;
  std::size_t begun = 0;
  std::size_t known = 0;
  bool many = false;
  // The archive that is being read.
  std::unique_ptr<exchange::ByteSource> archive_bytes;
  std::unique_ptr<page::WarcReader> archive;

  void expect(std::string path) {
    waiting.push_back(std::move(path));
    ++known;
  }
  std::optional<PageInput> next_of_archive();
  std::optional<PageInput> open(const std::string& path);
};

PageSource::PageSource(std::vector<std::string> arguments, std::string list,
                       std::size_t max_page_bytes)
    : state_(std::make_unique<State>()) {
  state_->list = std::move(list);
  state_->max_bytes = max_page_bytes;
  for (std::string& argument : arguments) {
    std::error_code error;
    std::vector<std::string> found;
    if (fs::is_directory(argument, error)) {
      state_->many = true;
      found = files_below(argument);
    } else if (argument != "-" && !fs::exists(argument, error) &&
               argument.find_first_of("*?[") != std::string::npos) {
      found = matching(argument);
    }
    if (found.empty()) {
      // What is not there, or a folder without pages, is told when its turn comes.
      state_->expect(std::move(argument));
    } else {
      for (std::string& path : found) state_->expect(std::move(path));
    }
  }
  if (!state_->list.empty()) {
    state_->many = true;
    if (state_->list == "-") {
      for_each_input_line(kMaxListLine, [&](std::string_view line) {
        if (!line.empty()) state_->expect(std::string(line));
        return true;
      });
    } else if (const auto bytes = read_file(state_->list, state_->max_bytes); bytes) {
      std::string_view rest = *bytes;
      while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) state_->expect(std::string(line));
      }
    } else {
      state_->expect(state_->list);  // fails in its turn, with the reason
    }
  }
  state_->many = state_->many || state_->known > 1;
}

PageSource::~PageSource() = default;

std::size_t PageSource::files_begun() const { return state_->begun; }
std::size_t PageSource::files_known() const { return state_->known; }
bool PageSource::many() const { return state_->many; }

std::optional<PageInput> PageSource::State::next_of_archive() {
  auto page = archive->next();
  if (!page) {
    Error error = page.error();
    if (error.where.empty()) error.where = archive_bytes->name();
    const std::string name = archive_bytes->name();
    archive.reset();
    return PageInput{name, {}, {}, tl::unexpected(std::move(error))};
  }
  if (!*page) {
    archive.reset();
    return std::nullopt;
  }
  PageInput out{(*page)->url, (*page)->url, (*page)->charset, decoded(**page, max_bytes)};
  if (out.name.empty()) out.name = archive_bytes->name();
  return out;
}

std::optional<PageInput> PageSource::State::open(const std::string& path) {
  const auto failed = [&](Error error) {
    if (error.where.empty()) error.where = path;
    return PageInput{path, {}, {}, tl::unexpected(std::move(error))};
  };
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return failed({ErrorCode::kNotFound, PUNTE_MSG("the folder holds no page"), {}, path});
  }
  auto source = open_input(path);
  if (!source) return failed(source.error());
  std::string head(65536, '\0');
  std::size_t filled = 0;
  while (filled < 16) {  // pipes give little at a time
    const auto count = (*source)->read(std::span(head).subspan(filled));
    if (!count) return failed(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  if (page::is_warc(head)) {
    many = true;
    archive_bytes = std::move(*source);
    page::WarcOptions options;
    options.max_page_bytes = max_bytes;
    archive = std::make_unique<page::WarcReader>(
        [this, head = std::move(head)](std::span<char> buffer) mutable -> Result<std::size_t> {
          if (head.empty()) return archive_bytes->read(buffer);
          const std::size_t count = std::min(buffer.size(), head.size());
          std::copy_n(head.begin(), count, buffer.begin());
          head.erase(0, count);
          return count;
        },
        options);
    return next_of_archive();
  }
  auto bytes = read_rest(**source, std::move(head), max_bytes);
  if (!bytes) return failed(bytes.error());
  if (page::is_mhtml(*bytes)) {
    auto page = page::read_mhtml(*bytes);
    if (!page) return failed(page.error());
    return PageInput{path, std::move(page->url), std::move(page->charset), std::move(page->body)};
  }
  return PageInput{path, {}, {}, std::move(*bytes)};
}

std::optional<PageInput> PageSource::next() {
  while (true) {
    if (state_->archive != nullptr) {
      if (auto page = state_->next_of_archive()) return page;
      continue;
    }
    if (state_->waiting.empty()) return std::nullopt;
    const std::string path = std::move(state_->waiting.front());
    state_->waiting.pop_front();
    ++state_->begun;
    if (auto page = state_->open(path)) return page;
  }
}

PageCounts for_each_page(
    PageSource& source,
    const std::function<std::function<bool()>(PageInput&& page, std::string_view bytes)>& work) {
  struct Job {
    PageInput page;
    std::function<bool()> finish;
    bool done = false;
  };
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t window = threads * 4;
  std::deque<std::shared_ptr<Job>> order;  // front: the next one to finish
  std::deque<std::shared_ptr<Job>> todo;
  std::mutex mutex;
  std::condition_variable changed;
  bool closing = false;

  const auto do_job = [&work](Job& job) {
    const std::string bytes = std::move(*job.page.bytes);
    job.page.bytes = std::string();
    job.finish = work(std::move(job.page), bytes);
  };
  const auto serve = [&] {
    while (true) {
      std::shared_ptr<Job> job;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return closing || !todo.empty(); });
        if (todo.empty()) return;
        job = std::move(todo.front());
        todo.pop_front();
      }
      do_job(*job);
      const std::lock_guard lock(mutex);
      job->done = true;
      changed.notify_all();
    }
  };
  // Started by the first page that has company; that an argument is an archive shows only then.
  std::vector<std::jthread> workers;

  PageCounts counts;
  Progress progress;
  bool more = true;
  while (!counts.stopped && (more || !order.empty())) {
    while (more && order.size() < window && !interrupted()) {
      auto page = source.next();
      if (!page) {
        more = false;
        break;
      }
      const auto job = std::make_shared<Job>(Job{std::move(*page), {}, false});
      order.push_back(job);
      if (!job->page.bytes) {
        job->done = true;
      } else if (threads == 1 || !source.many()) {
        do_job(*job);
        job->done = true;
        break;
      } else {
        while (workers.size() < threads) workers.emplace_back(serve);
        const std::lock_guard lock(mutex);
        todo.push_back(job);
        changed.notify_all();
      }
    }
    if (interrupted()) {
      counts.stopped = true;
      break;
    }
    if (order.empty()) continue;
    const std::shared_ptr<Job> job = order.front();
    order.pop_front();
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return job->done; });
    }
    if (!job->page.bytes) {
      progress.clear();
      report(job->page.bytes.error());
      ++counts.failed;
    } else {
      ++counts.pages;
      if (job->finish && !job->finish()) counts.stopped = true;
    }
    if (source.many()) {
      progress.show(tr("Pages"), source.files_begun(), source.files_known());
    }
  }
  {
    const std::lock_guard lock(mutex);
    todo.clear();
    closing = true;
    changed.notify_all();
  }
  workers.clear();  // joins
  progress.clear();
  return counts;
}

void report_failures(const PageCounts& counts, std::size_t unread) {
  const std::size_t all = counts.pages + counts.failed;
  const std::size_t failed = counts.failed + unread;
  if (failed == 0 || all < 2) return;
  const std::string text =
      trn("{2} of {1} page could not be read", "{2} of {1} pages could not be read",
          static_cast<std::int64_t>(all), {std::to_string(failed)});
  std::fprintf(stderr, "punte: %s\n", text.c_str());
}

}  // namespace punte::cli

#include "exchange/stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include "exchange/archive_api.h"
#include "exchange/file_sink.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

// A packed file may grow this much when unpacked before it is taken for a bomb. Real memories
// shrink 10 to 60 times; xz brings 64 MB of one letter down to 10 KB.
constexpr std::uint64_t kMaxGrowth = 1000;
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{64} << 20;
constexpr std::array<std::string_view, 5> kPackers = {".gz", ".xz", ".bz2", ".zst", ".zip"};
constexpr std::size_t kZipName = 30;  // where the first name stands
constexpr std::size_t kZipHead = kZipName + 20;

Error io_error(const std::string& where, int number) {
  if (number == ENOENT && where.find("://") != std::string::npos) {
    Error error{ErrorCode::kNotFound, PUNTE_MSG("this is an address, not a file"), {}, where};
    error.remedy = base::Remedy::kFetchPage;
    error.proposal = where;
    return error;
  }
  if (number == ENOENT) return {ErrorCode::kNotFound, PUNTE_MSG("no such file"), {}, where};
  if (number == EPIPE) {
    return {ErrorCode::kClosed, PUNTE_MSG("nobody reads what is written"), {}, where};
  }
  return {ErrorCode::kIo, "{1}", {std::generic_category().message(number)}, where};
}

/// An open file descriptor, closed at the end unless it is a standard one.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  /// Closes and tells whether that failed: some file systems report a full disk only here.
  [[nodiscard]] int close() {
    const int fd = std::exchange(fd_, -1);
    return fd > STDERR_FILENO && ::close(fd) != 0 ? errno : 0;
  }

 private:
  int fd_;
};

class FileSource : public ByteSource {
 public:
  FileSource(int fd, std::string name, std::uint64_t total)
      : file_(fd), name_(std::move(name)), total_(total) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (!head_.empty()) {
      const std::size_t count = std::min(buffer.size(), head_.size());
      std::memcpy(buffer.data(), head_.data(), count);
      head_.erase(0, count);
      return count;
    }
    return read_file(buffer);
  }

  /// The first bytes without taking them: fewer than `count` only if the file is that short.
  Result<std::string_view> peek(std::size_t count) {
    while (head_.size() < count) {
      std::array<char, 64> buffer;
      const auto got = read_file(std::span(buffer).first(std::min(count, buffer.size())));
      if (!got) return tl::unexpected(got.error());
      if (*got == 0) break;
      head_.append(buffer.data(), *got);
    }
    return std::string_view(head_);
  }

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::uint64_t consumed() const override { return consumed_; }
  [[nodiscard]] std::uint64_t total() const override { return total_; }

 private:
  Result<std::size_t> read_file(std::span<char> buffer) {
    while (true) {
      const ssize_t count = ::read(file_.get(), buffer.data(), buffer.size());
      if (count >= 0) {
        consumed_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
      }
      if (errno != EINTR) return tl::unexpected(io_error(name_, errno));
    }
  }

  Descriptor file_;
  std::string name_;
  std::string head_;
  std::uint64_t consumed_ = 0;
  std::uint64_t total_;
};

/// Unpacks what another source gives: one compressed stream, or the only file of a zip archive.
class ArchiveSource : public ByteSource {
 public:
  explicit ArchiveSource(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {}

  Result<void> open(bool zip) {
    const auto api = archive_api();
    if (!api) return tl::unexpected(api.error());
    api_ = *api;
    archive_ = ArchiveHandle(api_->read_new(), FreeArchive{api_});
    if (archive_ == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
    archive* handle = archive_.get();
    if (zip) {
      api_->format_zip_streamable(handle);
    } else {
      api_->filter_gzip(handle);
      api_->filter_xz(handle);
      api_->filter_bzip2(handle);
      api_->filter_zstd(handle);
      api_->format_raw(handle);
      api_->format_empty(handle);
    }
    if (api_->read_open(handle, this, nullptr, &ArchiveSource::feed, nullptr) != ARCHIVE_OK) {
      return tl::unexpected(error());
    }
    archive_entry* entry = nullptr;
    while (true) {
      const int status = api_->read_next_header(handle, &entry);
      if (status == ARCHIVE_EOF) {
        if (!zip) return {};  // a packed empty file
        return fail(ErrorCode::kUnsupported, PUNTE_MSG("the archive holds no file"), {}, name());
      }
      if (status < ARCHIVE_WARN) return tl::unexpected(error());
      if (!zip || api_->entry_filetype(entry) == AE_IFREG) return {};
    }
  }

  Result<std::size_t> read(std::span<char> buffer) override {
    const la_ssize_t count = api_->read_data(archive_.get(), buffer.data(), buffer.size());
    if (count < 0) return tl::unexpected(error());
    unpacked_ += static_cast<std::uint64_t>(count);
    if (unpacked_ > kAlwaysAllowed && unpacked_ / kMaxGrowth > packed_->consumed()) {
      return fail(ErrorCode::kLimit,
                  PUNTE_MSG("unpacks to more than {1} times its size; refused as a bomb"),
                  {std::to_string(kMaxGrowth)}, name());
    }
    return static_cast<std::size_t>(count);
  }

  [[nodiscard]] std::string name() const override { return packed_->name(); }
  [[nodiscard]] std::uint64_t consumed() const override { return packed_->consumed(); }
  [[nodiscard]] std::uint64_t total() const override { return packed_->total(); }

 private:
  static la_ssize_t feed(archive* handle, void* self, const void** data) {
    auto* source = static_cast<ArchiveSource*>(self);
    const auto count = source->packed_->read(source->buffer_);
    if (!count) {
      source->api_->set_error(handle, EIO, "%s", count.error().text().c_str());
      return -1;
    }
    *data = source->buffer_.data();
    return static_cast<la_ssize_t>(*count);
  }

  [[nodiscard]] Error error() const {
    const char* text = api_->error_string(archive_.get());
    return {ErrorCode::kSyntax,
            PUNTE_MSG("the packed data is damaged or cut short ({1})"),
            {text == nullptr ? "?" : text},
            name()};
  }

  std::unique_ptr<ByteSource> packed_;
  const ArchiveApi* api_ = nullptr;
  ArchiveHandle archive_;
  std::array<char, 65536> buffer_;
  std::uint64_t unpacked_ = 0;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(std::string bytes, std::string name)
      : bytes_(std::move(bytes)), name_(std::move(name)) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t count = std::min(buffer.size(), bytes_.size() - offset_);
    std::memcpy(buffer.data(), bytes_.data() + offset_, count);
    offset_ += count;
    return count;
  }
  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::uint64_t consumed() const override { return offset_; }
  [[nodiscard]] std::uint64_t total() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::string name_;
  std::size_t offset_ = 0;
};

Result<void> write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      return tl::unexpected(io_error(name, errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

/// Writes in place: standard output, devices, pipes.
class DirectSink : public ByteSink {
 public:
  DirectSink(int fd, std::string name) : file_(fd), name_(std::move(name)) {}
  Result<void> write(std::string_view bytes) override {
    return write_all(file_.get(), bytes, name_);
  }
  Result<void> commit() override {
    if (const int error = file_.close(); error != 0) return tl::unexpected(io_error(name_, error));
    return {};
  }

 private:
  Descriptor file_;
  std::string name_;
};

class FileSink : public ByteSink {
 public:
  FileSink(int fd, std::string temporary, fs::path path)
      : file_(fd), temporary_(std::move(temporary)), path_(std::move(path)) {}
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  ~FileSink() override {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }
  Result<void> write(std::string_view bytes) override {
    return write_all(file_.get(), bytes, path_.string());
  }
  Result<void> commit() override {
    // Without fsync a crash of the machine could leave the new name with no content.
    if (::fsync(file_.get()) != 0) return tl::unexpected(io_error(path_.string(), errno));
    if (const int error = file_.close(); error != 0) {
      return tl::unexpected(io_error(path_.string(), error));
    }
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
      return tl::unexpected(io_error(path_.string(), errno));
    }
    temporary_.clear();
    return {};
  }

 private:
  Descriptor file_;
  std::string temporary_;
  fs::path path_;
};

Error folder_error(const fs::path& path) {
  return {ErrorCode::kUnsupported, PUNTE_MSG("this is a folder, not a file"), {}, path.string()};
}

/// By the name of the archive's first file, which every writer of these formats puts there.
bool is_office_document(std::string_view head) {
  const std::string_view name = head.substr(std::min(head.size(), kZipName));
  return name.starts_with("[Content_Types].xml") || name.starts_with("_rels/") ||
         name.starts_with("docProps/") || name.starts_with("xl/") || name.starts_with("word/") ||
         name.starts_with("customXml/");
}

/// `fd` is closed with the source, unless it is a standard one.
Result<std::unique_ptr<FileSource>> source_of(int fd, const std::string& name) {
  struct stat status {};
  const bool known = ::fstat(fd, &status) == 0;
  const bool regular = known && S_ISREG(status.st_mode);
  auto source = std::make_unique<FileSource>(
      fd, name, regular ? static_cast<std::uint64_t>(status.st_size) : 0);
  if (known && S_ISDIR(status.st_mode)) return tl::unexpected(folder_error(name));
  return source;
}

Result<std::unique_ptr<FileSource>> open_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return tl::unexpected(io_error(path.string(), errno));
  return source_of(fd, path.string());
}

/// The source, or what unpacks it if it is packed.
Result<std::unique_ptr<ByteSource>> unpacked_if_packed(std::unique_ptr<FileSource> file) {
  PUNTE_TRY(const std::string_view head, file->peek(kZipHead));
  const bool zip = head.starts_with("PK\x03\x04");
  const bool packed = zip || head.starts_with("\x1F\x8B") || head.starts_with("BZh") ||
                      head.starts_with("\x28\xB5\x2F\xFD") ||
                      head.starts_with(std::string_view("\xFD"
                                                        "7zXZ\0",
                                                        6));
  if (!packed || (zip && is_office_document(head))) return file;
  auto source = std::make_unique<ArchiveSource>(std::move(file));
  PUNTE_CHECK(source->open(zip));
  return source;
}

/// Makes a file beside `target` that nobody else has, with the rights that `target` has or would
/// get: the system applies the process's mask, so it need not be read, which would change it for
/// all threads. -1: errno says why not.
int make_temporary(const fs::path& target, std::string& temporary) {
  struct stat old {};
  const bool exists = ::stat(target.c_str(), &old) == 0;
  const mode_t mode = exists ? old.st_mode & 07777 : 0666;
  for (int tries = 0; tries < 100; ++tries) {
    std::uint32_t number = 0;
    if (::getentropy(&number, sizeof number) != 0) return -1;
    temporary = fmt::format("{}.{:08x}", target.string(), number);
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
    if (fd < 0 && errno == EEXIST) continue;
    if (fd >= 0 && exists) ::fchmod(fd, mode);
    return fd;
  }
  return -1;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_source(const fs::path& path) {
  PUNTE_TRY(auto file, open_file(path));
  return unpacked_if_packed(std::move(file));
}

Result<std::unique_ptr<ByteSource>> standard_input() {
  PUNTE_TRY(auto file, source_of(STDIN_FILENO, "standard input"));
  return unpacked_if_packed(std::move(file));
}

Result<std::unique_ptr<ByteSource>> open_raw(const fs::path& path) {
  PUNTE_TRY(auto file, open_file(path));
  return file;
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> packed) {
  auto source = std::make_unique<ArchiveSource>(std::move(packed));
  PUNTE_CHECK(source->open(false));
  return source;
}

std::unique_ptr<ByteSource> memory_source(std::string bytes, std::string name) {
  return std::make_unique<MemorySource>(std::move(bytes), std::move(name));
}

Result<std::unique_ptr<ByteSink>> create_file(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status)) return tl::unexpected(folder_error(path));
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return tl::unexpected(io_error(path.string(), errno));
    return std::make_unique<DirectSink>(fd, path.string());
  }
  // A link stays a link: its target is replaced.
  const fs::path target = fs::is_symlink(path, ignored) ? fs::canonical(path, ignored) : path;
  std::string temporary;
  const int fd = make_temporary(target, temporary);
  if (fd < 0 && errno == ENOENT) {
    return fail(ErrorCode::kNotFound,
                PUNTE_MSG("the folder for this file does not exist; make it, or name another"), {},
                path.string());
  }
  if (fd < 0) return tl::unexpected(io_error(path.string(), errno));
  return std::make_unique<FileSink>(fd, std::move(temporary), target);
}

fs::path without_packer(const fs::path& path) {
  const std::string ending = path.extension().string();
  const bool packed = std::find(kPackers.begin(), kPackers.end(), ending) != kPackers.end();
  return packed ? path.parent_path() / path.stem() : path;
}

std::unique_ptr<ByteSink> standard_output() {
  return std::make_unique<DirectSink>(STDOUT_FILENO, "standard output");
}

}  // namespace punte::exchange

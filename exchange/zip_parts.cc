#include "exchange/zip_parts.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "exchange/archive_api.h"

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t kMaxPackedBytes = std::size_t{256} << 20;
constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr int kMaxParts = 10'000;
// As for packed files: real sheets shrink 10 to 60 times.
constexpr std::uint64_t kMaxGrowth = 1000;
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{64} << 20;

Error damaged(const ArchiveHandle& handle, const std::string& where) {
  const char* text = handle.get_deleter().api->error_string(handle.get());
  return {ErrorCode::kSyntax,
          PUNTE_MSG("the packed data is damaged or cut short ({1})"),
          {text == nullptr ? "?" : text},
          where};
}

class Part final : public ByteSource {
 public:
  Part(ArchiveHandle handle, std::string name, std::uint64_t packed_bytes)
      : handle_(std::move(handle)), name_(std::move(name)), packed_bytes_(packed_bytes) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const la_ssize_t count =
        handle_.get_deleter().api->read_data(handle_.get(), buffer.data(), buffer.size());
    if (count < 0) return tl::unexpected(damaged(handle_, name_));
    unpacked_ += static_cast<std::uint64_t>(count);
    if (unpacked_ > kAlwaysAllowed && unpacked_ / kMaxGrowth > packed_bytes_) {
      return fail(ErrorCode::kLimit,
                  PUNTE_MSG("unpacks to more than {1} times its size; refused as a bomb"),
                  {std::to_string(kMaxGrowth)}, name_);
    }
    return static_cast<std::size_t>(count);
  }
  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::uint64_t consumed() const override { return unpacked_; }
  [[nodiscard]] std::uint64_t total() const override { return 0; }

 private:
  ArchiveHandle handle_;
  std::string name_;
  std::uint64_t packed_bytes_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace

Result<ZipParts> ZipParts::read(ByteSource& packed) {
  ZipParts out;
  out.name_ = packed.name();
  while (true) {
    const std::size_t size = out.bytes_.size();
    if (size > kMaxPackedBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a packed document of more than {1} MB"),
                  {std::to_string(kMaxPackedBytes >> 20)}, out.name_);
    }
    out.bytes_.resize(size + kChunkBytes);
    const auto count = packed.read(std::span(out.bytes_).subspan(size));
    if (!count) return tl::unexpected(count.error());
    out.bytes_.resize(size + *count);
    if (*count == 0) return out;
  }
}

Result<std::unique_ptr<ByteSource>> ZipParts::open(std::string_view name) const {
  const auto loaded = archive_api();
  if (!loaded) return tl::unexpected(loaded.error());
  const ArchiveApi& api = **loaded;
  ArchiveHandle handle(api.read_new(), FreeArchive{&api});
  if (handle == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  api.format_zip_seekable(handle.get());
  if (api.read_open_memory(handle.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK) {
    return tl::unexpected(damaged(handle, name_));
  }
  for (int i = 0; i < kMaxParts; ++i) {
    archive_entry* entry = nullptr;
    const int status = api.read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF) return nullptr;
    if (status < ARCHIVE_WARN) return tl::unexpected(damaged(handle, name_));
    const char* path = api.entry_pathname(entry);
    if (path != nullptr && base::same_ignoring_case(path, name)) {
      return std::make_unique<Part>(std::move(handle), name_ + "/" + std::string(name),
                                    bytes_.size());
    }
  }
  return fail(ErrorCode::kLimit, PUNTE_MSG("an archive of more than {1} files"),
              {std::to_string(kMaxParts)}, name_);
}

}  // namespace punte::exchange

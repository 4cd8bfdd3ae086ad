#include "exchange/packed_sink.h"

#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include "exchange/archive_api.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

class PackedSink : public ByteSink {
 public:
  PackedSink(std::unique_ptr<ByteSink> sink, const ArchiveApi* api, std::string name)
      : sink_(std::move(sink)),
        api_(api),
        name_(std::move(name)),
        archive_(api->write_new(), FreeWriter{api}) {}

  /// `entry` is the name of the file in a zip archive.
  Result<void> open(const std::string& packer, const std::string& entry) {
    archive* const handle = archive_.get();
    if (handle == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
    const bool zip = packer == ".zip";
    int status = zip                ? api_->write_format_zip(handle)
                 : packer == ".gz"  ? api_->write_filter_gzip(handle)
                 : packer == ".xz"  ? api_->write_filter_xz(handle)
                 : packer == ".bz2" ? api_->write_filter_bzip2(handle)
                                    : api_->write_filter_zstd(handle);
    // The time of packing would make every file another one.
    if (packer == ".gz") api_->write_filter_option(handle, "gzip", "timestamp", nullptr);
    if (status >= ARCHIVE_WARN && !zip) status = api_->write_format_raw(handle);
    // Whole blocks of tar are not wanted.
    api_->write_bytes_in_last_block(handle, 1);
    if (status >= ARCHIVE_WARN) {
      status = api_->write_open(handle, this, nullptr, &PackedSink::take, nullptr);
    }
    if (status < ARCHIVE_WARN) return tl::unexpected(error());
    archive_entry* const head = api_->entry_new();
    api_->entry_set_pathname(head, entry.c_str());
    api_->entry_set_filetype(head, AE_IFREG);
    api_->entry_set_perm(head, 0644);
    status = api_->write_header(handle, head);
    api_->entry_free(head);
    if (status < ARCHIVE_WARN) return tl::unexpected(error());
    return {};
  }

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const la_ssize_t count = api_->write_data(archive_.get(), bytes.data(), bytes.size());
      if (count <= 0) return tl::unexpected(error());
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }

  Result<void> commit() override {
    if (api_->write_close(archive_.get()) < ARCHIVE_WARN) return tl::unexpected(error());
    return sink_->commit();
  }

 private:
  struct FreeWriter {
    const ArchiveApi* api = nullptr;
    void operator()(archive* handle) const { api->write_free(handle); }
  };

  static la_ssize_t take(archive* handle, void* self, const void* data, std::size_t size) {
    auto* sink = static_cast<PackedSink*>(self);
    auto done = sink->sink_->write({static_cast<const char*>(data), size});
    if (done) return static_cast<la_ssize_t>(size);
    sink->failed_ = std::move(done).error();
    sink->api_->set_error(handle, EIO, "%s", "write");
    return -1;
  }

  /// Why it failed: the file's own reason, where it has one.
  [[nodiscard]] Error error() const {
    if (failed_) return *failed_;
    const char* text = api_->error_string(archive_.get());
    return {
        ErrorCode::kIo, PUNTE_MSG("packing failed ({1})"), {text == nullptr ? "?" : text}, name_};
  }

  std::unique_ptr<ByteSink> sink_;
  const ArchiveApi* api_;
  std::string name_;
  std::optional<Error> failed_;
  // Last, as freeing it may write.
  std::unique_ptr<archive, FreeWriter> archive_;
};

}  // namespace

Result<std::unique_ptr<ByteSink>> packed_by_name(std::unique_ptr<ByteSink> sink,
                                                 const fs::path& path) {
  const fs::path plain = without_packer(path);
  if (plain == path) return sink;
  PUNTE_TRY(const ArchiveApi* const api, archive_api());
  auto out = std::make_unique<PackedSink>(std::move(sink), api, path.string());
  PUNTE_CHECK(out->open(path.extension().string(), plain.filename().string()));
  return out;
}

}  // namespace punte::exchange

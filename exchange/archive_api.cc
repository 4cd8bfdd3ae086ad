#include "exchange/archive_api.h"

#include "exchange/late_library.h"

namespace punte::exchange {

using base::ErrorCode;
using base::fail;
using base::Result;

Result<const ArchiveApi*> archive_api() {
  static const auto loaded = [] {
    std::unique_ptr<ArchiveApi> api = std::make_unique<ArchiveApi>();
    LateLibrary library(PUNTE_LIBARCHIVE);
    library.bind(api->read_new, "archive_read_new");
    library.bind(api->read_free, "archive_read_free");
    library.bind(api->filter_gzip, "archive_read_support_filter_gzip");
    library.bind(api->filter_xz, "archive_read_support_filter_xz");
    library.bind(api->filter_bzip2, "archive_read_support_filter_bzip2");
    library.bind(api->filter_zstd, "archive_read_support_filter_zstd");
    library.bind(api->format_raw, "archive_read_support_format_raw");
    library.bind(api->format_empty, "archive_read_support_format_empty");
    library.bind(api->format_zip_streamable, "archive_read_support_format_zip_streamable");
    library.bind(api->format_zip_seekable, "archive_read_support_format_zip_seekable");
    library.bind(api->read_open, "archive_read_open");
    library.bind(api->read_open_memory, "archive_read_open_memory");
    library.bind(api->read_next_header, "archive_read_next_header");
    library.bind(api->read_data, "archive_read_data");
    library.bind(api->entry_filetype, "archive_entry_filetype");
    library.bind(api->entry_pathname, "archive_entry_pathname");
    library.bind(api->set_error, "archive_set_error");
    library.bind(api->error_string, "archive_error_string");
    if (!library.complete()) api.reset();
    return api;
  }();
  if (loaded == nullptr) {
    return fail(ErrorCode::kIo,
                PUNTE_MSG("the library {1}, which unpacks files, cannot be loaded; install it"),
                {PUNTE_LIBARCHIVE});
  }
  return loaded.get();
}

}  // namespace punte::exchange

#ifndef PUNTE_EXCHANGE_ARCHIVE_API_H_
#define PUNTE_EXCHANGE_ARCHIVE_API_H_

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "base/late_library.h"
#include "base/result.h"

namespace punte::exchange {

/// The functions of libarchive that are used, without their prefix.
struct ArchiveApi {
  decltype(&::archive_read_new) read_new = nullptr;
  decltype(&::archive_read_free) read_free = nullptr;
  decltype(&::archive_read_support_filter_gzip) filter_gzip = nullptr;
  decltype(&::archive_read_support_filter_xz) filter_xz = nullptr;
  decltype(&::archive_read_support_filter_bzip2) filter_bzip2 = nullptr;
  decltype(&::archive_read_support_filter_zstd) filter_zstd = nullptr;
  decltype(&::archive_read_support_format_raw) format_raw = nullptr;
  decltype(&::archive_read_support_format_empty) format_empty = nullptr;
  decltype(&::archive_read_support_format_zip_streamable) format_zip_streamable = nullptr;
  decltype(&::archive_read_support_format_zip_seekable) format_zip_seekable = nullptr;
  decltype(&::archive_read_open) read_open = nullptr;
  decltype(&::archive_read_open_memory) read_open_memory = nullptr;
  decltype(&::archive_read_next_header) read_next_header = nullptr;
  decltype(&::archive_read_data) read_data = nullptr;
  decltype(&::archive_entry_filetype) entry_filetype = nullptr;
  decltype(&::archive_entry_pathname) entry_pathname = nullptr;
  decltype(&::archive_write_new) write_new = nullptr;
  decltype(&::archive_write_free) write_free = nullptr;
  decltype(&::archive_write_add_filter_gzip) write_filter_gzip = nullptr;
  decltype(&::archive_write_add_filter_xz) write_filter_xz = nullptr;
  decltype(&::archive_write_add_filter_bzip2) write_filter_bzip2 = nullptr;
  decltype(&::archive_write_add_filter_zstd) write_filter_zstd = nullptr;
  decltype(&::archive_write_set_filter_option) write_filter_option = nullptr;
  decltype(&::archive_write_set_format_raw) write_format_raw = nullptr;
  decltype(&::archive_write_set_format_zip) write_format_zip = nullptr;
  decltype(&::archive_write_set_bytes_in_last_block) write_bytes_in_last_block = nullptr;
  decltype(&::archive_write_open) write_open = nullptr;
  decltype(&::archive_write_header) write_header = nullptr;
  decltype(&::archive_write_data) write_data = nullptr;
  decltype(&::archive_write_close) write_close = nullptr;
  decltype(&::archive_entry_new) entry_new = nullptr;
  decltype(&::archive_entry_free) entry_free = nullptr;
  decltype(&::archive_entry_set_pathname) entry_set_pathname = nullptr;
  decltype(&::archive_entry_set_filetype) entry_set_filetype = nullptr;
  decltype(&::archive_entry_set_perm) entry_set_perm = nullptr;
  decltype(&::archive_set_error) set_error = nullptr;
  decltype(&::archive_error_string) error_string = nullptr;
};

using ArchiveLibrary = base::LateLibrary<ArchiveApi>;
[[nodiscard]] const ArchiveLibrary& archive_library();

/// Loads libarchive at the first call. Errors: kIo where it cannot be loaded. Any thread.
[[nodiscard]] base::Result<const ArchiveApi*> archive_api();

struct FreeArchive {
  const ArchiveApi* api = nullptr;
  void operator()(archive* handle) const { api->read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, FreeArchive>;

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_ARCHIVE_API_H_

#include "exchange/archive_api.h"

#include <array>

namespace punte::exchange {

using base::ErrorCode;
using base::fail;
using base::Result;

const ArchiveLibrary& archive_library() {
  using Library = ArchiveLibrary;
  static constexpr std::array kFunctions = {
      Library::symbol<&ArchiveApi::read_new>("archive_read_new"),
      Library::symbol<&ArchiveApi::read_free>("archive_read_free"),
      Library::symbol<&ArchiveApi::filter_gzip>("archive_read_support_filter_gzip"),
      Library::symbol<&ArchiveApi::filter_xz>("archive_read_support_filter_xz"),
      Library::symbol<&ArchiveApi::filter_bzip2>("archive_read_support_filter_bzip2"),
      Library::symbol<&ArchiveApi::filter_zstd>("archive_read_support_filter_zstd"),
      Library::symbol<&ArchiveApi::format_raw>("archive_read_support_format_raw"),
      Library::symbol<&ArchiveApi::format_empty>("archive_read_support_format_empty"),
      Library::symbol<&ArchiveApi::format_zip_streamable>(
          "archive_read_support_format_zip_streamable"),
      Library::symbol<&ArchiveApi::format_zip_seekable>("archive_read_support_format_zip_seekable"),
      Library::symbol<&ArchiveApi::read_open>("archive_read_open"),
      Library::symbol<&ArchiveApi::read_open_memory>("archive_read_open_memory"),
      Library::symbol<&ArchiveApi::read_next_header>("archive_read_next_header"),
      Library::symbol<&ArchiveApi::read_data>("archive_read_data"),
      Library::symbol<&ArchiveApi::entry_filetype>("archive_entry_filetype"),
      Library::symbol<&ArchiveApi::entry_pathname>("archive_entry_pathname"),
      Library::symbol<&ArchiveApi::write_new>("archive_write_new"),
      Library::symbol<&ArchiveApi::write_free>("archive_write_free"),
      Library::symbol<&ArchiveApi::write_filter_gzip>("archive_write_add_filter_gzip"),
      Library::symbol<&ArchiveApi::write_filter_xz>("archive_write_add_filter_xz"),
      Library::symbol<&ArchiveApi::write_filter_bzip2>("archive_write_add_filter_bzip2"),
      Library::symbol<&ArchiveApi::write_filter_zstd>("archive_write_add_filter_zstd"),
      Library::symbol<&ArchiveApi::write_filter_option>("archive_write_set_filter_option"),
      Library::symbol<&ArchiveApi::write_format_raw>("archive_write_set_format_raw"),
      Library::symbol<&ArchiveApi::write_format_zip>("archive_write_set_format_zip"),
      Library::symbol<&ArchiveApi::write_bytes_in_last_block>(
          "archive_write_set_bytes_in_last_block"),
      Library::symbol<&ArchiveApi::write_open>("archive_write_open"),
      Library::symbol<&ArchiveApi::write_header>("archive_write_header"),
      Library::symbol<&ArchiveApi::write_data>("archive_write_data"),
      Library::symbol<&ArchiveApi::write_close>("archive_write_close"),
      Library::symbol<&ArchiveApi::entry_new>("archive_entry_new"),
      Library::symbol<&ArchiveApi::entry_free>("archive_entry_free"),
      Library::symbol<&ArchiveApi::entry_set_pathname>("archive_entry_set_pathname"),
      Library::symbol<&ArchiveApi::entry_set_filetype>("archive_entry_set_filetype"),
      Library::symbol<&ArchiveApi::entry_set_perm>("archive_entry_set_perm"),
      Library::symbol<&ArchiveApi::set_error>("archive_set_error"),
      Library::symbol<&ArchiveApi::error_string>("archive_error_string"),
  };
  static constexpr Library kLibrary(PUNTE_LIBARCHIVE, kFunctions);
  return kLibrary;
}

Result<const ArchiveApi*> archive_api() {
  static const std::unique_ptr<const ArchiveApi> api = archive_library().load();
  if (api == nullptr) {
    return fail(
        ErrorCode::kIo,
        PUNTE_MSG("the library {1}, which packs and unpacks files, cannot be loaded; install it"),
        {archive_library().file()});
  }
  return api.get();
}

}  // namespace punte::exchange

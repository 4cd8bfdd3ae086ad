#include "exchange/xlsx.h"

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <string_view>

#include "tests/fuzz/fuzz_input.h"

namespace {

/// A package, stored and not packed, whose sheet and shared texts are the two halves of `text`.
/// Bytes that are changed at random nearly never make a package that opens.
std::string package_of(std::string_view text) {
  const std::size_t middle = text.find('\n') == std::string_view::npos ? 0 : text.find('\n');
  std::string bytes(text.size() + 4096, '\0');
  std::size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_zip_set_compression_store(out);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  const auto put = [&](const char* name, std::string_view part) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, static_cast<la_int64_t>(part.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, part.data(), part.size());
    archive_entry_free(entry);
  };
  put("_rels/.rels",
      "<Relationships><Relationship Id='a' Type='/officeDocument' Target='xl/workbook.xml'/>"
      "</Relationships>");
  put("xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='a' Type='/worksheet' Target='worksheets/sheet1.xml'/>"
      "<Relationship Id='b' Type='/sharedStrings' Target='sharedStrings.xml'/></Relationships>");
  put("xl/workbook.xml",
      "<workbook xmlns:r='r'><sheets><sheet name='A' r:id='a'/></sheets></workbook>");
  put("xl/sharedStrings.xml", text.substr(0, middle));
  put("xl/worksheets/sheet1.xml", text.substr(middle));
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(used);
  return bytes;
}

void read(std::string bytes) {
  punte::exchange::ReadOptions options;
  options.from = "en";
  options.to = "ro";
  const auto source = punte::exchange::memory_source(std::move(bytes), "fuzz");
  static_cast<void>(punte::exchange::read_xlsx(
      *source, [](punte::language::Unit&&) -> punte::base::Result<void> { return {}; }, options));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz_text(data, size));
  read(text);
  read(package_of(text));
  return 0;
}

#ifndef PUNTE_EXCHANGE_STREAM_H_
#define PUNTE_EXCHANGE_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace punte::exchange {

/// Bytes to read, from a file, a compressed file, standard input or memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills at most buffer.size() bytes; 0 means the end. Errors: kIo, kSyntax (broken compression),
  /// kLimit (a bomb).
  [[nodiscard]] virtual base::Result<std::size_t> read(std::span<char> buffer) = 0;
  /// What people call it: a path or "standard input".
  [[nodiscard]] virtual std::string name() const = 0;
  /// Bytes of the file consumed so far and in all (0: unknown), for progress.
  [[nodiscard]] virtual std::uint64_t consumed() const = 0;
  [[nodiscard]] virtual std::uint64_t total() const = 0;
};

/// Opens a file; .gz, .xz, .bz2, .zst and the only file of a .zip are told by their content and
/// unpacked on the way; office documents, which are zip archives too, are left as they are.
/// Errors: kNotFound, kIo, kUnsupported (a directory).
[[nodiscard]] base::Result<std::unique_ptr<ByteSource>> open_source(
    const std::filesystem::path& path);
/// The same, but nothing is unpacked.
[[nodiscard]] base::Result<std::unique_ptr<ByteSource>> open_raw(const std::filesystem::path& path);
/// Standard input, unpacked like a file; for a command line alone: no name of a file means it.
[[nodiscard]] base::Result<std::unique_ptr<ByteSource>> standard_input();
[[nodiscard]] std::unique_ptr<ByteSource> memory_source(std::string bytes, std::string name);

/// Unpacks gz, xz, bz2 or zst data that another source gives. Errors: kSyntax, kIo.
[[nodiscard]] base::Result<std::unique_ptr<ByteSource>> unpacked(
    std::unique_ptr<ByteSource> packed);

/// The path without the ending of a packer: "a.tmx" of "a.tmx.gz". Known are .gz, .xz, .bz2, .zst
/// and .zip.
[[nodiscard]] std::filesystem::path without_packer(const std::filesystem::path& path);

/// Bytes to write; Outputs (exchange/outputs.h) opens files.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  [[nodiscard]] virtual base::Result<void> write(std::string_view bytes) = 0;
  /// Makes what was written the file; without it nothing of it is seen under its name.
  [[nodiscard]] virtual base::Result<void> commit() = 0;
};

/// Standard output, in place; for a command line alone: no name of a file means it.
[[nodiscard]] std::unique_ptr<ByteSink> standard_output();

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_STREAM_H_

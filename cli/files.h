#ifndef PUNTE_CLI_FILES_H_
#define PUNTE_CLI_FILES_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::cli {

struct Context;

/// The file, or standard input for "-", which only a command line calls so.
/// Errors: those of exchange::open_source().
[[nodiscard]] base::Result<std::unique_ptr<exchange::ByteSource>> open_input(
    const std::filesystem::path& path);
/// The same for what is written. Errors: those of exchange::Outputs::create().
[[nodiscard]] base::Result<std::unique_ptr<exchange::ByteSink>> open_output(
    const Context& context, const std::filesystem::path& path);
/// Writes a result to a file or standard output ("-"), all or nothing.
[[nodiscard]] base::Result<void> write_file(const Context& context, const std::string& path,
                                            std::string_view bytes);

/// All bytes of a file ("-": standard input), unpacked if compressed.
/// Errors: those of open_input(); kLimit beyond `max_bytes`.
[[nodiscard]] base::Result<std::string> read_file(const std::filesystem::path& path,
                                                  std::size_t max_bytes);

/// Calls `use` for each line of standard input without its line end ("\n" or "\r\n"), in order,
/// as long as `use` returns true, input lasts and nobody pressed Ctrl-C. Lines of more than
/// `max_bytes` are cut there, so an endless line needs no endless memory.
void for_each_input_line(std::size_t max_bytes, const std::function<bool(std::string_view)>& use);

/// Standard input in batches of lines, for work that is worth several threads.
class LineReader {
 public:
  explicit LineReader(std::size_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

  /// The lines that are there now, at most some megabytes, but at least one; waits for it. False:
  /// the input has ended, or Ctrl-C was pressed. Longer lines than the limit are cut there.
  bool read(std::vector<std::string>& lines);

 private:
  std::size_t max_line_bytes_;
  std::string rest_;
  bool begun_ = false;  // a line that has no end yet, even if empty so far
  bool ended_ = false;
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_FILES_H_

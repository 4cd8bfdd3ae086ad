#include "cli/files.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "cli/app.h"
#include "cli/terminal.h"
#include "job/read_file.h"

namespace punte::cli {

base::Result<std::unique_ptr<exchange::ByteSource>> open_input(const std::filesystem::path& path) {
  return path == "-" ? exchange::standard_input() : exchange::open_source(path);
}

base::Result<std::unique_ptr<exchange::ByteSink>> open_output(const Context& context,
                                                              const std::filesystem::path& path) {
  if (path == "-") return exchange::standard_output();
  return context.files().create(path);
}

base::Result<void> write_file(const Context& context, const std::string& path,
                              std::string_view bytes) {
  PUNTE_TRY(const auto sink, open_output(context, path));
  PUNTE_CHECK(sink->write(bytes));
  return sink->commit();
}

base::Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  PUNTE_TRY(const auto source, open_input(path));
  return job::read_all(*source, max_bytes);
}

bool LineReader::read(std::vector<std::string>& lines) {
  constexpr std::size_t kBatchBytes = std::size_t{2} << 20;
  lines.clear();
  std::array<char, 65536> buffer;
  std::size_t bytes = 0;
  const auto finish = [&] {
    if (rest_.ends_with('\r')) rest_.pop_back();
    lines.push_back(std::move(rest_));
    rest_.clear();
    begun_ = false;
  };
  // A line longer than a batch is read to its end: no line would mean the end of the input.
  while (!ended_ && !interrupted() && (lines.empty() || bytes < kBatchBytes)) {
    // Waits only for the first line: a filter must answer what it has got.
    if (!lines.empty()) {
      pollfd input{STDIN_FILENO, POLLIN, 0};
      if (::poll(&input, 1, 0) == 0) return true;
    }
    // Not stdio, which would wait for a full buffer.
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      ended_ = true;
      break;
    }
    bytes += static_cast<std::size_t>(count);
    std::string_view piece(buffer.data(), static_cast<std::size_t>(count));
    while (!piece.empty()) {
      const std::size_t end = piece.find('\n');
      const std::string_view part = piece.substr(0, end);
      rest_.append(part.substr(0, max_line_bytes_ - rest_.size()));
      begun_ = true;
      if (end == std::string_view::npos) break;
      finish();
      piece.remove_prefix(end + 1);
    }
  }
  if (interrupted()) return false;
  if (ended_ && begun_) finish();
  return !lines.empty();
}

void for_each_input_line(std::size_t max_bytes, const std::function<bool(std::string_view)>& use) {
  LineReader reader(max_bytes);
  std::vector<std::string> lines;
  while (reader.read(lines)) {
    for (const std::string& line : lines) {
      if (interrupted() || !use(line)) return;
    }
  }
}

}  // namespace punte::cli

#ifndef PUNTE_CLI_TERMINAL_H_
#define PUNTE_CLI_TERMINAL_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace punte::cli {

enum class Color { kNone, kBold, kDim, kGreen, kYellow, kCyan, kMagenta, kRed };

/// `text` in a colour, or as it is where colours are off: not a terminal, NO_COLOR, --color never.
[[nodiscard]] std::string paint(Color color, std::string_view text);

/// "auto", "always" or "never".
void set_color_mode(std::string_view mode);

/// Columns of standard output; 100 where it is not a terminal.
[[nodiscard]] std::size_t terminal_columns();

/// True if people read standard error.
[[nodiscard]] bool is_terminal_for_errors();

struct Cell {
  std::string text;
  Color color = Color::kNone;
};

/// Columns aligned by display width, so that 中文 and combining marks stand straight.
/// The last column takes the room that is left on a terminal, at least forty columns; longer texts
/// go on in the next line, or are cut with "…". What is no terminal gets a line a row.
class Table {
 public:
  enum class Long { kWrap, kCut };
  explicit Table(std::vector<std::string> titles, Long texts = Long::kWrap);
  void add(std::vector<Cell> row);
  [[nodiscard]] std::string text() const;
  /// The rows without the titles above them.
  [[nodiscard]] std::string rows_text() const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;
  void put(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
           std::string& out) const;

  std::vector<std::string> titles_;
  Long long_;
  std::vector<std::vector<Cell>> rows_;
};

/// One line on standard error that tells how far long work is. Silent where that is no terminal.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Cheap: prints at most ten times a second.
  void show(std::string_view what, std::uint64_t done, std::uint64_t total);
  void clear();

 private:
  bool enabled_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// Remarks and progress are not wanted.
void set_quiet(bool quiet);
[[nodiscard]] bool is_quiet();

/// Replaces the control characters of foreign text, which could steer the terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// True once the user pressed Ctrl-C. Long work asks between two units and then stops cleanly.
[[nodiscard]] bool interrupted();
void catch_interrupts();

}  // namespace punte::cli

#endif  // PUNTE_CLI_TERMINAL_H_

#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "cli/messages.h"
#include "language/text.h"
#include "language/wrap.h"

namespace punte::cli {
namespace {

bool& colors_on() {
  static bool on = [] {
    const char* no_color = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return isatty(STDOUT_FILENO) != 0 && !dumb && (no_color == nullptr || *no_color == '\0');
  }();
  return on;
}

const char* escape(Color color) {
  switch (color) {
    case Color::kBold:
      return "\x1b[1m";
    case Color::kDim:
      return "\x1b[2m";
    case Color::kGreen:
      return "\x1b[32m";
    case Color::kYellow:
      return "\x1b[33m";
    case Color::kCyan:
      return "\x1b[36m";
    case Color::kMagenta:
      return "\x1b[35m";
    case Color::kRed:
      return "\x1b[31m";
    case Color::kNone:
      break;
  }
  return "";
}

bool& quiet_mode() {
  static bool quiet = false;
  return quiet;
}

std::atomic<bool> interrupt_seen{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_interrupt(int /*signal*/) {
  // A second Ctrl-C ends the process at once; SQLite's journal keeps the memory whole even then.
  if (interrupt_seen.exchange(true)) _exit(2);
}

}  // namespace

std::string paint(Color color, std::string_view text) {
  if (color == Color::kNone || text.empty() || !colors_on()) return std::string(text);
  return std::string(escape(color)).append(text).append("\x1b[0m");
}

void set_quiet(bool quiet) { quiet_mode() = quiet; }
bool is_quiet() { return quiet_mode(); }

void set_color_mode(std::string_view mode) {
  if (mode == "always") colors_on() = true;
  if (mode == "never") colors_on() = false;
}

std::size_t terminal_columns() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    return size.ws_col;
  }
  return 100;
}

bool is_terminal_for_errors() { return isatty(STDERR_FILENO) != 0; }

Table::Table(std::vector<std::string> titles, Long texts)
    : titles_(std::move(titles)), long_(texts) {}

void Table::add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = printable(cell.text);
  row.resize(titles_.size());
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    std::size_t width = language::display_width(titles_[i]);
    for (const auto& row : rows_) width = std::max(width, language::display_width(row[i].text));
    out.push_back(width);
  }
  return out;
}

void Table::put(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                std::string& out) const {
  constexpr std::size_t kLeastRoom = 40;
  const auto end_line = [&] {
    out.resize(out.find_last_not_of(' ') + 1);
    out += '\n';
  };
  std::size_t before = 0;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) {
    out += paint(row[i].color, row[i].text);
    out.append(widths[i] - language::display_width(row[i].text) + 2, ' ');
    before += widths[i] + 2;
  }
  const Cell& last = row.back();
  const std::size_t all = terminal_columns();
  const std::size_t room = std::max(all > before ? all - before : 0, kLeastRoom);
  if (isatty(STDOUT_FILENO) == 0) {
    out += paint(last.color, last.text);
  } else if (long_ == Long::kCut) {
    out += paint(last.color, language::fit_width(last.text, room));
  } else {
    const std::vector<std::string> lines = language::wrap(last.text, room);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) {
        end_line();
        out.append(before, ' ');
      }
      out += paint(last.color, lines[i]);
    }
  }
  end_line();
}

std::string Table::rows_text() const {
  std::string out;
  const std::vector<std::size_t> columns = widths();
  for (const auto& row : rows_) put(row, columns, out);
  return out;
}

std::string Table::text() const {
  std::string out;
  std::vector<Cell> titles;
  for (const std::string& title : titles_) titles.push_back({title, Color::kBold});
  put(titles, widths(), out);
  return out + rows_text();
}

Progress::Progress() : enabled_(is_terminal_for_errors() && !is_quiet()) {}
Progress::~Progress() { clear(); }

void Progress::show(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (!enabled_) return;
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  std::string line(what);
  if (total > 0) {
    const std::uint64_t percent = std::min<std::uint64_t>(100, done * 100 / total);
    const std::uint64_t filled = percent / 5;
    line += " [" + std::string(filled, '#') + std::string(20 - filled, '.') + "] " +
            std::to_string(percent) + " %";
  } else {
    line += " " + number(static_cast<std::int64_t>(done));
  }
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
}

void Progress::clear() {
  if (!enabled_ || !shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    if (c == '\n' || c == '\t' || c == '\r') {
      out += ' ';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2066 && c <= 0x2069)) {
      out += "\xEF\xBF\xBD";
    } else {
      language::append_utf8(out, c);
    }
  }
  return out;
}

bool interrupted() { return interrupt_seen.load(); }

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace punte::cli

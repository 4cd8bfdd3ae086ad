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

namespace punte::cli {
namespace {

bool& colors_on() {
  static bool on = [] {
    const char* no_color = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
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

Table::Table(std::vector<std::string> titles) : titles_(std::move(titles)) {}

void Table::add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = printable(cell.text);
  row.resize(titles_.size());
  rows_.push_back(std::move(row));
}

std::string Table::text() const {
  const std::size_t columns = titles_.size();
  std::vector<std::size_t> width(columns, 0);
  for (std::size_t i = 0; i < columns; ++i) {
    width[i] = language::display_width(titles_[i]);
    for (const auto& row : rows_)
      width[i] = std::max(width[i], language::display_width(row[i].text));
  }
  const bool cut = isatty(STDOUT_FILENO) != 0;
  std::size_t before_last = 0;
  for (std::size_t i = 0; i + 1 < columns; ++i) before_last += width[i] + 2;
  const std::size_t all = terminal_columns();
  const std::size_t last_room = all > before_last + 20 ? all - before_last : 20;

  std::string out;
  const auto put = [&](std::size_t i, const std::string& text, Color color) {
    const bool last = i + 1 == columns;
    const std::string shown = last && cut ? language::fit_width(text, last_room) : text;
    out += paint(color, shown);
    if (!last) out.append(width[i] - language::display_width(shown) + 2, ' ');
  };
  const auto end_line = [&] {
    out.resize(out.find_last_not_of(' ') + 1);
    out += '\n';
  };
  for (std::size_t i = 0; i < columns; ++i) put(i, titles_[i], Color::kBold);
  end_line();
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns; ++i) put(i, row[i].text, row[i].color);
    end_line();
  }
  return out;
}

Progress::Progress() : enabled_(is_terminal_for_errors()) {}
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

#include "language/wrap.h"

#include <algorithm>

#include "language/text.h"

namespace punte::language {
namespace {

/// The bytes of the first grapheme cluster: a code point and what has no width after it.
std::size_t cluster_length(std::string_view text) {
  std::size_t end = 0;
  (void)next_code_point(text, end);
  while (end < text.size()) {
    std::size_t after = end;
    (void)next_code_point(text, after);
    if (display_width(text.substr(end, after - end)) > 0) break;
    end = after;
  }
  return end;
}

class Lines {
 public:
  explicit Lines(std::size_t columns) : columns_(std::max<std::size_t>(columns, 1)) {}

  void add_word(std::string_view word) {
    const std::size_t width = display_width(word);
    const std::size_t gap = lines_.back().empty() ? 0 : 1;
    if (used_ + gap + width <= columns_) {
      lines_.back().append(gap, ' ').append(word);
      used_ += gap + width;
    } else if (width <= columns_) {
      end_line();
      add_word(word);
    } else {
      if (gap > 0) end_line();
      add_long_word(word);
    }
  }
  void end_line() {
    lines_.emplace_back();
    used_ = 0;
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  void add_long_word(std::string_view word) {
    while (!word.empty()) {
      const std::string_view cluster = word.substr(0, cluster_length(word));
      const std::size_t width = display_width(cluster);
      if (used_ > 0 && used_ + width > columns_) end_line();
      lines_.back() += cluster;
      used_ += width;
      word.remove_prefix(cluster.size());
    }
  }

  std::size_t columns_;
  std::size_t used_ = 0;
  std::vector<std::string> lines_{1};
};

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  Lines lines(columns);
  while (true) {
    const std::size_t end = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, end);
    if (!word.empty()) lines.add_word(word);
    if (end == std::string_view::npos) break;
    if (text[end] == '\n') lines.end_line();
    text.remove_prefix(end + 1);
  }
  return lines.take();
}

}  // namespace punte::language

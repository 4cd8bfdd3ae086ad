#include "exchange/laid_out_text.h"

#include <cstddef>
#include <string>
#include <utility>

namespace punte::exchange {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }

}  // namespace

bool is_laid_out(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return false;
  const std::size_t last = text.find_last_not_of(kBlanks);
  const auto breaks = [](std::string_view blanks) {
    return blanks.find('\n') != std::string_view::npos;
  };
  const std::string_view inner = text.substr(first, last - first);
  return breaks(text.substr(0, first)) || breaks(text.substr(last)) ||
         inner.find("\n ") != std::string_view::npos ||
         inner.find("\n\t") != std::string_view::npos;
}

void collapse_blanks(language::MarkedText& marked) {
  language::MarkedText out;
  const std::size_t last = marked.text.find_last_not_of(kBlanks);
  const std::size_t limit = last == std::string::npos ? 0 : last + 1;
  std::size_t code = 0;
  bool blank = false;
  const auto put_blank = [&] {
    const bool wanted = std::exchange(blank, false) && !out.text.empty();
    if (wanted && !out.text.ends_with(' ')) out.text += ' ';
  };
  const auto put_codes = [&](std::size_t offset) {
    for (; code < marked.codes.size() && marked.codes[code].offset <= offset; ++code) {
      // Between a word and a code a blank stays where it is.
      if (offset < limit) put_blank();
      out.codes.push_back(std::move(marked.codes[code]));
      out.codes.back().offset = out.text.size();
    }
  };
  for (std::size_t i = 0; i < limit; ++i) {
    put_codes(i);
    if (is_blank(marked.text[i])) {
      blank = true;
    } else {
      put_blank();
      out.text += marked.text[i];
    }
  }
  put_codes(marked.text.size());
  marked = std::move(out);
}

}  // namespace punte::exchange

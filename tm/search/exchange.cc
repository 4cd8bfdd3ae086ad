#include "tm/search/exchange.h"

#include <algorithm>
#include <cstddef>

namespace punte::tm::internal {

bool apply(std::vector<Exchange> exchanges, language::MarkedText& text) {
  std::stable_sort(exchanges.begin(), exchanges.end(), [](const Exchange& a, const Exchange& b) {
    return a.span.start < b.span.start;
  });
  for (std::size_t i = 1; i < exchanges.size(); ++i) {
    if (exchanges[i].span.start < exchanges[i - 1].span.limit) return false;
  }
  // From the end, so that the places before stay right.
  for (auto exchange = exchanges.rbegin(); exchange != exchanges.rend(); ++exchange) {
    const language::Span span = exchange->span;
    text.text.replace(span.start, span.limit - span.start, exchange->with);
    const std::size_t limit = span.start + exchange->with.size();
    for (language::InlineCode& code : text.codes) {
      if (code.offset >= span.limit && code.offset > span.start) {
        code.offset = code.offset - span.limit + limit;
      } else if (code.offset > span.start) {
        code.offset = std::min(code.offset, limit);
      }
    }
  }
  return true;
}

}  // namespace punte::tm::internal

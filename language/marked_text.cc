#include "language/marked_text.h"

#include <algorithm>

namespace punte::language {

void append(MarkedText& out, MarkedText part) {
  for (InlineCode& code : part.codes) {
    code.offset += out.text.size();
    out.codes.push_back(std::move(code));
  }
  out.text += part.text;
}

bool same_codes(const MarkedText& a, const MarkedText& b) {
  return std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(),
                    [](const InlineCode& x, const InlineCode& y) {
                      return x.offset == y.offset && x.kind == y.kind && x.content == y.content;
                    });
}

std::string with_codes(const MarkedText& text) {
  std::string out;
  std::size_t at = 0;
  for (const InlineCode& code : text.codes) {
    const std::size_t offset = std::clamp(code.offset, at, text.text.size());
    out.append(text.text, at, offset - at).append(code.content);
    at = offset;
  }
  return out.append(text.text, at);
}

}  // namespace punte::language

#include "page/inline_codes.h"

#include <algorithm>
#include <utility>

namespace punte::page::internal {

std::vector<bool> inner_codes(std::span<const CodePlace> codes, std::size_t size) {
  using language::CodeKind;
  // An opening code has a lower number than all behind it, so the numbers of those that may still
  // be closed ascend.
  std::vector<std::pair<std::size_t, std::size_t>> open;  // number, place in codes
  std::vector<bool> is_inner(codes.size(), false);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const CodePlace& code = codes[i];
    const std::size_t offset = std::min(code.offset, size);
    if (code.kind == CodeKind::kSingle) {
      is_inner[i] = offset != 0 && offset != size;
    } else if (code.kind == CodeKind::kOpen) {
      open.emplace_back(code.number, i);
    } else {
      while (!open.empty() && open.back().first > code.number) open.pop_back();
      if (open.empty() || open.back().first != code.number) continue;
      const std::size_t begun = open.back().second;
      const std::size_t start = std::min(codes[begun].offset, size);
      is_inner[i] = start != offset && (start != 0 || offset != size);
      is_inner[begun] = is_inner[i];
      open.pop_back();
    }
  }
  return is_inner;
}

}  // namespace punte::page::internal

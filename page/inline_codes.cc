#include "page/inline_codes.h"

#include <algorithm>
#include <utility>

namespace punte::page::internal {

std::vector<CodeUse> uses_of_codes(std::span<const CodePlace> codes, std::size_t size) {
  using language::CodeKind;
  // An opening code has a lower number than all behind it, so the numbers of those that may still
  // be closed ascend.
  std::vector<std::pair<std::size_t, std::size_t>> open;  // number, place in codes
  std::vector<CodeUse> uses(codes.size(), CodeUse::kOutside);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const CodePlace& code = codes[i];
    const std::size_t offset = std::min(code.offset, size);
    const bool is_inner = offset != 0 && offset != size;
    if (code.kind == CodeKind::kSingle) {
      uses[i] = is_inner ? CodeUse::kInside : CodeUse::kOutside;
      continue;
    }
    // Half of a pair, until its other half is met.
    uses[i] = is_inner ? CodeUse::kHalf : CodeUse::kOutside;
    if (code.kind == CodeKind::kOpen) {
      open.emplace_back(code.number, i);
      continue;
    }
    while (!open.empty() && open.back().first > code.number) open.pop_back();
    if (open.empty() || open.back().first != code.number) continue;
    const std::size_t begun = open.back().second;
    const std::size_t start = std::min(codes[begun].offset, size);
    const bool is_pair = start != offset && (start != 0 || offset != size);
    uses[i] = is_pair ? CodeUse::kInside : CodeUse::kOutside;
    uses[begun] = uses[i];
    open.pop_back();
  }
  return uses;
}

}  // namespace punte::page::internal

#include "exchange/code_pairs.h"

#include <map>
#include <string_view>
#include <utility>

namespace punte::exchange {

std::vector<std::size_t> pair_codes(const std::vector<language::InlineCode>& codes) {
  std::vector<std::size_t> partners(codes.size(), kNoPartner);
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> open;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i].kind == language::CodeKind::kSingle) continue;
    auto& waiting = open[{codes[i].element, codes[i].id}];
    if (codes[i].kind == language::CodeKind::kOpen) {
      waiting.push_back(i);
    } else if (!waiting.empty()) {
      partners[i] = waiting.back();
      partners[waiting.back()] = i;
      waiting.pop_back();
    }
  }
  return partners;
}

}  // namespace punte::exchange

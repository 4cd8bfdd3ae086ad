#include <cstdlib>
#include <string>
#include <vector>

#include "aligner/align.h"
#include "tests/fuzz/fuzz_input.h"

// Lines before the first NUL are one side, those behind it the other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> sides[2];
  std::size_t side = 0;
  std::string line;
  for (const char c : fuzz_text(data, size)) {
    if (c == '\0' && side == 0) {
      side = 1;
    } else if (c == '\n') {
      sides[side].push_back(line);
      line.clear();
    } else {
      line += c;
    }
  }
  if (sides[0].size() * sides[1].size() > 2000) return 0;
  std::size_t i = 0;
  std::size_t j = 0;
  for (const punte::aligner::Bead& bead : punte::aligner::align(sides[0], sides[1])) {
    if (bead.source_start != i || bead.target_start != j) std::abort();
    i = bead.source_limit;
    j = bead.target_limit;
  }
  if (i != sides[0].size() || j != sides[1].size()) std::abort();
  return 0;
}

#include "aligner/bead.h"

namespace punte::aligner {
namespace {

void append_range(std::string& out, std::size_t start, std::size_t limit) {
  for (std::size_t i = start; i < limit; ++i) {
    if (i > start) out += ',';
    out += std::to_string(i);
  }
}

}  // namespace

std::string bead_text(const Bead& bead) {
  std::string out;
  append_range(out, bead.source_start, bead.source_limit);
  out += ':';
  append_range(out, bead.target_start, bead.target_limit);
  return out;
}

}  // namespace punte::aligner

// Holds the SRX engine to the plain first-rule-wins reference on real rules and real text, and says
// what both cost:  srx_bench TAG TEXT FILE.srx...   (TEXT: a text a line)

#include <fmt/format.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "language/srx.h"
#include "language/srx_segmenter.h"
#include "tests/reference/srx.h"

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int argc, char** argv) {
  using punte::language::SrxSegmenter;
  if (argc < 4) {
    fmt::print(stderr, "usage: srx_bench TAG TEXT FILE.srx...\n");
    return 2;
  }
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  std::ifstream text(argv[2]);
  for (std::string line; std::getline(text, line);) {
    bytes += line.size();
    lines.push_back(punte::language::to_valid_utf8(line));
  }
  bool agree = true;
  for (int i = 3; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    const auto document = punte::language::read_srx(content, argv[i]);
    if (!document) {
      fmt::print("{}\n", document.error().text());
      continue;
    }
    const auto segmenter = SrxSegmenter::make(*document, argv[1]);
    if (!segmenter) {
      fmt::print("{}\n", segmenter.error().text());
      continue;
    }
    const auto rules = document->rules_for(argv[1]).value();
    double fast = 0;
    double slow = 0;
    std::size_t segments = 0;
    std::size_t different = 0;
    for (const std::string& line : lines) {
      const double start = cpu_seconds();
      const auto spans = segmenter->segment(line);
      const double middle = cpu_seconds();
      const auto wanted = punte::reference::srx_segments(rules, line, SrxSegmenter::kLookBack);
      slow += cpu_seconds() - middle;
      fast += middle - start;
      segments += wanted.size();
      std::vector<std::string> got;
      if (spans) {
        for (const auto span : *spans) {
          got.push_back(line.substr(span.start, span.limit - span.start));
        }
      }
      if (got != wanted) ++different;
    }
    agree = agree && different == 0;
    const double megabytes = static_cast<double>(bytes) / 1e6;
    fmt::print(
        "{}: {} rules, {} segments, {} of {} texts differ; {:.3f} s/MB, reference {:.1f} s/MB\n",
        argv[i], rules.size(), segments, different, lines.size(), fast / megabytes,
        slow / megabytes);
  }
  return agree ? 0 : 1;
}

// Times the reading of pages against libxml2's parser where that is installed:
//   page_bench ROUNDS PAGE...
// Pages are files, read (and unpacked) beforehand. The two take turns, so that what else the
// machine does falls on both; the medians of their CPU times are compared. libxml2 only parses;
// page::extract() decodes, parses, and judges roles and languages.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "exchange/stream.h"
#include "page/page.h"

#ifdef PUNTE_HAVE_LIBXML2
#include <libxml/HTMLparser.h>
#endif

namespace {

template <typename Call>
double cpu_seconds(const std::vector<std::string>& pages, Call&& call) {
  const std::clock_t begun = std::clock();
  for (const std::string& page : pages) call(page);
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string read_all(const char* path) {
  auto source = punte::exchange::open_source(path);
  std::string out;
  std::vector<char> buffer(std::size_t{1} << 16);
  while (source) {
    const auto got = (*source)->read(buffer);
    if (!got || *got == 0) break;
    out.append(buffer.data(), *got);
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: page_bench ROUNDS PAGE...\n");
    return 2;
  }
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  for (int i = 2; i < argc; ++i) {
    pages.push_back(read_all(argv[i]));
    if (pages.back().empty()) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return 2;
    }
    bytes += pages.back().size();
  }
  std::vector<double> ours;
  std::vector<double> theirs;
  std::size_t blocks = 0;
  for (int round = 0; round < std::max(std::atoi(argv[1]), 1); ++round) {
    ours.push_back(cpu_seconds(pages, [&](const std::string& page) {
      const auto read = punte::page::extract(page);
      if (read) blocks += read->blocks.size();
    }));
#ifdef PUNTE_HAVE_LIBXML2
    theirs.push_back(cpu_seconds(pages, [](const std::string& page) {
      const int quiet = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING;
      xmlFreeDoc(
          htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, nullptr, quiet));
    }));
#endif
  }
  const double each = 1e3 / static_cast<double>(pages.size());
  std::printf("%zu pages of %zu KB on average, %zu blocks\n", pages.size(),
              bytes / pages.size() / 1024, blocks / ours.size());
  std::printf("punte    %.2f ms a page\n", median(ours) * each);
  if (!theirs.empty()) {
    std::printf("libxml2  %.2f ms a page: ratio %.2f\n", median(theirs) * each,
                median(ours) / median(theirs));
  }
}

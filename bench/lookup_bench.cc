// Times look-ups in a memory, one query a line:
//   lookup_bench MEMORY FROM TO QUERIES
// All queries run once to warm the cache, then each is timed by the thread's CPU clock. Prints the
// number of matches, the 50th and 99th percentile and the mean in milliseconds, and the resident
// memory in megabytes.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "tm/translation_memory.h"

namespace {

double cpu_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: lookup_bench MEMORY FROM TO QUERIES\n");
    return 2;
  }
  punte::tm::OpenOptions options;
  options.create = false;
  options.read_only = true;
  const auto memory = punte::tm::TranslationMemory::open(argv[1], options);
  if (!memory) {
    std::fprintf(stderr, "lookup_bench: %s\n", memory.error().text().c_str());
    return 2;
  }
  std::vector<punte::tm::Query> queries;
  std::ifstream file(argv[4]);
  for (std::string line; std::getline(file, line);) {
    punte::tm::Query query;
    query.source.text = line;
    query.source_language = argv[2];
    query.target_language = argv[3];
    queries.push_back(std::move(query));
  }
  std::vector<double> times;
  std::size_t found = 0;
  for (const bool timed : {false, true}) {
    found = 0;
    for (const punte::tm::Query& query : queries) {
      const double begun = cpu_milliseconds();
      const auto matches = memory->lookup(query);
      if (timed) times.push_back(cpu_milliseconds() - begun);
      if (!matches) {
        std::fprintf(stderr, "lookup_bench: %s\n", matches.error().text().c_str());
        return 2;
      }
      found += matches->size();
    }
  }
  if (times.empty()) return 2;
  const double mean =
      std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
  std::sort(times.begin(), times.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu queries, %zu matches, p50 %.2f ms, p99 %.2f ms, mean %.2f ms, %ld MB\n",
              times.size(), found, times[times.size() / 2], times[times.size() * 99 / 100], mean,
              usage.ru_maxrss / 1024);
  return 0;
}

// Times the identifier on texts, one a line, against CLD2 where that is installed:
//   identify_bench TEXTS [ROUNDS]
// The two take turns, so that what else the machine does falls on both; the medians of their CPU
// times are compared. Prints microseconds a call and the ratio.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "language/identify.h"

#ifdef PUNTE_HAVE_CLD2
#include <cld2/public/compact_lang_det.h>
#endif

namespace {

template <typename Call>
double cpu_seconds(const std::vector<std::string>& texts, Call&& call) {
  const std::clock_t begun = std::clock();
  for (const std::string& text : texts) call(text);
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: identify_bench TEXTS [ROUNDS]\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) texts.push_back(line);
  if (texts.empty()) {
    std::fprintf(stderr, "identify_bench: %s: no texts\n", argv[1]);
    return 2;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 7;
  const punte::language::Identifier identifier;
  std::vector<double> ours;
  std::vector<double> theirs;
  std::size_t answered = 0;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(cpu_seconds(texts, [&](const std::string& text) {
      answered += identifier.identify(text).language != "und" ? 1 : 0;
    }));
#ifdef PUNTE_HAVE_CLD2
    theirs.push_back(cpu_seconds(texts, [&](const std::string& text) {
      bool reliable = false;
      answered += CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true,
                                       &reliable) != CLD2::UNKNOWN_LANGUAGE
                      ? 1
                      : 0;
    }));
#endif
  }
  const double calls = static_cast<double>(texts.size());
  std::printf("%zu texts, %d rounds, %zu answers\n", texts.size(), rounds, answered);
  std::printf("punte %.2f us a call\n", median(ours) / calls * 1e6);
  if (theirs.empty()) {
    std::printf("CLD2 is not installed (libcld2-dev): no comparison\n");
  } else {
    std::printf("CLD2  %.2f us a call\npunte / CLD2 = %.2f\n", median(theirs) / calls * 1e6,
                median(ours) / median(theirs));
  }
  return 0;
}

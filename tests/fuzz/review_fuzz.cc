#include <cstdlib>
#include <string>

#include "job/alternates.h"
#include "job/review.h"
#include "tests/fuzz/fuzz_input.h"

// A review that is read keeps its pairs when it is written and read again; a page's alternates are
// looked for in the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz_text(data, size);
  if (punte::cli::alternates_of(text, "https://example.org/a/").size() > 1000) std::abort();
  const auto documents = punte::cli::read_review(text, "fuzz");
  if (!documents) return 0;
  const auto again = punte::cli::read_review(punte::cli::review_table(*documents), "fuzz");
  if (!again) std::abort();
  std::size_t before = 0;
  std::size_t after = 0;
  for (const auto& document : *documents) before += document.pairs.size();
  for (const auto& document : *again) after += document.pairs.size();
  if (before != after) std::abort();
  (void)punte::cli::review_page(*documents);
  return 0;
}

#include <cstdlib>
#include <string>

#include "job/review.h"
#include "tests/fuzz/fuzz_input.h"
#include "view/messages.h"
#include "view/review_page.h"

// A review that is read keeps its pairs when it is written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz_text(data, size);
  const auto documents = punte::job::read_review(text, "fuzz");
  if (!documents) return 0;
  const auto again = punte::job::read_review(punte::job::review_table(*documents), "fuzz");
  if (!again) std::abort();
  std::size_t before = 0;
  std::size_t after = 0;
  for (const auto& document : *documents) before += document.pairs.size();
  for (const auto& document : *again) after += document.pairs.size();
  if (before != after) std::abort();
  (void)punte::view::review_page(*documents, punte::view::Messages());
  return 0;
}

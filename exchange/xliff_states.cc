#include "exchange/xliff_states.h"

#include <array>
#include <span>
#include <utility>

#include "base/ascii.h"

namespace punte::exchange {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

std::string look_up(std::string_view word, std::span<const Word> words) {
  const std::string wanted = base::lower(word);
  for (const auto& [own, state] : words) {
    if (own == wanted) return std::string(state);
  }
  return {};
}

}  // namespace

std::string state_of_memoq(std::string_view status) {
  constexpr std::array<Word, 11> kWords = {{{"notstarted", "needs-translation"},
                                            {"rejected", "needs-review-translation"},
                                            {"edited", "needs-review-translation"},
                                            {"partiallyedited", "needs-review-translation"},
                                            {"pretranslated", "needs-review-translation"},
                                            {"assembledfromfragments", "needs-review-translation"},
                                            {"machinetranslated", "needs-review-translation"},
                                            {"manuallyconfirmed", "translated"},
                                            {"reviewer1confirmed", "signed-off"},
                                            {"reviewer2confirmed", "final"},
                                            {"proofread", "final"}}};
  return look_up(status, kWords);
}

std::string state_of_studio(std::string_view confirmation) {
  if (confirmation.empty()) return "needs-translation";
  constexpr std::array<Word, 7> kWords = {{{"draft", "needs-review-translation"},
                                           {"translated", "translated"},
                                           {"rejectedtranslation", "needs-review-translation"},
                                           {"approvedtranslation", "signed-off"},
                                           {"rejectedsignoff", "needs-review-translation"},
                                           {"approvedsignoff", "final"},
                                           {"unspecified", "needs-translation"}}};
  return look_up(confirmation, kWords);
}

std::string state_of_phrase(std::string_view confirmed) {
  constexpr std::array<Word, 2> kWords = {{{"0", "needs-review-translation"}, {"1", "translated"}}};
  return look_up(confirmed, kWords);
}

}  // namespace punte::exchange

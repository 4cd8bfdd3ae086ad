#include "page/charset_fit.h"

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>

#include <memory>
#include <string>

#include "language/identify.h"
#include "language/text.h"

namespace punte::page::internal {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 10;
constexpr std::size_t kSampleBytes = std::size_t{8} << 10;

struct CloseSet {
  void operator()(USet* set) const { uset_close(set); }
};
using Set = std::unique_ptr<USet, CloseSet>;

/// The letters that a language is written with, both cases.
void add_letters(const std::string& language, USet* letters) {
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData* data = ulocdata_open(language.c_str(), &status);
  if (U_FAILURE(status)) return;
  const Set standard(uset_openEmpty());
  ulocdata_getExemplarSet(data, standard.get(), USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD,
                          &status);
  if (U_SUCCESS(status)) uset_addAll(letters, standard.get());
  ulocdata_close(data);
  if (language == "ro") {
    // Charsets older than Unicode 3 have the cedilla alone.
    for (const UChar32 c : {0x15E, 0x15F, 0x162, 0x163}) uset_add(letters, c);
  }
}

bool is_typographic(char32_t c) {
  return c == 0xA0 || c == 0xAB || c == 0xBB || c == 0xB0 || c == 0xA9 || c == 0xAE || c == 0xA7 ||
         c == 0xB7 || (c >= 0x2010 && c <= 0x2026) || c == 0x20AC || c == 0x2122;
}

}  // namespace

double charset_fit(std::string_view html) {
  html = html.substr(0, kMostBytes);
  // Words with a letter beyond ASCII, for the languages; every such character, for the score.
  std::string sample;
  std::u32string special;
  std::size_t word = 0;
  bool marked = false;
  for (std::size_t i = 0; i < html.size();) {
    const std::size_t at = i;
    const char32_t c = language::next_code_point(html, i);
    if (c >= 0x80) special += c;
    if (u_isalpha(static_cast<UChar32>(c)) != 0) {
      marked |= c >= 0x80;
      continue;
    }
    if (marked && sample.size() < kSampleBytes) sample.append(html, word, at - word) += ' ';
    marked = false;
    word = i;
  }
  if (special.empty()) return 0;

  static const language::Identifier kIdentifier;
  const language::Identification found = kIdentifier.identify(sample);
  const Set letters(uset_openEmpty());
  // Pages mix languages, most often two.
  for (std::size_t k = 0; k < found.candidates.size() && k < 2; ++k) {
    add_letters(found.candidates[k].language, letters.get());
  }
  double score = 0;
  for (const char32_t c : special) {
    if (c < 0xA0) {
      score -= 2;
    } else if (u_isalpha(static_cast<UChar32>(c)) != 0) {
      score += uset_contains(letters.get(), static_cast<UChar32>(c)) != 0 ? 1 : -1;
    } else if (is_typographic(c)) {
      score += 0.5;
    }
  }
  return score / static_cast<double>(special.size());
}

}  // namespace punte::page::internal

#include "language/match_key.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "language/text.h"

namespace punte::language {
namespace {

/// Full-width forms, in which Chinese, Japanese and Korean texts write ASCII.
constexpr char32_t kFirstFullWidth = 0xFF01;
constexpr char32_t kLastFullWidth = 0xFF5E;

char32_t unify(char32_t c) {
  if (c >= kFirstFullWidth && c <= kLastFullWidth) return c - kFirstFullWidth + U'!';
  switch (c) {
    case U'ş':
    case U'Ş':
      return U'ș';
    case U'ţ':
    case U'Ţ':
      return U'ț';
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
    case U'\u2032':
    case U'\u2039':
    case U'\u203A':
    case U'`':
      return U'\'';
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u2033':
    case U'«':
    case U'»':
      return U'"';
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2212':
      return U'-';
    case U'。':
    case U'｡':
    case U'\u066B':
      return U'.';
    case U'、':
    case U'､':
    case U'،':
      return U',';
    case U'\u066C':
      return U'\'';
    case U'؟':
      return U'?';
    case U'؛':
      return U';';
    default:
      break;
  }
  // Digits of any script.
  if (u_isdigit(static_cast<UChar32>(c)) == 0) return c;
  return U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c)));
}

/// Appends with white space collapsed; `pending` is white space that may still be at the end.
void append(std::u32string& key, char32_t c, bool& pending) {
  if (c == U'\u2026') {
    for (int i = 0; i < 3; ++i) append(key, U'.', pending);
    return;
  }
  if (is_space(c)) {
    pending = true;
    return;
  }
  if (pending && !key.empty()) key += U' ';
  pending = false;
  key += c;
}

/// For code points whose key is one code point whatever stands beside them, unless a mark follows:
/// that key; 0 for all others.
class PlainLetters {
 public:
  PlainLetters() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    for (char32_t c = 0; c < kLimit; ++c) set(*nfc, c, letters_[c]);
    for (char32_t c = 0; c < marks_.size(); ++c) set(*nfc, kFirstMark + c, marks_[c]);
  }
  [[nodiscard]] char32_t of(char32_t c) const {
    if (c < kLimit) return letters_[c];
    return c >= kFirstMark && c - kFirstMark < marks_.size() ? marks_[c - kFirstMark] : 0;
  }

 private:
  static void set(const icu::Normalizer2& nfc, char32_t c, char32_t& plain) {
    icu::UnicodeString folded(static_cast<UChar32>(c));
    folded.foldCase();
    UErrorCode status = U_ZERO_ERROR;
    const bool alone = folded.length() == 1 && nfc.isNormalized(folded, status) != 0 &&
                       nfc.hasBoundaryBefore(folded.char32At(0)) != 0 &&
                       nfc.hasBoundaryBefore(static_cast<UChar32>(c)) != 0;
    if (alone && U_SUCCESS(status)) plain = unify(static_cast<char32_t>(folded.char32At(0)));
  }

  static constexpr char32_t kLimit = 0x530;       // Latin, Greek, Cyrillic
  static constexpr char32_t kFirstMark = 0x2000;  // dashes and quotation marks
  std::array<char32_t, kLimit> letters_{};
  std::array<char32_t, 0x70> marks_{};
};

constexpr std::size_t kLongestLabel = 100;  // bytes of a text that may have an accelerator

bool is_letter(char c) { return base::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

/// "&amp;"
bool is_reference(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  while (i < text.size() && base::is_alnum(text[i])) ++i;
  return i < text.size() && text[i] == ';';
}

/// Whether the sign at `at`, the only one of its kind, marks the letter after it.
bool is_accelerator(std::string_view text, std::size_t at) {
  const char sign = text[at];
  if (at + 1 >= text.size() || !is_letter(text[at + 1])) return false;
  if (sign == '&' && is_reference(text, at)) return false;
  if (at == 0) return true;
  const char before = text[at - 1];
  const bool wide = text.substr(0, at).ends_with("（");
  if (!is_letter(before) || wide) {
    return wide || base::is_blank(before) || before == '(' || before == '"';
  }
  // Inside of a word: "E&xit", "Sa_ve", but neither "R&D" nor "v2_beta".
  return !base::is_upper(before) || !base::is_upper(text[at + 1]);
}

}  // namespace

Span accelerator_of(std::string_view text) {
  if (text.size() > kLongestLabel || text.find_first_of("&_~") == std::string_view::npos) return {};
  if (text.find('=') != std::string_view::npos || text.find("://") != std::string_view::npos) {
    return {};
  }
  for (const char sign : {'&', '_', '~'}) {
    const std::size_t at = text.find(sign);
    if (at == std::string_view::npos || text.find(sign, at + 1) != std::string_view::npos) continue;
    if (!is_accelerator(text, at)) continue;
    constexpr std::string_view kWideOpen = "（";
    constexpr std::string_view kWideClose = "）";
    const std::string_view before = text.substr(0, at);
    std::size_t letter_end = at + 1;
    static_cast<void>(next_code_point(text, letter_end));
    const std::string_view after = text.substr(letter_end);
    if (before.ends_with('(') && after.starts_with(')')) return {at - 1, letter_end + 1};
    if (before.ends_with(kWideOpen) && after.starts_with(kWideClose)) {
      return {at - kWideOpen.size(), letter_end + kWideClose.size()};
    }
    return {at, at + 1};
  }
  return {};
}

std::u32string lookup_key(std::string_view text) {
  const Span accelerator = accelerator_of(text);
  if (accelerator.start == accelerator.limit) return match_key(text);
  std::string plain(text.substr(0, accelerator.start));
  return match_key(plain.append(text.substr(accelerator.limit)));
}

std::u32string match_key(std::string_view text) {
  static const PlainLetters plain;
  std::u32string key;
  key.reserve(text.size());
  bool pending = false;
  // Nearly all text is of plain letters; the general way starts where that ends.
  struct {
    std::size_t start = 0;
    std::size_t key_size = 0;
    bool pending = false;
  } last;
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t next = i;
    const char32_t own = plain.of(next_code_point(text, next));
    if (own == 0) break;
    last = {i, key.size(), pending};
    append(key, own, pending);
    i = next;
  }
  if (i == text.size()) return key;
  // The letter before may compose with what follows.
  key.resize(last.key_size);
  pending = last.pending;
  i = last.start;
  icu::UnicodeString rest = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data() + i, static_cast<int32_t>(text.size() - i)));
  rest.foldCase();
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status)) {
    icu::UnicodeString composed = nfc->normalize(rest, status);
    if (U_SUCCESS(status)) rest = std::move(composed);
  }
  for (int32_t j = 0; j < rest.length(); j = rest.moveIndex32(j, 1)) {
    append(key, unify(static_cast<char32_t>(rest.char32At(j))), pending);
  }
  return key;
}

}  // namespace punte::language

#include "language/match_key.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cstddef>
#include <utility>

#include "language/text.h"

namespace punte::language {
namespace {

char32_t unify(char32_t c) {
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
    default:
      return c;
  }
}

/// Appends with white space collapsed; `pending` is white space that may still be at the end.
void append(std::u32string& key, char32_t c, bool& pending) {
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

}  // namespace

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

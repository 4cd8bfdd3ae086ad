#include "language/match_key.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstddef>

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

}  // namespace

std::u32string match_key(std::string_view text) {
  std::u32string key;
  key.reserve(text.size());
  bool pending = false;
  std::size_t i = 0;
  // Nearly all text is ASCII or composed already; the general way starts where that ends.
  for (; i < text.size() && static_cast<unsigned char>(text[i]) < 0x80; ++i) {
    const char c = text[i];
    const char32_t lower =
        c >= 'A' && c <= 'Z' ? static_cast<char32_t>(c - 'A' + 'a') : static_cast<char32_t>(c);
    append(key, unify(lower), pending);
  }
  if (i == text.size()) return key;
  // The letter before may compose with what follows.
  if (i > 0) {
    --i;
    if (!is_space(static_cast<unsigned char>(text[i]))) {
      key.pop_back();
      pending = !key.empty() && i > 0 && is_space(static_cast<unsigned char>(text[i - 1]));
      if (pending && key.back() == U' ') key.pop_back();
    }
  }
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

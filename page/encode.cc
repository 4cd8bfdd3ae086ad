#include "page/encode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "page/decode.h"

namespace punte::page::internal {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// ISO-8859-16, which ICU lacks: the decoder's table turned around.
std::string to_latin10(std::string_view text) {
  std::u32string letters;
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    const std::string letter = from_latin10(std::string(1, static_cast<char>(byte)));
    std::size_t offset = 0;
    letters += language::next_code_point(letter, offset);
  }
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (const std::size_t at = letters.find(c); at != std::u32string::npos) {
      out += static_cast<char>(0x80 + at);
    } else {
      out += "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";";
    }
  }
  return out;
}

std::string apply(std::string_view source, const std::vector<TextEdit>& edits) {
  std::string out;
  std::size_t place = 0;
  for (const TextEdit& edit : edits) {
    out += source.substr(place, edit.span.start - place);
    out += edit.text;
    place = edit.span.limit;
  }
  return out.append(source.substr(place));
}

/// UTF-8 pages: walks through bytes and decoded text side by side, for ill-formed bytes and NUL are
/// other bytes there. Nothing if the two do not belong together.
std::optional<std::string> splice_utf8(std::string_view bytes, std::string_view source,
                                       const std::vector<TextEdit>& edits) {
  std::size_t byte = bytes.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  std::size_t copied = 0;  // bytes that are in `out` or left out
  std::string out;
  std::size_t place = 0;
  const auto go_to = [&](std::size_t wanted) {
    while (place < wanted && byte < bytes.size()) {
      const bool plain = static_cast<unsigned char>(bytes[byte]) < 0x80 && bytes[byte] != '\0';
      if (plain) {
        if (source[place] != bytes[byte]) return false;
        ++byte;
        ++place;
        continue;
      }
      char32_t c = language::next_code_point(bytes, byte);
      if (c == 0) c = 0xFFFD;
      if (language::next_code_point(source, place) != c) return false;
    }
    return place == wanted;
  };
  for (const TextEdit& edit : edits) {
    if (!go_to(edit.span.start)) return std::nullopt;
    out += bytes.substr(copied, byte - copied);
    out += edit.text;
    if (!go_to(edit.span.limit)) return std::nullopt;
    copied = byte;
  }
  if (!go_to(source.size()) || byte != bytes.size()) return std::nullopt;
  return out.append(bytes.substr(copied));
}

}  // namespace

std::string encode(std::string_view text, const std::string& charset) {
  if (charset == "utf-8") return std::string(text);
  if (charset == "iso-8859-16") return to_latin10(text);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return {};
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr,
                        nullptr, &status);
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out(static_cast<std::size_t>(utf16.length()) * 10 + 16, '\0');
  const std::int32_t length =
      ucnv_fromUChars(to.get(), out.data(), static_cast<std::int32_t>(out.size()),
                      utf16.getBuffer(), utf16.length(), &status);
  if (U_FAILURE(status)) return {};
  out.resize(static_cast<std::size_t>(length));
  return out;
}

bool can_encode(std::string_view text, const std::string& charset) {
  if (charset == "utf-8") return true;
  if (charset == "iso-8859-16") {
    const std::string bytes = to_latin10(text);
    return from_latin10(bytes) == text;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return false;
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out(static_cast<std::size_t>(utf16.length()) * 10 + 16, '\0');
  ucnv_fromUChars(to.get(), out.data(), static_cast<std::int32_t>(out.size()), utf16.getBuffer(),
                  utf16.length(), &status);
  return U_SUCCESS(status);
}

std::string encode_edits(std::string_view bytes, std::string_view source,
                         const std::string& charset, const std::vector<TextEdit>& edits,
                         Missing missing, bool& recoded) {
  recoded = false;
  const bool has_all = missing == Missing::kReference ||
                       std::all_of(edits.begin(), edits.end(), [&](const TextEdit& edit) {
                         return can_encode(edit.text, charset);
                       });
  if (charset == "utf-8") {
    if (auto spliced = splice_utf8(bytes, source, edits)) return std::move(*spliced);
  } else if (has_all) {
    std::string_view mark;
    for (const std::string_view candidate :
         {std::string_view("\xFF\xFE"), std::string_view("\xFE\xFF")}) {
      if (charset.starts_with("utf-16") && bytes.starts_with(candidate)) mark = candidate;
    }
    if (const std::string whole = encode(source, charset);
        !whole.empty() && whole == bytes.substr(mark.size())) {
      return std::string(mark) + encode(apply(source, edits), charset);
    }
  }
  recoded = true;
  // The mark outranks whatever the page declares.
  return std::string(kUtf8Mark) + apply(source, edits);
}

}  // namespace punte::page::internal

#include "page/encode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

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

constexpr std::string_view kMarks[] = {kUtf8Mark, "\xFF\xFE", "\xFE\xFF"};

std::size_t mark_size(std::string_view bytes) {
  for (const std::string_view mark : kMarks) {
    if (bytes.starts_with(mark)) return mark.size();
  }
  return 0;
}

/// Code points of bytes in some charset, one after the other, with where each begins.
class CodePoints {
 public:
  virtual ~CodePoints() = default;
  /// U+FFFD for what is ill-formed, and for NUL.
  virtual char32_t next() = 0;
  [[nodiscard]] virtual std::size_t offset() const = 0;

 protected:
  CodePoints() = default;
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;
};

class Utf8CodePoints : public CodePoints {
 public:
  Utf8CodePoints(std::string_view bytes, std::size_t start) : bytes_(bytes), at_(start) {}
  char32_t next() override { return language::next_code_point(bytes_, at_); }
  [[nodiscard]] std::size_t offset() const override { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

/// One byte each, so only the number of them counts.
class ByteCodePoints : public CodePoints {
 public:
  explicit ByteCodePoints(std::string_view bytes) : bytes_(bytes) {}
  char32_t next() override {
    const std::string letter = from_latin10(bytes_.substr(at_++, 1));
    std::size_t start = 0;
    return language::next_code_point(letter, start);
  }
  [[nodiscard]] std::size_t offset() const override { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// By ICU, which tells where the bytes of each UTF-16 unit begin.
class IcuCodePoints : public CodePoints {
 public:
  IcuCodePoints(std::string_view bytes, std::size_t start, const std::string& charset)
      : size_(bytes.size()) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(charset.c_str(), &status));
    if (U_FAILURE(status)) return;
    units_.resize(bytes.size() * 2 + 16);
    offsets_.resize(units_.size());
    const char* source = bytes.data() + start;
    UChar* target = units_.data();
    ucnv_toUnicode(from.get(), &target, units_.data() + units_.size(), &source,
                   bytes.data() + bytes.size(), offsets_.data(), 1, &status);
    units_.resize(U_FAILURE(status) ? 0 : static_cast<std::size_t>(target - units_.data()));
    for (std::int32_t& offset : offsets_) offset += static_cast<std::int32_t>(start);
  }
  char32_t next() override {
    if (at_ >= units_.size()) return 0xFFFD;
    UChar32 c = 0;
    U16_NEXT(units_.data(), at_, units_.size(), c);
    return static_cast<char32_t>(c);
  }
  [[nodiscard]] std::size_t offset() const override {
    return at_ < units_.size() ? static_cast<std::size_t>(offsets_[at_]) : size_;
  }

 private:
  std::size_t size_;
  std::vector<UChar> units_;
  std::vector<std::int32_t> offsets_;
  std::size_t at_ = 0;
};

std::unique_ptr<CodePoints> code_points(std::string_view bytes, const std::string& charset) {
  if (charset == "utf-8") return std::make_unique<Utf8CodePoints>(bytes, mark_size(bytes));
  if (charset == "iso-8859-16") return std::make_unique<ByteCodePoints>(bytes);
  return std::make_unique<IcuCodePoints>(bytes, mark_size(bytes), web_name(charset));
}

/// Walks through bytes and decoded text side by side. Nothing if the two do not belong together.
std::optional<std::string> splice(std::string_view bytes, std::string_view source,
                                  const std::string& charset, const std::string& charset_of_edits,
                                  const std::vector<TextEdit>& edits) {
  const auto walk = code_points(bytes, charset);
  std::size_t place = 0;  // of the source
  const auto go_to = [&](std::size_t wanted) {
    while (place < wanted) {
      if (walk->offset() >= bytes.size()) return false;
      const char32_t c = walk->next();
      const char32_t decoded = language::next_code_point(source, place);
      if (decoded != c && decoded != 0xFFFD) return false;
    }
    return place == wanted;
  };
  std::string out;
  std::size_t copied = 0;  // bytes that are in `out` or replaced
  for (const TextEdit& edit : edits) {
    if (!go_to(edit.span.start)) return std::nullopt;
    out += bytes.substr(copied, walk->offset() - copied);
    out += encode(edit.text, charset_of_edits);
    if (!go_to(edit.span.limit)) return std::nullopt;
    copied = walk->offset();
  }
  if (!go_to(source.size()) || walk->offset() != bytes.size()) return std::nullopt;
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
                         const std::string& charset, const std::string& charset_of_edits,
                         const std::vector<TextEdit>& edits, Missing missing, bool& recoded) {
  recoded = false;
  const bool has_all = missing == Missing::kReference ||
                       std::all_of(edits.begin(), edits.end(), [&](const TextEdit& edit) {
                         return can_encode(edit.text, charset_of_edits);
                       });
  // Escape sequences switch tables in it: parts cannot be put between others.
  const bool has_states = charset.starts_with("iso-2022");
  if (has_states && has_all) {
    if (const std::string whole = encode(source, charset); whole == bytes) {
      return encode(apply(source, edits), charset);
    }
  } else if (has_all) {
    if (auto spliced = splice(bytes, source, charset, charset_of_edits, edits)) {
      return std::move(*spliced);
    }
  }
  recoded = true;
  // The mark outranks whatever the page declares.
  return std::string(kUtf8Mark) + apply(source, edits);
}

}  // namespace punte::page::internal

#include "page/decode.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "language/text.h"
#include "page/charset_fit.h"

namespace punte::page::internal {
namespace {

using base::ErrorCode;

// The standard lets a declaration stand in the first 1024 bytes; real pages put it later.
constexpr std::size_t kDeclarationBytes = 4096;
constexpr std::size_t kDetectBytes = std::size_t{256} << 10;

using base::lower;

std::string declared_charset(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, kDeclarationBytes));
  for (std::size_t at = head.find("charset"); at != std::string::npos;
       at = head.find("charset", at + 1)) {
    std::size_t i = at + 7;
    while (i < head.size() && head[i] == ' ') ++i;
    if (i == head.size() || head[i] != '=') continue;
    ++i;
    while (i < head.size() && (head[i] == ' ' || head[i] == '"' || head[i] == '\'')) ++i;
    const std::size_t limit = head.find_first_of("\"' />;\t\r\n", i);
    if (limit != std::string::npos && limit > i) return head.substr(i, limit - i);
  }
  if (head.starts_with("<?xml")) {
    const std::size_t at = head.find("encoding=");
    if (at != std::string::npos && at + 10 < head.size()) {
      const std::size_t limit = head.find(head[at + 9], at + 10);
      if (limit != std::string::npos) return head.substr(at + 10, limit - at - 10);
    }
  }
  return {};
}

/// ISO-8859-16, made for Romanian, is not among ICU's converters. 0xA0 to 0xFF.
constexpr std::u32string_view kLatin10 =
    U"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńò"
    U"óôőöśű"
    U"ùúûüęțÿ";
static_assert(kLatin10.size() == 0x60);

}  // namespace

std::string web_name(std::string name) {
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii") {
    return "windows-1252";
  }
  if (name == "iso-8859-9") return "windows-1254";
  if (name == "gb2312" || name == "gbk") return "gb18030";
  if (name == "ks_c_5601-1987" || name == "euc-kr" || name == "uhc") return "windows-949";
  if (name == "utf8") return "utf-8";
  if (name == "x-sjis" || name == "shift_jis") return "windows-31j";
  return name;
}

std::string from_latin10(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    language::append_utf8(out, byte < 0xA0 ? byte : kLatin10[byte - 0xA0U]);
  }
  return out;
}

namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// The text, or nothing if the charset is unknown or, with `strict`, the bytes are not of it.
std::optional<std::string> convert(std::string_view bytes, const std::string& charset,
                                   bool strict) {
  if (charset == "iso-8859-16") return from_latin10(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return std::nullopt;
  if (strict) {
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  std::string out(bytes.size() * 3 + 64, '\0');
  char* target = out.data();
  const char* source = bytes.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                 bytes.data() + bytes.size(), nullptr, nullptr, nullptr, nullptr, true, true,
                 &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

std::string detected_charset(std::string_view bytes) {
  const std::unique_ptr<struct uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                              &uchardet_delete);
  const std::string_view part = bytes.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return lower(uchardet_get_charset(detector.get()));
}

/// Seven-bit Japanese, which is well-formed UTF-8: escape sequences switch to two bytes a letter.
bool is_iso_2022_jp(std::string_view bytes) {
  return (bytes.find("\x1B$B") != std::string_view::npos ||
          bytes.find("\x1B$@") != std::string_view::npos) &&
         std::none_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// Charsets that are taken for one another, the commonest first.
constexpr std::array<std::array<std::string_view, 3>, 2> kRivals = {
    {{"windows-1250", "iso-8859-2", "iso-8859-16"},
     {"windows-1252", "iso-8859-15", "windows-1254"}}};
// By so much a rival must read better than the charset that was declared or guessed.
constexpr double kDeclaredLead = 0.1;
constexpr double kDetectedLead = 0.01;

/// Gives the text to the rival of its charset that reads best.
void choose_rival(std::string_view bytes, bool declared, Decoded& page) {
  const std::string name = web_name(page.charset);
  for (const auto& rivals : kRivals) {
    if (std::find(rivals.begin(), rivals.end(), name) == rivals.end()) continue;
    double best = charset_fit(page.text) + (declared ? kDeclaredLead : kDetectedLead);
    for (const std::string_view rival : rivals) {
      if (rival == name) continue;
      auto text = convert(bytes, std::string(rival), false);
      if (!text) continue;
      const double fit = charset_fit(*text);
      if (fit <= best) continue;
      best = fit;
      page = {std::move(*text), std::string(rival)};
    }
  }
}

bool is_binary(std::string_view text) {
  const std::string_view head = text.substr(0, 65536);
  const auto strange = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f';
  });
  return static_cast<std::size_t>(strange) * 50 > head.size();
}

/// UTF-8 but for a few bytes, cut or pasted.
bool is_nearly_utf8(std::string_view mended) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::size_t broken = 0;
  for (std::size_t at = mended.find(kReplacement); at != std::string_view::npos;
       at = mended.find(kReplacement, at + kReplacement.size())) {
    ++broken;
  }
  const auto multibyte = std::count_if(
      mended.begin(), mended.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
  return broken * 10 < static_cast<std::size_t>(multibyte);
}

/// The text in the charset `name`, which must not be the sixteen-bit one of a page without mark.
std::optional<Decoded> decode_as(std::string_view bytes, const std::string& name, bool strict) {
  if (name.empty() || name.starts_with("utf-16")) return std::nullopt;
  auto text = convert(bytes, web_name(name), strict);
  if (!text) return std::nullopt;
  return Decoded{std::move(*text), name};
}

/// Bytes that are neither UTF-8 nor of the charset that came with them.
Decoded guess(std::string_view bytes) {
  std::string mended = language::to_valid_utf8(bytes);
  if (is_nearly_utf8(mended)) return {std::move(mended), "utf-8"};
  std::string declared = declared_charset(bytes);
  if (web_name(declared) == "utf-8") declared.clear();
  const std::string detected = detected_charset(bytes);
  auto out = decode_as(bytes, declared, true);
  const bool as_declared = out.has_value();
  if (!out) out = decode_as(bytes, detected, true);
  if (!out) out = decode_as(bytes, declared, false);
  if (!out) out = decode_as(bytes, detected, false);
  if (!out) out = decode_as(bytes, "windows-1252", false);
  if (!out) return {};
  choose_rival(bytes, as_declared, *out);
  return std::move(*out);
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What browsers read a page's declaration as; empty for what ICU and this file do not know.
std::string known_name(const std::string& written) {
  // A page in which a declaration can be read is not in sixteen bits.
  std::string name = written.starts_with("utf-16") ? "utf-8" : web_name(written);
  if (name.empty() || name == "utf-8" || name == "iso-8859-16") return name;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
  return U_FAILURE(status) ? std::string() : name;
}

/// By the order that decode() promises; no mark, and not binary.
Decoded without_mark(std::string_view bytes, const std::string& transport) {
  const bool is_utf8 = language::is_valid_utf8(bytes);
  if (is_utf8 && !is_ascii(bytes)) return {std::string(bytes), "utf-8"};
  if (web_name(transport) != "utf-8") {
    if (auto sent = decode_as(bytes, transport, true)) return std::move(*sent);
  }
  if (is_utf8) return {std::string(bytes), "utf-8"};
  return guess(bytes);
}

/// The parser takes NUL for the end.
void replace_nul(std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  std::string clean;
  for (const char c : text) {
    if (c == '\0') {
      clean += "\xEF\xBF\xBD";
    } else {
      clean += c;
    }
  }
  text = std::move(clean);
}

}  // namespace

base::Result<Decoded> decode(std::string_view bytes, std::string_view transport) {
  if (language::trim(bytes.substr(0, 4096)).empty() && language::trim(bytes).empty()) {
    return base::fail(ErrorCode::kSyntax, PUNTE_MSG("the page is empty"));
  }
  Decoded out;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    out = {language::to_valid_utf8(bytes.substr(3)), "utf-8"};
  } else if (bytes.starts_with("\xFF\xFE")) {
    out = {convert(bytes.substr(2), "UTF-16LE", false).value_or(""), "utf-16le"};
  } else if (bytes.starts_with("\xFE\xFF")) {
    out = {convert(bytes.substr(2), "UTF-16BE", false).value_or(""), "utf-16be"};
  } else if (is_iso_2022_jp(bytes)) {
    out = {convert(bytes, "iso-2022-jp", false).value_or(""), "iso-2022-jp"};
  } else if (is_binary(bytes)) {
    return base::fail(ErrorCode::kUnsupported, PUNTE_MSG("this is binary data, not a page"));
  } else {
    out = without_mark(bytes, lower(language::trim(transport)));
  }
  // Of UTF-8 without a mark the bytes were looked at.
  const bool looked_at = out.charset == "utf-8" && !bytes.starts_with("\xEF\xBB\xBF");
  if (!looked_at && is_binary(out.text)) {
    return base::fail(ErrorCode::kUnsupported, PUNTE_MSG("this is binary data, not a page"));
  }
  replace_nul(out.text);
  out.declared = known_name(declared_charset(bytes));
  if (out.declared.empty()) out.declared = known_name(lower(language::trim(transport)));
  return out;
}

}  // namespace punte::page::internal

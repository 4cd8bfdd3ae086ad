#include "exchange/resource_text.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

}  // namespace

void Utf16Units::add(std::string& out, char16_t unit) {
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (high_ != 0 && is_low) {
    const char32_t high = std::exchange(high_, 0);
    language::append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    return;
  }
  finish(out);
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
  } else {
    language::append_utf8(out, unit);
  }
}

void Utf16Units::finish(std::string& out) {
  if (std::exchange(high_, 0) != 0) language::append_utf8(out, 0xFFFD);
}

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits) {
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

Result<std::string> read_whole(ByteSource& source) {
  std::string out;
  std::string chunk(kChunkBytes, '\0');
  while (true) {
    const auto count = source.read(chunk);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return out;
    out.append(chunk, 0, *count);
    if (out.size() > kMaxFileBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("the file is larger than {1} MB"),
                  {std::to_string(kMaxFileBytes >> 20)}, source.name());
    }
  }
}

std::string decode_resource(std::string bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) return bytes.substr(kByteOrderMark.size());
  const auto from = [&](const char* charset, std::size_t start) {
    std::string out;
    icu::UnicodeString(bytes.data() + start, static_cast<std::int32_t>(bytes.size() - start),
                       charset)
        .toUTF8String(out);
    return out;
  };
  if (bytes.starts_with("\xFF\xFE")) return from("UTF-16LE", 2);
  if (bytes.starts_with("\xFE\xFF")) return from("UTF-16BE", 2);
  // Such files begin with a letter, a quotation mark, a blank or a comment.
  if (bytes.size() >= 2 && bytes[0] == '\0') return from("UTF-16BE", 0);
  if (bytes.size() >= 2 && bytes[1] == '\0') return from("UTF-16LE", 0);
  return bytes;
}

std::string place_of(const ByteSource& source, std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return source.name() + ":" + std::to_string(lines + 1) + ":" + std::to_string(at - start + 1);
}

Result<void> ResourceTexts::add(ResourceText text, std::int64_t line, const std::string& where) {
  if (text.text.text.size() > max_ || text.key.size() > max_) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
                {std::to_string(max_ >> 20)}, where);
  }
  if (language::trim(text.text.text).empty()) {
    skip();
    return {};
  }
  const auto [place, is_new] =
      places_.try_emplace(text.key + '\0' + text.product, file_.texts.size());
  if (is_new) {
    file_.texts.push_back(std::move(text));
    return {};
  }
  file_.report.warnings.add(
      line, 1, PUNTE_MSG("the key “{1}” is here a second time; the last counts"), {text.key});
  file_.texts[place->second] = std::move(text);
  return {};
}

ResourceFile ResourceTexts::take() {
  file_.report.units = static_cast<std::int64_t>(file_.texts.size());
  return std::move(file_);
}

}  // namespace punte::exchange

#include "exchange/code_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "exchange/code_pairs.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

constexpr std::size_t kMaxDigits = 4;      // of the number of a code
constexpr std::size_t kMaxCodes = 10'000;  // a text with more placeholders is a text

/// The numbers of the codes: a pair has one.
std::vector<std::size_t> numbers_of(const MarkedText& text) {
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  std::vector<std::size_t> out(text.codes.size());
  std::size_t last = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t partner = partners[i];
    out[i] = partner != kNoPartner && partner < i ? out[partner] : ++last;
  }
  return out;
}

std::string placeholder(const InlineCode& code, bool paired, std::size_t number) {
  const std::string digits = std::to_string(number);
  if (!paired) return "<" + digits + "/>";
  return (code.kind == CodeKind::kClose ? "</" : "<") + digits + ">";
}

/// What a file says to show for a code.
std::string said(const InlineCode& code) {
  std::string out = code_attribute(code, kEquivText);
  return out.empty() ? code_attribute(code, kDisp) : out;
}

template <typename Shown>
std::string joined(const MarkedText& text, const Shown& shown) {
  if (text.codes.empty()) return text.text;
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  const std::vector<std::size_t> numbers = numbers_of(text);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const std::size_t offset = std::clamp(text.codes[i].offset, at, text.text.size());
    out.append(text.text, at, offset - at);
    const std::string own = shown(text.codes[i]);
    out += own.empty() ? placeholder(text.codes[i], partners[i] != kNoPartner, numbers[i]) : own;
    at = offset;
  }
  return out.append(text.text, at);
}

/// Reads a placeholder that begins at `at`; false if there is none.
bool read_placeholder(const std::string& text, std::size_t at, InlineCode& code,
                      std::size_t& limit) {
  std::size_t digits = at + 1;
  const bool closes = digits < text.size() && text[digits] == '/';
  if (closes) ++digits;
  std::size_t end = digits;
  while (end < text.size() && base::is_digit(text[end])) ++end;
  if (end == digits || end - digits > kMaxDigits) return false;
  code.id = text.substr(digits, end - digits);
  code.link = code.id;
  code.kind = closes ? CodeKind::kClose : CodeKind::kOpen;
  if (!closes && end < text.size() && text[end] == '/') {
    code.kind = CodeKind::kSingle;
    code.id.clear();
    ++end;
  }
  limit = end + 1;
  return end < text.size() && text[end] == '>';
}

/// True if every half of a pair has its other half after or before it.
bool is_whole(const std::vector<InlineCode>& codes) {
  const std::vector<std::size_t> partners = pair_codes(codes);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i].kind != CodeKind::kSingle && partners[i] == kNoPartner) return false;
  }
  return true;
}

}  // namespace

std::string code_attribute(const InlineCode& code, const char* name) {
  for (const auto& [own, value] : code.attributes) {
    if (own == name) return value;
  }
  return {};
}

std::string native_text(const MarkedText& text) {
  return joined(text, [](const InlineCode& code) {
    return code.content.empty() ? said(code) : code.content;
  });
}

std::string table_text(const MarkedText& text) {
  return joined(text, [](const InlineCode& code) {
    std::string out = said(code);
    const bool is_tag = code.content.starts_with('<');
    return out.empty() && !is_tag ? code.content : out;
  });
}

MarkedText from_table_text(std::string text) {
  MarkedText out;
  std::size_t start = 0;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    InlineCode code;
    std::size_t limit = 0;
    if (!read_placeholder(text, at, code, limit)) {
      ++at;
      continue;
    }
    out.text.append(text, start, at - start);
    code.offset = out.text.size();
    out.codes.push_back(std::move(code));
    start = at = limit;
    if (out.codes.size() > kMaxCodes) return {std::move(text), {}};
  }
  out.text.append(text, start);
  if (out.codes.empty() || !is_whole(out.codes)) return {std::move(text), {}};
  return out;
}

}  // namespace punte::exchange

#include "aligner/tokens.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>

#include "aligner/weights.h"
#include "aligner/words.h"
#include "base/ascii.h"
#include "language/text.h"
#include "language/text_facts.h"

namespace punte::aligner::internal {
namespace {

constexpr std::size_t kMostOfNumbers = 10'000;  // bytes of a text that is looked at for them

const std::string kMark = "\x01";  // before a mark, so that it is no word

/// Each is taken for a word: a text is too short to learn words of several.
bool is_han(char32_t c) { return (c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x32000); }

bool needs_dictionary(char32_t c) {
  return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) ||
         (c >= 0x1780 && c < 0x1800) || (c >= 0x3040 && c < 0x3100) || is_han(c);
}

/// Signs that stand for the same in East Asian and other texts.
char32_t plain(char32_t c) {
  switch (c) {
    case 0x3002:
      return U'.';
    case 0x3001:
      return U',';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
      return U'"';
    case 0x2018:
    case 0x2019:
      return U'\'';
    case 0x2013:
    case 0x2014:
      return U'-';
    default:
      return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
  }
}

void add_dictionary_words(std::string_view run, std::vector<std::string>& out) {
  UErrorCode status = U_ZERO_ERROR;
  static thread_local std::unique_ptr<icu::BreakIterator> words;
  if (words == nullptr) {
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(run.data(), static_cast<int32_t>(run.size())));
  if (words == nullptr) {
    out.emplace_back(run);
    return;
  }
  words->setText(text);
  int32_t start = 0;
  for (int32_t next = words->next(); next != icu::BreakIterator::DONE; next = words->next()) {
    std::string word;
    text.tempSubStringBetween(start, next).toUTF8String(word);
    out.push_back(std::move(word));
    start = next;
  }
}

}  // namespace

std::vector<std::string> tokenize(std::string_view text, std::size_t most) {
  std::vector<std::string> out;
  std::string word;
  std::size_t letters = 0;
  bool number = false;
  const auto finish = [&] {
    if (!word.empty()) out.push_back(word);
    word.clear();
    letters = 0;
    number = false;
  };
  std::size_t at = 0;
  while (at < text.size() && out.size() < most) {
    const std::size_t start = at;
    const char32_t c = plain(language::next_code_point(text, at));
    if (needs_dictionary(c)) {
      finish();
      if (is_han(c)) {
        out.emplace_back(text.substr(start, at - start));
        continue;
      }
      std::size_t limit = at;
      while (limit < text.size()) {
        std::size_t next = limit;
        const char32_t other = language::next_code_point(text, next);
        if (!needs_dictionary(other) || is_han(other)) break;
        limit = next;
      }
      add_dictionary_words(text.substr(start, limit - start), out);
      at = limit;
      continue;
    }
    const auto point = static_cast<UChar32>(c);
    const bool digit = u_isdigit(point) != 0;
    if (digit || u_isalpha(point) || u_charType(point) == U_NON_SPACING_MARK) {
      if (!word.empty() && digit != number) finish();
      number = digit;
      if (digit) {
        word += static_cast<char>('0' + u_charDigitValue(point));
      } else if (letters++ < kStemLetters) {
        language::append_utf8(word, static_cast<char32_t>(u_tolower(point)));
      }
      continue;
    }
    finish();
    if (!language::is_space(c) && u_charType(point) != U_CONTROL_CHAR) {
      std::string sign;
      language::append_utf8(sign, c);
      out.push_back(std::move(sign));
    }
  }
  finish();
  if (out.size() > most) out.resize(most);
  return out;
}

namespace {

std::vector<std::string> values_of(std::string_view text) {
  text = text.substr(0, kMostOfNumbers);
  const bool may_have = std::any_of(text.begin(), text.end(), [](char c) {
    return base::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;  // digits of any script
  });
  if (!may_have) return {};
  return language::values_of(language::text_facts(text), language::TextFactKind::kNumber);
}

bool has_letters(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (u_isalpha(static_cast<UChar32>(language::next_code_point(text, i))) != 0) return true;
  }
  return false;
}

}  // namespace

Side read_side(std::span<const Segment> segments) {
  Side side;
  std::vector<double> counts;
  double total = 0;
  for (const Segment& segment : segments) {
    std::vector<std::uint32_t> tokens;
    const auto add = [&](std::string token) {
      const auto [place, is_new] =
          side.numbers.try_emplace(token, static_cast<std::uint32_t>(side.types.size()));
      if (is_new) {
        side.types.push_back(std::move(token));
        counts.push_back(0);
      }
      counts[place->second] += 1;
      total += 1;
      tokens.push_back(place->second);
    };
    for (std::string& token : tokenize(segment.text, kMostTokensOfSegment)) add(std::move(token));
    side.words.push_back(static_cast<std::uint32_t>(tokens.size()));
    for (std::size_t i = 0; i < std::min(segment.marks.size(), kMostMarksOfSegment); ++i) {
      add(kMark + segment.marks[i]);
    }
    side.segments.push_back(std::move(tokens));
    double length = 0;
    for (const char c : segment.text)
      length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
    side.lengths.push_back(length);
    side.values.push_back(values_of(segment.text));
    side.only_values.push_back(!side.values.back().empty() && !has_letters(segment.text));
  }
  for (const double count : counts) {
    side.frequencies.push_back((count + 0.5) / (total + 0.5 * static_cast<double>(counts.size())));
  }
  return side;
}

std::vector<std::string> values_of(const Side& side, std::size_t start, std::size_t limit) {
  std::vector<std::string> out;
  for (std::size_t x = start; x < limit; ++x) {
    out.insert(out.end(), side.values[x].begin(), side.values[x].end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

double han_share(const Side& side) {
  double share = 0;
  for (std::size_t number = 0; number < side.types.size(); ++number) {
    std::size_t at = 0;
    if (is_han(language::next_code_point(side.types[number], at)))
      share += side.frequencies[number];
  }
  return share;
}

float spelling_of(std::string_view a, std::string_view b) {
  if (a == b) return 1.0F;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (a.empty() || b.empty() || is_digit(a[0]) || is_digit(b[0]) || a[0] == kMark[0]) return 0.0F;
  const std::size_t most = std::max(a.size(), b.size());
  std::size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  if (common < 3 || 5 * common < 3 * most) return 0.0F;
  return static_cast<float>(common) / static_cast<float>(most);
}

}  // namespace punte::aligner::internal

namespace punte::aligner {

std::string word_key(std::string_view word) {
  std::vector<std::string> tokens = internal::tokenize(word, 1);
  return tokens.empty() ? std::string() : std::move(tokens[0]);
}

}  // namespace punte::aligner

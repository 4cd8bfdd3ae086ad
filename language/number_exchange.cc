#include "language/number_exchange.h"

#include <unicode/dcfmtsym.h>
#include <unicode/decimfmt.h>
#include <unicode/dtfmtsym.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <utility>

#include "language/match_key.h"
#include "language/matching_words.h"
#include "language/written_number.h"

namespace punte::language {
namespace {

using internal::NumberMarks;
using internal::WrittenNumber;

// Four digits without a separator name a year, as a rule.
constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2199;

constexpr std::size_t kShortestNoun = 2;  // letters

icu::Locale locale_of(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(
      icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), status);
}

NumberMarks marks_of(const icu::Locale& locale) {
  NumberMarks out;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> format(
      icu::NumberFormat::createInstance(locale, status));
  const auto* decimal = dynamic_cast<const icu::DecimalFormat*>(format.get());
  if (U_FAILURE(status) || decimal == nullptr) return out;
  const icu::DecimalFormatSymbols* symbols = decimal->getDecimalFormatSymbols();
  const auto sign = [&](icu::DecimalFormatSymbols::ENumberFormatSymbol symbol, char32_t& mark) {
    const icu::UnicodeString text = symbols->getSymbol(symbol);
    if (text.countChar32() == 1) mark = static_cast<char32_t>(text.char32At(0));
  };
  sign(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol, out.decimal);
  sign(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol, out.group);
  const auto thousand = icu::number::NumberFormatter::withLocale(locale).formatInt(1000, status);
  if (U_SUCCESS(status)) out.groups_thousands = thousand.toString(status).countChar32() > 4;
  return out;
}

/// The words for months, as keys.
std::unordered_set<std::u32string> months_of(const icu::Locale& locale) {
  std::unordered_set<std::u32string> out;
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return out;
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
    for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
      std::int32_t count = 0;
      const icu::UnicodeString* names = symbols.getMonths(count, context, width);
      for (std::int32_t i = 0; i < count; ++i) {
        std::string name;
        names[i].toUTF8String(name);
        std::u32string key = match_key(name);
        while (!key.empty() && key.back() == U'.') key.pop_back();
        out.insert(std::move(key));
      }
    }
  }
  return out;
}

bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// The word that begins after a blank, or after none where the script has none.
Span word_after(std::string_view text, std::size_t start) {
  std::size_t at = start;
  if (at < text.size()) {
    std::size_t next = at;
    if (is_space(next_code_point(text, next))) at = next;
  }
  std::size_t limit = at;
  while (limit < text.size()) {
    std::size_t next = limit;
    const char32_t c = next_code_point(text, next);
    constexpr char32_t kFirstWithoutBlanks = 0x2E80;
    if (!is_letter(c) || (at == start && c < kFirstWithoutBlanks)) break;
    limit = next;
  }
  return {at, limit};
}

/// The word before, with nothing but a full stop, a number sign and blanks between.
std::string_view word_before(std::string_view text, std::size_t limit) {
  while (limit > 0 && (text[limit - 1] == ' ' || text[limit - 1] == '.')) --limit;
  std::size_t start = 0;
  for (std::size_t at = 0; at < limit;) {
    if (!is_letter(next_code_point(text, at))) start = at;
  }
  return text.substr(start, limit - start);
}

std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.start, span.limit - span.start);
}

bool all_large(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (u_isupper(static_cast<UChar32>(next_code_point(word, at))) == 0) return false;
  }
  return true;
}

bool is_year(const WrittenNumber& number) {
  if (number.integer.size() != 4 || !number.group.empty() || !number.decimals.empty()) return false;
  const int value = std::stoi(number.integer);
  return value >= kFirstYear && value <= kLastYear;
}

}  // namespace

struct NumberExchange::State {
  NumberMarks from, to;
  const MatchingWords* from_words = nullptr;
  const MatchingWords* to_words = nullptr;
  std::unordered_set<std::u32string> from_months, to_months;
  std::unique_ptr<icu::PluralRules> plurals;

  [[nodiscard]] std::string category(const WrittenNumber& number) const {
    if (plurals == nullptr) return {};
    UErrorCode status = U_ZERO_ERROR;
    const std::string text =
        number.integer + (number.decimals.empty() ? "" : "." + number.decimals);
    const auto formatted =
        icu::number::NumberFormatter::withLocale(icu::Locale::getRoot())
            .precision(icu::number::Precision::fixedFraction(
                static_cast<std::int32_t>(std::min<std::size_t>(number.decimals.size(), 15))))
            .formatDecimal(text, status);
    if (U_FAILURE(status)) return {};
    std::string out;
    plurals->select(formatted, status).toUTF8String(out);
    return U_SUCCESS(status) ? out : std::string();
  }

  /// Whether the word of a text after its number may be what is counted.
  static bool may_be_noun(std::string_view word, const MatchingWords& words,
                          const std::unordered_set<std::u32string>& months) {
    const std::u32string key = match_key(word);
    const bool without_blanks = !key.empty() && key.front() >= 0x2E80;
    return (without_blanks || (key.size() >= kShortestNoun && !all_large(word))) &&
           words.may_be_counted(key) && !months.contains(key);
  }
};

NumberExchange::NumberExchange(std::string_view from, std::string_view to)
    : state_(std::make_unique<State>()) {
  const icu::Locale source = locale_of(from);
  const icu::Locale target = locale_of(to);
  state_->from = marks_of(source);
  state_->to = marks_of(target);
  state_->from_words = &MatchingWords::of(from);
  state_->to_words = &MatchingWords::of(to);
  state_->from_months = months_of(source);
  state_->to_months = months_of(target);
  UErrorCode status = U_ZERO_ERROR;
  state_->plurals.reset(icu::PluralRules::forLocale(target, status));
  if (U_FAILURE(status)) state_->plurals.reset();
}

NumberExchange::NumberExchange(NumberExchange&&) noexcept = default;
NumberExchange& NumberExchange::operator=(NumberExchange&&) noexcept = default;
NumberExchange::~NumberExchange() = default;

bool NumberExchange::same(std::string_view a, std::string_view b) const {
  const auto first = internal::read_number(a, state_->from);
  const auto second = internal::read_number(b, state_->from);
  return first && second && same_value(*first, *second);
}

std::optional<std::string> NumberExchange::rewritten(std::string_view before,
                                                     std::string_view after, std::string_view here,
                                                     bool named) const {
  const auto old_value = internal::read_number(before, state_->from);
  const auto new_value = internal::read_number(after, state_->from);
  if (!old_value || !new_value) {
    // Dates, times, versions, ranges: as they are, or not at all.
    if (here != before) return std::nullopt;
    return std::string(after);
  }
  if (named && here == before) return std::string(after);
  // A translation may also have the number as the text has it.
  for (const NumberMarks* marks : {&state_->to, &state_->from}) {
    const auto manner = internal::read_number(here, *marks);
    if (manner && same_value(*manner, *old_value)) {
      return internal::write_number(*new_value, *manner, *marks);
    }
  }
  return std::nullopt;
}

bool NumberExchange::names(std::string_view source, Span in_source, std::string_view target,
                           Span in_target) const {
  const std::u32string ours = match_key(word_before(source, in_source.start));
  const std::u32string theirs = match_key(word_before(target, in_target.start));
  return MatchingWords::is_label(ours) || MatchingWords::is_label(theirs) ||
         (ours.size() > 1 && ours == theirs);
}

std::optional<CountedNoun> NumberExchange::counted(std::string_view source, Span in_source,
                                                   std::string_view target, Span in_target,
                                                   std::string_view before,
                                                   std::string_view after) const {
  const auto old_value = internal::read_number(before, state_->from);
  const auto new_value = internal::read_number(after, state_->from);
  if (!old_value || !new_value || is_year(*old_value)) return std::nullopt;
  const std::string was = state_->category(*old_value);
  const std::string is = state_->category(*new_value);
  if (was == is || names(source, in_source, target, in_target)) return std::nullopt;
  const std::string_view counted_there = cut(source, word_after(source, in_source.limit));
  if (!State::may_be_noun(counted_there, *state_->from_words, state_->from_months)) {
    return std::nullopt;
  }
  const MatchingWords& words = *state_->to_words;
  Span noun = word_after(target, in_target.limit);
  const Span first = noun;
  const std::string_view old_linker = words.linker(was);
  const std::string_view new_linker = words.linker(is);
  const bool linked = !old_linker.empty() && cut(target, first) == old_linker;
  if (linked) noun = word_after(target, first.limit);
  const std::string_view word = cut(target, noun);
  if (noun.start == in_target.limit || !State::may_be_noun(word, words, state_->to_months)) {
    return std::nullopt;
  }
  CountedNoun out{{noun.start, noun.start}, {}, true, std::string(word)};
  if ((old_linker.empty() && new_linker.empty()) || was == "one" || is == "one") return out;
  // Only the word between number and noun changes; a text that had none does not count.
  if (!old_linker.empty() && !linked) return std::nullopt;
  if (!new_linker.empty() && !words.takes_linker(match_key(word))) return out;
  const std::string_view blank = target.substr(in_target.limit, first.start - in_target.limit);
  out.other_form = false;
  out.span = {in_target.limit, noun.start};
  out.with = std::string(blank);
  if (!new_linker.empty()) out.with += std::string(new_linker) + " ";
  return out;
}

}  // namespace punte::language

#include "language/localize.h"

#include <unicode/calendar.h>
#include <unicode/decimfmt.h>
#include <unicode/dtptngen.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>
#include <vector>

#include "language/text.h"

namespace punte::language {
namespace {

constexpr std::size_t kMaxBytes = 100;

// The longest first: what is left of a text decides between them.
constexpr std::array<const char*, 8> kDates = {"yMMMMEEEEd", "yMMMMEEEd", "yMMMMd",    "yMMMEd",
                                               "yMMMd",      "yMd",       "MMMMEEEEd", "MMMMd"};
constexpr std::array<const char*, 3> kTimes = {"Hms", "Hm", "hm"};

struct DateFormat {
  std::string skeleton;
  std::unique_ptr<icu::SimpleDateFormat> format;
};

/// People write plain spaces where the CLDR has no-break and thin ones.
void plain_spaces(icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    if (c == 0xA0 || c == 0x2009 || c == 0x202F) text.setCharAt(i, ' ');
  }
}

std::unique_ptr<icu::SimpleDateFormat> format_of(icu::DateTimePatternGenerator& generator,
                                                 const char* skeleton, const icu::Locale& locale,
                                                 bool reads) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString pattern =
      generator.getBestPattern(icu::UnicodeString::fromUTF8(skeleton), status);
  if (reads) plain_spaces(pattern);
  auto out = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
  if (U_FAILURE(status)) return nullptr;
  out->setLenient(false);
  out->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  return out;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits with the separators of `locale` as a double and its count of decimals.
struct Number {
  double value = 0;
  int decimals = 0;
};

std::optional<Number> read_number(std::string_view text, char decimal, bool any_decimal) {
  // At most one decimal separator, groups of three before it.
  std::string digits;
  int decimals = -1;
  std::size_t group = 0;
  bool grouped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      digits += c;
      ++group;
      if (decimals >= 0) ++decimals;
      continue;
    }
    if (c != '.' && c != ',') {
      if (c == '-' && i == 0) {
        digits += c;
        continue;
      }
      return std::nullopt;
    }
    if (decimals >= 0 || group == 0) return std::nullopt;
    const std::size_t next = text.find_first_not_of("0123456789", i + 1);
    const std::size_t behind = (next == std::string_view::npos ? text.size() : next) - i - 1;
    const bool is_decimal = any_decimal ? behind != 3 || grouped : c == decimal;
    if (is_decimal) {
      if (grouped && group != 3) return std::nullopt;
      decimals = 0;
      digits += '.';
    } else {
      if (behind != 3 || group > 3) return std::nullopt;
      grouped = true;
    }
    group = 0;
  }
  if (digits.empty() || !is_digit(digits.back()) || digits.size() > 15) return std::nullopt;
  return Number{std::stod(digits), std::max(decimals, 0)};
}

/// Signs of temperature and percent, which texts write in many ways; the one to write, or "".
std::string_view unit_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kUnits = {
      {{"C", "°C"},
       {"°C", "°C"},
       {"ºC", "°C"},
       {"F", "°F"},
       {"°F", "°F"},
       {"%", "%"},
       {"km", "km"},
       {"m", "m"},
       {"cm", "cm"},
       {"mm", "mm"},
       {"kg", "kg"},
       {"g", "g"},
       {"km/h", "km/h"},
       {"l", "l"}}};
  for (const auto& [written, sign] : kUnits) {
    if (text == written) return sign;
  }
  return {};
}

}  // namespace

struct Localizer::State {
  std::vector<DateFormat> dates;
  std::vector<DateFormat> times;
  std::vector<std::unique_ptr<icu::SimpleDateFormat>> target_dates;
  std::unique_ptr<icu::SimpleDateFormat> target_time;
  std::unique_ptr<icu::SimpleDateFormat> target_time_seconds;
  std::unique_ptr<icu::NumberFormat> target_number;
  char decimal = '.';
  bool any_decimal = false;

  /// Reads all of `text` from `start` on; where it ends, or npos.
  static std::int32_t parse(const icu::SimpleDateFormat& format, const icu::UnicodeString& text,
                            std::int32_t start, UDate& date) {
    icu::ParsePosition position(start);
    date = format.parse(text, position);
    return position.getErrorIndex() >= 0 ? -1 : position.getIndex();
  }

  [[nodiscard]] std::optional<std::string> time(const icu::UnicodeString& text,
                                                std::int32_t start) const {
    for (const DateFormat& candidate : times) {
      UDate date = 0;
      if (parse(*candidate.format, text, start, date) != text.length()) continue;
      icu::UnicodeString out;
      (candidate.skeleton == "Hms" ? target_time_seconds : target_time)->format(date, out);
      return to_utf8(out);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Localized> date(const icu::UnicodeString& text) const {
    for (std::size_t i = 0; i < dates.size(); ++i) {
      UDate date = 0;
      const std::int32_t end = parse(*dates[i].format, text, 0, date);
      if (end <= 0) continue;
      icu::UnicodeString out;
      target_dates[i]->format(date, out);
      if (end == text.length()) return Localized{to_utf8(out), "date"};
      // A separator, then the time.
      std::int32_t start = end;
      while (start < text.length() &&
             (text[start] == ' ' || text[start] == ',' || text[start] == '-' ||
              text[start] == 0x2013 || text[start] == '|' || text[start] == 0xB7)) {
        ++start;
      }
      if (start == end) continue;
      if (const auto clock = time(text, start)) {
        return Localized{to_utf8(out) + ", " + *clock, "date"};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Localized> measure(std::string_view text) const {
    std::size_t end = text.find_first_not_of("0123456789.,-");
    if (end == std::string_view::npos) end = text.size();
    const auto number = read_number(text.substr(0, end), decimal, any_decimal);
    if (!number) return std::nullopt;
    const std::string_view rest = trim(text.substr(end));
    const std::string_view unit = unit_of(rest);
    if (!rest.empty() && unit.empty()) return std::nullopt;
    target_number->setMinimumFractionDigits(number->decimals);
    target_number->setMaximumFractionDigits(number->decimals);
    icu::UnicodeString out;
    target_number->format(number->value, out);
    std::string shown = to_utf8(out);
    if (unit.empty()) return Localized{std::move(shown), "number"};
    const bool close = unit == "%" && text[end] == '%';  // as it was written
    return Localized{shown + (close ? "" : " ") + std::string(unit), "measure"};
  }
};

Localizer::Localizer(std::string_view from, std::string_view to)
    : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale target = icu::Locale::forLanguageTag(
      icu::StringPiece(to.data(), static_cast<std::int32_t>(to.size())), status);
  status = U_ZERO_ERROR;
  state_->target_number.reset(icu::NumberFormat::createInstance(target, status));
  state_->any_decimal = from == "und";
  const icu::Locale source = icu::Locale::forLanguageTag(
      icu::StringPiece(from.data(), static_cast<std::int32_t>(from.size())), status);
  status = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(source, status);
  if (symbols.getConstSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol) ==
      icu::UnicodeString(',')) {
    state_->decimal = ',';
  }
  if (state_->any_decimal) return;
  status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> reads(
      icu::DateTimePatternGenerator::createInstance(source, status));
  const std::unique_ptr<icu::DateTimePatternGenerator> writes(
      icu::DateTimePatternGenerator::createInstance(target, status));
  if (U_FAILURE(status)) return;
  for (const char* skeleton : kDates) {
    auto read = format_of(*reads, skeleton, source, true);
    auto write = format_of(*writes, skeleton, target, false);
    if (read == nullptr || write == nullptr) continue;
    state_->dates.push_back({skeleton, std::move(read)});
    state_->target_dates.push_back(std::move(write));
  }
  state_->target_time = format_of(*writes, "jm", target, false);
  state_->target_time_seconds = format_of(*writes, "jms", target, false);
  if (state_->target_time == nullptr || state_->target_time_seconds == nullptr) return;
  for (const char* skeleton : kTimes) {
    if (auto read = format_of(*reads, skeleton, source, true)) {
      state_->times.push_back({skeleton, std::move(read)});
    }
  }
}

Localizer::Localizer(Localizer&&) noexcept = default;
Localizer& Localizer::operator=(Localizer&&) noexcept = default;
Localizer::~Localizer() = default;

std::optional<Localized> Localizer::localize(std::string_view text) const {
  text = trim(text);
  if (text.empty() || text.size() > kMaxBytes || !is_valid_utf8(text) ||
      text.find_first_of("0123456789") == std::string_view::npos) {
    return std::nullopt;
  }
  if (auto found = state_->measure(text)) return found;
  icu::UnicodeString wide = from_utf8(text);
  plain_spaces(wide);
  if (auto found = state_->date(wide)) return found;
  if (auto clock = state_->time(wide, 0)) return Localized{std::move(*clock), "time"};
  return std::nullopt;
}

}  // namespace punte::language

#include "tm/moment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <utility>

#include "base/ascii.h"
#include "language/text.h"

namespace punte::tm {
namespace {

constexpr int kSecondsOfDay = 86'400;
constexpr std::size_t kMaxBytes = 64;  // no date is longer

/// What a text says of a moment; -1: nothing.
struct Parts {
  int year = -1;
  int month = -1;
  int day = -1;
  int hour = -1;
  int minute = -1;
  int second = -1;
  int zone = 0;  // minutes east of Greenwich
};

std::string two(int number) {
  std::string out = std::to_string(number);
  return out.size() < 2 ? "0" + out : out;
}

bool is_day(const Parts& parts) {
  using std::chrono::day, std::chrono::month, std::chrono::year, std::chrono::year_month_day;
  return year_month_day(year(parts.year), month(static_cast<unsigned>(parts.month)),
                        day(static_cast<unsigned>(parts.day)))
      .ok();
}

std::int64_t seconds_of(const Parts& parts) {
  using std::chrono::day, std::chrono::month, std::chrono::sys_days, std::chrono::year;
  const sys_days days =
      std::chrono::year_month_day(year(parts.year), month(static_cast<unsigned>(parts.month)),
                                  day(static_cast<unsigned>(parts.day)));
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 3600;
  return std::int64_t{days.time_since_epoch().count()} * kSecondsOfDay + parts.hour * kHour +
         std::max(parts.minute, 0) * kMinute + std::max(parts.second, 0) - parts.zone * kMinute;
}

std::optional<std::string> moment_of(const Parts& parts) {
  if (parts.year < 1000 || parts.year > 9999) return std::nullopt;
  std::string out = std::to_string(parts.year);
  if (parts.month < 0) return out;
  if (parts.month < 1 || parts.month > 12) return std::nullopt;
  if (parts.day < 0) return out + two(parts.month);
  if (!is_day(parts)) return std::nullopt;
  if (parts.hour < 0) return out + two(parts.month) + two(parts.day);
  // 24:00 and leap seconds are in the standard.
  const bool in_day = parts.hour <= 24 && parts.minute < 60 && parts.second <= 60;
  if (!in_day) return std::nullopt;
  std::string whole = tmx_date(seconds_of(parts));
  constexpr std::size_t kHour = 11;
  constexpr std::size_t kMinute = 13;
  if (parts.minute < 0) return whole.substr(0, kHour);
  return parts.second < 0 ? whole.substr(0, kMinute) : whole;
}

/// Goes through a text from its beginning.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::size_t digits() const {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), base::is_digit);
    return static_cast<std::size_t>(end - rest_.begin());
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// True if there was one of the characters.
  bool pass(std::string_view characters) {
    const std::size_t count = std::min(rest_.find_first_not_of(characters), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }
  /// The number that exactly `count` digits make; -1 where there are fewer.
  int number(std::size_t count) {
    if (count == 0 || digits() < count) return -1;
    int out = 0;
    std::from_chars(rest_.data(), rest_.data() + count, out);
    rest_.remove_prefix(count);
    return out;
  }
  std::string word() {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), base::is_alpha);
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    std::string out = base::lower(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

 private:
  std::string_view rest_;
};

/// "Z", "+02:00", "-0330", "+02", "UTC" or nothing; false for all else.
bool read_zone(Scanner& scanner, Parts& parts) {
  scanner.pass(" ");
  if (scanner.at_end()) return true;
  const bool east = scanner.take('+');
  if (!east && !scanner.take('-')) {
    const std::string name = scanner.word();
    return scanner.at_end() && (name == "z" || name == "utc" || name == "gmt");
  }
  const int hours = scanner.number(2);
  scanner.take(':');
  const int minutes = scanner.at_end() ? 0 : scanner.number(2);
  parts.zone = (hours * 60 + minutes) * (east ? 1 : -1);
  return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60 && scanner.at_end();
}

/// A time after a date, or nothing.
bool read_time(Scanner& scanner, Parts& parts) {
  scanner.pass(", ");
  if (!scanner.take('T')) scanner.take('t');
  if (scanner.digits() == 0) return read_zone(scanner, parts);
  parts.hour = scanner.number(std::min<std::size_t>(scanner.digits(), 2));
  scanner.take(':');
  parts.minute = scanner.number(2);
  if (parts.minute >= 0) {
    scanner.take(':');
    parts.second = scanner.number(2);
    if (parts.second >= 0 && (scanner.take('.') || scanner.take(','))) {
      scanner.pass("0123456789");
    }
  }
  return read_zone(scanner, parts);
}

/// The month that an English name or its first three letters name; 0: none.
int month_of(const std::string& word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word == "sept" ? "sep" : word)) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

/// "31 Jan 2024", "Jan 31, 2024", "January 2024", with a day of the week before it or without.
std::optional<Parts> read_named(std::string_view text) {
  Scanner scanner(text);
  Parts parts;
  for (int i = 0; i < 4 && parts.year < 0; ++i) {
    scanner.pass(" ,.-/");
    const std::size_t digits = scanner.digits();
    if (digits == 4) {
      parts.year = scanner.number(4);
    } else if (digits > 0 && parts.day < 0) {
      parts.day = scanner.number(digits);
      const std::string ending = scanner.word();
      const bool good =
          ending.empty() || ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
      if (!good || digits > 2) return std::nullopt;
    } else if (digits == 0) {
      const int month = month_of(scanner.word());
      // A name that is no month is a day of the week, and before everything else.
      if (month == 0 && i > 0) return std::nullopt;
      if (month > 0) parts.month = month;
    } else {
      return std::nullopt;
    }
  }
  if (parts.year < 0 || parts.month < 0 || !read_time(scanner, parts)) return std::nullopt;
  return parts;
}

/// "31.01.2024", "31/01/2024", "01/31/2024".
std::optional<Parts> read_year_last(Scanner scanner) {
  Parts parts;
  const int first = scanner.number(std::min<std::size_t>(scanner.digits(), 2));
  const bool dots = scanner.take('.');
  if (!dots && !scanner.take('/') && !scanner.take('-')) return std::nullopt;
  const int second = scanner.number(std::min<std::size_t>(scanner.digits(), 2));
  scanner.pass("./-");
  if (first < 0 || second < 0 || scanner.digits() != 4) return std::nullopt;
  parts.year = scanner.number(4);
  // Dots stand after the day; slashes may mean both.
  const bool day_first = dots || first > 12 || first == second;
  if (!day_first && second <= 12) return std::nullopt;
  parts.day = day_first ? first : second;
  parts.month = day_first ? second : first;
  if (!read_time(scanner, parts)) return std::nullopt;
  return parts;
}

/// "2024", "2024-01", "20240131T100000Z", "2024-01-31 10:00".
std::optional<Parts> read_year_first(Scanner scanner) {
  Parts parts;
  parts.year = scanner.number(4);
  constexpr std::string_view kSeparators = "-/.";
  // One digit is enough between separators only.
  const auto number = [&] {
    const bool separated = scanner.pass(kSeparators);
    return scanner.number(separated ? std::min<std::size_t>(scanner.digits(), 2) : 2);
  };
  parts.month = number();
  if (parts.month >= 0) parts.day = number();
  if (parts.day < 0) return scanner.at_end() ? std::optional(parts) : std::nullopt;
  if (!read_time(scanner, parts)) return std::nullopt;
  return parts;
}

/// Seconds or milliseconds since 1970; numbers that a date makes as well are dates.
std::optional<std::string> read_epoch(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  constexpr std::int64_t kThousand = 1000;
  if (text.size() == 13) return tmx_date(value / kThousand);
  return text.size() == 10 ? std::optional(tmx_date(value)) : std::nullopt;
}

/// "7d", "2 weeks ago", "a month".
std::optional<std::string> read_ago(std::string_view text, std::int64_t now) {
  Scanner scanner(text);
  const std::size_t digits = scanner.digits();
  if (digits == 0 || digits > 4) return std::nullopt;
  const int count = scanner.number(digits);
  scanner.pass(" ");
  const std::string unit = scanner.word();
  scanner.pass(" ");
  if (const std::string ago = scanner.word(); !scanner.at_end() || (!ago.empty() && ago != "ago")) {
    return std::nullopt;
  }
  constexpr std::array<std::pair<std::string_view, int>, 16> kUnits = {
      {{"h", 3600},
       {"hour", 3600},
       {"hours", 3600},
       {"d", kSecondsOfDay},
       {"day", kSecondsOfDay},
       {"days", kSecondsOfDay},
       {"w", 7 * kSecondsOfDay},
       {"week", 7 * kSecondsOfDay},
       {"weeks", 7 * kSecondsOfDay},
       {"m", 30 * kSecondsOfDay},
       {"month", 30 * kSecondsOfDay},
       {"months", 30 * kSecondsOfDay},
       {"y", 365 * kSecondsOfDay},
       {"year", 365 * kSecondsOfDay},
       {"years", 365 * kSecondsOfDay},
       {"yr", 365 * kSecondsOfDay}}};
  for (const auto& [name, seconds] : kUnits) {
    if (name != unit) continue;
    const std::string moment = tmx_date(now - std::int64_t{count} * seconds);
    constexpr std::size_t kDay = 8;
    return seconds < kSecondsOfDay ? moment : moment.substr(0, kDay);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_moment(std::string_view written) {
  const std::string_view text = language::trim(written);
  if (text.empty() || text.size() > kMaxBytes) return std::nullopt;
  const Scanner scanner(text);
  const std::size_t digits = scanner.digits();
  std::optional<Parts> parts;
  if (digits == 0) {
    parts = read_named(text);
  } else if (digits >= 4) {
    parts = read_year_first(scanner);
  } else {
    parts = read_year_last(scanner);
    if (!parts) parts = read_named(text);
  }
  auto out = parts ? moment_of(*parts) : std::nullopt;
  return out ? out : read_epoch(text);
}

std::optional<std::string> read_moment(std::string_view written, std::int64_t now) {
  const std::string word = base::lower(language::trim(written));
  constexpr std::size_t kDay = 8;
  if (word == "now") return tmx_date(now);
  if (word == "today") return tmx_date(now).substr(0, kDay);
  if (word == "yesterday") return tmx_date(now - kSecondsOfDay).substr(0, kDay);
  if (auto ago = read_ago(word, now)) return ago;
  return read_moment(written);
}

std::string tmx_date(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::string out(32, '\0');
  out.resize(std::strftime(out.data(), out.size(), "%Y%m%dT%H%M%SZ", &parts));
  return out;
}

}  // namespace punte::tm

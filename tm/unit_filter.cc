#include "tm/unit_filter.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "language/language_tag.h"
#include "language/match_key.h"
#include "tm/moment.h"

namespace punte::tm {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

/// Steps of ICU's matcher, each "on the order of milliseconds".
constexpr std::int32_t kRegexTime = 1000;
constexpr std::int32_t kRegexStack = 8 << 20;  // bytes

/// `pattern` with * for any characters and ? for one byte. Linear but for the last star.
bool matches_wildcards(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::u32string folded(std::string_view text) { return language::match_key(text); }

}  // namespace

bool UnitFilter::empty() const {
  return languages.empty() && origin.empty() && text.empty() && regex.empty() && property.empty() &&
         created_by.empty() && changed_by.empty() && since.empty() && before.empty() && ids.empty();
}

namespace {

/// "20240131T100000Z", as every tool that keeps to the standard writes it.
bool is_tmx_date(std::string_view date) {
  constexpr std::size_t kT = 8;
  constexpr std::size_t kZ = 15;
  if (date.size() != kZ + 1 || date[kT] != 'T' || date[kZ] != 'Z') return false;
  for (std::size_t i = 0; i < kZ; ++i) {
    if (i != kT && !base::is_digit(date[i])) return false;
  }
  return true;
}

}  // namespace

std::string latest_date(const Unit& unit) {
  std::string latest;
  const auto look = [&](const std::vector<Attribute>& attributes) {
    for (const auto& [name, value] : attributes) {
      if (name != "changedate" && name != "creationdate") continue;
      const std::string date =
          is_tmx_date(value) ? value : read_moment(value).value_or(std::string());
      latest = std::max(latest, date);
    }
  };
  look(unit.attributes);
  for (const Variant& variant : unit.variants) look(variant.attributes);
  return latest;
}

std::string date_of(const Unit& unit) {
  std::string date = latest_date(unit);
  if (!date.empty()) return date;
  const std::int64_t moment = std::max(unit.record.added, unit.record.changed);
  return moment > 0 ? tmx_date(moment) : std::string();
}

struct UnitMatcher::State {
  UnitFilter filter;
  std::u32string text;
  std::unique_ptr<icu::RegexPattern> pattern;
  std::unique_ptr<icu::RegexMatcher> matcher;
  std::unordered_map<std::string, bool> searched;
  std::vector<std::unordered_map<std::string, bool>> stands;  // one a wanted language

  bool meets(std::size_t wanted, const std::string& language) {
    const auto [place, is_new] = stands[wanted].try_emplace(language, false);
    if (is_new) {
      place->second = language::stand_for_each_other(language, filter.languages[wanted]);
    }
    return place->second;
  }

  bool is_searched(const std::string& language) {
    if (filter.text_language.empty()) return true;
    const auto [place, is_new] = searched.try_emplace(language, false);
    if (is_new) {
      place->second = language::stand_for_each_other(language, filter.text_language);
    }
    return place->second;
  }

  bool has_languages(const Unit& unit) {
    for (std::size_t wanted = 0; wanted < filter.languages.size(); ++wanted) {
      if (std::none_of(unit.variants.begin(), unit.variants.end(),
                       [&](const Variant& variant) { return meets(wanted, variant.language); })) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool has_property(const Unit& unit) const {
    const std::size_t equals = filter.property.find('=');
    const std::string_view all(filter.property);
    const std::string_view type = all.substr(0, equals);
    const auto found = [&](const std::vector<Property>& properties) {
      return std::any_of(properties.begin(), properties.end(), [&](const Property& property) {
        return property.type == type && (equals == std::string::npos ||
                                         matches_wildcards(all.substr(equals + 1), property.value));
      });
    };
    return found(unit.properties) ||
           std::any_of(unit.variants.begin(), unit.variants.end(),
                       [&](const Variant& variant) { return found(variant.properties); });
  }

  [[nodiscard]] Passing in_time(const Unit& unit) const {
    if (filter.since.empty() && filter.before.empty()) return Passing::kYes;
    const std::string date = date_of(unit);
    if (date.empty()) return Passing::kUndated;
    const bool in = date >= filter.since && (filter.before.empty() || date < filter.before);
    return in ? Passing::kYes : Passing::kNo;
  }

  /// `name` is "creationid" or "changeid".
  static bool is_by(const Unit& unit, std::string_view name, std::string_view pattern) {
    if (pattern.empty()) return true;
    const auto found = [&](const std::vector<Attribute>& attributes) {
      return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& attribute) {
        return attribute.first == name && matches_wildcards(pattern, attribute.second);
      });
    };
    return found(unit.attributes) ||
           std::any_of(unit.variants.begin(), unit.variants.end(),
                       [&](const Variant& variant) { return found(variant.attributes); });
  }

  bool has_text(const Unit& unit) {
    return std::any_of(unit.variants.begin(), unit.variants.end(), [&](const Variant& variant) {
      return is_searched(variant.language) &&
             folded(variant.text.text).find(text) != std::u32string::npos;
    });
  }

  Result<bool> has_regex(const Unit& unit) {
    for (const Variant& variant : unit.variants) {
      if (!is_searched(variant.language)) continue;
      const icu::UnicodeString subject = icu::UnicodeString::fromUTF8(variant.text.text);
      matcher->reset(subject);
      UErrorCode status = U_ZERO_ERROR;
      const bool found = matcher->find(status) != 0;
      if (U_FAILURE(status)) {
        return fail(ErrorCode::kLimit,
                    PUNTE_MSG("the regular expression takes too long on unit {1}; make it simpler"),
                    {std::to_string(unit.id)}, filter.regex);
      }
      if (found) return true;
    }
    return false;
  }
};

UnitMatcher::UnitMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
UnitMatcher::UnitMatcher(UnitMatcher&&) noexcept = default;
UnitMatcher& UnitMatcher::operator=(UnitMatcher&&) noexcept = default;
UnitMatcher::~UnitMatcher() = default;

Result<UnitMatcher> UnitMatcher::make(const UnitFilter& filter) {
  auto state = std::make_unique<State>();
  state->filter = filter;
  state->text = folded(filter.text);
  state->stands.resize(filter.languages.size());
  std::sort(state->filter.ids.begin(), state->filter.ids.end());
  if (!filter.regex.empty()) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    state->pattern.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(filter.regex), 0, where, status));
    if (U_SUCCESS(status)) state->matcher.reset(state->pattern->matcher(status));
    if (U_FAILURE(status)) {
      return fail(ErrorCode::kInvalidArgument,
                  PUNTE_MSG("this is no regular expression (character {1})"),
                  {std::to_string(where.offset + 1)}, filter.regex);
    }
    state->matcher->setTimeLimit(kRegexTime, status);
    state->matcher->setStackLimit(kRegexStack, status);
  }
  return UnitMatcher(std::move(state));
}

Result<Passing> UnitMatcher::judge(const Unit& unit, std::string_view origin) {
  const UnitFilter& filter = state_->filter;
  if (!filter.ids.empty() && !std::binary_search(filter.ids.begin(), filter.ids.end(), unit.id)) {
    return Passing::kNo;
  }
  if (!filter.origin.empty() && !matches_wildcards(filter.origin, origin)) return Passing::kNo;
  if (!state_->has_languages(unit)) return Passing::kNo;
  const Passing in_time = state_->in_time(unit);
  if (in_time == Passing::kNo) return Passing::kNo;
  if (!State::is_by(unit, "creationid", filter.created_by)) return Passing::kNo;
  if (!State::is_by(unit, "changeid", filter.changed_by)) return Passing::kNo;
  if (!filter.property.empty() && !state_->has_property(unit)) return Passing::kNo;
  if (!filter.text.empty() && !state_->has_text(unit)) return Passing::kNo;
  if (state_->matcher == nullptr) return in_time;
  PUNTE_TRY(const bool found, state_->has_regex(unit));
  return found ? in_time : Passing::kNo;
}

Result<bool> UnitMatcher::matches(const Unit& unit, std::string_view origin) {
  PUNTE_TRY(const Passing passing, judge(unit, origin));
  return passing == Passing::kYes;
}

bool UnitMatcher::takes(const std::string& language) {
  if (state_->filter.languages.empty()) return true;
  for (std::size_t wanted = 0; wanted < state_->filter.languages.size(); ++wanted) {
    if (state_->meets(wanted, language)) return true;
  }
  return false;
}

}  // namespace punte::tm

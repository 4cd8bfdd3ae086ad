#include "language/known_tag.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/ascii.h"
#include "base/closest.h"
#include "language/own_names.h"
#include "language/text.h"

namespace punte::language {
namespace {

/// The languages that most text is translated into. Source: the most used of the web's (W3Techs,
/// 2025), and the official ones of the European Union.
constexpr std::array<const char*, 44> kMostTranslated = {
    "en", "de", "fr", "es", "it", "pt", "ro", "pl", "nl", "ru", "ja", "zh", "ko", "tr", "ar",
    "cs", "hu", "sv", "da", "nb", "fi", "el", "bg", "hr", "sk", "sl", "et", "lv", "lt", "uk",
    "ca", "he", "hi", "id", "vi", "th", "fa", "sr", "ms", "ga", "mt", "eu", "gl", "bn"};

using NameFunction = int32_t (*)(const char*, const char*, UChar*, int32_t, UErrorCode*);

/// The English name that CLDR has for a part of a tag; empty where it has none.
std::string english_name(NameFunction name_of, const std::string& locale) {
  std::array<UChar, 128> buffer;
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length =
      name_of(locale.c_str(), "en", buffer.data(), static_cast<int32_t>(buffer.size()), &status);
  // Where there is no name, ICU gives the code with a warning.
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING ||
      length >= static_cast<int32_t>(buffer.size())) {
    return {};
  }
  std::string name;
  icu::UnicodeString(buffer.data(), length).toUTF8String(name);
  return name;
}

/// qaa to qtz, which ISO 639 leaves to everybody.
bool is_private(const std::string& language) {
  return language.size() == 3 && language[0] == 'q' && language[1] <= 't';
}

const std::map<std::string, std::string>& names() {
  static const std::map<std::string, std::string> map = [] {
    std::map<std::string, std::string> out;
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
      const std::string name = english_name(uloc_getDisplayLanguage, *code);
      if (!name.empty()) out.emplace(base::lower(name), *code);
    }
    return out;
  }();
  return map;
}

std::optional<std::string> canonical(const std::string& tag) {
  const auto parsed = LanguageTag::parse(tag);
  return parsed && is_known(*parsed) ? std::optional(parsed->str()) : std::nullopt;
}

/// The main language of a country that has this code; empty where there is none.
std::string language_of_country(const std::string& code) {
  constexpr std::string_view kUnknownRegion = "zz";
  const bool known =
      code.size() == 2 && code != kUnknownRegion &&
      !english_name(uloc_getDisplayCountry,
                    std::string("und_") + base::upper(code[0]) + base::upper(code[1]))
           .empty();
  return known ? language_of_region(code) : std::string();
}

/// A slip in the English name of a language: "romainian".
std::optional<std::string> tag_of_misspelt_name(const std::string& name) {
  constexpr std::size_t kShortest = 5;
  if (name.size() < kShortest) return std::nullopt;
  std::vector<std::string> known;
  for (const char* tag : kMostTranslated) {
    known.push_back(base::lower(english_name(uloc_getDisplayLanguage, tag)));
  }
  const auto meant = base::closest(name, known);
  return meant ? tag_of_name(*meant) : std::nullopt;
}

}  // namespace

bool is_known(const LanguageTag& tag) {
  const std::string language = tag.language();
  if (tag.is_undetermined() || is_private(language)) return true;
  if (english_name(uloc_getDisplayLanguage, language).empty()) return false;
  const std::string script = tag.script();
  const std::string region = tag.region();
  return (script.empty() || !english_name(uloc_getDisplayScript, "und_" + script).empty()) &&
         (region.empty() || !english_name(uloc_getDisplayCountry, "und_" + region).empty());
}

std::optional<std::string> tag_of_name(std::string_view name) {
  const std::string_view word = trim(name);
  const auto found = names().find(base::lower(word));
  if (found != names().end()) return canonical(found->second);
  const std::string_view own = language_of_own_name(word);
  return own.empty() ? std::nullopt : std::optional(std::string(own));
}

std::optional<std::string> likely_meant(std::string_view text,
                                        std::span<const std::string> at_hand) {
  if (auto tag = tag_of_name(text)) return tag;
  const std::string lower = base::lower(trim(text));
  const std::string primary = lower.substr(0, lower.find_first_of("-_"));
  const auto is_at_hand = [&](const std::string& tag) {
    return std::any_of(at_hand.begin(), at_hand.end(),
                       [&](const std::string& other) { return same_language(tag, other); });
  };
  if (primary.size() != lower.size() && canonical(primary)) return canonical(primary);
  const std::string of_region = language_of_country(primary);
  if (!of_region.empty() && is_at_hand(of_region)) return of_region;
  if (auto slip = base::closest(primary, at_hand)) return slip;
  // What is a language itself, as "or", is a slip for one that is at hand or for none.
  if (canonical(lower)) return std::nullopt;
  if (!of_region.empty()) return of_region;
  if (auto tag = tag_of_misspelt_name(lower)) return tag;
  // Two letters are near too many tags to guess; swapped ones are not.
  for (const char* tag : kMostTranslated) {
    const std::string_view letters = tag;
    if (primary.size() == 2 && primary[0] == letters[1] && primary[1] == letters[0]) return tag;
  }
  return std::nullopt;
}

std::span<const char* const> most_translated() { return kMostTranslated; }

base::Result<LanguageTag> known_tag(std::string_view text, std::span<const std::string> at_hand) {
  auto tag = LanguageTag::parse(text);
  const bool taken = tag && (is_known(*tag) || std::find(at_hand.begin(), at_hand.end(),
                                                         tag->str()) != at_hand.end());
  if (taken) return tag;
  base::Error error;
  error.code = base::ErrorCode::kInvalidArgument;
  error.arguments = {std::string(text.substr(0, 64))};
  error.message = tag ? PUNTE_MSG("“{1}” is not the tag of a known language")
                      : PUNTE_MSG("“{1}” is not a language tag, such as ro, en-US or sr-Latn");
  if (auto meant = likely_meant(text, at_hand)) {
    error.remedy = base::Remedy::kUseProposal;
    error.proposal = std::move(*meant);
  }
  return tl::unexpected(std::move(error));
}

}  // namespace punte::language

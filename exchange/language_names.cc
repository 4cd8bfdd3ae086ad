#include "exchange/language_names.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "language/known_tag.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using language::LanguageTag;

using Pair = std::pair<std::string_view, std::string_view>;

// Windows' abbreviated names of languages, which Trados writes, where they are no codes of ISO 639
// or those of languages that nobody translates. Source: Microsoft, LOCALE_SABBREVLANGNAME.
constexpr std::array<Pair, 46> kWindowsNames = {
    {{"ENU", "en-US"}, {"ENA", "en-AU"}, {"ENC", "en-CA"},   {"ENI", "en-IE"},   {"ENZ", "en-NZ"},
     {"DES", "de-CH"}, {"DEA", "de-AT"}, {"FRB", "fr-BE"},   {"FRC", "fr-CA"},   {"FRS", "fr-CH"},
     {"ESP", "es-ES"}, {"ESN", "es-ES"}, {"ESM", "es-MX"},   {"ESS", "es-AR"},   {"ITS", "it-CH"},
     {"PTG", "pt-PT"}, {"PTB", "pt-BR"}, {"NLB", "nl-BE"},   {"ROM", "ro-RO"},   {"PLK", "pl-PL"},
     {"CSY", "cs-CZ"}, {"SKY", "sk-SK"}, {"SVE", "sv-SE"},   {"SVF", "sv-FI"},   {"NON", "nn-NO"},
     {"TRK", "tr-TR"}, {"BGR", "bg-BG"}, {"SRL", "sr-Latn"}, {"SRB", "sr-Cyrl"}, {"CHS", "zh-CN"},
     {"CHT", "zh-TW"}, {"ZHH", "zh-HK"}, {"ZHI", "zh-SG"},   {"VIT", "vi-VN"},   {"ETI", "et-EE"},
     {"LVI", "lv-LV"}, {"LTH", "lt-LT"}, {"ISL", "is-IS"},   {"BSB", "bs-BA"},   {"GLC", "gl-ES"},
     {"EUQ", "eu-ES"}, {"SQI", "sq-AL"}, {"MKI", "mk-MK"},   {"FAR", "fa-IR"},   {"HIN", "hi-IN"},
     {"MSL", "ms-MY"}}};

// What POSIX writes after "@", as a subtag. Others ("euro", "quot") change no word.
constexpr std::array<Pair, 15> kModifiers = {{{"latin", "Latn"},
                                              {"latn", "Latn"},
                                              {"cyrillic", "Cyrl"},
                                              {"cyrl", "Cyrl"},
                                              {"arabic", "Arab"},
                                              {"arab", "Arab"},
                                              {"devanagari", "Deva"},
                                              {"hebrew", "Hebr"},
                                              {"iqtelif", "Latn"},
                                              {"shaw", "Shaw"},
                                              {"valencia", "valencia"},
                                              {"tarask", "tarask"},
                                              {"ijekavian", "ijekavsk"},
                                              {"ekavian", "ekavsk"},
                                              {"ijekavianlatin", "Latn"}}};

// Languages of two letters that CLDR has no locale for and programs are translated into.
constexpr std::array<std::string_view, 8> kWithoutLocale = {"an", "la", "oc", "co",
                                                            "ht", "ny", "sm", "st"};

// Those that the interface speaks, beside English.
constexpr std::array<const char*, 5> kNameLanguages = {"en", "ro", "de", "es", "fr"};

std::string_view value_in(std::string_view name, std::span<const Pair> table) {
  for (const auto& [from, to] : table) {
    if (from == name) return to;
  }
  return {};
}

std::string folded(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(std::string(text)).foldCase().toUTF8String(out);
  return out;
}

using NameFunction = int32_t (*)(const char*, const char*, UChar*, int32_t, UErrorCode*);

/// CLDR's name in `in`, folded; empty where it has none.
std::string folded_name(NameFunction name_of, const std::string& locale, const char* in) {
  std::array<UChar, 128> buffer;
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length =
      name_of(locale.c_str(), in, buffer.data(), static_cast<int32_t>(buffer.size()), &status);
  const bool has_name = U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING &&
                        length < static_cast<int32_t>(buffer.size());
  if (!has_name) return {};
  std::string out;
  icu::UnicodeString(buffer.data(), length).foldCase().toUTF8String(out);
  return out;
}

/// Names of languages, or of regions, to their codes.
std::map<std::string, std::string> codes_by_name(const char* const* codes, NameFunction name_of,
                                                 const std::string& prefix) {
  std::map<std::string, std::string> out;
  for (const char* in : kNameLanguages) {
    for (const char* const* code = codes; *code != nullptr; ++code) {
      std::string name = folded_name(name_of, prefix + *code, in);
      if (!name.empty()) out.emplace(std::move(name), *code);
    }
  }
  return out;
}

std::string language_of_name(std::string_view name) {
  static const std::map<std::string, std::string> names =
      codes_by_name(uloc_getISOLanguages(), uloc_getDisplayLanguage, "");
  if (const auto tag = language::tag_of_name(name)) return *tag;
  const auto found = names.find(folded(name));
  if (found == names.end()) return {};
  const auto tag = LanguageTag::parse(found->second);
  return tag && language::is_known(*tag) ? tag->str() : std::string();
}

/// The subtag for "Germany", "US", "Simplified", "Latin"; empty for all else.
std::string subtag_of_name(std::string_view name) {
  static const std::map<std::string, std::string> regions =
      codes_by_name(uloc_getISOCountries(), uloc_getDisplayCountry, "und_");
  constexpr std::array<Pair, 14> kOthers = {{{"simplified", "Hans"},
                                             {"traditional", "Hant"},
                                             {"simplified han", "Hans"},
                                             {"traditional han", "Hant"},
                                             {"latin", "Latn"},
                                             {"cyrillic", "Cyrl"},
                                             {"us", "US"},
                                             {"usa", "US"},
                                             {"uk", "GB"},
                                             {"great britain", "GB"},
                                             {"latin america", "419"},
                                             {"hong kong", "HK"},
                                             {"macau", "MO"},
                                             {"prc", "CN"}}};
  const std::string key = folded(language::trim(name));
  if (const auto other = value_in(key, kOthers); !other.empty()) return std::string(other);
  const auto found = regions.find(key);
  if (found != regions.end()) return found->second;
  const bool is_code = key.size() == 2 && base::is_alnum(key[0]) && base::is_alnum(key[1]);
  if (!is_code) return {};
  const std::string code{base::upper(key[0]), base::upper(key[1])};
  const bool known = !folded_name(uloc_getDisplayCountry, "und_" + code, "en").empty();
  return known ? code : std::string();
}

/// "German", "German (Germany)", "German - Germany", "English, US".
std::string tag_of_full_name(std::string_view written) {
  const std::size_t open = written.find_first_of("(,/[") != std::string_view::npos
                               ? written.find_first_of("(,/[")
                               : written.find(" - ");
  if (open == std::string_view::npos) return language_of_name(written);
  const std::string tag = language_of_name(language::trim(written.substr(0, open)));
  if (tag.empty()) return language_of_name(written);
  std::string_view rest = written.substr(open);
  rest.remove_prefix(std::min(rest.find_first_not_of("(,/[- "), rest.size()));
  rest = rest.substr(0, rest.find_first_of(")]"));
  const std::string subtag = subtag_of_name(rest);
  if (subtag.empty()) return language_of_name(written).empty() ? tag : language_of_name(written);
  const auto whole = LanguageTag::parse(tag + "-" + subtag);
  return whole ? whole->str() : tag;
}

/// "sr_RS.UTF-8@latin" as "sr-Latn-RS".
std::optional<std::string> tag_of_locale(std::string_view written) {
  const std::size_t at = written.find('@');
  const std::string_view modifier =
      at == std::string_view::npos ? std::string_view() : written.substr(at + 1);
  std::string_view plain = written.substr(0, std::min(at, written.find('.')));
  // "RO-01": Wordfast numbers what it does not know the region of.
  const std::size_t last = plain.find_last_of("-_");
  const bool numbered = last != std::string_view::npos && plain.size() - last == 3 &&
                        base::is_digit(plain[last + 1]) && base::is_digit(plain[last + 2]);
  if (numbered) plain = plain.substr(0, last);
  const std::string subtag(value_in(base::lower(modifier), kModifiers));
  std::string tag(plain);
  if (subtag.size() == 4) {
    const std::size_t end = std::min(plain.find_first_of("-_"), plain.size());
    tag.insert(end, "-" + subtag);
  } else if (!subtag.empty()) {
    tag += "-" + subtag;
  }
  auto parsed = LanguageTag::parse(tag);
  if (!parsed) parsed = LanguageTag::parse(plain);
  if (!parsed) return std::nullopt;
  return parsed->str();
}

/// Languages that CLDR describes, by the letters of their tags.
const std::set<std::string, std::less<>>& described_languages() {
  static const std::set<std::string, std::less<>> all = [] {
    std::set<std::string, std::less<>> out(kWithoutLocale.begin(), kWithoutLocale.end());
    int32_t count = 0;
    const icu::Locale* const locales = icu::Locale::getAvailableLocales(count);
    for (int32_t i = 0; i < count; ++i) out.insert(locales[i].getLanguage());
    return out;
  }();
  return all;
}

/// The longest end of a name that is a language.
std::optional<std::string> language_at_end(std::string_view name) {
  for (std::size_t cut = name.find_first_of("._-"); cut != std::string_view::npos;
       cut = name.find_first_of("._-", cut + 1)) {
    if (cut == 0) continue;
    if (auto tag = plausible_language(name.substr(cut + 1))) return tag;
  }
  return std::nullopt;
}

}  // namespace

ReadLanguage read_language(std::string_view written) {
  written = language::trim(written);
  if (const auto tag = value_in(written, kWindowsNames); !tag.empty())
    return {std::string(tag), false};
  const std::string_view first = written.substr(0, written.find_first_of("-_.@"));
  if (first.size() > 3 || written.find_first_of(" (") != std::string_view::npos) {
    std::string tag = tag_of_full_name(written);
    const bool is_name = !tag.empty();
    return {is_name ? std::move(tag) : "und", is_name};
  }
  return {tag_of_locale(written).value_or("und"), false};
}

std::optional<std::string> plausible_language(std::string_view written) {
  const std::string_view first = written.substr(0, written.find_first_of("-_.@"));
  if (first.size() < 2 || first.size() > 3) return std::nullopt;
  const auto tag = tag_of_locale(written);
  if (!tag) return std::nullopt;
  const auto parsed = LanguageTag::parse(*tag);
  const bool good = parsed && !parsed->is_undetermined() && language::is_known(*parsed) &&
                    described_languages().contains(parsed->language());
  return good ? tag : std::nullopt;
}

std::optional<std::string> language_of_path(const std::filesystem::path& path) {
  const std::string stem = path.stem().string();
  if (auto tag = plausible_language(stem)) return tag;
  if (auto tag = language_at_end(stem)) return tag;
  std::filesystem::path folder = path.parent_path();
  // gettext's categories of a locale.
  const std::string category = folder.filename().string();
  if (category.starts_with("LC_")) folder = folder.parent_path();
  const std::string name = folder.filename().string();
  if (auto tag = plausible_language(name)) return tag;
  const bool is_project = folder.extension() == ".lproj";
  return is_project ? plausible_language(folder.stem().string()) : std::nullopt;
}

}  // namespace punte::exchange

#include "language/language_tag.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

namespace punte::language {
namespace {

constexpr std::size_t kMaxTagBytes = 255;

bool is_tag_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

std::string likely_script(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  locale.addLikelySubtags(status);
  return U_SUCCESS(status) ? locale.getScript() : "";
}

}  // namespace

base::Result<LanguageTag> LanguageTag::parse(std::string_view tag) {
  const auto refuse = [&] {
    return base::fail(
        base::ErrorCode::kInvalidArgument,
        PUNTE_MSG("“{1}” is not a language tag; write one such as ro, en-US or sr-Latn"),
        {std::string(tag.substr(0, 64))});
  };
  if (tag.empty() || tag.size() > kMaxTagBytes) return refuse();
  std::string text(tag);
  std::replace(text.begin(), text.end(), '_', '-');
  if (!std::all_of(text.begin(), text.end(), is_tag_character)) return refuse();
  const std::size_t primary = std::min(text.find('-'), text.size());
  if (primary < 2 && text[0] != 'x' && text[0] != 'X' && text[0] != 'i' && text[0] != 'I') {
    return refuse();
  }

  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(text, status);
  if (U_SUCCESS(status)) locale.canonicalize(status);
  if (U_FAILURE(status)) return refuse();
  auto canonical = locale.toLanguageTag<std::string>(status);
  if (U_FAILURE(status)) return refuse();
  // ICU reads what it cannot parse as "und"; only a tag that says so itself is undetermined.
  if (canonical.starts_with("und") && text.substr(0, 3) != "und" && text.substr(0, 3) != "UND") {
    return refuse();
  }
  // The macrolanguage "no" stands for Bokmål in every file we have seen.
  if (canonical == "no" || canonical.starts_with("no-")) canonical.replace(0, 2, "nb");
  return LanguageTag(std::move(canonical));
}

std::string LanguageTag::language() const { return std::string(primary_language(tag_)); }

std::string LanguageTag::script() const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag_, status);
  return U_SUCCESS(status) ? locale.getScript() : "";
}

std::string LanguageTag::region() const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag_, status);
  return U_SUCCESS(status) ? locale.getCountry() : "";
}

bool LanguageTag::is_variant_of(const LanguageTag& other) const {
  if (tag_ == other.tag_) return true;
  return language() == other.language() && likely_script(tag_) == likely_script(other.tag_);
}

std::string_view primary_language(std::string_view tag) { return tag.substr(0, tag.find('-')); }

bool same_language(std::string_view a, std::string_view b) {
  return primary_language(a) == primary_language(b);
}

bool stand_for_each_other(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto first = LanguageTag::parse(a);
  const auto second = LanguageTag::parse(b);
  return first && second && first->is_variant_of(*second);
}

std::optional<std::size_t> best_of(std::span<const std::string> tags, std::string_view wanted) {
  std::optional<std::size_t> variant;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == wanted) return i;
    if (!variant && stand_for_each_other(tags[i], wanted)) variant = i;
  }
  return variant;
}

std::string language_of_region(std::string_view region) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag("und-" + std::string(region), status);
  locale.addLikelySubtags(status);
  if (U_FAILURE(status) || *locale.getCountry() == '\0' || locale.isBogus()) return {};
  const auto tag = LanguageTag::parse(locale.getLanguage());
  return tag && !tag->is_undetermined() ? tag->str() : std::string();
}

std::string language_name(std::string_view tag, std::string_view in) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(std::string(tag), status);
  const icu::Locale display = icu::Locale::forLanguageTag(std::string(in), status);
  if (U_FAILURE(status)) return std::string(tag);
  icu::UnicodeString name;
  locale.getDisplayName(display, name);
  std::string out;
  name.toUTF8String(out);
  return out.empty() ? std::string(tag) : out;
}

}  // namespace punte::language

#ifndef PUNTE_LANGUAGE_LANGUAGE_TAG_H_
#define PUNTE_LANGUAGE_LANGUAGE_TAG_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace punte::language {

/// A canonical BCP 47 tag: "ro", "pt-BR", "sr-Latn", "und".
/// Copying costs a short string. Immutable, so any number of threads may read it.
class LanguageTag {
 public:
  LanguageTag() = default;  ///< "und"

  /// Reads a tag in any case, with '-' or '_', and canonicalises it: iw -> he, mo -> ro, no -> nb,
  /// EN_us -> en-US. At most 255 bytes. Errors: kInvalidArgument for what is no tag at all.
  [[nodiscard]] static base::Result<LanguageTag> parse(std::string_view tag);

  [[nodiscard]] const std::string& str() const { return tag_; }
  [[nodiscard]] bool is_undetermined() const { return tag_ == "und"; }
  [[nodiscard]] std::string language() const;  ///< "sr" of "sr-Latn-RS"
  [[nodiscard]] std::string script() const;    ///< "Latn", or empty where the tag has none
  [[nodiscard]] std::string region() const;    ///< "RS", or empty

  /// True if one can stand for the other: same language, and scripts that do not contradict.
  /// "pt" ~ "pt-BR" ~ "pt-PT"; "sr" !~ "sr-Latn" (likely scripts are filled in); "und" ~ "und".
  [[nodiscard]] bool is_variant_of(const LanguageTag& other) const;

  friend bool operator==(const LanguageTag&, const LanguageTag&) = default;

 private:
  explicit LanguageTag(std::string canonical) : tag_(std::move(canonical)) {}
  std::string tag_ = "und";
};

/// The language of a canonical tag, "sr" of "sr-Latn-RS"; a view into it.
[[nodiscard]] std::string_view primary_language(std::string_view tag);

/// True if a text in one language may be used for the other: LanguageTag::is_variant_of() for tags
/// that were not parsed yet. What is no tag is like itself only.
[[nodiscard]] bool stand_for_each_other(std::string_view a, std::string_view b);

/// The first of the tags that is `wanted`; else the first that stands for it; else nothing.
[[nodiscard]] std::optional<std::size_t> best_of(std::span<const std::string> tags,
                                                 std::string_view wanted);

/// True if two canonical tags name one language, whatever their regions and scripts: nobody
/// translates "pt-BR" into "pt-PT" by accident.
[[nodiscard]] bool same_language(std::string_view a, std::string_view b);

/// The language that most people of a region speak, two letters in any case: "RO" -> "ro", "be" ->
/// "nl". Empty where CLDR knows none.
[[nodiscard]] std::string language_of_region(std::string_view region);

/// Name of the language in the language `in`: ("ro", "en") -> "Romanian". The tag if there is none.
[[nodiscard]] std::string language_name(std::string_view tag, std::string_view in);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_LANGUAGE_TAG_H_

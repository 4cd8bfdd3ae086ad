#ifndef PUNTE_EXCHANGE_TMX_NAMES_H_
#define PUNTE_EXCHANGE_TMX_NAMES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "exchange/tmx_header.h"

namespace punte::exchange {

// What the DTD of TMX 1.4 allows, in the order in which it is written.
inline constexpr std::array<std::string_view, 12> kHeaderAttributes = {
    "creationtool", "creationtoolversion", "segtype",      "o-tmf",      "adminlang",  "srclang",
    "datatype",     "o-encoding",          "creationdate", "creationid", "changedate", "changeid"};
inline constexpr std::array<std::string_view, 7> kNeededHeaderAttributes = {
    "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"};
inline constexpr std::array<std::string_view, 5> kOptionalHeaderAttributes = {
    "o-encoding", "creationdate", "creationid", "changedate", "changeid"};
inline constexpr std::array<std::string_view, 13> kUnitAttributes = {"tuid",
                                                                     "o-encoding",
                                                                     "datatype",
                                                                     "usagecount",
                                                                     "lastusagedate",
                                                                     "creationtool",
                                                                     "creationtoolversion",
                                                                     "creationdate",
                                                                     "creationid",
                                                                     "changedate",
                                                                     "segtype",
                                                                     "changeid",
                                                                     "o-tmf"};
inline constexpr std::array<std::string_view, 11> kVariantAttributes = {
    "o-encoding",    "datatype",     "usagecount",
    "lastusagedate", "creationtool", "creationtoolversion",
    "creationdate",  "creationid",   "changedate",
    "o-tmf",         "changeid"};
inline constexpr std::array<std::string_view, 2> kTextAttributes = {"o-encoding", "xml:lang"};
// TMX 1.1 calls the language "lang" everywhere.
inline constexpr std::array<std::string_view, 1> kTextAttributes11 = {"o-encoding"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// DTDs allow no other text as segtype.
inline bool is_segtype(std::string_view value) {
  return value == "block" || value == "paragraph" || value == "sentence" || value == "phrase";
}

/// True if an attribute can be written as it is: the DTD has its name and, for segtype, its value.
template <std::size_t n>
bool is_allowed(const std::array<std::string_view, n>& allowed,
                const language::Attribute& attribute) {
  const auto& [name, value] = attribute;
  return is_one_of(allowed, name) && (name != "segtype" || is_segtype(value));
}

/// Brings attributes in the order in which they come back from a file that was written: those that
/// are written as properties stand behind the others.
template <std::size_t n>
void put_allowed_first(std::vector<language::Attribute>& attributes,
                       const std::array<std::string_view, n>& allowed) {
  std::stable_partition(
      attributes.begin(), attributes.end(),
      [&](const language::Attribute& attribute) { return is_allowed(allowed, attribute); });
}

/// An element inside a segment.
struct InlineElement {
  std::string_view name;
  std::array<std::string_view, 3> attributes;  // "" where it has fewer

  [[nodiscard]] bool allows(std::string_view attribute) const {
    return is_one_of(attributes, attribute);
  }
};

/// The element, or nullptr for one that is not TMX.
[[nodiscard]] const InlineElement* inline_element(std::string_view name);

/// True for the markup of a <ude> with all that its DTD demands and nothing else.
[[nodiscard]] bool is_valid_ude(std::string_view markup);

/// Brings what was read in a header in the order in which it is written, without what the writer
/// says by default, so that what comes back from a file is what was written into it.
void make_canonical(TmxHeader& header);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_NAMES_H_

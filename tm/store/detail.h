#ifndef PUNTE_TM_STORE_DETAIL_H_
#define PUNTE_TM_STORE_DETAIL_H_

#include <string>
#include <string_view>

#include "tm/unit.h"

namespace punte::tm::internal {

// What most units do not have (codes, attributes, properties, notes) lies in one compact blob
// beside their text: strings as length and bytes, lists as count and items, numbers as LEB128.
// Empty blobs stand for "nothing".

[[nodiscard]] std::string encode_unit_detail(const Unit& unit);
[[nodiscard]] std::string encode_variant_detail(const Variant& variant);

/// Fill the fields that the blob holds. False: the blob is damaged.
[[nodiscard]] bool decode_unit_detail(std::string_view blob, Unit& unit);
[[nodiscard]] bool decode_variant_detail(std::string_view blob, Variant& variant);

/// A unit with all that belongs to it, its record and its origin, as history keeps it; not its id.
/// Records came with version 9 of the schema: units kept before have an empty one.
[[nodiscard]] std::string encode_whole_unit(const Unit& unit, std::string_view origin);
[[nodiscard]] bool decode_whole_unit(std::string_view blob, Unit& unit, std::string& origin);

/// The codes alone, as they are written in the blob: equal codes, equal bytes.
[[nodiscard]] std::string encode_codes(const std::vector<InlineCode>& codes);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_DETAIL_H_

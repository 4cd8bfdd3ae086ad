#ifndef PUNTE_TM_MOMENT_H_
#define PUNTE_TM_MOMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace punte::tm {

/// Reads a date as people and tools write it, as TMX writes it: "20240131T100000Z", or as much of
/// its beginning as is said: "2024", "202401", "20240131". Read are ISO 8601 in both forms, with a
/// zone or without (then it is taken as UTC), with a blank for the T and with fractions of a
/// second; "31.01.2024", "31/01/2024" and "01/31/2024" where only one of them can be meant,
/// "2024/01/31"; "31 Jan 2024", "January 31, 2024", "Wed, 31 Jan 2024 10:00:00 +0200" with English
/// names; seconds and milliseconds since 1970. nullopt for all else.
[[nodiscard]] std::optional<std::string> read_moment(std::string_view written);

/// The same, and what is told from `now` (seconds since 1970): "today", "yesterday", "7d", "2w",
/// "3 months ago", "1 year".
[[nodiscard]] std::optional<std::string> read_moment(std::string_view written, std::int64_t now);

/// A moment as TMX writes it: "YYYYMMDDThhmmssZ".
[[nodiscard]] std::string tmx_date(std::int64_t seconds);

}  // namespace punte::tm

#endif  // PUNTE_TM_MOMENT_H_

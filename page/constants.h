#ifndef PUNTE_PAGE_CONSTANTS_H_
#define PUNTE_PAGE_CONSTANTS_H_

#include <cstddef>

// Numbers of this room that were tuned or chosen, each with what it means and where it came from.
// Weights of languages that tools/fit_languages fits are in languages.h.
namespace punte::page::internal {

// Wrapped text. Mail and plain documents are wrapped at 60 to 80 columns, code comments at up to
// 120; what is narrower is verse or a list.
inline constexpr std::size_t kNarrowestWrap = 40;
inline constexpr std::size_t kWidestWrap = 132;
/// Share of lines that may be longer: tables, code, addresses with a word beside them.
inline constexpr double kLinesBeyondWidth = 0.02;
/// In wrapped text that shares its file with lists, nearly every line of more than half the width
/// had no room for the next word; in lists of long lines about a third, by chance.
inline constexpr double kWrappedLongLines = 0.8;
inline constexpr std::size_t kEnoughWrappedLines = 4;
/// So many widths are tried: a few lines may be longer than the others.
inline constexpr std::size_t kMostWidths = 16;

/// By so much the identifier's scores must prefer the one language before a line's end and the
/// other after it for a paragraph to be cut there: e^8 to one either way.
inline constexpr float kSureOfChange = 8;

/// So many blocks that follow one another are neighbours in a text.
inline constexpr std::size_t kTextNeighbours = 8;

/// A headline is looked for in so many blocks before the body.
inline constexpr std::size_t kHeadlineDistance = 12;
inline constexpr std::size_t kShortestHeadline = 15;  // letters
inline constexpr std::size_t kLongestHeadline = 250;
/// Of its words so large a share must be those of the body; a heading of Markdown has a lead.
inline constexpr float kLeastHeadline = 0.5F;

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_CONSTANTS_H_

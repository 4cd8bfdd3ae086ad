#ifndef PUNTE_ALIGNER_PIECES_H_
#define PUNTE_ALIGNER_PIECES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "aligner/segment.h"

namespace punte::aligner::internal {

/// Two places that may belong together, of the source and of the target.
using Point = std::pair<std::uint32_t, std::uint32_t>;

/// The longest chain of points that rises on both sides, in order. O(n log n), by patience sorting.
[[nodiscard]] std::vector<Point> rising_chain(std::vector<Point> points);

/// Segments that one alignment takes at once; longer texts are cut into pieces, so that memory
/// stays bounded.
inline constexpr std::size_t kMostOfPiece = 40'000;

/// Where to cut two long texts so that a piece has about `most` segments of the longer side: ends
/// of pieces, the last being the ends of the texts. A cut is made where rare words that both sides
/// have (numbers, names) follow each other closely on both sides, or where nothing of the kind is
/// found, in proportion to the lengths. Both sides at most `most` long: one piece.
/// Cost: one look at each word; about 40 bytes a distinct word. Any bytes. Pure.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> cut_into_pieces(
    std::span<const Segment> source, std::span<const Segment> target,
    std::size_t most = kMostOfPiece);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_PIECES_H_

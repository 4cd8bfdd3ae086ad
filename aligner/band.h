#ifndef PUNTE_ALIGNER_BAND_H_
#define PUNTE_ALIGNER_BAND_H_

#include <cstddef>
#include <limits>
#include <vector>

#include "aligner/candidates.h"

namespace punte::aligner::internal {

inline constexpr std::size_t kNoCell = std::numeric_limits<std::size_t>::max();

/// The part of the table of (source place i, target place j) that an alignment may pass through: of
/// each row a range of columns. A cell is the corner where a bead ends; its number indexes what is
/// stored of it.
class Band {
 public:
  struct Row {
    std::size_t start = 0;  ///< columns [start, limit) of 0..m
    std::size_t limit = 0;
    std::size_t offset = 0;  ///< number of its first cell; the band sets it
  };

  Band() = default;
  /// Widens the rows, 0..n, as far as they must be for a path from (0, 0) to (n, m) to lead
  /// through.
  Band(std::vector<Row> rows, std::size_t m);

  [[nodiscard]] const Row& row(std::size_t i) const { return rows_[i]; }
  /// The first column of a row, left of which no bead ends.
  [[nodiscard]] std::size_t first_end(std::size_t i) const {
    return rows_[i].start > 1 ? rows_[i].start : 1;
  }
  [[nodiscard]] std::size_t cells() const { return cells_; }
  /// The number of a cell; kNoCell outside of the band.
  [[nodiscard]] std::size_t cell(std::size_t i, std::size_t j) const {
    const Row& row = rows_[i];
    return j >= row.start && j < row.limit ? row.offset + j - row.start : kNoCell;
  }

 private:
  std::vector<Row> rows_;
  std::size_t cells_ = 0;
};

/// All cells of texts of up to kMostCells; of longer ones a band around a chain of rare words that
/// both texts share. Memory: kMostCells, or 41 cells a source segment if that is more.
[[nodiscard]] Band first_band(const Texts& texts, const Candidates& candidates);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_BAND_H_

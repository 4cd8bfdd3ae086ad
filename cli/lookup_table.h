#ifndef PUNTE_CLI_LOOKUP_TABLE_H_
#define PUNTE_CLI_LOOKUP_TABLE_H_

#include <string>
#include <vector>

#include "job/page_lookup.h"
#include "job/text_lookup.h"

namespace punte::cli {

/// The segments to translate of a page with their matches, and a line about all of them.
[[nodiscard]] std::string lookup_table(const std::vector<job::SegmentMatches>& rows);

/// A text with its matches, and what was made of them, as rows without a title.
[[nodiscard]] std::string text_rows(const job::TextMatches& found);

/// "12 segments (en 10, ro 2); 10 to translate, 8 with matches, 5 exact; 80 of 100 words known"
[[nodiscard]] std::string coverage_text(const job::Coverage& coverage);

}  // namespace punte::cli

#endif  // PUNTE_CLI_LOOKUP_TABLE_H_

#ifndef PUNTE_JOB_REVIEW_H_
#define PUNTE_JOB_REVIEW_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "job/aligned_pairs.h"

namespace punte::job {

/// A review file for a spreadsheet or an editor: a bead a line, "+" before those that are kept;
/// columns keep, confidence, bead, source, target, codes of both; \t \n \\ escaped. Lines that
/// start with "#" say languages and paths.
[[nodiscard]] std::string review_table(const std::vector<AlignedDocument>& documents);

/// Reads review_table() back, edited by whom- and whatever: lines may be gone, texts, signs and
/// confidences changed, quotes put around cells. Inline codes come back where the text is as long
/// as it was. Errors: kSyntax with the line; kLimit beyond ten million lines. Cost: linear.
[[nodiscard]] base::Result<std::vector<AlignedDocument>> read_review(std::string_view bytes,
                                                                     const std::string& name);

}  // namespace punte::job

#endif  // PUNTE_JOB_REVIEW_H_

#ifndef PUNTE_VIEW_REVIEW_PAGE_H_
#define PUNTE_VIEW_REVIEW_PAGE_H_

#include <string>
#include <vector>

#include "job/aligned_pairs.h"
#include "view/messages.h"

namespace punte::view {

/// Alignments as an HTML page for people: both sides, links to them, colours by confidence.
[[nodiscard]] std::string review_page(const std::vector<job::AlignedDocument>& documents,
                                      const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_REVIEW_PAGE_H_

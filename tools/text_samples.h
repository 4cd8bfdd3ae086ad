#ifndef PUNTE_TOOLS_TEXT_SAMPLES_H_
#define PUNTE_TOOLS_TEXT_SAMPLES_H_

#include <vector>

#include "tools/page_samples.h"

namespace punte::tools {

/// The pages as texts: each once as plain lines, and once as Markdown, which keeps headings, items,
/// cells and links. Blocks and their labels are those of the pages.
[[nodiscard]] std::vector<Sample> text_samples(const std::vector<Sample>& pages);

}  // namespace punte::tools

#endif  // PUNTE_TOOLS_TEXT_SAMPLES_H_

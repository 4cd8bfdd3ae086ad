#ifndef PUNTE_VIEW_BILINGUAL_PAGE_H_
#define PUNTE_VIEW_BILINGUAL_PAGE_H_

#include <string>
#include <vector>

#include "job/page_translation.h"
#include "page/page.h"
#include "view/messages.h"

namespace punte::view {

/// The segments of a page, called `name` if it has no title, beside their translations into `to`,
/// as an HTML page.
[[nodiscard]] std::string bilingual_page(const page::Page& page, const std::string& name,
                                         const std::vector<job::TranslatedSegment>& segments,
                                         const std::string& to, const Messages& messages);

/// How many segments were filled and how many not, in one line without its end.
[[nodiscard]] std::string summary_text(const std::vector<job::TranslatedSegment>& segments,
                                       const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_BILINGUAL_PAGE_H_

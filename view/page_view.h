#ifndef PUNTE_VIEW_PAGE_VIEW_H_
#define PUNTE_VIEW_PAGE_VIEW_H_

#include <string>

#include "job/page_words.h"
#include "page/page.h"
#include "view/json.h"
#include "view/messages.h"

namespace punte::view {

/// What Punte found on pages, to be checked by eye: one HTML file, without scripts. The blocks are
/// in their order; each has the colour of its language and the mark of its role, and says how sure
/// both are. Threads: one.
class PageView {
 public:
  explicit PageView(const Messages& messages);
  void add(const page::Page& page, const std::string& name);
  /// The whole document. Nothing can be added afterwards.
  [[nodiscard]] std::string html();

 private:
  const Messages& messages_;
  std::string out_;
};

/// {"words":{"ro":{"chrome":12}, ...}}
[[nodiscard]] Json to_json(const job::PageWords& words);

/// "body", "chrome": the role of a block, for people.
[[nodiscard]] std::string role_text(page::Role role, const Messages& messages);

/// "en 320 words (body 300, chrome 20); ro 45 words (chrome 45)": the most first.
[[nodiscard]] std::string words_text(const job::PageWords& words, const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_PAGE_VIEW_H_

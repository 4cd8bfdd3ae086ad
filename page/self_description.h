#ifndef PUNTE_PAGE_SELF_DESCRIPTION_H_
#define PUNTE_PAGE_SELF_DESCRIPTION_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "page/tree.h"

namespace punte::page::internal {

/// What a page tells machines of its own article, as far as it bears on the page's blocks. Texts
/// are compared by their skeletons (block_measures.h): `bare` is that of a block's text.
class SelfDescription {
 public:
  explicit SelfDescription(const Tree& tree);

  /// 1 in the article that the page gives to machines, 0 not; 0.5: it gives none.
  [[nodiscard]] float in_article(const std::string& bare) const;
  [[nodiscard]] bool is_title(const std::string& bare) const;
  [[nodiscard]] bool is_description(const std::string& bare) const;
  /// By-lines: a short text with the name of an author.
  [[nodiscard]] bool is_byline(const std::string& bare) const;
  /// Date lines: a short text, as it is, with the day and the year of publication.
  [[nodiscard]] bool is_date_line(std::string_view text) const;

 private:
  std::string bodies_;
  std::vector<std::string> authors_;
  std::vector<std::pair<std::string, std::string>> dates_;  // year, day
  std::vector<std::string> titles_;
  std::vector<std::string> descriptions_;
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_SELF_DESCRIPTION_H_

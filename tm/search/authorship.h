#ifndef PUNTE_TM_SEARCH_AUTHORSHIP_H_
#define PUNTE_TM_SEARCH_AUTHORSHIP_H_

#include <string>

#include "tm/unit.h"

namespace punte::tm::internal {

/// When and by whom a translation was last changed or, as far as that is not said, made.
struct Authorship {
  std::string date;    ///< as written, or ""
  std::string author;  ///< the same
};

/// By the attributes of the target and of its unit. What a memory knows by itself does not count.
[[nodiscard]] Authorship authorship_of(const Unit& unit, const Variant& target);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_AUTHORSHIP_H_

#ifndef PUNTE_PAGE_GUARD_H_
#define PUNTE_PAGE_GUARD_H_

#include <cstddef>
#include <string>

namespace punte::page::internal {

/// Blanks, in place and without moving a byte, what would make an HTML5 parser take quadratic
/// time: tags that open elements deeper than `max_depth` (with the end tags that close them), and
/// attributes of one tag beyond `max_attributes`. Elements that HTML closes by itself (<p>, <li>,
/// ...) are not counted, so the true depth may be a small multiple. Linear.
void tame(std::string& html, std::size_t max_depth, std::size_t max_attributes);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_GUARD_H_

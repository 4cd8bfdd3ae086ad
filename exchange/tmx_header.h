#ifndef PUNTE_EXCHANGE_TMX_HEADER_H_
#define PUNTE_EXCHANGE_TMX_HEADER_H_

#include <string>
#include <vector>

#include "language/unit.h"

namespace punte::exchange {

/// What the head of a TMX file says. Reading gives it in the order in which it is written, without
/// srclang and without what a writer says of itself or by default.
struct TmxHeader {
  std::vector<language::Attribute> attributes;
  std::vector<language::Property> properties;  ///< also elements that TMX does not know, as markup
  std::vector<language::Note> notes;
  std::vector<std::string> encodings;  ///< <ude>, as markup that is valid TMX
  friend bool operator==(const TmxHeader&, const TmxHeader&) = default;
};

/// What the headers of several files say together: attributes that all of them agree on, and every
/// property, note and encoding once.
[[nodiscard]] TmxHeader united(const std::vector<TmxHeader>& headers);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_HEADER_H_

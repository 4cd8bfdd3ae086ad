#ifndef PUNTE_TM_FILE_HEADER_H_
#define PUNTE_TM_FILE_HEADER_H_

#include <string>
#include <vector>

#include "tm/unit.h"

namespace punte::tm {

/// What the head of an imported file said of all its units. The memory does not look into it.
struct FileHeader {
  std::string origin;  ///< as Writer::add() was told
  std::vector<Attribute> attributes;
  std::vector<Property> properties;
  std::vector<Note> notes;
  std::vector<std::string> elements;  ///< others, as markup
  friend bool operator==(const FileHeader&, const FileHeader&) = default;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_FILE_HEADER_H_

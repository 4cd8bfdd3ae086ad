#ifndef PUNTE_TM_FILE_HEADER_H_
#define PUNTE_TM_FILE_HEADER_H_

#include <string>
#include <vector>

#include "tm/translation_memory.h"

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

/// Keeps the head of a file in place of an earlier one of this origin, in the transaction of the
/// memory's Writer where there is one. It stays when that change is undone, so that undoing the
/// undo brings it back, and is not shown without units of its origin. Errors: kBusy, kIo.
[[nodiscard]] Result<void> keep_header(const TranslationMemory& memory, const FileHeader& header);

/// The heads of the files that units of the memory are from and whose name passes `origin` (see
/// UnitFilter), in the order of import.
[[nodiscard]] Result<std::vector<FileHeader>> file_headers(const TranslationMemory& memory,
                                                           const std::string& origin = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_FILE_HEADER_H_

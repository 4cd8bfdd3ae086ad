#ifndef PUNTE_VIEW_IMPORT_JSON_H_
#define PUNTE_VIEW_IMPORT_JSON_H_

#include <filesystem>
#include <string>
#include <vector>

#include "job/import.h"
#include "job/lexicons.h"
#include "view/json.h"
#include "view/messages.h"

namespace punte::view {

/// What a file, or files that were joined, are called: "strings.xml and 3 other files".
[[nodiscard]] std::string name_text(const job::ImportedFile& file, const Messages& messages);

/// What became of a file, with warnings and texts that were set aside. docs/json.md documents every
/// key.
[[nodiscard]] Json to_json(const job::ImportedFile& file, const Messages& messages);

/// All of an import: {"memory","files","lexicons"}.
[[nodiscard]] Json to_json(const std::vector<job::ImportedFile>& files,
                           const std::vector<job::KeptLexicon>& lexicons,
                           const std::filesystem::path& memory, const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_IMPORT_JSON_H_

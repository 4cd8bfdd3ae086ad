#ifndef PUNTE_CLI_IMPORT_REPORT_H_
#define PUNTE_CLI_IMPORT_REPORT_H_

#include <filesystem>
#include <string>
#include <vector>

#include "job/import.h"
#include "job/lexicons.h"

namespace punte::cli {

/// Prints the warnings about a file, and the texts that were set aside, on standard error.
void print_remarks(const job::ImportedFile& file);

/// What is told of the files, and of the lexicons that were learnt again.
[[nodiscard]] std::string import_text(const std::vector<job::ImportedFile>& files,
                                      const std::vector<job::KeptLexicon>& lexicons,
                                      const std::filesystem::path& memory, bool dry_run);

}  // namespace punte::cli

#endif  // PUNTE_CLI_IMPORT_REPORT_H_

#ifndef PUNTE_CLI_MEMORY_OPTIONS_H_
#define PUNTE_CLI_MEMORY_OPTIONS_H_

#include <filesystem>
#include <optional>
#include <string>

#include "job/lexicons.h"
#include "tm/translation_memory.h"

namespace punte::cli {

enum class Opening {
  kRead,    ///< it must be there
  kWrite,   ///< the same
  kCreate,  ///< it is made where there is none
};

/// How long the memories that commands open wait for another program's writes: seconds; nullopt: as
/// long as that takes where people see it and can stop it, else a minute.
void set_wait(std::optional<int> seconds);

/// How commands open a memory: once and on standard error they tell that another program is writing
/// to it, and that a large memory of an older format is brought up to date. Ctrl-C ends the wait.
[[nodiscard]] tm::OpenOptions memory_options(const std::filesystem::path& path, Opening opening);

/// What is said of a lexicon that was built again.
[[nodiscard]] std::string updated_line(const job::KeptLexicon& lexicon);

}  // namespace punte::cli

#endif  // PUNTE_CLI_MEMORY_OPTIONS_H_

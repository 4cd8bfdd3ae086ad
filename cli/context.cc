#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/app.h"
#include "cli/messages.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;

/// The memory of those who name none; its folder is made if missing.
base::Result<fs::path> user_memory() {
  fs::path folder;
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
    folder = data;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".local" / "share";
  } else {
    return base::fail(base::ErrorCode::kNotFound,
                      PUNTE_MSG("no place for the memory is known; name a file with --tm"));
  }
  folder /= "punte";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return base::fail(base::ErrorCode::kIo,
                      PUNTE_MSG("the folder cannot be made ({1}); name a file with --tm"),
                      {error.message()}, folder.string());
  }
  return folder / "memory.tm";
}

}  // namespace

bool Context::names_memory() const {
  const char* const named = std::getenv("PUNTE_TM");
  return !tm.empty() || (named != nullptr && *named != '\0');
}

base::Result<fs::path> Context::memory_path() const {
  fs::path path;
  if (!tm.empty()) {
    path = tm;
  } else if (names_memory()) {
    path = std::getenv("PUNTE_TM");
    if (!run->passed_over_memory.empty() && !std::exchange(run->told_memory, true)) {
      note(tr("the memory is {1}, by $PUNTE_TM, not the project's {2}",
              {path.string(), run->passed_over_memory}));
    }
  } else {
    PUNTE_TRY(path, user_memory());
  }
  std::error_code ignored;
  const bool tell = (verbose || !names_memory()) && fs::exists(path, ignored);
  if (tell && !std::exchange(run->told_memory, true)) {
    note(tr("the memory is {1}", {path.string()}));
  }
  PUNTE_CHECK(run->files.uses_memory(path));
  return path;
}

}  // namespace punte::cli

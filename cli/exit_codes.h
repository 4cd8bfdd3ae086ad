#ifndef PUNTE_CLI_EXIT_CODES_H_
#define PUNTE_CLI_EXIT_CODES_H_

#include <array>

#include "base/result.h"

namespace punte::cli {

// Exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kNothingFound = 1;
inline constexpr int kFailed = 2;
inline constexpr int kFoundProblems = 3;
inline constexpr int kStopped = 130;

struct ExitCode {
  int code;
  const char* meaning;  ///< not yet translated
};

/// What each of them means, for manual pages and README.
inline constexpr std::array<ExitCode, 5> kExitCodes = {{
    {kDone, PUNTE_MSG("done")},
    {kNothingFound, PUNTE_MSG("done, but nothing was found")},
    {kFailed, PUNTE_MSG("failed; standard error says why")},
    {kFoundProblems, PUNTE_MSG("done, and problems were found")},
    {kStopped, PUNTE_MSG("stopped with Ctrl-C")},
}};

}  // namespace punte::cli

#endif  // PUNTE_CLI_EXIT_CODES_H_

#ifndef PUNTE_CLI_LOOKUP_TEXTS_H_
#define PUNTE_CLI_LOOKUP_TEXTS_H_

#include "base/result.h"
#include "cli/app.h"
#include "cli/lookup_arguments.h"
#include "job/memories.h"

namespace punte::cli {

/// punte lookup "A sentence": looks up the texts that were named. Returns the exit code.
[[nodiscard]] base::Result<int> look_up_texts(const Context& context,
                                              const LookupArguments& arguments,
                                              const job::Memories& memories);

/// punte lookup --lines: the same for each line of standard input, as it comes.
[[nodiscard]] base::Result<int> look_up_lines(const Context& context,
                                              const LookupArguments& arguments,
                                              const job::Memories& memories);

}  // namespace punte::cli

#endif  // PUNTE_CLI_LOOKUP_TEXTS_H_

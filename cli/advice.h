#ifndef PUNTE_CLI_ADVICE_H_
#define PUNTE_CLI_ADVICE_H_

#include "base/result.h"

namespace punte::cli {

/// What the user of the command line can do about an error, with the option or command for it; not
/// yet translated. Null: nothing special.
[[nodiscard]] const char* advice_for(base::Remedy remedy);

}  // namespace punte::cli

#endif  // PUNTE_CLI_ADVICE_H_

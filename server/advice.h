#ifndef PUNTE_SERVER_ADVICE_H_
#define PUNTE_SERVER_ADVICE_H_

#include "base/result.h"

namespace punte::server {

/// What a client can do about an error, in the words of the API; null where there is nothing. A
/// message for the catalogues, with {1} for Error::proposal.
[[nodiscard]] const char* advice_for(base::Remedy remedy);

}  // namespace punte::server

#endif  // PUNTE_SERVER_ADVICE_H_

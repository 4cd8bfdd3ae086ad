#ifndef PUNTE_EXCHANGE_RESOURCE_STRINGS_H_
#define PUNTE_EXCHANGE_RESOURCE_STRINGS_H_

#include "exchange/resources.h"

namespace punte::exchange {

/// Reads Apple's .strings: an old-style property list of strings without its braces.
/// Errors: those of read_resource().
[[nodiscard]] Result<ResourceFile> read_strings(ByteSource& source, const ReadOptions& options);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_STRINGS_H_

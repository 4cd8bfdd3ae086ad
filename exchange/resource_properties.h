#ifndef PUNTE_EXCHANGE_RESOURCE_PROPERTIES_H_
#define PUNTE_EXCHANGE_RESOURCE_PROPERTIES_H_

#include "exchange/resources.h"

namespace punte::exchange {

/// Reads Java's .properties, as java.util.Properties.load() documents them.
/// Errors: those of read_resource().
[[nodiscard]] Result<ResourceFile> read_properties(ByteSource& source, const ReadOptions& options);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_PROPERTIES_H_

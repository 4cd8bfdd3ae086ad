#ifndef PUNTE_EXCHANGE_RESOURCE_ANDROID_H_
#define PUNTE_EXCHANGE_RESOURCE_ANDROID_H_

#include "exchange/resources.h"

namespace punte::exchange {

/// Reads Android's resources: strings.xml and other files of <resources>. Markup becomes inline
/// codes. Errors: those of read_resource().
[[nodiscard]] Result<ResourceFile> read_android(ByteSource& source, const ReadOptions& options);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_ANDROID_H_

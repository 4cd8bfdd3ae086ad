#ifndef PUNTE_EXCHANGE_FILE_SINK_H_
#define PUNTE_EXCHANGE_FILE_SINK_H_

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "exchange/stream.h"

// For Outputs alone: other rooms write through it, which knows what must not be overwritten.
namespace punte::exchange {

/// Writes to a temporary file beside `path` and renames it on commit(). Devices and pipes are
/// written in place. Errors: kNotFound (the folder), kIo, kUnsupported (a directory).
[[nodiscard]] base::Result<std::unique_ptr<ByteSink>> create_file(
    const std::filesystem::path& path);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_FILE_SINK_H_

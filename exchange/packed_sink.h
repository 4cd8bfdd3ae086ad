#ifndef PUNTE_EXCHANGE_PACKED_SINK_H_
#define PUNTE_EXCHANGE_PACKED_SINK_H_

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// A sink that packs what is written as the ending of `path` says (.gz, .xz, .bz2, .zst; .zip, an
/// archive of one file) and hands it on to `sink`; `sink` itself for other endings. Errors: kIo
/// where libarchive cannot be loaded.
[[nodiscard]] base::Result<std::unique_ptr<ByteSink>> packed_by_name(
    std::unique_ptr<ByteSink> sink, const std::filesystem::path& path);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PACKED_SINK_H_

#ifndef PUNTE_EXCHANGE_UTF16_SINK_H_
#define PUNTE_EXCHANGE_UTF16_SINK_H_

#include <memory>

#include "exchange/stream.h"

namespace punte::exchange {

/// Takes UTF-8 and gives it to `sink`, which must outlive it, as UTF-16 with a byte order mark. The
/// declaration of an XML file that is written in one piece says so. commit() is that of `sink`.
[[nodiscard]] std::unique_ptr<ByteSink> utf16_sink(ByteSink& sink);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_UTF16_SINK_H_

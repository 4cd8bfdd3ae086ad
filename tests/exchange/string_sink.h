#ifndef PUNTE_TESTS_EXCHANGE_STRING_SINK_H_
#define PUNTE_TESTS_EXCHANGE_STRING_SINK_H_

#include <string>
#include <string_view>

#include "exchange/stream.h"

namespace punte::exchange {

/// Keeps in memory what a writer writes.
class StringSink : public ByteSink {
 public:
  base::Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  base::Result<void> commit() override { return {}; }
  std::string text;
};

}  // namespace punte::exchange

#endif  // PUNTE_TESTS_EXCHANGE_STRING_SINK_H_

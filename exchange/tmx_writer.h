#ifndef PUNTE_EXCHANGE_TMX_WRITER_H_
#define PUNTE_EXCHANGE_TMX_WRITER_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "exchange/stream.h"
#include "exchange/tmx_header.h"
#include "language/unit.h"

namespace punte::exchange {

struct TmxWriteOptions {
  std::string source_language;  ///< the header's srclang; empty: that of the first unit
  int level = 2;                ///< 1: text only; 2: with inline codes
  bool version_1_1 = false;     ///< `lang`, no <hi>, for tools older than TMX 1.4
  bool pairs = false;           ///< a <tu> for each pair of languages instead of one for all
  bool utf16 = false;           ///< UTF-16LE with byte order mark instead of UTF-8
  TmxHeader header;             ///< what the files that the units came from said
};

/// Streams a TMX file that is valid against its DTD for any content. Same units, same bytes.
class TmxWriter {
 public:
  TmxWriter(ByteSink& sink, TmxWriteOptions options);
  ~TmxWriter();
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  /// Closes the document; without it the file is not complete.
  [[nodiscard]] base::Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_WRITER_H_

#ifndef PUNTE_EXCHANGE_UNIT_WRITER_H_
#define PUNTE_EXCHANGE_UNIT_WRITER_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "exchange/format.h"
#include "exchange/stream.h"
#include "exchange/tmx_header.h"
#include "exchange/xliff_writer.h"
#include "language/unit.h"

namespace punte::exchange {

/// How units are written. What a format has no use for is not looked at.
struct UnitWriteOptions {
  /// Canonical tags of the pair that is written. TMX and TBX hold any languages: TMX puts the texts
  /// in `from` first, and may do without.
  std::string from;
  std::string to;
  bool fallback = false;      ///< pairs take a text of another region where there is none better
  int tmx_level = 2;          ///< 1: text only; 2: with inline codes
  bool tmx_1_1 = false;       ///< for tools older than TMX 1.4
  bool tmx_pairs = false;     ///< a <tu> for each pair of languages
  bool utf16 = false;         ///< instead of UTF-8; not PO and XLSX
  TmxHeader tmx_header = {};  ///< of the files that the units came from; PO too
  XliffVersion xliff_version = XliffVersion::k21;  ///< states in the words of the version
  int tbx_version = 3;                             ///< 2 or 3
};

/// Streams units into a file of any format that is written. Same units, same bytes.
class UnitWriter {
 public:
  virtual ~UnitWriter() = default;
  /// Errors: those of the sink; kLimit for what a workbook cannot hold.
  [[nodiscard]] virtual base::Result<void> write(const language::Unit& unit) = 0;
  /// Ends the document, without committing the sink; without it the file is not complete.
  [[nodiscard]] virtual base::Result<void> finish() = 0;
};

/// The writer of a format. The sink must outlive it. Errors: kInvalidArgument for formats that are
/// read only, and where the format holds one pair and none is named; kIo where a workbook's
/// temporary file cannot be made.
[[nodiscard]] base::Result<std::unique_ptr<UnitWriter>> unit_writer(Format format, ByteSink& sink,
                                                                    UnitWriteOptions options);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_UNIT_WRITER_H_

#ifndef PUNTE_EXCHANGE_TMX_H_
#define PUNTE_EXCHANGE_TMX_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"
#include "language/unit.h"

namespace punte::exchange {

using base::Result;

/// What the head of a TMX file says. Reading gives it in the order in which it is written, without
/// srclang and without what a writer says of itself or by default.
struct TmxHeader {
  std::vector<language::Attribute> attributes;
  std::vector<language::Property> properties;  ///< also elements that TMX does not know, as markup
  std::vector<language::Note> notes;
  std::vector<std::string> encodings;  ///< <ude>, as markup that is valid TMX
  friend bool operator==(const TmxHeader&, const TmxHeader&) = default;
};

/// What the headers of several files say together: attributes that all of them agree on, and every
/// property, note and encoding once.
[[nodiscard]] TmxHeader united(const std::vector<TmxHeader>& headers);

/// Something a reader set right or left out, for the user to know.
struct Warning {
  std::int64_t line = 0;
  std::int64_t column = 0;
  std::string message;  ///< PUNTE_MSG with {1}..
  std::vector<std::string> arguments;
  std::string file{};  ///< where several files are read together
};

struct ReadReport {
  TmxHeader header;
  std::int64_t units = 0;  ///< given to the sink
  std::int64_t skipped_units = 0;
  std::int64_t lost_units = 0;  ///< of them, those that damage cost (recovery only)
  std::int64_t skipped_variants = 0;
  std::vector<Warning> warnings;  ///< the first hundred
  std::int64_t warning_count = 0;
};

struct TmxReadOptions {
  bool recover = false;  ///< keep complete units of a file that is not well-formed
  std::size_t max_segment_bytes = 16u << 20;
  std::size_t max_depth = 256;
};

/// Called for each unit in file order; an error ends the reading and is returned.
using UnitSink = std::function<Result<void>(language::Unit&&)>;

/// Streams a TMX 1.1 to 1.4b file of any encoding; memory does not depend on its size.
/// Errors: kSyntax with line and column, kLimit, kIo, and those of the sink.
[[nodiscard]] Result<ReadReport> read_tmx(ByteSource& source, const UnitSink& sink,
                                          const TmxReadOptions& options = {});

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
  [[nodiscard]] Result<void> write(const language::Unit& unit);
  /// Closes the document; without it the file is not complete.
  [[nodiscard]] Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_H_

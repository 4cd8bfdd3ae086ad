#ifndef PUNTE_EXCHANGE_TBX_H_
#define PUNTE_EXCHANGE_TBX_H_

#include <cstdint>
#include <functional>
#include <string>

#include "exchange/reading.h"
#include "exchange/stream.h"
#include "language/concept.h"

namespace punte::exchange {

/// Called for each concept in file order; an error ends the reading and is returned.
using ConceptSink = std::function<Result<void>(language::Concept&&)>;

/// Streams a terminology file, TBX v2 (martif) or v3, in the styles DCA and DCT: terms, and what is
/// said of them, of their language and of the concept, as properties ("termNote:partOfSpeech").
/// ReadReport counts concepts as units and terms without text or language as variants left out.
/// Errors: kSyntax with line and column, kLimit, kIo, and those of the sink. Memory: that of the
/// largest concept.
[[nodiscard]] Result<ReadReport> read_tbx(ByteSource& source, const ConceptSink& sink,
                                          const ReadOptions& options = {});

/// A unit of a table or a memory as a concept: each text a term, notes and properties kept.
[[nodiscard]] language::Concept concept_of(const language::Unit& unit);

/// The other way round; what is said of the concept becomes properties of the unit.
[[nodiscard]] language::Unit unit_of(language::Concept&& what);

struct TbxWriteOptions {
  int version = 3;  ///< 2: martif (ISO 30042:2008), 3: ISO 30042:2019, style DCA; TBX-Basic both
};

/// Streams a TBX file. Same concepts, same bytes.
class TbxWriter {
 public:
  TbxWriter(ByteSink& sink, TbxWriteOptions options);
  [[nodiscard]] Result<void> write(const language::Concept& what);
  [[nodiscard]] Result<void> finish();

 private:
  ByteSink& sink_;
  TbxWriteOptions options_;
  std::string out_;
  std::int64_t concepts_ = 0;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TBX_H_

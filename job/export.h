#ifndef PUNTE_JOB_EXPORT_H_
#define PUNTE_JOB_EXPORT_H_

#include <cstdint>
#include <string>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/format.h"
#include "exchange/stream.h"
#include "exchange/unit_writer.h"
#include "tm/memory.h"
#include "tm/unit_filter.h"

namespace punte::job {

struct ExportOptions {
  /// Which units; see tm::checked_filter(). Of a glossary (TBX) only its languages count: concepts
  /// that have all of them.
  tm::UnitFilter filter;
  exchange::Format format = exchange::Format::kTmx;
  /// How they are written. The header of TMX files is that of the files that the units came from.
  exchange::UnitWriteOptions write;
  /// Only units that were aligned from this page, * and ? for any characters and for one; "": all.
  std::string page;
};

/// Writes units of the memory, or for TBX concepts of its glossary, and commits the sink. Returns
/// how many. Errors: those of the memory, of exchange::unit_writer() and of the sink; kCancelled.
[[nodiscard]] base::Result<std::int64_t> export_units(const tm::Memory& memory,
                                                      const ExportOptions& options,
                                                      exchange::ByteSink& sink,
                                                      const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_EXPORT_H_

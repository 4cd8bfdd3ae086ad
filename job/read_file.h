#ifndef PUNTE_JOB_READ_FILE_H_
#define PUNTE_JOB_READ_FILE_H_

#include <cstddef>
#include <string>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::job {

/// All bytes of a source, after `begun`, which were read before. Errors: those of the source;
/// kLimit beyond `max_bytes` in all.
[[nodiscard]] base::Result<std::string> read_all(exchange::ByteSource& source,
                                                 std::size_t max_bytes, std::string begun = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_READ_FILE_H_

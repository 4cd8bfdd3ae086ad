#ifndef PUNTE_SERVER_NEW_UNIT_H_
#define PUNTE_SERVER_NEW_UNIT_H_

#include <cstdint>
#include <string>

#include "base/result.h"
#include "server/worker.h"
#include "tm/writer.h"

namespace punte::server {

/// A pair that a client adds, through whichever door.
struct NewUnit {
  std::string memory;  ///< its name; "": the only one
  std::string source;
  std::string target;
  std::string from;    ///< canonical tag
  std::string to;      ///< the same
  std::string origin;  ///< where it is from; "": the name of the caller's token, or "server"
};

struct AddedUnit {
  tm::AddOutcome outcome = tm::AddOutcome::kUnchanged;
  std::int64_t change = 0;  ///< in the memory's history; 0: nothing was changed
};

/// Adds it, dated now, in a change of its own; it is in the memory when this returns.
/// Errors: kInvalidArgument for an empty text, or two texts in one language; those of the memory.
[[nodiscard]] base::Result<AddedUnit> add(Worker& worker, const Request& request,
                                          const NewUnit& unit);

}  // namespace punte::server

#endif  // PUNTE_SERVER_NEW_UNIT_H_

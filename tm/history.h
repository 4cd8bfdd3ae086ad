#ifndef PUNTE_TM_HISTORY_H_
#define PUNTE_TM_HISTORY_H_

#include <cstdint>
#include <string>

namespace punte::tm {

/// Who changes the memory and by what; kept with the change.
struct ChangeInfo {
  std::string command;    ///< what a person would recognise it by: "import a.tmx"
  std::string who;        ///< empty: the name of the user that runs the process
  std::int64_t time = 0;  ///< seconds since 1970; 0: now
};

/// What one transaction did to the memory.
struct Change {
  std::int64_t id = 0;    ///< 1, 2, ... in the order of changes
  std::int64_t time = 0;  ///< seconds since 1970, UTC
  std::string who;
  std::string command;
  std::int64_t added = 0;    ///< units that were not there before
  std::int64_t altered = 0;  ///< units whose texts or other contents became other ones
  std::int64_t removed = 0;  ///< units that are gone since
  std::int64_t undoes = 0;   ///< the change that this one took back, or 0
  std::int64_t undone = 0;   ///< the change that took this one back, or 0
};

}  // namespace punte::tm

#endif  // PUNTE_TM_HISTORY_H_

#ifndef PUNTE_JOB_TRANSLATION_FILES_H_
#define PUNTE_JOB_TRANSLATION_FILES_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace punte::job {

/// The files that are named, and in place of each folder the files of translations below it, in
/// order of path: those whose name has the ending of a format that is read (exchange/format.h),
/// compressed or not. Errors: kNotFound for a folder without any.
[[nodiscard]] base::Result<std::vector<std::string>> translation_files(
    const std::vector<std::string>& names);

}  // namespace punte::job

#endif  // PUNTE_JOB_TRANSLATION_FILES_H_

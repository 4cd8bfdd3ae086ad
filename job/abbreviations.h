#ifndef PUNTE_JOB_ABBREVIATIONS_H_
#define PUNTE_JOB_ABBREVIATIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/stream.h"
#include "language/abbreviations.h"

namespace punte::job {

/// The words of a list, one a line; "#" begins a remark. `name` is that of the list.
/// Errors: kSyntax, with the line, for a line of several words or that is no UTF-8.
[[nodiscard]] base::Result<std::vector<std::string>> abbreviation_list(std::string_view bytes,
                                                                       const std::string& name);

/// Gives the texts of a TMX file in a language, whatever its region, to the learner; "": those of
/// all languages. Errors: those of exchange::read_tmx(); kCancelled.
[[nodiscard]] base::Result<void> learn_from_tmx(exchange::ByteSource& source,
                                                const std::string& language,
                                                language::AbbreviationLearner& learner,
                                                const base::Continue& go_on = {});

/// The same with the lines of a text; those of more than a megabyte are taken in parts.
/// Errors: those of the source; kCancelled.
[[nodiscard]] base::Result<void> learn_from_text(exchange::ByteSource& source,
                                                 language::AbbreviationLearner& learner,
                                                 const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_ABBREVIATIONS_H_

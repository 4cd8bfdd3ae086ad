#ifndef PUNTE_JOB_ABBREVIATIONS_H_
#define PUNTE_JOB_ABBREVIATIONS_H_

#include <string>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/stream.h"
#include "language/abbreviations.h"

namespace punte::job {

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

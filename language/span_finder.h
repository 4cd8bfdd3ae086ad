#ifndef PUNTE_LANGUAGE_SPAN_FINDER_H_
#define PUNTE_LANGUAGE_SPAN_FINDER_H_

#include <string_view>
#include <vector>

#include "language/candidates.h"
#include "language/identify.h"
#include "language/identify_model.h"

namespace punte::language::internal {

/// The runs of one language in a text that is not empty: Identifier::spans().
[[nodiscard]] std::vector<LanguageSpan> find_spans(const IdentifyModel& model, const Priors& priors,
                                                   std::string_view text);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_SPAN_FINDER_H_

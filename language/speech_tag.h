#ifndef PUNTE_LANGUAGE_SPEECH_TAG_H_
#define PUNTE_LANGUAGE_SPEECH_TAG_H_

#include <cstddef>

#include "language/passage.h"

namespace punte::language::internal {

/// True if what begins at `i`, after a quotation, says who speaks, so that the sentence goes on:
/// "“Who?” Harry asked.", "“谁？”他问。". Names of up to three words before a verb of the lists;
/// what begins in lower case is left to other rules, and a quotation after a colon has its speaker.
/// `limit`: where the quotation ends.
[[nodiscard]] bool speech_tag_follows(const Passage& text, std::size_t limit, std::size_t i);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_SPEECH_TAG_H_

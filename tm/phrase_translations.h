#ifndef PUNTE_TM_PHRASE_TRANSLATIONS_H_
#define PUNTE_TM_PHRASE_TRANSLATIONS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tm/memory.h"

namespace punte::tm::internal {

/// What units of the memory have for exactly this phrase, but for case, space and quotation marks,
/// wherever they come from; at most `most`. Only texts without codes that can stand inside another:
/// none that is empty or far longer than the phrase. `query` names the languages.
/// Errors: those of Memory::lookup(). Cost: one look-up of the key.
[[nodiscard]] Result<std::vector<std::string>> phrase_translations(const Memory& memory,
                                                                   const Query& query,
                                                                   std::string_view phrase,
                                                                   std::size_t most);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_PHRASE_TRANSLATIONS_H_

#ifndef PUNTE_SERVER_KNOWN_TRANSLATIONS_H_
#define PUNTE_SERVER_KNOWN_TRANSLATIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "server/worker.h"

namespace punte::server {

/// Why a door does not translate, for clients whose interface has no words for "I do not know":
/// they take whatever comes for a translation.
inline constexpr const char* kTranslatingIsOff =
    "Translating is switched off. “punte serve --libretranslate” switches it on.";

/// Texts to be translated by a client that cannot be told that the memory does not know one.
struct TranslationRequest {
  std::string memory;  ///< its name; "": the only one
  std::string from;    ///< canonical tag; "": identified, text by text
  std::string to;
  std::vector<std::string> texts;
};

struct KnownTranslation {
  std::string from;
  double confidence = 1;  ///< that the language is right, 0..1
  std::string text;
};

/// What the memory knows of the texts, at the score that the server was told or above. All of them
/// or nothing: `unknown` is then the first text that it does not know.
struct KnownTranslations {
  std::vector<KnownTranslation> list;
  std::optional<std::string> unknown;
};

/// Errors: those of look-ups.
[[nodiscard]] base::Result<KnownTranslations> known_translations(Worker& worker,
                                                                 const Request& request,
                                                                 const TranslationRequest& wanted);

}  // namespace punte::server

#endif  // PUNTE_SERVER_KNOWN_TRANSLATIONS_H_

#ifndef PUNTE_SERVER_DOORS_H_
#define PUNTE_SERVER_DOORS_H_

#include "server/router.h"

// Interfaces that other tools speak already, each below its own path. They answer as the servers
// they stand in for do, in their words and with their faults where clients count on them.
namespace punte::server {

void add_doors(Router& router);

/// Translate Toolkit's tmserver and amaGama, below /tmserver: Weblate, Virtaal, Okapi.
void add_tmserver(Router& router);
/// LibreTranslate, below /libretranslate: Weblate, OmegaT's plugin, browser extensions.
void add_libretranslate(Router& router);
/// DeepL, below /deepl/v2: Weblate.
void add_deepl(Router& router);
/// t5memory, below /t5memory: translate5.
void add_t5memory(Router& router);
/// The Model Context Protocol over HTTP, at /mcp.
void add_mcp(Router& router);
/// MyMemory, below /mymemory: a MateCat of one's own.
void add_mymemory(Router& router);

}  // namespace punte::server

#endif  // PUNTE_SERVER_DOORS_H_

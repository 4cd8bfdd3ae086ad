#include "server/doors.h"

namespace punte::server {

void add_doors(Router& router) {
  add_tmserver(router);
  add_libretranslate(router);
  add_deepl(router);
  add_mymemory(router);
  add_t5memory(router);
  add_mcp(router);
}

}  // namespace punte::server

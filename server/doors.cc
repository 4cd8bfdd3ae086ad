#include "server/doors.h"

namespace punte::server {

void add_doors(Router& router) {
  add_tmserver(router);
  add_libretranslate(router);
  add_deepl(router);
  add_mymemory(router);
}

}  // namespace punte::server

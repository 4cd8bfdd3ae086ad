#include "server/api.h"

namespace punte::server {

void add_api(Router& router) {
  add_general_routes(router);
  add_memory_routes(router);
  add_unit_routes(router);
  add_lookup_routes(router);
  add_text_routes(router);
  add_page_routes(router);
  add_work_routes(router);
  add_job_routes(router);
}

}  // namespace punte::server

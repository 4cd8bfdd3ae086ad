#ifndef PUNTE_SERVER_API_H_
#define PUNTE_SERVER_API_H_

#include "server/router.h"

// The routes of /api/v1 and of the server itself. server/openapi.yaml describes each.
namespace punte::server {

void add_api(Router& router);

void add_general_routes(Router& router);
void add_memory_routes(Router& router);
void add_unit_routes(Router& router);
void add_lookup_routes(Router& router);
void add_text_routes(Router& router);
void add_page_routes(Router& router);
void add_work_routes(Router& router);
void add_job_routes(Router& router);

}  // namespace punte::server

#endif  // PUNTE_SERVER_API_H_

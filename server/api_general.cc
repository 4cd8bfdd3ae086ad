#include <string>

#include "server/api.h"
#include "server/openapi.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

Response text_response(std::string body, std::string type) {
  Response out;
  out.type = std::move(type);
  out.body = std::move(body);
  return out;
}

/// The process answers.
Result<Response> health(Worker& worker, Request&, const Parameters&) {
  return json_response({{"status", "ok"}, {"version", worker.service().options().version}});
}

/// All memories can be read.
Result<Response> ready(Worker& worker, Request& request, const Parameters&) {
  for (const MemoryPlace& place : worker.service().catalog().list()) {
    // Whoever asks need not be allowed to use them: nothing of them is told.
    Request any = Request();
    any.headers = request.headers;
    PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(any, place.name));
    if (const auto info = memory->info(); !info) {
      return problem(503, "not-ready", "A memory cannot be read.");
    }
  }
  return json_response({{"status", "ready"}});
}

Result<Response> metrics(Worker& worker, Request&, const Parameters&) {
  return text_response(worker.service().metrics().text(worker.service().counts()),
                       "text/plain; version=0.0.4; charset=utf-8");
}

Result<Response> description(Worker&, Request&, const Parameters&) {
  return text_response(std::string(openapi_text()), "application/yaml; charset=utf-8");
}

Result<Response> readable_description(Worker&, Request&, const Parameters&) {
  Response out = text_response(openapi_page(), "text/html; charset=utf-8");
  out.headers.add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  return out;
}

}  // namespace

void add_general_routes(Router& router) {
  router.add({"GET", "/health", Role::kNone, health});
  router.add({"GET", "/ready", Role::kNone, ready});
  router.add({"GET", "/metrics", Role::kRead, metrics});
  router.add({"GET", "/openapi.yaml", Role::kNone, description});
  router.add({"GET", "/", Role::kNone, readable_description});
}

}  // namespace punte::server

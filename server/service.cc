#include "server/service.h"

#include <system_error>
#include <utility>

#include "server/api.h"
#include "server/doors.h"
#include "server/worker.h"
#include "view/json.h"
#include "view/memory_json.h"

namespace punte::server {
namespace {

using base::Result;

/// True if the role lets its holder use the route.
bool may(const Caller& caller, const Route& route) {
  return static_cast<int>(caller.role) >= static_cast<int>(route.role);
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)), jobs_(std::make_unique<Jobs>()) {
  add_api(router_);
  add_doors(router_);
}

Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::make(ServiceOptions options) {
  std::unique_ptr<Service> out(new Service(std::move(options)));
  PUNTE_TRY(out->catalog_, Catalog::open(out->options_.memories));
  PUNTE_TRY(out->access_, Access::make(out->options_.access));
  return out;
}

Admission Service::admit(Request& request) {
  Admission out;
  out.refusal = access_->check(request);
  if (out.refusal) return out;
  if (request.method == "OPTIONS") {
    out.refusal = Response{204, "", "", {}, {}, {}};
    access_->allow_origin(request, *out.refusal);
    return out;
  }
  auto found = std::make_shared<Found>();
  out.refusal = router_.find(request.method, request.path, *found);
  if (out.refusal) return out;
  if (!may(request.caller, *found->route)) {
    if (request.caller.name.empty()) {
      out.refusal = problem(401, "token", "This needs a token.");
      out.refusal->headers.add("WWW-Authenticate", "Bearer");
    } else {
      out.refusal = problem(403, "role", "This token does not allow that.");
    }
    return out;
  }
  out.max_body = found->route->max_body;
  if (found->route->spool) out.spool = options_.spool;
  request.found = std::move(found);
  return out;
}

std::unique_ptr<Handler> Service::make_handler() { return std::make_unique<Worker>(*this); }

void Service::answered(const Request& request, int status, std::uintmax_t bytes,
                       std::chrono::microseconds took) {
  metrics_.count_request(status, took);
  if (!options_.log) return;
  view::Json line{
      {"time",
       view::moment_text(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()))},
      {"client", request.address},
      {"caller", request.caller.name},
      {"method", request.method},
      {"path", request.path},  // neither the query nor a token in front of it
      {"status", status},
      {"bytes", bytes},
      {"seconds", static_cast<double>(took.count()) / 1e6}};
  if (request.found && request.found->route->role >= Role::kWrite) line["writes"] = true;
  options_.log(view::json_line(line));
}

}  // namespace punte::server

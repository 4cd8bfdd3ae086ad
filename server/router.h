#ifndef PUNTE_SERVER_ROUTER_H_
#define PUNTE_SERVER_ROUTER_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/message.h"

namespace punte::server {

class Worker;

/// The parts of a path that a pattern names, decoded.
using Parameters = std::map<std::string, std::string, std::less<>>;

using Action = base::Result<Response> (*)(Worker& worker, Request& request,
                                          const Parameters& parameters);

/// One thing that can be asked for.
struct Route {
  std::string_view method;
  /// "/api/v1/memories/{memory}/units/{id}"; "{text*}" at the end takes all that is left, slashes
  /// too.
  std::string_view pattern;
  Role role = Role::kRead;
  Action action = nullptr;
  std::size_t max_body = 1 << 20;  ///< bytes
  bool spool = false;              ///< the body goes to a file
};

/// A route that fits a request.
struct Found {
  const Route* route = nullptr;
  Parameters parameters;
};

/// Finds routes by method and path. Threads: const and thread-safe.
class Router {
 public:
  void add(const Route& route);

  /// The route, or the answer: 404; 405 with "Allow"; 400 for a path that is not percent-encoded
  /// UTF-8. HEAD takes the routes of GET.
  [[nodiscard]] std::optional<Response> find(std::string_view method, std::string_view path,
                                             Found& found) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_ROUTER_H_

// Source: the Model Context Protocol's Streamable HTTP transport, revision 2025-06-18. Every
// request is answered at once with JSON: the server never asks a client for anything, so that there
// is no stream to hold open and no session to keep.
#include <utility>

#include "server/doors.h"
#include "server/mcp_answer.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;

Result<Response> post(Worker& worker, Request& request, const Parameters&) {
  auto answer = mcp_answer(worker, request.caller, request.body);
  Response out;
  if (!answer) {
    out.status = 202;
    return out;
  }
  out.body = std::move(*answer);
  return out;
}

}  // namespace

void add_mcp(Router& router) {
  router.add({"POST", "/mcp", Role::kRead, post, std::size_t{32} << 20});
}

}  // namespace punte::server

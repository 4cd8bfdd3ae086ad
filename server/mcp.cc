#include "server/mcp.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/mcp_answer.h"
#include "server/mcp_tools.h"
#include "server/worker.h"
#include "view/json.h"

namespace punte::server {
namespace {

using view::Json;

constexpr std::array<std::string_view, 3> kVersions = {"2025-06-18", "2025-03-26", "2024-11-05"};
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kNoSuchMethod = -32601;
constexpr int kInvalidParameters = -32602;

std::string line_of(const Json& json) {
  std::string out = view::json_line(json);
  out.pop_back();
  return out;
}

std::string result(const Json& id, Json value) {
  return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(value)}});
}

std::string failure(const Json& id, int code, std::string_view message) {
  return line_of(
      {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

Json initialize(const Json& parameters, const std::string& version) {
  std::string spoken(kVersions.front());
  if (const auto wanted = parameters.find("protocolVersion");
      wanted != parameters.end() && wanted->is_string() &&
      std::find(kVersions.begin(), kVersions.end(), wanted->get<std::string>()) !=
          kVersions.end()) {
    spoken = wanted->get<std::string>();
  }
  return {{"protocolVersion", spoken},
          {"capabilities", {{"tools", {{"listChanged", false}}}}},
          {"serverInfo", {{"name", "punte"}, {"version", version}}},
          {"instructions",
           "Look a text up with tm_lookup before translating it, and its terms with term_lookup. "
           "Languages are BCP 47 tags such as en, ro, pt-BR."}};
}

bool may_use(const Caller& caller, const McpTool& tool) {
  return !tool.writes || static_cast<int>(caller.role) >= static_cast<int>(Role::kWrite);
}

Json tool_list(const Caller& caller) {
  Json tools = Json::array();
  for (const McpTool& tool : mcp_tools()) {
    if (!may_use(caller, tool)) continue;
    tools.push_back({{"name", tool.name},
                     {"description", tool.description},
                     {"inputSchema", Json::parse(tool.schema)},
                     {"annotations", {{"readOnlyHint", !tool.writes}, {"openWorldHint", false}}}});
  }
  return {{"tools", std::move(tools)}};
}

/// Calls the route of a tool, as if its arguments had come as a request.
Json call(Worker& worker, const Caller& caller, const McpTool& tool, const Json& arguments) {
  Request request;
  request.method = tool.method;
  request.path = tool.path;
  request.headers.add("Content-Type", "application/json");
  request.body = arguments.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace);
  request.loopback = true;
  request.caller = caller;
  auto found = std::make_shared<Found>();
  Response response;
  if (auto refusal = worker.service().router().find(request.method, request.path, *found)) {
    response = std::move(*refusal);
  } else {
    request.found = std::move(found);
    response = worker.handle(request);
  }
  Json content = Json::parse(response.body, nullptr, false);
  const bool failed = response.status >= 400;
  const std::string text = failed ? content.value("detail", response.body) : response.body;
  Json out{{"content", Json::array({{{"type", "text"}, {"text", text}}})}, {"isError", failed}};
  if (!failed && content.is_object()) out["structuredContent"] = std::move(content);
  return out;
}

}  // namespace

McpSession::McpSession(Service& service, bool allow_write)
    : worker_(std::make_unique<Worker>(service)),
      caller_{"", allow_write ? Role::kWrite : Role::kRead, {}} {}
McpSession::~McpSession() = default;

std::optional<std::string> McpSession::answer(std::string_view message) {
  return mcp_answer(*worker_, caller_, message);
}

std::optional<std::string> mcp_answer(Worker& worker, const Caller& caller,
                                      std::string_view message) {
  Request wrapped;
  wrapped.body = std::string(message);
  const auto parsed = json_body(wrapped);
  if (!parsed) return failure(nullptr, kParseError, "This is not an object of JSON.");
  const Json& call_of = *parsed;
  const auto id = call_of.find("id");
  const auto method = call_of.find("method");
  if (method == call_of.end() || !method->is_string()) {
    // Answers to questions that we never ask.
    if (id != call_of.end() && call_of.contains("result")) return std::nullopt;
    return failure(id == call_of.end() ? Json(nullptr) : *id, kInvalidRequest,
                   "A request has a method.");
  }
  if (id == call_of.end()) return std::nullopt;  // a notification
  const auto given = call_of.find("params");
  const Json parameters = given != call_of.end() && given->is_object() ? *given : Json::object();
  const auto name = method->get<std::string>();
  if (name == "initialize") {
    return result(*id, initialize(parameters, worker.service().options().version));
  }
  if (name == "ping") return result(*id, Json::object());
  if (name == "tools/list") return result(*id, tool_list(caller));
  if (name != "tools/call") return failure(*id, kNoSuchMethod, "There is no method " + name + ".");
  const auto tool_name = parameters.find("name");
  const auto tools = mcp_tools();
  const auto tool = std::find_if(tools.begin(), tools.end(), [&](const McpTool& one) {
    return tool_name != parameters.end() && tool_name->is_string() &&
           one.name == tool_name->get<std::string>() && may_use(caller, one);
  });
  if (tool == tools.end()) return failure(*id, kInvalidParameters, "There is no such tool.");
  const auto arguments = parameters.find("arguments");
  return result(
      *id,
      call(worker, caller, *tool,
           arguments != parameters.end() && arguments->is_object() ? *arguments : Json::object()));
}

}  // namespace punte::server

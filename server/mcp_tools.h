#ifndef PUNTE_SERVER_MCP_TOOLS_H_
#define PUNTE_SERVER_MCP_TOOLS_H_

#include <span>
#include <string_view>

#include "server/router.h"

namespace punte::server {

/// A tool for agents: one route of the API by another name.
struct McpTool {
  std::string_view name;
  std::string_view description;
  /// The JSON schema of its arguments, which are the members of the request.
  std::string_view schema;
  std::string_view method;
  std::string_view path;
  bool writes = false;
};

[[nodiscard]] std::span<const McpTool> mcp_tools();

}  // namespace punte::server

#endif  // PUNTE_SERVER_MCP_TOOLS_H_

#ifndef PUNTE_SERVER_MCP_ANSWER_H_
#define PUNTE_SERVER_MCP_ANSWER_H_

#include <optional>
#include <string>
#include <string_view>

#include "server/message.h"
#include "server/worker.h"

namespace punte::server {

/// Answers a message of McpSession for a caller, who gets the tools that their role allows.
[[nodiscard]] std::optional<std::string> mcp_answer(Worker& worker, const Caller& caller,
                                                    std::string_view message);

}  // namespace punte::server

#endif  // PUNTE_SERVER_MCP_ANSWER_H_

#ifndef PUNTE_SERVER_MCP_H_
#define PUNTE_SERVER_MCP_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/service.h"

namespace punte::server {

class Worker;

/// A session of the Model Context Protocol: what an agent may ask of the memories, as tools.
/// Versions 2024-11-05 to 2025-06-18. Source: the protocol's specification. Threads: one.
class McpSession {
 public:
  /// `allow_write`: the tools that change memories are there too.
  McpSession(Service& service, bool allow_write);
  ~McpSession();

  /// Answers a message of JSON-RPC 2.0, which is one line; nullopt for what wants no answer.
  /// Never fails: what is wrong is the answer. The answer is one line without its end.
  [[nodiscard]] std::optional<std::string> answer(std::string_view message);

 private:
  std::unique_ptr<Worker> worker_;
  Caller caller_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_MCP_H_

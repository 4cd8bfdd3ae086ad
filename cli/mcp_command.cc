#include "cli/mcp_command.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "base/scratch_folder.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/serve_arguments.h"
#include "server/mcp.h"

namespace punte::cli {
namespace {

using base::Result;

// A page can be in a message.
constexpr std::size_t kMaxMessageBytes = std::size_t{32} << 20;

struct McpArguments {
  ServedMemories memories;
  bool allow_write = false;
};

Result<int> run_mcp(const Context& context, const McpArguments& arguments) {
  PUNTE_TRY(const base::ScratchFolder spool, base::ScratchFolder::make());
  server::ServiceOptions options;
  PUNTE_TRY(options.memories, catalog_options(context, arguments.memories));
  options.access.host = "127.0.0.1";
  options.spool = spool.path();
  options.version = PUNTE_VERSION;
  PUNTE_TRY(const auto service, server::Service::make(std::move(options)));
  server::McpSession session(*service, arguments.allow_write);
  for_each_input_line(kMaxMessageBytes, [&session](std::string_view line) {
    if (line.empty()) return true;
    const auto answer = session.answer(line);
    return !answer || print(*answer + "\n");
  });
  return kDone;
}

}  // namespace

void add_mcp_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<McpArguments>();
  CLI::App& command = add_command(
      app, context, "mcp", tr("Give agents the memory as tools (Model Context Protocol)"),
      "  punte mcp --tm project.tm\n"
      "  punte mcp --tm-folder memories/ --allow-write",
      [&context, arguments] { return finished(run_mcp(context, *arguments)); });
  add_served_options(command, context, arguments->memories);
  command.add_flag("--allow-write", arguments->allow_write,
                   tr("The tools that change memories are there too"));
}

}  // namespace punte::cli

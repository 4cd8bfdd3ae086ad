#include "cli/serve_command.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/scratch_folder.h"
#include "cli/messages.h"
#include "cli/serve_arguments.h"
#include "server/http_server.h"
#include "server/service.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

struct ServeArguments {
  ServedMemories memories;
  std::string listen = "127.0.0.1:8712";
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  std::string tokens;
  std::string log;
  double rate = 0;
  std::size_t workers = 0;
  bool libretranslate = false;
  int libretranslate_least = 100;
};

/// "127.0.0.1:8712", "[::1]:8712", or a port alone.
Result<void> read_address(const std::string& text, server::HttpOptions& options) {
  const std::size_t colon = text.rfind(':');
  std::string_view host = colon == std::string::npos ? std::string_view() : text;
  std::string_view port = text;
  if (colon != std::string::npos) {
    host = host.substr(0, colon);
    port = port.substr(colon + 1);
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (error != std::errc() || end != port.data() + port.size()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("“{1}” is not an address to listen on; write it as 127.0.0.1:8712"),
                      {text});
  }
  if (!host.empty()) options.host = host == "localhost" ? "127.0.0.1" : std::string(host);
  return {};
}

/// A file that lines are added to, whichever thread they come from. An empty name: standard error.
class LogFile {
 public:
  [[nodiscard]] static Result<std::shared_ptr<LogFile>> open(const std::string& path) {
    auto out = std::make_shared<LogFile>();
    if (path.empty()) return out;
    out->file_.open(path, std::ios::app | std::ios::binary);
    if (!out->file_) {
      return base::fail(ErrorCode::kIo, PUNTE_MSG("cannot write this file"), {}, path);
    }
    return out;
  }
  void write(std::string_view line) {
    const std::lock_guard lock(mutex_);
    if (file_.is_open()) {
      file_ << line << std::flush;
    } else {
      std::fwrite(line.data(), 1, line.size(), stderr);
    }
  }

 private:
  std::mutex mutex_;
  std::ofstream file_;
};

Result<int> run_serve(const Context& context, const ServeArguments& arguments) {
  server::HttpOptions http;
  http.workers = arguments.workers;
  http.stop_on_signals = true;
  PUNTE_CHECK(read_address(arguments.listen, http));

  PUNTE_TRY(const base::ScratchFolder spool, base::ScratchFolder::make());
  server::ServiceOptions options;
  PUNTE_TRY(options.memories, catalog_options(context, arguments.memories));
  if (!arguments.log.empty()) PUNTE_CHECK(context.files().will_write(arguments.log));
  PUNTE_TRY(const auto log, LogFile::open(arguments.log));
  options.access.host = http.host;
  options.access.host_names = arguments.hosts;
  options.access.origins = arguments.origins;
  options.access.tokens = token_file(arguments.tokens);
  options.access.rate = arguments.rate;
  options.spool = spool.path();
  options.libretranslate = arguments.libretranslate;
  options.libretranslate_least = arguments.libretranslate_least;
  options.version = PUNTE_VERSION;
  if (!arguments.log.empty()) {
    options.log = [log](std::string_view line) { log->write(line); };
  }
  PUNTE_TRY(const auto service, server::Service::make(std::move(options)));
  PUNTE_TRY(auto http_server, server::HttpServer::listen(*service, http));
  service->set_counts([&http_server] { return http_server.counts(); });

  const std::string host =
      http.host.find(':') == std::string::npos ? http.host : "[" + http.host + "]";
  const std::string address = "http://" + host + ":" + std::to_string(http_server.port()) + "/";
  std::string names;
  for (const server::MemoryPlace& place : service->catalog().list()) {
    names += (names.empty() ? "" : ", ") + place.name;
  }
  std::fprintf(stderr, "punte: %s\n",
               tr("serving {1} at {2} (Ctrl-C stops it)",
                  {names.empty() ? tr("no memory yet") : names, address})
                   .c_str());
  http_server.run();
  std::fprintf(stderr, "punte: %s\n", tr("stopped").c_str());
  return kDone;
}

void add_access_options(CLI::App& command, ServeArguments& arguments) {
  command
      .add_option("--host", arguments.hosts,
                  tr("A name that clients may call the server by, as behind a proxy"))
      ->allow_extra_args(false)
      ->type_name(tr("NAME"));
  command
      .add_option("--allow-origin", arguments.origins,
                  tr("Pages of this origin may use it from a browser, as https://example.org"))
      ->allow_extra_args(false)
      ->type_name(tr("ORIGIN"));
  command
      .add_option("--tokens", arguments.tokens,
                  tr("The file of tokens (default: tokens.json beside the configuration)"))
      ->type_name(tr("FILE"));
  command
      .add_option("--rate", arguments.rate,
                  tr("Most requests a second of one caller (default: 50; from this machine any)"))
      ->check(CLI::Range(0.01, 1e6))
      ->type_name(tr("NUMBER"));
}

}  // namespace

void add_serve_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<ServeArguments>();
  CLI::App& command =
      add_command(app, context, "serve", tr("Serve memories to other programs over HTTP"),
                  "  punte serve --tm project.tm\n"
                  "  punte serve --tm-folder memories/ --listen 127.0.0.1:8712\n"
                  "  punte serve --tm project.tm --host tm.example.org --log access.jsonl",
                  [&context, arguments] { return finished(run_serve(context, *arguments)); });
  add_served_options(command, context, arguments->memories);
  command
      .add_option("--listen", arguments->listen, tr("Address and port (default: 127.0.0.1:8712)"))
      ->type_name(tr("ADDRESS"));
  add_access_options(command, *arguments);
  command
      .add_option("--log", arguments->log, tr("Add a line of JSON for each request to this file"))
      ->type_name(tr("FILE"));
  command
      .add_option("--workers", arguments->workers,
                  tr("Requests that are worked on at a time (default: as many as cores)"))
      ->check(CLI::Range(1, 256))
      ->type_name(tr("NUMBER"));
  command.add_flag("--libretranslate", arguments->libretranslate,
                   tr("Answer requests for translations of LibreTranslate and DeepL clients, too, "
                      "where the memory knows all texts"));
  command
      .add_option("--libretranslate-least", arguments->libretranslate_least,
                  tr("Lowest score that counts as known then (default: 100)"))
      ->check(CLI::Range(1, 100))
      ->type_name(tr("NUMBER"));
}

}  // namespace punte::cli

#ifndef PUNTE_SERVER_HTTP_SERVER_H_
#define PUNTE_SERVER_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "server/message.h"

namespace punte::server {

/// What one client, or all of them together, can cost at most.
struct HttpLimits {
  std::size_t connections = 2000;           ///< further ones are answered 503 and closed
  std::size_t queue = 512;                  ///< requests that wait for a worker; further ones: 503
  std::size_t header_bytes = 8 << 10;       ///< of a request's head; more: 431
  std::chrono::milliseconds idle{60'000};   ///< between two requests of a connection
  std::chrono::milliseconds head{10'000};   ///< from the first byte of a request to its last header
  std::chrono::milliseconds body{30'000};   ///< for a body, and a second more for every 64 KiB
  std::chrono::milliseconds write{30'000};  ///< for a response, and a second more for every 64 KiB
  std::chrono::milliseconds grace{10'000};  ///< for what still runs when the server is stopped
};

/// What is decided when the head of a request is known and its body is not yet read.
struct Admission {
  std::optional<Response> refusal;  ///< sent at once; the body is not read
  std::size_t max_body = 0;         ///< bytes; more: 413
  std::filesystem::path spool;      ///< a folder: the body goes to a file in it, not into memory
};

/// Answers requests; one object for each worker, used by its thread alone.
class Handler {
 public:
  virtual ~Handler() = default;
  [[nodiscard]] virtual Response handle(Request& request) = 0;
};

/// What a server is made for. All functions but make_handler() are called on several threads.
class HttpService {
 public:
  virtual ~HttpService() = default;
  /// Called on the thread of connections: must be quick. May fill in request.caller and alter
  /// request.path.
  [[nodiscard]] virtual Admission admit(Request& request) = 0;
  /// Called once for each worker, on its thread.
  [[nodiscard]] virtual std::unique_ptr<Handler> make_handler() = 0;
  /// Called for every response, sent or not.
  virtual void answered(const Request& request, int status, std::uintmax_t bytes,
                        std::chrono::microseconds took) = 0;
};

/// What a server does just now. Numbers since it was started, but for those that say otherwise.
struct HttpCounts {
  std::uint64_t accepted = 0;   ///< connections
  std::uint64_t refused = 0;    ///< connections and requests beyond the limits
  std::uint64_t malformed = 0;  ///< heads and bodies that are not HTTP
  std::uint64_t timed_out = 0;  ///< connections
  std::size_t connections = 0;  ///< now
  std::size_t queued = 0;       ///< requests that wait for a worker now
};

struct HttpOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8712;  ///< 0: any that is free
  /// Take the listening socket that systemd handed over, if it did ($LISTEN_FDS), instead of host
  /// and port.
  bool socket_activation = true;
  std::size_t workers = 0;  ///< 0: as many as cores
  HttpLimits limits = {};
  bool stop_on_signals = false;  ///< SIGINT and SIGTERM stop it
};

/// A server of HTTP/1.1: connections on one thread, requests on workers. A connection that is slow,
/// silent or malformed costs its own memory and time, and holds up nobody.
/// Threads: stop() and counts() may be called by any, the rest by one.
class HttpServer {
 public:
  /// Begins to listen; nothing is accepted before run(). The service must outlive the server.
  /// Errors: kInvalidArgument (no such address), kIo (the address is in use, no right).
  [[nodiscard]] static base::Result<HttpServer> listen(HttpService& service,
                                                       const HttpOptions& options);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;

  /// Serves until it is stopped. Requests that run then are finished, for as long as the limits
  /// allow.
  void run();
  void stop();
  [[nodiscard]] HttpCounts counts() const;

 private:
  class State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_HTTP_SERVER_H_

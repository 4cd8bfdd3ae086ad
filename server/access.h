#ifndef PUNTE_SERVER_ACCESS_H_
#define PUNTE_SERVER_ACCESS_H_

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/message.h"
#include "server/tokens.h"

namespace punte::server {

struct AccessOptions {
  std::string host;  ///< the address that is listened on
  /// Names that clients may call the server by, besides the address and "localhost".
  std::vector<std::string> host_names;
  /// Pages of these origins ("https://example.org") may call it from a browser.
  std::vector<std::string> origins;
  std::filesystem::path tokens;  ///< the file of tokens; need not exist
  double rate = 0;               ///< requests a second of one caller; 0: 50, but any from loopback
};

/// Who may ask: hosts, origins, tokens, rates. Threads: thread-safe.
class Access {
 public:
  /// Errors: those of TokenList::read(); kInvalidArgument where others than this machine could come
  /// in without a token.
  [[nodiscard]] static base::Result<std::unique_ptr<Access>> make(const AccessOptions& options);

  /// Fills in request.caller, and takes a token in front of the path off it
  /// ("/t/TOKEN/tmserver/..."). The answer where the request is not let in.
  /// Tokens are read again when their file has changed.
  [[nodiscard]] std::optional<Response> check(Request& request);

  /// The caller of a token that came in another place, such as the body. Without tokens everybody
  /// on this machine may do everything.
  [[nodiscard]] std::optional<Caller> caller_of(std::string_view token);

  /// Adds what lets a page of an allowed origin read the answer.
  void allow_origin(const Request& request, Response& response) const;

 private:
  /// Sends requests at most so often; what was not used is saved up for a while.
  struct Bucket {
    double left = 0;
    std::chrono::steady_clock::time_point at;
  };

  Access(AccessOptions options, bool for_all) : options_(std::move(options)), for_all_(for_all) {}
  [[nodiscard]] bool is_known_host(std::string_view host) const;
  [[nodiscard]] bool is_known_origin(std::string_view origin, std::string_view host) const;
  void read_tokens();
  [[nodiscard]] bool take(const Request& request);

  AccessOptions options_;
  bool for_all_;      ///< other machines can reach the server
  std::mutex mutex_;  // guards the rest
  TokenList tokens_;
  std::filesystem::file_time_type tokens_time_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_ACCESS_H_

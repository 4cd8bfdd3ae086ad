#include "server/access.h"

#include <algorithm>
#include <ctime>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "server/url.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::Result;
using Clock = std::chrono::steady_clock;

constexpr double kUsualRate = 50;    // requests a second of a caller from elsewhere
constexpr double kSavedSeconds = 4;  // how long an unused rate is saved up
constexpr std::size_t kMaxBuckets = 4096;

/// "example.org" of "example.org:8712", "[::1]" of "[::1]:8712".
std::string_view without_port(std::string_view host) {
  if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host == "[::1]" || host.substr(0, 4) == "127.";
}

/// The token of a header or a query, as the clients we know send it.
std::string token_of(const Request& request) {
  if (const std::string* const value = request.headers.find("Authorization")) {
    for (const std::string_view scheme : {"Bearer ", "DeepL-Auth-Key "}) {
      if (base::same_ignoring_case(std::string_view(*value).substr(0, scheme.size()), scheme)) {
        return std::string(base::trim_blanks(std::string_view(*value).substr(scheme.size())));
      }
    }
  }
  for (const std::string_view name : {"api_key", "key", "auth_key"}) {
    if (auto value = form_field(request.query, name)) return std::move(*value);
  }
  return {};
}

/// Takes "/t/TOKEN" off the front of the path.
std::string take_token(std::string& path) {
  constexpr std::string_view kFront = "/t/";
  if (path.substr(0, kFront.size()) != kFront) return {};
  const std::size_t end = path.find('/', kFront.size());
  if (end == std::string::npos) return {};
  std::string out = path.substr(kFront.size(), end - kFront.size());
  path.erase(0, end);
  return out;
}

}  // namespace

Result<std::unique_ptr<Access>> Access::make(const AccessOptions& options) {
  PUNTE_TRY(TokenList tokens, TokenList::read(options.tokens));
  const bool for_all = !is_loopback(options.host) || !options.host_names.empty();
  if (for_all && tokens.list().empty()) {
    return base::fail(ErrorCode::kInvalidArgument, base::Remedy::kMakeToken,
                      PUNTE_MSG("other machines could use this server without a token"));
  }
  std::unique_ptr<Access> out(new Access(options, for_all));
  out->read_tokens();
  return out;
}

void Access::read_tokens() {
  std::error_code error;
  const auto time = std::filesystem::last_write_time(options_.tokens, error);
  if (error || time == tokens_time_) return;
  // A list that cannot be read leaves the tokens as they were.
  if (auto read = TokenList::read(options_.tokens)) {
    tokens_ = std::move(*read);
    tokens_time_ = time;
  }
}

bool Access::is_known_host(std::string_view host) const {
  const std::string_view name = without_port(host);
  if (is_loopback(name) || name == options_.host || name == "[" + options_.host + "]") return true;
  return std::any_of(
      options_.host_names.begin(), options_.host_names.end(),
      [name](const std::string& known) { return base::same_ignoring_case(known, name); });
}

bool Access::is_known_origin(std::string_view origin, std::string_view host) const {
  const std::size_t scheme = origin.find("://");
  if (scheme != std::string_view::npos && origin.substr(scheme + 3) == host) return true;
  return std::find(options_.origins.begin(), options_.origins.end(), origin) !=
         options_.origins.end();
}

std::optional<Caller> Access::caller_of(std::string_view token) {
  const std::lock_guard lock(mutex_);
  read_tokens();
  // Tokens may all be revoked while the server runs.
  if (tokens_.list().empty() && !for_all_) return Caller{"", Role::kAdmin, {}};
  return tokens_.caller(token, std::time(nullptr));
}

bool Access::take(const Request& request) {
  double rate = options_.rate;
  if (rate <= 0) {
    if (request.loopback) return true;
    rate = kUsualRate;
  }
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (buckets_.size() > kMaxBuckets) {
    std::erase_if(buckets_, [now](const auto& one) {
      return now - one.second.at > std::chrono::seconds(60);
    });
  }
  const std::string name =
      request.caller.name.empty() ? "@" + request.address : request.caller.name;
  const double most = std::max(1.0, rate * kSavedSeconds);
  const auto [place, is_new] = buckets_.try_emplace(name, Bucket{most, now});
  Bucket& bucket = place->second;
  bucket.left += std::chrono::duration<double>(now - bucket.at).count() * rate;
  bucket.left = std::min(bucket.left, most);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

std::optional<Response> Access::check(Request& request) {
  const std::string* const host = request.headers.find("Host");
  // A page of another site can have its own name resolve to this machine, but not change "Host".
  if (host == nullptr || !is_known_host(*host)) {
    return problem(
        421, "host",
        "This server does not answer to that host name. --host adds one to those it has.");
  }
  if (const std::string* const origin = request.headers.find("Origin");
      origin != nullptr && !is_known_origin(*origin, *host)) {
    return problem(403, "origin",
                   "Pages of this origin may not use the server. --allow-origin lets one in.");
  }
  std::string token = take_token(request.path);
  if (token.empty()) token = token_of(request);
  std::optional<Caller> caller = caller_of(token);
  if (!caller && !token.empty()) {
    // Guessing costs as much as asking.
    if (!take(request)) return problem(429, "rate", "Too many requests. Try again in a second.");
    Response out = problem(401, "token", "This token is not known, or is no longer valid.");
    out.headers.add("WWW-Authenticate", "Bearer");
    return out;
  }
  if (caller) request.caller = std::move(*caller);
  if (!take(request)) {
    Response out = problem(429, "rate", "Too many requests. Try again in a second.");
    out.headers.add("Retry-After", "1");
    return out;
  }
  return std::nullopt;
}

void Access::allow_origin(const Request& request, Response& response) const {
  const std::string* const origin = request.headers.find("Origin");
  if (origin == nullptr || std::find(options_.origins.begin(), options_.origins.end(), *origin) ==
                               options_.origins.end()) {
    return;
  }
  response.headers.add("Access-Control-Allow-Origin", *origin);
  response.headers.add("Vary", "Origin");
  response.headers.add("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
  response.headers.add("Access-Control-Allow-Headers", "Authorization, Content-Type");
}

}  // namespace punte::server

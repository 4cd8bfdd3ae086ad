#ifndef PUNTE_SERVER_MESSAGE_H_
#define PUNTE_SERVER_MESSAGE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

// Requests and responses of HTTP as values, whatever carries them.
namespace punte::server {

/// What a caller may do. Each role includes those before it.
enum class Role {
  kNone,   ///< what anybody may ask: health, the description of the API
  kRead,   ///< look up, detect, export
  kWrite,  ///< add, change and delete units
  kAdmin,  ///< make and delete memories, take changes back
};

/// "none", "read", "write", "admin".
[[nodiscard]] std::string_view role_name(Role role);
/// Errors: kInvalidArgument for other words.
[[nodiscard]] base::Result<Role> parse_role(std::string_view name);

/// Who sent a request.
struct Caller {
  std::string name;  ///< of the token; "" without one
  Role role = Role::kNone;
  std::vector<std::string> memories;  ///< those that it may use; empty: all
};

/// Header fields in the order they came.
class Headers {
 public:
  void add(std::string name, std::string value);
  /// The first value of a field, whatever the case of its name; null where there is none.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
    return fields_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Found;  // server/router.h

/// A request: its head, and its body once that was read.
struct Request {
  std::string method;  ///< "GET"
  std::string path;    ///< before the "?", still percent-encoded; begins with "/"
  std::string query;   ///< after it
  Headers headers;
  std::string body;
  std::filesystem::path body_file;     ///< where the body is instead, if it went to a file
  std::string address;                 ///< of the client, without port
  bool loopback = false;               ///< the client is on this machine
  Caller caller;                       ///< filled in when the request is admitted
  std::shared_ptr<const Found> found;  ///< its route; filled in with the caller
};

/// Text that comes bit by bit: asked several times a second for what there is to send by now.
/// nullopt: that was all.
using EventSource = std::function<std::optional<std::string>()>;

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  Headers headers = {};
  EventSource events = {};          ///< in place of a body
  std::filesystem::path file = {};  ///< the same: the contents of a file
};

/// A failure as JSON by RFC 9457: {"type","title","status","detail","code"}. `code` is stable and
/// for programs: "not-found"; `detail` is for people.
[[nodiscard]] Response problem(int status, std::string_view code, std::string_view detail);

/// The status that an error of the library is answered with, and its code.
[[nodiscard]] int status_of(base::ErrorCode code);
[[nodiscard]] std::string_view code_name(base::ErrorCode code);

/// "Not Found"; "" for a status we never send.
[[nodiscard]] std::string_view status_text(int status);

}  // namespace punte::server

#endif  // PUNTE_SERVER_MESSAGE_H_

#include "server/message.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "view/json.h"

namespace punte::server {
namespace {

constexpr std::array kRoles = {std::pair{Role::kNone, std::string_view("none")},
                               std::pair{Role::kRead, std::string_view("read")},
                               std::pair{Role::kWrite, std::string_view("write")},
                               std::pair{Role::kAdmin, std::string_view("admin")}};

constexpr std::array kStatusTexts = {
    std::pair{200, std::string_view("OK")},
    std::pair{201, std::string_view("Created")},
    std::pair{202, std::string_view("Accepted")},
    std::pair{204, std::string_view("No Content")},
    std::pair{400, std::string_view("Bad Request")},
    std::pair{401, std::string_view("Unauthorized")},
    std::pair{403, std::string_view("Forbidden")},
    std::pair{404, std::string_view("Not Found")},
    std::pair{405, std::string_view("Method Not Allowed")},
    std::pair{408, std::string_view("Request Timeout")},
    std::pair{409, std::string_view("Conflict")},
    std::pair{411, std::string_view("Length Required")},
    std::pair{413, std::string_view("Content Too Large")},
    std::pair{415, std::string_view("Unsupported Media Type")},
    std::pair{421, std::string_view("Misdirected Request")},
    std::pair{422, std::string_view("Unprocessable Content")},
    std::pair{429, std::string_view("Too Many Requests")},
    std::pair{431, std::string_view("Request Header Fields Too Large")},
    std::pair{500, std::string_view("Internal Server Error")},
    std::pair{501, std::string_view("Not Implemented")},
    std::pair{503, std::string_view("Service Unavailable")}};

}  // namespace

std::string_view role_name(Role role) {
  for (const auto& [value, name] : kRoles) {
    if (value == role) return name;
  }
  return "none";
}

base::Result<Role> parse_role(std::string_view name) {
  for (const auto& [value, known] : kRoles) {
    if (known == name && value != Role::kNone) return value;
  }
  return base::fail(base::ErrorCode::kInvalidArgument,
                    PUNTE_MSG("“{1}” is not a role; the roles are read, write and admin"),
                    {std::string(name)});
}

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [known, value] : fields_) {
    if (base::same_ignoring_case(known, name)) return &value;
  }
  return nullptr;
}

Response problem(int status, std::string_view code, std::string_view detail) {
  Response out;
  out.status = status;
  out.type = "application/problem+json; charset=utf-8";
  out.body = view::json_line({{"type", "about:blank"},
                              {"title", status_text(status)},
                              {"status", status},
                              {"detail", detail},
                              {"code", code}});
  return out;
}

int status_of(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::kInvalidArgument:
    case base::ErrorCode::kSyntax:
      return 400;
    case base::ErrorCode::kNotFound:
      return 404;
    case base::ErrorCode::kUnsupported:
    case base::ErrorCode::kTooNew:
      return 422;
    case base::ErrorCode::kLimit:
      return 413;
    case base::ErrorCode::kBusy:
    case base::ErrorCode::kCancelled:
      return 503;
    case base::ErrorCode::kIo:
    case base::ErrorCode::kClosed:
    case base::ErrorCode::kCorrupt:
      break;
  }
  return 500;
}

std::string_view code_name(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case base::ErrorCode::kNotFound:
      return "not-found";
    case base::ErrorCode::kIo:
      return "io";
    case base::ErrorCode::kClosed:
      return "closed";
    case base::ErrorCode::kSyntax:
      return "syntax";
    case base::ErrorCode::kUnsupported:
      return "unsupported";
    case base::ErrorCode::kTooNew:
      return "too-new";
    case base::ErrorCode::kCorrupt:
      return "corrupt";
    case base::ErrorCode::kBusy:
      return "busy";
    case base::ErrorCode::kLimit:
      return "limit";
    case base::ErrorCode::kCancelled:
      return "cancelled";
  }
  return "internal";
}

std::string_view status_text(int status) {
  for (const auto& [known, text] : kStatusTexts) {
    if (known == status) return text;
  }
  return "";
}

}  // namespace punte::server

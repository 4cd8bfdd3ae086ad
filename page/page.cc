#include "page/page.h"

namespace punte::page {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kBody:
      return "body";
    case Role::kChrome:
      return "chrome";
    case Role::kTitle:
      return "title";
    case Role::kOther:
      break;
  }
  return "other";
}

}  // namespace punte::page

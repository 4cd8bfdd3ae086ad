#include "server/socket_activation.h"

#include <unistd.h>

#include <cstdlib>

namespace punte::server {

int activated_socket() {
  constexpr int kFirstSocket = 3;
  const char* const process = std::getenv("LISTEN_PID");
  const char* const count = std::getenv("LISTEN_FDS");
  if (process == nullptr || count == nullptr) return -1;
  if (std::strtol(process, nullptr, 10) != static_cast<long>(getpid())) return -1;
  return std::strtol(count, nullptr, 10) >= 1 ? kFirstSocket : -1;
}

}  // namespace punte::server

#ifndef PUNTE_SERVER_SOCKET_ACTIVATION_H_
#define PUNTE_SERVER_SOCKET_ACTIVATION_H_

namespace punte::server {

/// The socket that systemd listens on for us; -1 without one. Source: sd_listen_fds(3).
[[nodiscard]] int activated_socket();

}  // namespace punte::server

#endif  // PUNTE_SERVER_SOCKET_ACTIVATION_H_

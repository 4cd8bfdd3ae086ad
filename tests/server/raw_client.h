#ifndef PUNTE_TESTS_SERVER_RAW_CLIENT_H_
#define PUNTE_TESTS_SERVER_RAW_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace punte::server::tests {

/// A connection to a server on this machine that sends any bytes. Gives up after a minute, so that
/// a test that would wait forever fails.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval limit{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("no connection");
    }
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  /// False: the server has closed the connection.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next answer, head and body; shorter if the connection ends before.
  std::string answer() {
    while (held_.find("\r\n\r\n") == std::string::npos) {
      if (!receive()) return take(held_.size());
    }
    const std::size_t head = held_.find("\r\n\r\n") + 4;
    const std::size_t length = held_.find("Content-Length: ");
    const std::size_t size =
        length < head ? std::strtoul(held_.c_str() + length + 16, nullptr, 10) : 0;
    while (held_.size() < head + size) {
      if (!receive()) return take(held_.size());
    }
    return take(head + size);
  }

  /// All that comes until the server closes the connection.
  std::string rest() {
    while (receive()) {
    }
    return take(held_.size());
  }

 private:
  bool receive() {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got <= 0) return false;
    held_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
  std::string take(std::size_t size) {
    std::string out = held_.substr(0, size);
    held_.erase(0, size);
    return out;
  }

  int socket_;
  std::string held_;
};

}  // namespace punte::server::tests

#endif  // PUNTE_TESTS_SERVER_RAW_CLIENT_H_

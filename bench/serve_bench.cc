// What a server adds to a look-up: the same queries through the library and through HTTP, in one
// run.
//   serve_bench MEMORY FROM TO QUERIES [CLIENTS [ROUNDS]]
// QUERIES has one text a line. A process of its own plays CLIENTS (32) keep-alive connections that
// each ask for the next text as soon as they have an answer; all texts are asked ROUNDS (3) times,
// after one to warm up, then once more beside 200 connections that are silent and 50 that send a
// byte of a head every 100 ms. Prints the CPU time a look-up takes in the library and a request
// takes in the server, requests a second with both on this machine, the times that clients wait
// without and with the others, and the server's resident memory.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/scratch_folder.h"
#include "base/workers.h"
#include "server/http_server.h"
#include "server/service.h"
#include "tm/translation_memory.h"
#include "view/json.h"

namespace {

using namespace punte;
using Clock = std::chrono::steady_clock;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// One keep-alive connection.
struct Client {
  int socket = -1;
  std::string held;
  Clock::time_point asked;
};

/// How long clients waited, in milliseconds.
struct Waits {
  double p50 = 0;
  double p99 = 0;
};

int connected(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int out = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(out, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(out, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    std::exit(2);
  return out;
}

/// Takes an answer off the front once it is whole.
bool take_answer(std::string& held) {
  const std::size_t head = held.find("\r\n\r\n");
  if (head == std::string::npos) return false;
  const std::size_t length = held.find("Content-Length: ");
  if (length > head) std::exit(3);
  const std::size_t size = head + 4 + std::strtoul(held.c_str() + length + 16, nullptr, 10);
  if (held.size() < size) return false;
  if (held.compare(0, 12, "HTTP/1.1 200") != 0) std::exit(4);
  held.erase(0, size);
  return true;
}

/// Asks all requests over `count` connections, writes Waits to `result` and ends the process.
[[noreturn]] void play_clients(std::uint16_t port, const std::vector<std::string>& requests,
                               std::size_t count, int result) {
  std::vector<Client> clients(count);
  std::vector<pollfd> polls;
  std::size_t next = 0;
  const auto ask = [&](Client& client) {
    if (next == requests.size()) return;
    const std::string& request = requests[next++];
    client.asked = Clock::now();
    if (::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      std::exit(7);
    }
  };
  for (Client& client : clients) {
    client.socket = connected(port);
    polls.push_back({client.socket, POLLIN, 0});
    ask(client);
  }
  std::vector<double> waits;
  std::vector<char> buffer(64 << 10);
  while (waits.size() < requests.size()) {
    if (::poll(polls.data(), polls.size(), 60'000) <= 0) std::exit(5);
    for (std::size_t i = 0; i < clients.size(); ++i) {
      if ((polls[i].revents & POLLIN) == 0) continue;
      Client& client = clients[i];
      const ssize_t got = ::recv(client.socket, buffer.data(), buffer.size(), 0);
      if (got <= 0) std::exit(6);
      client.held.append(buffer.data(), static_cast<std::size_t>(got));
      if (!take_answer(client.held)) continue;
      waits.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - client.asked).count());
      ask(client);
    }
  }
  std::sort(waits.begin(), waits.end());
  const Waits out{waits[waits.size() / 2], waits[waits.size() * 99 / 100]};
  std::_Exit(::write(result, &out, sizeof out) == sizeof out ? 0 : 8);
}

/// Runs clients in a process of their own.
Waits clients_waits(std::uint16_t port, const std::vector<std::string>& requests,
                    std::size_t count) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) std::exit(2);
  const pid_t child = fork();
  if (child == 0) play_clients(port, requests, count, ends[1]);
  int status = 0;
  waitpid(child, &status, 0);
  Waits out;
  if (status != 0 || ::read(ends[0], &out, sizeof out) != sizeof out) {
    std::fprintf(stderr, "serve_bench: the clients failed (%d)\n", WEXITSTATUS(status));
    std::_Exit(2);
  }
  ::close(ends[0]);
  ::close(ends[1]);
  return out;
}

/// Connections that cost the server something and ask it nothing, until the object goes.
class Burden {
 public:
  explicit Burden(std::uint16_t port) {
    for (int i = 0; i < 250; ++i) sockets_.push_back(connected(port));
    dripping_ = std::thread([this] {
      while (!ended_) {
        // A head that never ends; where the server has closed one, nothing is sent.
        for (int i = 0; i < 50; ++i) {
          static_cast<void>(::send(sockets_[static_cast<std::size_t>(i)], "G", 1, MSG_NOSIGNAL));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    });
  }
  Burden(const Burden&) = delete;
  Burden& operator=(const Burden&) = delete;
  ~Burden() {
    ended_ = true;
    dripping_.join();
    for (const int socket : sockets_) ::close(socket);
  }

 private:
  std::vector<int> sockets_;
  std::atomic<bool> ended_{false};
  std::thread dripping_;
};

/// CPU seconds that the library needs for all queries, on one thread, with a handle that could
/// write as those of a server can.
double library_seconds(const char* memory_path, const std::vector<tm::Query>& queries, int rounds) {
  tm::OpenOptions options;
  options.create = false;
  const auto memory = tm::TranslationMemory::open(memory_path, options);
  if (!memory) std::exit(2);
  double begun = 0;
  for (int round = 0; round <= rounds; ++round) {
    if (round == 1) begun = cpu_seconds();
    for (const tm::Query& query : queries) {
      if (!memory->lookup(query)) std::exit(2);
    }
  }
  return cpu_seconds() - begun;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: serve_bench MEMORY FROM TO QUERIES [CLIENTS [ROUNDS]]\n");
    return 2;
  }
  const std::size_t count = argc > 5 ? std::strtoul(argv[5], nullptr, 10) : 32;
  const int rounds = argc > 6 ? std::atoi(argv[6]) : 3;
  std::vector<tm::Query> queries;
  std::vector<std::string> requests;
  std::ifstream file(argv[4]);
  for (std::string line; std::getline(file, line);) {
    tm::Query query;
    query.source.text = line;
    query.source_language = argv[2];
    query.target_language = argv[3];
    queries.push_back(std::move(query));
    const std::string body = view::json_line({{"text", line}, {"from", argv[2]}, {"to", argv[3]}});
    requests.push_back(
        "POST /api/v1/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  if (queries.empty()) return 2;
  const double in_library = library_seconds(argv[1], queries, rounds);

  const base::ScratchFolder spool = std::move(base::ScratchFolder::make().value());
  server::ServiceOptions options;
  options.memories.file = argv[1];
  options.access.host = "127.0.0.1";
  options.spool = spool.path();
  const auto service = std::move(server::Service::make(std::move(options)).value());
  server::HttpOptions http;
  http.port = 0;
  http.socket_activation = false;
  auto http_server = std::move(server::HttpServer::listen(*service, http).value());
  const std::uint16_t port = http_server.port();
  std::thread serving([&http_server] { http_server.run(); });
  double begun = 0;
  Waits alone;
  Clock::time_point since;
  for (int round = 0; round <= rounds; ++round) {
    if (round == 1) {
      begun = cpu_seconds();
      since = Clock::now();
    }
    alone = clients_waits(port, requests, count);
  }
  const double in_server = cpu_seconds() - begun;
  const double took = std::chrono::duration<double>(Clock::now() - since).count();
  Waits burdened;
  {
    const Burden burden(port);
    burdened = clients_waits(port, requests, count);
  }
  http_server.stop();
  serving.join();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double all = static_cast<double>(queries.size()) * rounds;
  std::printf(
      "%.0f requests, %zu clients: library %.3f ms CPU a look-up, server %.3f ms a request, added "
      "%.3f ms; %.0f requests/s where the library on %zu cores would do %.0f; %ld MB\n",
      all, count, in_library / all * 1e3, in_server / all * 1e3,
      (in_server - in_library) / all * 1e3, all / took, base::cores(),
      all / in_library * static_cast<double>(base::cores()), usage.ru_maxrss / 1024);
  std::printf("clients wait p50 %.2f, p99 %.2f ms; beside 250 others %.2f, %.2f ms\n", alone.p50,
              alone.p99, burdened.p50, burdened.p99);
  return 0;
}

#ifndef PUNTE_SERVER_METRICS_H_
#define PUNTE_SERVER_METRICS_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "server/http_server.h"

namespace punte::server {

/// What the server has done, counted. Threads: thread-safe, without locks.
class Metrics {
 public:
  /// A request that was answered with this status.
  void count_request(int status, std::chrono::microseconds took);
  /// A look-up of one text in a memory.
  void count_lookup(std::chrono::microseconds took, bool found);

  /// In the text format of Prometheus, version 0.0.4.
  [[nodiscard]] std::string text(const HttpCounts& http) const;

 private:
  /// Upper bounds of the buckets, in microseconds; the last bucket has none.
  static constexpr std::array<std::uint64_t, 12> kBounds = {
      250, 500, 1000, 2500, 5000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
  struct Histogram {
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets = {};
    std::atomic<std::uint64_t> microseconds{0};
    void add(std::chrono::microseconds took);
    void write(std::string& out, const std::string& name) const;
  };

  std::array<std::atomic<std::uint64_t>, 6> by_class_ = {};  // 1xx to 5xx
  std::atomic<std::uint64_t> found_{0};
  Histogram requests_;
  Histogram lookups_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_METRICS_H_

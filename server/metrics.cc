#include "server/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace punte::server {
namespace {

void write_value(std::string& out, const char* name, const char* type, const char* help,
                 std::uint64_t value) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
}

}  // namespace

void Metrics::Histogram::add(std::chrono::microseconds took) {
  const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, took.count()));
  const auto* const bucket = std::lower_bound(kBounds.begin(), kBounds.end(), value);
  ++buckets[static_cast<std::size_t>(bucket - kBounds.begin())];
  microseconds += value;
}

void Metrics::Histogram::write(std::string& out, const std::string& name) const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    sum += buckets[i];
    out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, static_cast<double>(kBounds[i]) / 1e6,
                       sum);
  }
  sum += buckets[kBounds.size()];
  out += fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name, sum,
                     static_cast<double>(microseconds.load()) / 1e6);
}

void Metrics::count_request(int status, std::chrono::microseconds took) {
  ++by_class_[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
  requests_.add(took);
}

void Metrics::count_lookup(std::chrono::microseconds took, bool found) {
  lookups_.add(took);
  if (found) ++found_;
}

std::string Metrics::text(const HttpCounts& http) const {
  std::string out =
      "# HELP punte_requests_total Requests answered, by class of status.\n"
      "# TYPE punte_requests_total counter\n";
  for (std::size_t i = 2; i < by_class_.size(); ++i) {
    out += fmt::format("punte_requests_total{{status=\"{}xx\"}} {}\n", i, by_class_[i].load());
  }
  out +=
      "# HELP punte_request_seconds Time from the head of a request to its answer.\n"
      "# TYPE punte_request_seconds histogram\n";
  requests_.write(out, "punte_request_seconds");
  out +=
      "# HELP punte_lookup_seconds Time of a look-up of one text in a memory.\n"
      "# TYPE punte_lookup_seconds histogram\n";
  lookups_.write(out, "punte_lookup_seconds");
  write_value(out, "punte_lookups_found_total", "counter", "Look-ups that found a match.",
              found_.load());
  write_value(out, "punte_connections_total", "counter", "Connections accepted.", http.accepted);
  write_value(out, "punte_connections", "gauge", "Connections that are open.", http.connections);
  write_value(out, "punte_queue", "gauge", "Requests that wait for a worker.", http.queued);
  write_value(out, "punte_refused_total", "counter", "Connections and requests beyond the limits.",
              http.refused);
  write_value(out, "punte_malformed_total", "counter", "Requests that were not HTTP.",
              http.malformed);
  write_value(out, "punte_timeouts_total", "counter", "Connections that were too slow.",
              http.timed_out);
  return out;
}

}  // namespace punte::server

#ifndef PUNTE_SERVER_SERVICE_H_
#define PUNTE_SERVER_SERVICE_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/access.h"
#include "server/http_server.h"
#include "server/jobs.h"
#include "server/memories.h"
#include "server/metrics.h"
#include "server/router.h"

namespace punte::server {

struct ServiceOptions {
  CatalogOptions memories;
  AccessOptions access;
  std::filesystem::path spool;  ///< a folder for uploads and results; made private to the server
  std::function<void(std::string_view line)> log;  ///< receives a line of JSON for each request
  bool libretranslate = false;                     ///< answer /libretranslate/translate
  int libretranslate_least = 100;  ///< lowest score that is passed off as a translation
  std::string version;             ///< of the program
};

/// Everything that workers share. Threads: thread-safe.
class Service : public HttpService {
 public:
  /// Errors: those of Catalog::open() and Access::make().
  [[nodiscard]] static base::Result<std::unique_ptr<Service>> make(ServiceOptions options);
  ~Service() override;

  [[nodiscard]] Admission admit(Request& request) override;
  [[nodiscard]] std::unique_ptr<Handler> make_handler() override;
  void answered(const Request& request, int status, std::uintmax_t bytes,
                std::chrono::microseconds took) override;

  /// For /metrics and /ready: what the server counts.
  void set_counts(std::function<HttpCounts()> counts) { counts_ = std::move(counts); }
  [[nodiscard]] HttpCounts counts() const { return counts_ ? counts_() : HttpCounts(); }

  [[nodiscard]] const ServiceOptions& options() const { return options_; }
  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] Catalog& catalog() { return *catalog_; }
  [[nodiscard]] Access& access() { return *access_; }
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] Jobs& jobs() { return *jobs_; }

 private:
  explicit Service(ServiceOptions options);

  ServiceOptions options_;
  Router router_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Access> access_;
  Metrics metrics_;
  std::unique_ptr<Jobs> jobs_;
  std::function<HttpCounts()> counts_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_SERVICE_H_

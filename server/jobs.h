#ifndef PUNTE_SERVER_JOBS_H_
#define PUNTE_SERVER_JOBS_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "view/json.h"

namespace punte::server {

enum class JobState { kWaiting, kRunning, kDone, kFailed, kCancelled };

/// What is known of a job at a moment.
struct JobStatus {
  std::string id;
  std::string kind;   ///< "import", "export", ...
  std::string owner;  ///< name of the caller's token
  JobState state = JobState::kWaiting;
  base::Stage stage = base::Stage::kUnits;
  std::uint64_t done = 0;  ///< of `all`
  std::uint64_t all = 0;   ///< 0: not known
  view::Json result;       ///< once it is done
  std::optional<base::Error> error;
  std::filesystem::path file;  ///< what it made, if it made a file
  std::string file_name;       ///< how a client should call that
  std::string file_type;       ///< its media type
};

/// What a job gives back.
struct JobOutcome {
  view::Json result;
  std::filesystem::path file = {};
  std::string file_name = {};
  std::string file_type = {};
};

/// Long work, one after the other on a thread of its own. What a job has found is kept for an hour,
/// of the last hundred. Threads: thread-safe.
class Jobs {
 public:
  using Work = std::function<base::Result<JobOutcome>(const base::Continue& go_on)>;

  Jobs();
  /// Stops what runs, drops what waits, removes the files.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// Returns the id. Errors: kLimit where too many wait already.
  [[nodiscard]] base::Result<std::string> start(const std::string& kind, const std::string& owner,
                                                Work work);
  [[nodiscard]] std::optional<JobStatus> find(const std::string& id) const;
  /// Latest first.
  [[nodiscard]] std::vector<JobStatus> list() const;
  /// Stops it if it waits or runs. False: there is no such job.
  bool cancel(const std::string& id);

 private:
  struct Job;
  void run();
  void forget_old();

  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::uint64_t next_ = 1;
  std::deque<std::shared_ptr<Job>> jobs_;  // oldest first
  bool ending_ = false;
  std::thread thread_;
};

[[nodiscard]] view::Json to_json(const JobStatus& status);

}  // namespace punte::server

#endif  // PUNTE_SERVER_JOBS_H_

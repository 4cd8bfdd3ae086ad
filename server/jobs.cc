#include "server/jobs.h"

#include <atomic>
#include <chrono>
#include <system_error>
#include <utility>

namespace punte::server {
namespace {

using base::ErrorCode;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = 32;
constexpr std::size_t kMostKept = 100;
constexpr std::chrono::hours kKept{1};

const char* state_name(JobState state) {
  switch (state) {
    case JobState::kWaiting:
      return "waiting";
    case JobState::kRunning:
      return "running";
    case JobState::kDone:
      return "done";
    case JobState::kFailed:
      return "failed";
    case JobState::kCancelled:
      break;
  }
  return "cancelled";
}

const char* stage_name(base::Stage stage) {
  switch (stage) {
    case base::Stage::kPages:
      return "pages";
    case base::Stage::kLines:
      return "lines";
    case base::Stage::kUnits:
      return "units";
    case base::Stage::kSegments:
      return "segments";
    case base::Stage::kComparing:
      return "comparing";
    case base::Stage::kDocuments:
      return "documents";
    case base::Stage::kLexicon:
      return "lexicon";
    case base::Stage::kIndex:
      break;
  }
  return "index";
}

}  // namespace

struct Jobs::Job {
  JobStatus status;  // guarded by Jobs::mutex_
  Work work;
  std::atomic<bool> cancelled{false};
  Clock::time_point ended;

  ~Job() {
    std::error_code ignored;
    if (!status.file.empty()) std::filesystem::remove(status.file, ignored);
  }
};

Jobs::Jobs() : thread_([this] { run(); }) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (const auto& job : jobs_) job->cancelled = true;
  }
  filled_.notify_all();
  thread_.join();
}

base::Result<std::string> Jobs::start(const std::string& kind, const std::string& owner,
                                      Work work) {
  const auto job = std::make_shared<Job>();
  job->work = std::move(work);
  job->status.kind = kind;
  job->status.owner = owner;
  {
    const std::lock_guard lock(mutex_);
    forget_old();
    std::size_t waiting = 0;
    for (const auto& one : jobs_) waiting += one->status.state == JobState::kWaiting ? 1 : 0;
    if (waiting >= kMostWaiting) {
      return base::fail(ErrorCode::kBusy, PUNTE_MSG("too many jobs are waiting already"));
    }
    job->status.id = std::to_string(next_++);
    jobs_.push_back(job);
  }
  filled_.notify_all();
  return job->status.id;
}

std::optional<JobStatus> Jobs::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->status.id == id) return job->status;
  }
  return std::nullopt;
}

std::vector<JobStatus> Jobs::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<JobStatus> out;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) out.push_back((*job)->status);
  return out;
}

bool Jobs::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->status.id != id) continue;
    job->cancelled = true;
    if (job->status.state == JobState::kWaiting) {
      job->status.state = JobState::kCancelled;
      job->ended = Clock::now();
      job->work = nullptr;
    }
    return true;
  }
  return false;
}

void Jobs::forget_old() {
  const Clock::time_point now = Clock::now();
  std::erase_if(jobs_, [now](const std::shared_ptr<Job>& job) {
    return job->ended != Clock::time_point() && now - job->ended > kKept;
  });
  while (jobs_.size() >= kMostKept && jobs_.front()->ended != Clock::time_point()) {
    jobs_.pop_front();
  }
}

void Jobs::run() {
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this, &job] {
        for (const auto& one : jobs_) {
          if (one->status.state == JobState::kWaiting) {
            job = one;
            return true;
          }
        }
        return ending_;
      });
      if (ending_) return;
      job->status.state = JobState::kRunning;
    }
    const base::Continue go_on(
        [this, &job](base::Stage stage, std::uint64_t done, std::uint64_t all) {
          const std::lock_guard lock(mutex_);
          job->status.stage = stage;
          job->status.done = done;
          job->status.all = all;
          return !job->cancelled;
        });
    auto outcome = job->work(go_on);
    const std::lock_guard lock(mutex_);
    job->work = nullptr;
    job->ended = Clock::now();
    if (outcome) {
      job->status.state = JobState::kDone;
      job->status.result = std::move(outcome->result);
      job->status.file = std::move(outcome->file);
      job->status.file_name = std::move(outcome->file_name);
      job->status.file_type = std::move(outcome->file_type);
    } else if (outcome.error().code == ErrorCode::kCancelled) {
      job->status.state = JobState::kCancelled;
    } else {
      job->status.state = JobState::kFailed;
      job->status.error = std::move(outcome.error());
    }
  }
}

view::Json to_json(const JobStatus& status) {
  view::Json out{{"id", status.id}, {"kind", status.kind}, {"state", state_name(status.state)}};
  if (status.state == JobState::kRunning) {
    out["progress"] = {{"stage", stage_name(status.stage)}, {"done", status.done}};
    if (status.all > 0) out["progress"]["all"] = status.all;
  }
  if (status.state == JobState::kDone) {
    out["result"] = status.result;
    if (!status.file.empty()) out["file"] = status.file_name;
  }
  return out;
}

}  // namespace punte::server

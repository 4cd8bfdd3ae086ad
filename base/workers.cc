#include "base/workers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace punte::base {

std::size_t cores() { return std::max(1U, std::thread::hardware_concurrency()); }

struct Workers::State {
  struct Job {
    Task task;
    Delivery delivery;
    bool done = false;
  };

  explicit State(std::size_t most_threads, std::size_t most_under_way)
      : threads(std::max<std::size_t>(1, most_threads)),
        window(most_under_way == 0 ? threads * 4 : most_under_way) {}

  void serve() {
    while (true) {
      std::shared_ptr<Job> job;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return closing || !waiting.empty(); });
        if (waiting.empty()) return;
        job = std::move(waiting.front());
        waiting.pop_front();
      }
      Delivery delivery = job->task();
      job->task = nullptr;  // what it holds is needed no more
      const std::lock_guard lock(mutex);
      job->delivery = std::move(delivery);
      job->done = true;
      changed.notify_all();
    }
  }

  void start(std::shared_ptr<Job> job) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(job));
    changed.notify_all();
  }

  /// Delivers the oldest task, after waiting for it.
  bool deliver() {
    const std::shared_ptr<Job> job = std::move(order.front());
    order.pop_front();
    if (crew.empty() && !job->done) {
      job->delivery = job->task();
      job->done = true;
    }
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return job->done; });
    }
    return !job->delivery || job->delivery();
  }

  bool oldest_is_ready() {
    const std::lock_guard lock(mutex);
    return !order.empty() && order.front()->done;
  }

  const std::size_t threads;
  const std::size_t window;
  std::deque<std::shared_ptr<Job>> order;    // of delivery; of the owner alone
  std::deque<std::shared_ptr<Job>> waiting;  // to be begun
  std::mutex mutex;                          // of `waiting`, `closing`, Job::done and delivery
  std::condition_variable changed;
  bool closing = false;
  bool wanted = true;
  std::vector<std::thread> crew;
};

Workers::Workers(std::size_t threads, std::size_t window)
    : state_(std::make_unique<State>(threads, window)) {}

Workers::~Workers() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->waiting.clear();
    state_->closing = true;
    state_->changed.notify_all();
  }
  for (std::thread& thread : state_->crew) thread.join();
}

bool Workers::add(Task task) {
  State& state = *state_;
  if (!state.wanted) return false;
  auto job = std::make_shared<State::Job>();
  job->task = std::move(task);
  if (state.threads == 1) {
    const Delivery delivery = job->task();
    state.wanted = !delivery || delivery();
    return state.wanted;
  }
  state.order.push_back(job);
  if (state.crew.empty() && state.order.size() == 1) return true;  // it may stay the only one
  if (state.crew.empty()) {
    for (std::size_t i = 0; i < state.threads; ++i) {
      state.crew.emplace_back([&state] { state.serve(); });
    }
    state.start(state.order.front());
  }
  state.start(std::move(job));
  while (state.wanted && (state.order.size() >= state.window || state.oldest_is_ready())) {
    state.wanted = state.deliver();
  }
  return state.wanted;
}

bool Workers::finish() {
  State& state = *state_;
  while (state.wanted && !state.order.empty()) state.wanted = state.deliver();
  return state.wanted;
}

void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto serve = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> helpers;
  for (std::size_t i = 1; i < std::min(threads, count); ++i) helpers.emplace_back(serve);
  serve();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace punte::base

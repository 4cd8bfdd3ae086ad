#ifndef PUNTE_BASE_WORKERS_H_
#define PUNTE_BASE_WORKERS_H_

#include <cstddef>
#include <functional>
#include <memory>

namespace punte::base {

/// Cores of this machine, at least 1.
[[nodiscard]] std::size_t cores();

/// Does tasks on several threads and hands their results over one by one, in the order in which the
/// tasks were given. A bounded number of them is under way at a time.
///
///     Workers workers(cores());
///     for (...) if (!workers.add([=] { Answer a = work(...); return [=] { return print(a); }; }))
///     break; workers.finish();
///
/// Threads: `add` and `finish` are called by one thread, the owner; deliveries run on it, inside
/// those calls. Tasks run on any thread. An exception of a task ends the program.
class Workers {
 public:
  /// Takes the result of a task; false: no more is wanted.
  using Delivery = std::function<bool()>;
  /// Does the work and returns what is to be done with the result (an empty one: nothing).
  using Task = std::function<Delivery()>;

  /// `threads` at most; with 1, tasks are done at once on the owner's thread. Threads start with
  /// the second task, so that a single one costs none. `window`: tasks under way at a time, 0 for
  /// four times the threads.
  explicit Workers(std::size_t threads, std::size_t window = 0);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Drops what has not begun and waits for what has.
  ~Workers();

  /// Gives a task; delivers what is ready, and waits where too many are under way. False: a
  /// delivery wanted no more; the task is dropped.
  [[nodiscard]] bool add(Task task);

  /// Delivers all that is left. False: a delivery wanted no more.
  [[nodiscard]] bool finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Calls `work(i)` for all i below `count`, on at most `threads` threads, this one among them, in
/// no order; returns when all are done. Each gets the next one that nobody has begun.
void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t)>& work);

}  // namespace punte::base

#endif  // PUNTE_BASE_WORKERS_H_

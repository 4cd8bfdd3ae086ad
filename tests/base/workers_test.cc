#include "base/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace punte::base {
namespace {

TEST(Workers, DeliverInTheOrderOfTheTasks) {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    std::vector<int> delivered;
    Workers workers(threads);
    for (int i = 0; i < 200; ++i) {
      ASSERT_TRUE(workers.add([i, &delivered]() -> Workers::Delivery {
        if (i % 7 == 0) std::this_thread::yield();  // some are slower
        return [i, &delivered] {
          delivered.push_back(i);
          return true;
        };
      }));
    }
    ASSERT_TRUE(workers.finish());
    ASSERT_EQ(delivered.size(), 200U) << threads;
    for (int i = 0; i < 200; ++i) EXPECT_EQ(delivered[static_cast<std::size_t>(i)], i);
  }
}

TEST(Workers, StopWhereADeliveryWantsNoMore) {
  for (const std::size_t threads : {1U, 3U}) {
    int delivered = 0;
    Workers workers(threads);
    bool open = true;
    for (int i = 0; i < 100 && open; ++i) {
      open = workers.add(
          [&delivered]() -> Workers::Delivery { return [&delivered] { return ++delivered < 5; }; });
    }
    EXPECT_FALSE(workers.finish());
    EXPECT_EQ(delivered, 5) << threads;
    EXPECT_FALSE(workers.add([] { return Workers::Delivery(); }));
  }
}

TEST(Workers, BoundWhatIsUnderWay) {
  std::atomic<int> begun = 0;
  int delivered = 0;
  int most = 0;
  Workers workers(2, 6);
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(workers.add([&]() -> Workers::Delivery {
      ++begun;
      return [&] {
        most = std::max(most, begun - delivered);
        ++delivered;
        return true;
      };
    }));
  }
  ASSERT_TRUE(workers.finish());
  EXPECT_EQ(delivered, 300);
  EXPECT_LE(most, 6);
}

TEST(Workers, ASingleTaskRunsOnTheOwnersThread) {
  std::thread::id ran_on;
  Workers workers(4);
  ASSERT_TRUE(workers.add([&] {
    ran_on = std::this_thread::get_id();
    return Workers::Delivery();
  }));
  ASSERT_TRUE(workers.finish());
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(Workers, EveryIndexIsDoneOnce) {
  for (const std::size_t threads : {0U, 1U, 4U}) {
    std::vector<std::atomic<int>> done(1000);
    for_each_index(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    for (const auto& count : done) EXPECT_EQ(count, 1);
  }
}

}  // namespace
}  // namespace punte::base

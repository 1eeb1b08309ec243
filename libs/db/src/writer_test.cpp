// SPDX-License-Identifier: MIT
// Goal: commands that share a commit do not share their failures, and none is lost or run twice.
#include <gmock/gmock.h>

#include <future>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "database_under_test.h"

namespace mash::db {
namespace {

using testing::ElementsAre;

class WriterTest : public DatabaseTest {
 protected:
  WriterTest() { create_items(); }

  // Runs `queue`, whose writes then become one group.
  void in_one_group(const std::function<void()>& queue) {
    std::latch running(1);
    std::latch queued(1);
    database().write_async(
        [&](Transaction&) {
          running.count_down();
          queued.wait();
        },
        [](const std::exception_ptr&) {});
    running.wait();
    queue();
    queued.count_down();
    database().write([](Transaction&) {});  // comes after all of them
  }

  // Queues an insert and, when it is done, notes the id, with "!" behind it if it failed.
  void queue_item(const std::string& id, std::int64_t number) {
    database().write_async(
        [=](Transaction& t) {
          t.execute("insert into item (id, number) values ($1, $2)", {id, number});
        },
        [this, id](const std::exception_ptr& failure) { note(failure ? id + "!" : id); });
  }
  void note(const std::string& text) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(text);
  }

  std::mutex mutex_;
  std::vector<std::string> notes_;
};
MASH_ON_BOTH_ENGINES(WriterTest);

TEST_P(WriterTest, AWriteIsVisibleWhenItReturns) {
  for (std::int64_t i = 1; i <= 20; ++i) {
    add_item("i" + std::to_string(i), i);
    EXPECT_EQ(count_items(), i);
  }
}

TEST_P(WriterTest, OneOfAGroupFailsAlone) {
  in_one_group([&] {
    queue_item("a", 1);
    queue_item("b", -1);  // refused by the check
    queue_item("a", 1);   // refused as a double
    queue_item("c", 3);
  });
  EXPECT_THAT(notes_, ElementsAre("a", "b!", "a!", "c"));
  EXPECT_EQ(count_items(), 2);
}

TEST_P(WriterTest, OneThatSpoilsTheCommitFailsAlone) {
  database().write([](Transaction& t) {
    t.execute("create table link (id text references item (id) deferrable initially deferred)");
  });
  in_one_group([&] {
    queue_item("a", 1);
    database().write_async(
        [](Transaction& t) { t.execute("insert into link (id) values ('nobody')"); },
        [this](const std::exception_ptr& failure) { note(failure ? "link!" : "link"); });
    queue_item("c", 3);
  });
  EXPECT_THAT(notes_, ElementsAre("a", "link!", "c"));
  EXPECT_EQ(count_items(), 2);
  EXPECT_EQ(integer("select count(*) from link"), 0);
}

TEST_P(WriterTest, TheExceptionComesBackAsItWas) {
  in_one_group([&] {
    database().write_async([](Transaction&) { throw std::out_of_range("mine"); },
                           [&](const std::exception_ptr& failure) {
                             try {
                               if (failure) std::rethrow_exception(failure);
                             } catch (const std::out_of_range& error) {
                               note(error.what());
                             }
                           });
  });
  EXPECT_THAT(notes_, ElementsAre("mine"));
}

TEST_P(WriterTest, GroupsAreLimited) {
  Options few = options();
  few.group_limit = 3;
  {
    const auto other = Database::open(few);
    for (int i = 0; i < 20; ++i) {
      other->write_async(
          [i](Transaction& t) {
            t.execute("insert into item (id, number) values ($1, 0)", {std::to_string(i)});
          },
          [](const std::exception_ptr&) {});
    }
  }
  EXPECT_EQ(count_items(), 20);
}

TEST_P(WriterTest, DestructionFinishesWhatIsQueued) {
  std::latch running(1);
  std::promise<void> release;
  database().write_async(
      [&, wait = release.get_future().share()](Transaction&) {
        running.count_down();
        wait.wait();
      },
      [](const std::exception_ptr&) {});
  running.wait();
  for (int i = 0; i < 100; ++i) queue_item("i" + std::to_string(i), i);
  std::thread last([&] { release.set_value(); });
  reopen();
  last.join();
  EXPECT_EQ(notes_.size(), 100U);
  EXPECT_EQ(count_items(), 100);
}

TEST_P(WriterTest, ThreadsLoseNoUpdate) {
  constexpr int k_threads = 8;
  constexpr int k_increments = 200;
  add_item("counter", 0);
  std::vector<std::thread> threads;
  for (int i = 0; i < k_threads; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < k_increments; ++n) {
        database().write([](Transaction& t) {
          const auto now = t.query("select number from item where id = 'counter'").at(0).integer(0);
          t.execute("update item set number = $1 where id = 'counter'", {now + 1});
        });
      }
    });
  }
  std::int64_t seen = 0;
  while (seen < k_increments) {  // readers go on meanwhile and never see less than before
    const auto now = integer("select number from item where id = 'counter'");
    EXPECT_GE(now, seen);
    seen = now;
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(integer("select number from item where id = 'counter'"), k_threads * k_increments);
}

TEST_P(WriterTest, MoreReadersThanConnectionsWait) {
  std::vector<std::thread> threads;
  std::latch all_started(12);
  std::atomic<int> served = 0;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      all_started.arrive_and_wait();
      for (int n = 0; n < 20; ++n) served += count_items() == 0 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, 12 * 20);
}

}  // namespace
}  // namespace mash::db

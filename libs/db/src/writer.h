// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "connection.h"

namespace mash::db {

// The one thread that writes. What queues while a commit is in progress becomes the next group; a
// group is one transaction with one savepoint per job, so one wait for the disk serves them all.
class Writer {
 public:
  Writer(std::unique_ptr<Connection> connection, const Options& options);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { finish(); }

  void add(std::function<void(Transaction&)> work, std::function<void(std::exception_ptr)> done);
  // Runs what has been queued, then ends the thread. Lost connections are not waited for any more.
  void finish();
  [[nodiscard]] bool is_this_thread() const { return std::this_thread::get_id() == thread_id_; }

 private:
  struct Job {
    std::function<void(Transaction&)> work;
    std::function<void(std::exception_ptr)> done;
    std::exception_ptr failure;
  };
  enum class Verdict { again, apart, failed };

  void loop();
  std::vector<Job> next_group();
  void process(std::span<Job> group);
  void run_group(std::span<Job> group);
  void run_job(Job& job);
  Verdict judge(const DatabaseError& error, int attempt, class Patience& patience);
  bool pause(class Patience& patience);

  const std::unique_ptr<Connection> connection_;
  const std::size_t group_limit_;
  const Duration patience_;
  bool committing_ = false;    // of the thread alone
  std::exception_ptr broken_;  // of the thread alone: the disk failed, nothing is written now

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;   // under mutex_
  bool finishing_ = false;  // under mutex_

  std::thread thread_;
  std::thread::id thread_id_;
};

}  // namespace mash::db

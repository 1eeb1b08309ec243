// SPDX-License-Identifier: MIT
#include "writer.h"

#include <algorithm>

#include "fault.h"
#include "mash/base/assert.h"
#include "mash/base/stack.h"
#include "patience.h"
#include "transaction.h"

namespace mash::db {
namespace {

// A group that lost a race is run again this often before its jobs are run one by one.
constexpr int k_attempts = 10;

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, const Options& options)
    : connection_(std::move(connection)),
      group_limit_(static_cast<std::size_t>(options.group_limit)),
      patience_(options.patience) {
  MASH_ASSERT(options.group_limit > 0);
  thread_ = std::thread([this] { loop(); });
  thread_id_ = thread_.get_id();
}

void Writer::add(std::function<void(Transaction&)> work,
                 std::function<void(std::exception_ptr)> done) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({std::move(work), std::move(done), nullptr});
  }
  changed_.notify_one();
}

void Writer::finish() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::vector<Writer::Job> Writer::next_group() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return finishing_ || !queue_.empty(); });
  const auto size = std::min(queue_.size(), group_limit_);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
  std::vector<Job> group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return group;
}

void Writer::loop() {
  for (auto group = next_group(); !group.empty(); group = next_group()) {
    process(group);
    wipe_stack();
    for (const Job& job : group) job.done(job.failure);
  }
}

// Leaves in each job whether it failed.
void Writer::process(std::span<Job> group) {
  Patience patience(patience_);
  for (int attempt = 1;; ++attempt) {
    Verdict verdict = Verdict::failed;
    std::exception_ptr failure = broken_;
    try {
      if (!broken_) return run_group(group);
    } catch (const DatabaseError& error) {
      failure = std::current_exception();
      verdict = judge(error, attempt, patience);
    } catch (...) {
      failure = std::current_exception();
    }
    if (verdict == Verdict::again) continue;
    if (verdict == Verdict::apart && group.size() > 1) {
      for (Job& job : group) process({&job, 1});
    } else {
      for (Job& job : group) job.failure = failure;
    }
    return;
  }
}

// Returns when all that did not fail is durable. Throws if nothing of the group was done, or, with
// committing_ set, if nobody can tell.
void Writer::run_group(std::span<Job> group) {
  committing_ = false;
  try {
    connection_->begin();
    for (Job& job : group) run_job(job);
    committing_ = true;
    connection_->commit();
  } catch (...) {
    connection_->rollback();
    throw;
  }
}

// Throws what concerns the whole group; keeps in the job what concerns the job alone.
void Writer::run_job(Job& job) {
  job.failure = nullptr;
  ConnectionTransaction transaction(*connection_);
  try {
    transaction.savepoint([&] {
      job.work(transaction);
      return true;
    });
  } catch (const DatabaseError& error) {
    const Fault fault = error.fault();
    if (!connection_->in_transaction() || fault == Fault::serialization ||
        fault == Fault::corrupt) {
      throw;
    }
    job.failure = std::current_exception();
  } catch (...) {
    job.failure = std::current_exception();
  }
}

Writer::Verdict Writer::judge(const DatabaseError& error, int attempt, Patience& patience) {
  switch (error.fault()) {
    case Fault::connection:
      return !committing_ && pause(patience) ? Verdict::again : Verdict::failed;
    case Fault::serialization:
      return attempt < k_attempts ? Verdict::again : Verdict::apart;
    case Fault::corrupt:
      // After a failed write or fsync the system's memory and the disk may differ: only a fresh
      // open, which recovers from the disk, may write again. A server sees to that by itself.
      if (connection_->engine() == Engine::postgres) return Verdict::apart;
      broken_ = std::current_exception();
      return Verdict::failed;
    case Fault::busy:
      return Verdict::failed;
    default:
      return Verdict::apart;  // one of the jobs spoils the group: find out which
  }
}

// False when the patience has ended or the writer is to finish.
bool Writer::pause(Patience& patience) {
  const auto time = patience.next_pause();
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return finishing_; }) && time.count() > 0;
}

}  // namespace mash::db

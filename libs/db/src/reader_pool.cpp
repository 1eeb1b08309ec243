// SPDX-License-Identifier: MIT
#include "reader_pool.h"

#include <thread>

#include "mash/base/assert.h"
#include "patience.h"
#include "transaction.h"

namespace mash::db {
namespace {

// The pool this thread is reading from: a read inside a read could wait for itself for ever.
thread_local const ReaderPool* reading = nullptr;

}  // namespace

ReaderPool::ReaderPool(const std::function<std::unique_ptr<Connection>()>& open,
                       const Options& options)
    : patience_(options.patience) {
  MASH_ASSERT(options.readers > 0);
  for (int i = 0; i < options.readers; ++i) idle_.push_back(open());
}

std::unique_ptr<Connection> ReaderPool::take() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty(); });
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

// Nothing has been read yet, so a lost connection may be tried again.
void ReaderPool::begin(Connection& connection) const {
  Patience patience(patience_);
  for (;;) {
    try {
      return connection.begin();
    } catch (const DatabaseError& error) {
      if (error.fault() != Fault::connection) throw;
      const auto pause = patience.next_pause();
      if (pause.count() == 0) throw;
      std::this_thread::sleep_for(pause);
    }
  }
}

void ReaderPool::read(const std::function<void(Transaction&)>& f) {
  MASH_ASSERT(reading != this);
  struct Lease {
    explicit Lease(ReaderPool& p) : pool(p), connection(p.take()), outer(reading) {
      reading = &pool;
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      reading = outer;
      connection->rollback();
      pool.give_back(std::move(connection));
    }
    ReaderPool& pool;
    std::unique_ptr<Connection> connection;
    const ReaderPool* outer;
  };
  const Lease lease(*this);
  begin(*lease.connection);
  ConnectionTransaction transaction(*lease.connection);
  f(transaction);
}

}  // namespace mash::db

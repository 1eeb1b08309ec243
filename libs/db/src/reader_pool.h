// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "connection.h"

namespace mash::db {

// A bounded set of read connections. Whoever comes when all are lent waits.
class ReaderPool {
 public:
  ReaderPool(const std::function<std::unique_ptr<Connection>()>& open, const Options& options);
  void read(const std::function<void(Transaction&)>& f);

 private:
  void begin(Connection& connection) const;
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  const Duration patience_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // under mutex_; the last used comes first
};

}  // namespace mash::db

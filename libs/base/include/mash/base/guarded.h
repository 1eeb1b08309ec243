// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <utility>

namespace mash {

// A value that can be reached only under its lock. Never hold it across I/O.
template <class T>
class Guarded {
 public:
  template <class... A>
  explicit Guarded(A&&... args) : value_(std::forward<A>(args)...) {}
  template <class F>
  decltype(auto) with(F&& f) {
    const std::lock_guard lock(mutex_);
    return std::forward<F>(f)(value_);
  }

 private:
  std::mutex mutex_;
  T value_;
};

}  // namespace mash

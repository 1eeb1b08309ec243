// SPDX-License-Identifier: MIT
// Numbered pieces of work on several threads. The pieces must not depend on each other; what they
// give is kept by number, so that results do not depend on the threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace mash::linkage {

// Calls work(piece, thread) for 0 .. pieces - 1. The first exception is thrown on.
template <class Work>
void parallel(std::size_t pieces, unsigned threads, Work&& work) {
  if (threads < 2 || pieces < 2) {
    for (std::size_t i = 0; i < pieces; ++i) work(i, 0U);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failed(threads);
  const auto run = [&](unsigned thread) {
    try {
      for (std::size_t i = next++; i < pieces; i = next++) work(i, thread);
    } catch (...) {
      failed[thread] = std::current_exception();
      next = pieces;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back(run, t);
    run(0);
  }
  for (const auto& e : failed)
    if (e) std::rethrow_exception(e);
}

}  // namespace mash::linkage

// SPDX-License-Identifier: MIT
// Numbered pieces of work on several threads; what each gives is kept by number, so that nothing
// depends on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace mash::simulation {

// Calls work(piece) for from .. to - 1. The first exception is thrown on.
template <class Work>
void in_pieces(std::size_t from, std::size_t to, unsigned threads, Work&& work) {
  std::atomic<std::size_t> next{from};
  std::vector<std::exception_ptr> failed(std::max(1U, threads));
  const auto run = [&](unsigned thread) {
    try {
      for (std::size_t i = next++; i < to; i = next++) work(i);
    } catch (...) {
      failed[thread] = std::current_exception();
      next = to;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back(run, t);
    run(0);
  }
  for (const auto& error : failed)
    if (error) std::rethrow_exception(error);
}

}  // namespace mash::simulation

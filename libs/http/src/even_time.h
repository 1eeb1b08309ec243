// SPDX-License-Identifier: MIT
// When an answer "not found" leaves: at whole steps after the request was there, so that what it
// took to find out does not tell what was found (decision 0038). Holds up no worker.
// What not: what takes longer than one step leaves with the next, and may differ by one.
// Thread safety: pure function.
#pragma once

#include <chrono>

namespace mash::http {

inline constexpr int k_not_found = 404;

// Several times what a refusal takes, its durable entry included.
inline constexpr std::chrono::milliseconds k_even_step{25};

// The first whole step after `received` that is not before `ready`.
inline std::chrono::steady_clock::time_point even_time(
    std::chrono::steady_clock::time_point received, std::chrono::steady_clock::time_point ready) {
  const auto took = ready - received;
  const auto steps = (took + k_even_step - std::chrono::steady_clock::duration(1)) / k_even_step;
  return received + (steps < 1 ? 1 : steps) * k_even_step;
}

}  // namespace mash::http

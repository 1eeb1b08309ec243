// SPDX-License-Identifier: MIT
// Goal: how long one decision takes (p50, p99 and p99.9 in nanoseconds; the goal is a p99 of at
// most 1 microsecond) and how many fit into a second. Inputs are random, made before the clock
// starts and the same in every run. Figures of single decisions include the reading of the clock.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <vector>

#include "mash/policy/policy.h"

namespace mash::policy {
namespace {

struct Input {
  Side side;
  Role role;
  bool releases;
  Action action;
  Facts facts;
};

const std::vector<Input>& inputs() {
  static const std::vector<Input> all = [] {
    std::mt19937 random(20261124);
    const auto below = [&random](unsigned limit) {
      return static_cast<std::uint8_t>(
          std::uniform_int_distribution<unsigned>(0, limit - 1)(random));
    };
    std::vector<Input> out(std::size_t{1} << 20U);
    for (Input& input : out) {
      input = {static_cast<Side>(below(4)),
               static_cast<Role>(below(k_roles)),
               below(2) == 1,
               static_cast<Action>(below(k_actions)),
               {.case_member = below(2) == 1,
                .barred = below(2) == 1,
                .own = below(2) == 1,
                .item = static_cast<ItemState>(below(4)),
                .sensitivity = below(4),
                .outward = static_cast<Outward>(below(4)),
                .basis_complete = below(2) == 1,
                .urgent = below(2) == 1,
                .glass_broken = below(2) == 1,
                .reason_owed = below(2) == 1}};
    }
    return out;
  }();
  return all;
}

Rule answer(const Input& input) {
  return decide(input.side, input.role, input.releases, input.action, input.facts);
}

double percentile(std::vector<double>& sorted, double share) {
  return sorted.at(static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1)));
}

void one_decision(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const std::vector<Input>& all = inputs();
  std::vector<double> nanoseconds;
  nanoseconds.reserve(all.size());
  for (auto _ : state) {
    nanoseconds.clear();
    for (const Input& input : all) {
      const auto start = Clock::now();
      benchmark::DoNotOptimize(answer(input));
      const std::chrono::duration<double, std::nano> taken = Clock::now() - start;
      nanoseconds.push_back(taken.count());
    }
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  state.counters["p50_ns"] = percentile(nanoseconds, 0.5);
  state.counters["p99_ns"] = percentile(nanoseconds, 0.99);
  state.counters["p99.9_ns"] = percentile(nanoseconds, 0.999);
}
BENCHMARK(one_decision)->Unit(benchmark::kMillisecond);

void decisions_in_a_row(benchmark::State& state) {
  const std::vector<Input>& all = inputs();
  for (auto _ : state) {
    for (const Input& input : all) benchmark::DoNotOptimize(answer(input));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(decisions_in_a_row)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mash::policy

BENCHMARK_MAIN();

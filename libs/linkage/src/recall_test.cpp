// SPDX-License-Identifier: MIT
// Goal: who found which pair is counted rightly, and what nobody found is estimated from that.
#include "mash/linkage/recall.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

#include "mash/linkage/link.h"
#include "register_for_tests.h"

namespace mash::linkage {
namespace {

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

// The pairs of each pass, whatever earlier ones gave.
std::vector<Pairs> pairs_by_pass(const Blocks& blocks) {
  std::vector<Pairs> out(blocks.passes().size());
  for (const auto& task : blocks.tasks()) {
    const auto take = [&](std::span<const Blocks::Keyed> run, std::size_t lefts) {
      for (std::size_t i = 0; i < lefts; ++i)
        for (std::size_t j = i + 1; j < run.size(); ++j)
          out[task.pass].insert(std::minmax(run[i].row, run[j].row));
    };
    const auto nothing = [](std::uint32_t) {};
    blocks.each_run(task, ~std::uint32_t{0}, take, nothing, nothing);
  }
  return out;
}

TEST(BlockingRecall, CountsWhatEachPassFindsAndFindsAlone) {
  const auto table = RegisterMaker(20261201).make(150).table();
  const auto linked = link(table, {.count_finders = true});
  ASSERT_TRUE(linked);
  ASSERT_TRUE(linked->recall);
  const auto& r = *linked->recall;
  const auto by_pass = pairs_by_pass(Blocks::build(linked->people, {}));
  ASSERT_EQ(r.passes.size(), by_pass.size());
  BlockingRecall brute;
  brute.passes.resize(by_pass.size());
  for (const auto& p : linked->pairs) {
    if (p.score < score_of(0.9)) continue;
    ++brute.pairs;
    std::vector<std::size_t> finders;
    for (std::size_t i = 0; i < by_pass.size(); ++i)
      if (by_pass[i].contains(std::minmax(p.a, p.b))) finders.push_back(i);
    ASSERT_FALSE(finders.empty());
    for (const auto i : finders) ++brute.passes[i].found;
    if (finders.size() == 1) ++brute.passes[finders.front()].alone;
    brute.by_one += finders.size() == 1 ? 1 : 0;
    brute.by_two += finders.size() == 2 ? 1 : 0;
  }
  EXPECT_GT(r.pairs, 100U);
  EXPECT_EQ(r.pairs, brute.pairs);
  EXPECT_EQ(r.by_one, brute.by_one);
  EXPECT_EQ(r.by_two, brute.by_two);
  for (std::size_t i = 0; i < by_pass.size(); ++i) {
    EXPECT_EQ(r.passes[i].found, brute.passes[i].found) << i;
    EXPECT_EQ(r.passes[i].alone, brute.passes[i].alone) << i;
  }
}

struct Hunt {
  double missed = 0;
  double estimate = 0;
};

// Ten passes look for 20,000 pairs; each finds a pair with the chance that the pair has.
template <class Chance>
Hunt hunt(Chance&& chance) {
  std::mt19937 random(20261202);
  constexpr int passes = 10;
  std::array<std::uint64_t, passes + 1> times{};
  for (int i = 0; i < 20'000; ++i) {
    std::size_t found = 0;
    for (int p = 0; p < passes; ++p) found += random() % 1000 < chance(i) ? 1U : 0U;
    ++times.at(found);
  }
  return {static_cast<double>(times[0]), least_missed(passes, times[1], times[2])};
}

TEST(BlockingRecall, EstimatesWhatNobodyFound) {
  const auto alike = hunt([](int) { return 150U; });
  EXPECT_GT(alike.missed, 3'000);
  EXPECT_NEAR(alike.estimate / alike.missed, 1, 0.1);
  // Some are hard for all: then the estimate is a least one.
  const auto unlike = hunt([](int i) { return i % 10 == 0 ? 40U : 600U; });
  EXPECT_GT(unlike.missed, 1'000);
  EXPECT_LT(unlike.estimate, unlike.missed);
  EXPECT_GT(unlike.estimate, unlike.missed / 4);
  EXPECT_EQ(least_missed(10, 0, 0), 0);
}

TEST(BlockingRecall, SaysNothingAboutNoPairs) {
  const auto table = RegisterMaker(20261204).make(20).table();
  const auto people = prepare(table, {});
  EXPECT_FALSE(blocking_recall(Blocks::build(people, {}), {}, 0).missed);
}

}  // namespace
}  // namespace mash::linkage

// SPDX-License-Identifier: MIT
// Goal: clusters follow the evidence of all pairs, keep constraints and do not chain.
#include "mash/linkage/cluster.h"

#include <gtest/gtest.h>

#include <map>

namespace mash::linkage {
namespace {

class World {
 public:
  explicit World(std::uint32_t rows) : rows_(rows) {}
  World& pair(std::uint32_t a, std::uint32_t b, int bits) {
    scores_[{a, b}] = scores_[{b, a}] = bits * k_bit;
    return *this;
  }
  World& never(std::uint32_t a, std::uint32_t b) {
    never_[{a, b}] = never_[{b, a}] = true;
    return *this;
  }
  // Names of clusters as sorted members.
  [[nodiscard]] std::vector<std::uint32_t> run(ClusterOptions options = {}) const {
    std::vector<ScoredPair> pairs;
    for (const auto& [who, score] : scores_) {
      if (who.first < who.second && score >= options.threshold)
        pairs.push_back({who.first, who.second, score});
    }
    const ClusterInput input{
        .rows = rows_,
        .score =
            [&](auto a, auto b) {
              const auto found = scores_.find({a, b});
              return found == scores_.end() ? -10 * k_bit : found->second;
            },
        .cannot_be_same = [&](auto a, auto b) { return never_.contains({a, b}); },
        .order = [](auto row) { return std::uint64_t{row}; },
        .source = [](auto row) { return static_cast<std::uint16_t>(row % 2); }};
    return cluster(pairs, input, options);
  }

 private:
  std::uint32_t rows_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Weight> scores_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> never_;
};

using Rows = std::vector<std::uint32_t>;

TEST(Cluster, JoinsWhatAgrees) {
  EXPECT_EQ(World(4).pair(0, 1, 5).pair(1, 2, 5).pair(0, 2, 4).run(), (Rows{0, 0, 0, 3}));
}

TEST(Cluster, DoesNotChainThroughOneRecord) {
  // 0-1 and 2-3 are strong; 1-2 is weak and all other pairs speak against.
  EXPECT_EQ(World(4).pair(0, 1, 9).pair(2, 3, 9).pair(1, 2, 2).run(), (Rows{0, 0, 2, 2}));
}

TEST(Cluster, KeepsApartWhatCannotBeOne) {
  EXPECT_EQ(World(2).pair(0, 1, 30).never(0, 1).run(), (Rows{0, 1}));
  // The third record goes to the stronger of the two.
  EXPECT_EQ(World(3).pair(0, 1, 30).pair(0, 2, 8).pair(1, 2, 9).never(0, 1).run(), (Rows{0, 1, 1}));
}

TEST(Cluster, OneRecordASourceTakesTheBestLink) {
  // Even rows are of one source, odd rows of the other.
  EXPECT_EQ(World(4).pair(0, 1, 9).pair(0, 3, 5).pair(2, 1, 6).run({.one_per_source = true}),
            (Rows{0, 0, 2, 3}));
}

TEST(Cluster, LargeComponentsFallBackToTheStrongestLinks) {
  World world(300);
  for (std::uint32_t i = 0; i + 1 < 300; ++i) world.pair(i, i + 1, i % 3 == 0 ? 9 : 1);
  const auto clusters = world.run({.largest_component = 50});
  EXPECT_EQ(clusters[0], clusters[1]) << "a strong link holds";
  EXPECT_NE(clusters[0], clusters[299]);
}

}  // namespace
}  // namespace mash::linkage

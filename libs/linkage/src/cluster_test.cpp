// SPDX-License-Identifier: MIT
// Goal: clusters follow the evidence of all pairs, keep constraints and do not chain.
#include "mash/linkage/cluster.h"

#include <gtest/gtest.h>

#include <map>

namespace mash::linkage {
namespace {

class World {
 public:
  // The sources take turns.
  explicit World(std::uint32_t rows, std::uint32_t sources = 2) : rows_(rows), sources_(sources) {}
  World& pair(std::uint32_t a, std::uint32_t b, int bits) {
    scores_[{a, b}] = scores_[{b, a}] = bits * k_bit;
    return *this;
  }
  World& never(std::uint32_t a, std::uint32_t b) {
    never_[{a, b}] = never_[{b, a}] = true;
    return *this;
  }
  World& settled(const std::vector<Answer>& answers, std::vector<std::uint32_t> before = {}) {
    settled_ = *Settled::of(rows_, answers, std::move(before));
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
        .source = [&](auto row) { return static_cast<std::uint16_t>(row % sources_); },
        .settled = settled_};
    return cluster(pairs, input, options);
  }

 private:
  std::uint32_t rows_;
  std::uint32_t sources_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Weight> scores_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> never_;
  Settled settled_;
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

TEST(Cluster, WhatAPersonSaidIsSoWhateverTheRest) {
  const auto strangers = World(3).never(0, 2).settled({{0, 1, true}, {1, 2, true}}).run();
  EXPECT_EQ(strangers, (Rows{0, 0, 0})) << "no pair speaks for it, one never could be";
  EXPECT_EQ(World(2).pair(0, 1, 30).settled({{0, 1, false}}).run(), (Rows{0, 1}));
  // 0 and 2 are of one source.
  EXPECT_EQ(World(3).settled({{0, 2, true}}).run({.one_per_source = true}), (Rows{0, 1, 0}));
}

TEST(Cluster, NotTheSameHoldsForAllWhoAreTheSame) {
  auto world = World(4).pair(0, 1, 3).pair(1, 3, 30).pair(0, 3, 30).pair(2, 3, 30);
  world.settled({{0, 1, true}, {1, 2, true}, {2, 3, false}});
  EXPECT_EQ(world.run(), (Rows{0, 0, 0, 3}));
}

TEST(Cluster, AnAnswerAboutTwoRecordsIsAboutTheirPeople) {
  // 0-1 and 2-3 are two people; all pairs between them speak against it.
  auto world = World(4).pair(0, 1, 9).pair(2, 3, 9);
  EXPECT_EQ(world.settled({{0, 3, true}}).run(), (Rows{0, 0, 0, 0}));
  // Unless somebody said that others of their records are two people: then the two alone are one.
  EXPECT_EQ(world.settled({{0, 3, true}, {1, 2, false}}).run(), (Rows{0, 1, 2, 0}));
}

TEST(Cluster, AnAnswerPartsNobodyWhomNoConflictIsAbout) {
  // Three people of four records each; all pairs between them speak against it.
  World world(12);
  for (std::uint32_t person = 0; person < 12; person += 4) {
    for (std::uint32_t a = person; a < person + 4; ++a)
      for (std::uint32_t b = a + 1; b < person + 4; ++b) world.pair(a, b, 9);
  }
  // The first and second are one, and so are the second and third, but those cannot be.
  world.settled({{3, 5, true}, {4, 8, true}, {9, 7, false}});
  const auto now = world.run();
  for (const std::uint32_t row : {1U, 2U, 3U, 5U}) EXPECT_EQ(now[row], now[0]) << row;
  EXPECT_EQ(now[4], now[8]);
  EXPECT_NE(now[4], now[0]);
  EXPECT_NE(now[9], now[7]);
  // Two of one source on a way through a third person: whoever is on the way is taken apart, too.
  auto way = World(4, 3).pair(1, 2, 9).settled({{0, 1, true}, {2, 3, true}});
  EXPECT_EQ(way.run({.one_per_source = true}), (Rows{0, 0, 2, 2}));
}

TEST(Cluster, WhoeverIsSaidToBeOneIsNotCompared) {
  std::vector<Answer> answers;
  for (std::uint32_t row = 1; row < 2000; ++row) answers.push_back({row - 1, row, true});
  int asked = 0;
  const ClusterInput input{.rows = 2000,
                           .score =
                               [&](auto, auto) {
                                 ++asked;
                                 return -k_bit;
                               },
                           .cannot_be_same = [](auto, auto) { return true; },
                           .order = [](auto row) { return std::uint64_t{row}; },
                           .source = [](auto) { return std::uint16_t{0}; },
                           .settled = *Settled::of(2000, answers, {})};
  EXPECT_EQ(cluster({}, input, {}), Rows(2000, 0));
  EXPECT_EQ(asked, 0) << "2,000 records have 1,999,000 pairs";
}

TEST(Cluster, AnAnswerDoesNotLetOthersIn) {
  // 0 and 1 are said to be one; 2 has a little in common with 1 and much against 0.
  auto world = World(3).pair(0, 1, 1).pair(1, 2, 1);
  EXPECT_EQ(world.settled({{0, 1, true}}).run(), (Rows{0, 0, 2}));
}

TEST(Cluster, AnswersHoldInLargeComponentsToo) {
  World world(300);
  for (std::uint32_t i = 0; i + 1 < 300; ++i) world.pair(i, i + 1, 1);
  world.settled({{0, 299, true}, {10, 11, false}});
  const auto clusters = world.run({.largest_component = 50});
  EXPECT_EQ(clusters[0], clusters[299]);
  EXPECT_NE(clusters[10], clusters[11]);
}

TEST(Cluster, WhoWasJoinedStaysSoDownToTheSplit) {
  const ClusterOptions options{.threshold = 6 * k_bit, .split = 2 * k_bit};
  const auto with = [&](int bits, std::vector<std::uint32_t> before) {
    return World(2).pair(0, 1, bits).settled({}, std::move(before)).run(options);
  };
  EXPECT_EQ(with(4, {}), (Rows{0, 1})) << "between the two, who was not joined is not";
  EXPECT_EQ(with(4, {7, 7}), (Rows{0, 0})) << "and who was, is";
  EXPECT_EQ(with(4, {7, 8}), (Rows{0, 1}));
  EXPECT_EQ(with(4, {7, k_new_record}), (Rows{0, 1}));
  EXPECT_EQ(with(4, {k_new_record, k_new_record}), (Rows{0, 1}));
  EXPECT_EQ(with(1, {7, 7}), (Rows{0, 1})) << "below both nobody is";
  EXPECT_EQ(World(2).pair(0, 1, 4).settled({{0, 1, false}}, {7, 7}).run(options), (Rows{0, 1}));
}

TEST(Cluster, OfPairsAsLoudWhoWasJoinedStaysSo) {
  // 1 and 3 are of one source, so 0 goes with one of them.
  auto world = World(4).pair(0, 1, 30).pair(0, 3, 30);
  EXPECT_EQ(world.run({.one_per_source = true}), (Rows{0, 0, 2, 3}));
  world.settled({}, {5, k_new_record, k_new_record, 5});
  EXPECT_EQ(world.run({.one_per_source = true}), (Rows{0, 1, 2, 0}));
}

}  // namespace
}  // namespace mash::linkage

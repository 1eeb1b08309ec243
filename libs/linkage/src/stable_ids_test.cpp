// SPDX-License-Identifier: MIT
// Goal: a cluster keeps its id as long as most of it stays, and no earlier id goes to another.
#include "mash/linkage/stable_ids.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "mash/linkage/settled.h"

namespace mash::linkage {
namespace {

using Rows = std::vector<std::uint32_t>;
using Ids = std::vector<std::string>;

std::string own_id(std::uint32_t row) {
  return std::string(1, static_cast<char>('a' + row));
}

// Per record: the id of its cluster.
Ids ids_of(const Rows& clusters, const Earlier& earlier) {
  const auto ids = stable_ids(clusters, earlier, own_id);
  Ids out;
  for (const auto c : clusters) out.push_back(ids.of[c]);
  return out;
}

TEST(StableIds, StayWhereMostStays) {
  // Of x, two go on together and one leaves; a new record comes to them.
  EXPECT_EQ(ids_of({0, 0, 2, 0}, {{"x"}, {0, 0, 0, k_new_record}}), (Ids{"x", "x", "c", "x"}));
}

TEST(StableIds, OfTwoThatAreJoinedTheLargerGivesItsId) {
  EXPECT_EQ(ids_of({0, 0, 0}, {{"x", "y"}, {0, 1, 1}}), (Ids{"y", "y", "y"}));
  EXPECT_EQ(ids_of({0, 0}, {{"y", "x"}, {0, 1}}), (Ids{"x", "x"})) << "as large: the first by id";
}

TEST(StableIds, ARestDoesNotGetTheIdOfThoseWhoLeft) {
  // Of y, two go to x and one is alone.
  EXPECT_EQ(ids_of({0, 0, 0, 0, 4}, {{"x", "y"}, {0, 0, 1, 1, 1}}), (Ids{"x", "x", "x", "x", "e"}));
  // Half of y is no rest.
  EXPECT_EQ(ids_of({0, 0, 0, 3}, {{"x", "y"}, {0, 0, 1, 1}}), (Ids{"x", "x", "x", "y"}));
}

TEST(StableIds, AnIdThatWasOnceIsNotGivenToOthers) {
  // Cluster "a" goes on without its record a, which is alone now.
  EXPECT_EQ(ids_of({0, 1, 1}, {{"a"}, {0, 0, 0}}), (Ids{"a-2", "a", "a"}));
  // "b" is gone: none of its records is here.
  EXPECT_EQ(ids_of({0, 1}, {{"b"}, {k_new_record, k_new_record}}), (Ids{"a", "b-2"}));
}

TEST(StableIds, CountsWhatItKeptAndMade) {
  const auto ids = stable_ids(Rows{0, 0, 2}, {{"x", "gone"}, {0, 0, k_new_record}}, own_id);
  EXPECT_EQ(ids.kept, 1U);
  EXPECT_EQ(ids.made, 1U);
}

TEST(StableIds, AnySequenceOfRunsGivesEachIdOnceAndKeepsWhatDidNotChange) {
  std::mt19937 random(11);
  int unchanged = 0;
  for (int round = 0; round < 200; ++round) {
    constexpr std::uint32_t n = 12;
    Earlier earlier{{}, Rows(n, k_new_record)};
    std::map<std::set<std::uint32_t>, std::string> last;
    for (int run = 0; run < 5; ++run) {
      Rows clusters(n);
      for (std::uint32_t row = 0; row < n; ++row) {
        const auto other = static_cast<std::uint32_t>(random() % (row + 1));
        clusters[row] = other < row && random() % 3 == 0 ? clusters[other] : row;
      }
      const auto ids = ids_of(clusters, earlier);
      std::map<std::string, std::set<std::uint32_t>> members;
      for (std::uint32_t row = 0; row < n; ++row) members[ids[row]].insert(row);
      std::set<std::uint32_t> names(clusters.begin(), clusters.end());
      ASSERT_EQ(members.size(), names.size()) << "each cluster has an id of its own";
      for (const auto& [who, id] : last) {
        const auto now = clusters[*who.begin()];
        const bool whole =
            std::all_of(who.begin(), who.end(), [&](auto row) { return clusters[row] == now; });
        if (!whole || std::count(clusters.begin(), clusters.end(), now) !=
                          static_cast<std::ptrdiff_t>(who.size()))
          continue;
        ++unchanged;
        ASSERT_EQ(ids[*who.begin()], id) << "an unchanged cluster keeps its id";
      }
      Earlier next{earlier.ids, Rows(n)};
      last.clear();
      for (const auto& [id, who] : members) {
        auto at = std::find(next.ids.begin(), next.ids.end(), id);
        if (at == next.ids.end()) at = next.ids.insert(next.ids.end(), id);
        for (const auto row : who)
          next.cluster[row] = static_cast<std::uint32_t>(at - next.ids.begin());
        last[who] = id;
      }
      earlier = std::move(next);
    }
  }
  EXPECT_GT(unchanged, 100);
}

}  // namespace
}  // namespace mash::linkage

// SPDX-License-Identifier: MIT
// Goal: the evaluator gives what counting by hand gives.
#include "mash/linkage/evaluate.h"

#include <gtest/gtest.h>

namespace mash::linkage {
namespace {

TEST(Evaluate, CountsPairsAndBCubedOfAHandMadeExample) {
  // People A = {1, 2, 3} and B = {4, 5}; clusters {1, 2}, {3, 4}, {5}.
  const std::vector<Assignment> records{{1, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 3}};
  const auto q = evaluate(records);
  EXPECT_EQ(q.true_pairs, 4U);
  EXPECT_EQ(q.found_pairs, 2U);
  EXPECT_EQ(q.correct_pairs, 1U);
  EXPECT_DOUBLE_EQ(q.precision, 0.5);
  EXPECT_DOUBLE_EQ(q.recall, 0.25);
  EXPECT_DOUBLE_EQ(q.f1, 2 * 0.5 * 0.25 / 0.75);
  EXPECT_DOUBLE_EQ(q.b3_precision, (1 + 1 + 0.5 + 0.5 + 1) / 5);
  EXPECT_DOUBLE_EQ(q.b3_recall, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 0.5 + 0.5) / 5);
  EXPECT_EQ(q.mixed_clusters, 1U);
  EXPECT_DOUBLE_EQ(q.false_merges_per_1000, 1000.0 / 3);
  EXPECT_DOUBLE_EQ(q.whole_people, 0);
}

TEST(Evaluate, PerfectAndEmptyAreOne) {
  const std::vector<Assignment> perfect{{1, 7}, {1, 7}, {2, 8}};
  EXPECT_DOUBLE_EQ(evaluate(perfect).f1, 1);
  EXPECT_DOUBLE_EQ(evaluate(perfect).whole_people, 1);
  EXPECT_DOUBLE_EQ(evaluate({}).b3_f1, 1);
}

TEST(Evaluate, RecallByGroupCountsAPairInTheGroupsOfBothRecords) {
  // One person recorded twice in group 1 and once in group 2; one record of group 1 is lost.
  const std::vector<Assignment> records{{1, 1, 1}, {1, 2, 1}, {1, 1, 2}};
  const auto q = evaluate(records);
  ASSERT_EQ(q.groups.size(), 3U);
  EXPECT_EQ(q.groups[1].true_pairs, 3U);     // all pairs have a record of group 1
  EXPECT_EQ(q.groups[1].correct_pairs, 1U);  // first with third
  EXPECT_EQ(q.groups[2].true_pairs, 2U);
  EXPECT_EQ(q.groups[2].correct_pairs, 1U);
}

}  // namespace
}  // namespace mash::linkage

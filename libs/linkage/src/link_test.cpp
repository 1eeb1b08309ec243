// SPDX-License-Identifier: MIT
// Goal: the whole way from records to people is right, explained, and the same in any order, run
// and number of threads.
#include "mash/linkage/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "register_for_tests.h"

namespace mash::linkage {
namespace {

using Partition = std::set<std::set<std::string>>;

Partition clusters_of(const Table& table, const Linked& linked) {
  std::map<std::uint32_t, std::set<std::string>> by_cluster;
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    by_cluster[linked.clusters[row]].insert(std::string(table.id(row)));
  Partition out;
  for (auto& [name, ids] : by_cluster) out.insert(std::move(ids));
  return out;
}

std::map<std::pair<std::string, std::string>, Weight> scores_of(const Table& table,
                                                                const Linked& linked) {
  std::map<std::pair<std::string, std::string>, Weight> out;
  for (const auto& p : linked.pairs)
    out[{std::string(table.id(p.a)), std::string(table.id(p.b))}] = p.score;
  return out;
}

Quality quality_of(const Register& r, const Table& table, const Linked& linked) {
  std::vector<Assignment> records;
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    records.push_back({r.rows[row].person, linked.clusters[row]});
  return evaluate(records);
}

TEST(Link, FindsPeopleWithoutBeingTold) {
  const auto r = RegisterMaker(20260103).make(400);
  const auto table = r.table();
  const auto linked = link(table, {});
  ASSERT_TRUE(linked);
  const auto q = quality_of(r, table, *linked);
  EXPECT_GT(q.recall, 0.93);
  EXPECT_GT(q.precision, 0.995);
}

TEST(Link, GivesTheSameForAnyOrderOfInput) {
  auto r = RegisterMaker(20260104).make(120);
  const auto table = r.table();
  const auto linked = link(table, {});
  ASSERT_TRUE(linked);
  std::mt19937 random(20260105);
  for (int i = 0; i < 2; ++i) {
    std::shuffle(r.rows.begin(), r.rows.end(), random);
    const auto other_table = r.table();
    const auto other = link(other_table, {});
    ASSERT_TRUE(other);
    EXPECT_EQ(clusters_of(table, *linked), clusters_of(other_table, *other));
    EXPECT_EQ(scores_of(table, *linked), scores_of(other_table, *other));
  }
}

TEST(Link, GivesTheSameForAnyNumberOfThreads) {
  const auto table = RegisterMaker(20260106).make(150).table();
  const auto one = link(table, {.threads = 1});
  ASSERT_TRUE(one);
  for (const unsigned threads : {2U, 5U}) {
    const auto many = link(table, {.threads = threads});
    ASSERT_TRUE(many);
    EXPECT_EQ(one->clusters, many->clusters) << threads;
    EXPECT_EQ(scores_of(table, *one), scores_of(table, *many)) << threads;
    EXPECT_EQ(one->model.match_share, many->model.match_share) << threads;
  }
}

TEST(Link, ExplanationsSumExactlyToTheScore) {
  const auto table = RegisterMaker(20260107).make(100).table();
  const auto linked = link(table, {});
  ASSERT_TRUE(linked);
  const Scorer scorer(linked->people, linked->model);
  int seen = 0;
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = 0; b < table.rows(); ++b) {
      const auto e = scorer.explain(a, b);
      Weight sum = e.prior + e.together + e.moved + e.household + e.caution;
      for (const auto& p : e.parts) sum += p.weight + p.frequency;
      ASSERT_EQ(sum, e.total);
      ASSERT_EQ(e.total, scorer.score(a, b));
      ASSERT_EQ(e.total, scorer.score(b, a)) << "symmetric";
      seen += e.total > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(seen, 60);
}

TEST(Link, AnEarlyEndHidesNoPairAboveTheFloor) {
  const auto table = RegisterMaker(20260108).make(70).table();
  const auto linked = link(table, {});
  ASSERT_TRUE(linked);
  const Scorer scorer(linked->people, linked->model);
  for (const int bits : {-5, 0, 3, 10}) {
    for (std::uint32_t a = 0; a < 80; ++a) {
      for (std::uint32_t b = a + 1; b < table.rows(); ++b) {
        const Weight floor = bits * k_bit;
        const Weight whole = scorer.score(a, b);
        if (whole >= floor) {
          ASSERT_EQ(scorer.score(a, b, floor), whole);
        } else {
          ASSERT_LT(scorer.score(a, b, floor), floor);
        }
      }
    }
  }
}

TEST(Link, BlockingGivesEachPairOnce) {
  const auto table = RegisterMaker(20260109).make(200).table();
  const auto people = prepare(table, {});
  const auto blocks = Blocks::build(people, {.pairs_at_least = 20'000});
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const auto& task : blocks.tasks()) {
    blocks.each_pair(task, ~0U, [&](std::uint32_t a, std::uint32_t b) {
      EXPECT_TRUE(seen.insert(std::minmax(a, b)).second);
      EXPECT_TRUE(blocks.covers(a, b));
    });
  }
  EXPECT_GT(seen.size(), 1000U);
}

TEST(Link, TwoLiveNhsNumbersAreTwoPeople) {
  // Numbers of the range that is never issued, with right check digits.
  std::vector<std::string> valid;
  for (int n = 999'100'000; valid.size() < 2; ++n) {
    for (char c = '0'; c <= '9'; ++c)
      if (nhs_number(std::to_string(n) + c).verified) valid.push_back(std::to_string(n) + c);
  }
  const auto rows = [&](const std::string& second) {
    return "id,given_name,surname,dob,nhs_number\n1,Ada,Okafor,2015-02-03," + valid[0] +
           "\n2,Ada,Okafor,2015-02-03," + second +
           "\n3,Bo,Lee,2011-09-30,\n4,Cy,Dunn,2009-01-05,\n";
  };
  const auto same = table_of(rows(valid[0]));
  const auto other = table_of(rows(valid[1]));
  const auto joined = link(same, {.threshold = 0.5});
  const auto apart = link(other, {.threshold = 0.5});
  ASSERT_TRUE(joined);
  ASSERT_TRUE(apart);
  EXPECT_EQ(joined->clusters[0], joined->clusters[1]);
  EXPECT_NE(apart->clusters[0], apart->clusters[1]);
}

TEST(Link, TheNameOfAFileDecidesNothingWhereIdsDoNotClash) {
  auto table = RegisterMaker(20261112).make(20).table();
  const auto halves = [&](const std::string& a, const std::string& b) {
    auto t = table;
    t.sources = {a, b};
    for (std::uint32_t row = 0; row < t.rows(); ++row)
      t.source[row] = static_cast<std::uint16_t>(row % 2);
    return prepare(t, {});
  };
  const auto october = halves("october-a.csv", "october-b.csv");
  const auto november = halves("november-a.csv", "november-b.csv");
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    ASSERT_EQ(october.order(row), november.order(row)) << row;
  table.record[1] = table.record[0];
  const auto clash = halves("a.csv", "b.csv");
  EXPECT_NE(clash.order(0), clash.order(1)) << "two records of one id have an order yet";
}

TEST(Link, OneToOneNeverJoinsRecordsOfOneSource) {
  auto r = RegisterMaker(20260110).make(100);
  const auto table = [&] {
    auto t = r.table();
    t.sources = {"a", "b"};
    for (std::uint32_t row = 0; row < t.rows(); ++row)
      t.source[row] = static_cast<std::uint16_t>(row % 2);
    return t;
  }();
  const auto linked = link(table, {.one_to_one = true});
  ASSERT_TRUE(linked);
  std::set<std::pair<std::uint32_t, std::uint16_t>> seen;
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    EXPECT_TRUE(seen.insert({linked->clusters[row], table.source[row]}).second);
}

TEST(Link, NothingToCompareIsAnError) {
  const auto linked = link(table_of("id,colour\n1,red\n2,blue\n"), {});
  ASSERT_FALSE(linked);
  EXPECT_EQ(linked.error().code, ErrorCode::invalid_input);
}

TEST(Link, EmptyAndSingleFilesAreFine) {
  const auto one = link(table_of("id,surname\n1,Khan\n"), {});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->clusters, std::vector<std::uint32_t>{0});
}

}  // namespace
}  // namespace mash::linkage

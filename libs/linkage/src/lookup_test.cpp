// SPDX-License-Identifier: MIT
// Goal: a look-up finds who is there, says why, and gives the same for any order of records and
// number of threads.
#include "mash/linkage/lookup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "estimate.h"
#include "register_for_tests.h"

namespace mash::linkage {
namespace {

TEST(LookUp, FindsTheSamePeopleAsScoringEverybody) {
  const auto table = RegisterMaker(20260111).make(250).table();
  const auto people = prepare(table, {});
  const std::uint32_t first = table.rows() - 60;
  const auto blocks = Blocks::build(people, {});
  const auto model = look_up_model(train(people, blocks, {}).model, first);
  const LookUp look_up(Prepared(people), first, model, 1);
  const Scorer scorer(people, model, nullptr, Scorer::Use::look_up);
  for (std::uint32_t query = first; query < table.rows(); ++query) {
    std::vector<Found> everybody;
    for (std::uint32_t row = 0; row < first; ++row)
      everybody.push_back({row, scorer.score(query, row)});
    const auto best =
        *std::max_element(everybody.begin(), everybody.end(),
                          [](const Found& x, const Found& y) { return x.score < y.score; });
    const auto found = look_up.find(query, 10);
    ASSERT_LE(found.size(), 10U);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].score, scorer.score(query, found[i].row));
      EXPECT_EQ(look_up.explain(query, found[i].row).total, found[i].score);
      if (i > 0) EXPECT_GE(found[i - 1].score, found[i].score);
    }
    if (best.score > 0) {
      ASSERT_FALSE(found.empty());
      EXPECT_EQ(found[0].score, best.score) << table.id(query);
    }
  }
}

struct Answer {
  std::string id;
  Weight score = 0;
  bool operator==(const Answer&) const = default;
};

std::vector<std::vector<Answer>> answers(const Table& table, std::uint32_t first,
                                         unsigned threads) {
  auto people = prepare(table, {.threads = threads, .tight = true});
  const auto model = look_up_model(people, first, threads);
  const LookUp look_up(std::move(people), first, model, threads);
  std::vector<std::vector<Answer>> out;
  for (std::uint32_t query = first; query < table.rows(); ++query) {
    auto& mine = out.emplace_back();
    for (const auto& f : look_up.find(query, 10)) {
      mine.push_back({std::string(table.id(f.row)), f.score});
      const auto e = look_up.explain(query, f.row);
      Weight sum = e.prior + e.together + e.moved + e.household + e.caution;
      for (const auto& part : e.parts) sum += part.weight + part.frequency;
      EXPECT_EQ(sum, f.score);
    }
  }
  return out;
}

TEST(LookUp, GivesTheSameForAnyOrderOfPeopleAndThreads) {
  auto r = RegisterMaker(20261102).make(1500);
  const auto first = static_cast<std::uint32_t>(r.rows.size() - 100);
  const auto once = answers(r.table(), first, 1);
  ASSERT_FALSE(once.front().empty());
  EXPECT_EQ(answers(r.table(), first, 3), once);
  std::mt19937 random(20261103);
  std::shuffle(r.rows.begin(), r.rows.begin() + first, random);
  EXPECT_EQ(answers(r.table(), first, 2), once);
}

TEST(LookUp, SomeRecordsCompareAsAmongAll) {
  const auto table = RegisterMaker(20261104).make(200).table();
  const auto people = prepare(table, {});
  const auto tight = prepare(table, {.tight = true});
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 3; row < people.rows(); row += 2) rows.push_back(row);
  const auto some = tight.some(rows);
  ASSERT_EQ(some.rows(), rows.size());
  const auto model = look_up_model(people, people.rows(), 1);
  const Scorer of_all(people, model);
  const Scorer of_some(some, model);
  std::size_t dates = 0;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(some.order(i), people.order(rows[i]));
    EXPECT_EQ(of_some.compare(0, i).of, of_all.compare(rows[0], rows[i]).of);
    dates += some.cell(i, Kind::dob) != 0 ? 1 : 0;
  }
  std::size_t counted = 0;
  for (const auto d : some.dates()) counted += some.count(Kind::dob, d);
  EXPECT_EQ(counted, dates);
}

TEST(Estimate, KeepsWhoeverScoresHighestInAnyOrder) {
  const auto table = RegisterMaker(20261105).make(800).table();
  const auto people = prepare(table, {.tight = true});
  const auto model = look_up_model(people, people.rows(), 1);
  const Scorer scorer(people, model, nullptr, Scorer::Use::look_up);
  const Estimate estimate(people, model);
  std::vector<std::uint32_t> rows(people.rows() - 1);
  std::iota(rows.begin(), rows.end(), 1);
  std::mt19937 random(20261106);
  std::size_t kept = 0;
  std::size_t wanted = 0;
  for (std::uint32_t query = 0; query < 60; ++query) {
    std::iota(rows.begin(), rows.end(), 0);
    std::erase(rows, query);
    const auto alone = scorer.explain(query, query);
    auto best = estimate.best(query, alone, rows, 50);
    ASSERT_EQ(best.size(), 50U);
    std::vector<Weight> scores(people.rows());
    for (const auto row : rows) scores[row] = scorer.score(query, row);
    std::partial_sort(rows.begin(), rows.begin() + 5, rows.end(),
                      [&](auto x, auto y) { return scores[x] > scores[y]; });
    for (std::size_t i = 0; i < 5 && scores[rows[i]] > 0; ++i, ++wanted)
      kept += std::find(best.begin(), best.end(), rows[i]) != best.end() ? 1 : 0;
    std::shuffle(rows.begin(), rows.end(), random);
    auto again = estimate.best(query, alone, rows, 50);
    std::sort(best.begin(), best.end());
    std::sort(again.begin(), again.end());
    EXPECT_EQ(again, best);
  }
  EXPECT_GT(wanted, 50U);
  EXPECT_EQ(kept, wanted);
}

TEST(Estimate, EndsHoweverManyFurtherNamesPeopleHave) {
  // More names than people: a table sized by the people alone was full, and a search had no end.
  std::string csv = "id,given_name,surname,dob,other_names\n";
  const auto word = [](unsigned n) {
    std::string out;
    for (n = n * 7919 + 26 * 26 * 26; n > 0; n /= 26) out += static_cast<char>('a' + n % 26);
    return out;
  };
  constexpr unsigned people = 255;
  for (unsigned i = 0; i < people; ++i) {
    csv += std::to_string(i) + "," + word(i) + "," + word(1000 + i) + ",1990-02-03,";
    for (unsigned k = 0; k < 5; ++k)
      csv += (k == 0 ? "" : ";") + word(5000 + i * 5 + k) + " " + word(9000 + i * 5 + k);
    csv += "\n";
  }
  const Input input{.name = "t", .bytes = csv, .id_column = "id"};
  const auto header = read_header(input);
  const auto table = *read_table({&input, 1}, {&*header, 1}, 1);
  const auto prepared = prepare(table, {.tight = true});
  const auto model = look_up_model(prepared, prepared.rows(), 1);
  const Scorer scorer(prepared, model, nullptr, Scorer::Use::look_up);
  std::vector<std::uint32_t> rows(people - 1);
  std::iota(rows.begin(), rows.end(), 1);
  ASSERT_TRUE(prepared.has_further(1, 1, Kind::surname));
  const auto best = Estimate(prepared, model).best(0, scorer.explain(0, 0), rows, 50);
  EXPECT_EQ(best.size(), 50U);
}

TEST(Estimate, TakesEachRowOnce) {
  const std::vector<std::uint32_t> a{5, 0, 7};
  const std::vector<std::uint32_t> b{7, 9, 0};
  const std::vector<std::span<const std::uint32_t>> lists{a, b, {}};
  EXPECT_EQ(distinct(lists), (std::vector<std::uint32_t>{5, 0, 7, 9}));
  EXPECT_TRUE(distinct({}).empty());
}

}  // namespace
}  // namespace mash::linkage

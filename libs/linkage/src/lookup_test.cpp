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
  const Scorer scorer(people, look_up.model(), nullptr, Scorer::Use::look_up);
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

// A register with a column of further names, which some have: what a relative is called, also by
// two names, also by one alone.
std::string with_further_names(const Register& r) {
  std::string out = "id,given_name,surname,dob,house,street,postcode,phone,other_names\n";
  const auto names = [&](std::size_t row) {
    const auto& cells = r.rows[row % r.rows.size()].cells;
    const auto given = cells.find(',');
    return cells.substr(0, given) + " " +
           cells.substr(given + 1, cells.find(',', given + 1) - given - 1);
  };
  for (std::size_t i = 0; i < r.rows.size(); ++i) {
    out += r.rows[i].id + "," + r.rows[i].cells + ",";
    const auto n = std::stoul(r.rows[i].id.substr(1));
    if (n % 3 == 0) out += names(i + 1);
    if (n % 6 == 0) out += "; " + names(i + 2);
    if (n % 12 == 0) out += "|Jo";
    out += "\n";
  }
  return out;
}

TEST(LookUp, GivesTheSameForAnyOrderOfPeopleWithFurtherNamesAndThreads) {
  auto r = RegisterMaker(20261107).make(1200);
  const auto first = static_cast<std::uint32_t>(r.rows.size() - 150);
  // Whoever has further names has the same ones in any order of people.
  const auto whole = with_further_names(r);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < whole.size();) {
    const auto end = whole.find('\n', at) + 1;
    lines.push_back(whole.substr(at, end - at));
    at = end;
  }
  const auto joined = [&] { return std::accumulate(lines.begin(), lines.end(), std::string()); };
  const auto once = answers(table_of(joined()), first, 1);
  EXPECT_EQ(answers(table_of(joined()), first, 3), once);
  std::mt19937 random(20261108);
  std::shuffle(lines.begin() + 1, lines.begin() + 1 + first, random);
  EXPECT_EQ(answers(table_of(joined()), first, 2), once);
}

// Looks the last line up among the others.
std::vector<Answer> look_up_last(const std::string& csv) {
  const auto table = table_of(csv);
  return answers(table, table.rows() - 1, 2).front();
}

// So many people who have nothing in common with those of whom the tests speak.
std::string strangers(unsigned count) {
  std::string out = "id,given_name,middle_name,surname,dob,postcode,other_names\n";
  const auto word = [](unsigned n) {
    std::string w = "x";
    for (n = n * 7919 + 26 * 26 * 26; n > 0; n /= 26) w += static_cast<char>('a' + n % 26);
    return w;
  };
  for (unsigned i = 0; i < count; ++i) {
    out += "s" + std::to_string(i) + "," + word(i) + ",," + word(5000 + i) + "," +
           std::to_string(1930 + i % 30) + "-0" + std::to_string(1 + i % 9) + "-11,n" +
           std::to_string(1 + i % 9) + " 9qq,\n";
  }
  return out;
}

TEST(LookUp, FindsWhoeverIsAskedForOrRecordedUnderAFurtherName) {
  struct Case {
    const char* recorded;
    const char* asked;
  };
  // Dates of birth agree in the year alone, so names are all that leads to each other.
  const Case cases[] = {
      {"p,Anna,,Kowalska,1985-03-04,,Mary Finch", "q,Mary,,Finch,1985-10-21,,"},
      {"p,Mary,,Finch,1985-03-04,,", "q,Anna,,Kowalska,1985-10-21,,Mary Finch"},
      {"p,Anna,,Kowalska,1985-03-04,,Mary Finch", "q,Olga,,Brandt,1985-10-21,,\"Finch, Mary\""},
      {"p,Anna,,Kowalska,1985-03-04,,Kate Wren; Mary Finch|Anna Holt", "q,Mary,,Finch,1985,,"},
      {"p,Anna,,Kowalska-Finch,1985-03-04,,", "q,Anna,,Finch,1985-10-21,,"},
  };
  for (const auto& c : cases) {
    const auto found = look_up_last(strangers(300) + c.recorded + "\n" + c.asked + "\n");
    ASSERT_FALSE(found.empty()) << c.recorded << " / " << c.asked;
    EXPECT_EQ(found[0].id, "p") << c.recorded << " / " << c.asked;
  }
}

TEST(LookUp, SaysThatAFurtherNameAgrees) {
  const auto table = table_of(strangers(300) +
                              "p,Anna,,Kowalska,1985-03-04,,Mary Finch\n"
                              "q,Mary,,Finch,1985-10-21,,\n");
  const auto first = table.rows() - 1;
  auto people = prepare(table, {.tight = true});
  const auto model = look_up_model(people, first, 1);
  const LookUp look_up(std::move(people), first, model, 1);
  const auto found = look_up.find(first, 10);
  ASSERT_FALSE(found.empty());
  ASSERT_EQ(table.id(found[0].row), "p");
  std::size_t names = 0;
  for (const auto& part : look_up.explain(first, found[0].row).parts) {
    if (part.kind != Kind::given_name && part.kind != Kind::surname) continue;
    EXPECT_EQ(part.label, "one of several names agrees");
    EXPECT_GT(part.weight, 0);
    ++names;
  }
  EXPECT_EQ(names, 2U);
}

TEST(LookUp, APageOfNamesMakesFewKeys) {
  std::string page;
  for (unsigned i = 0; i < 3000; ++i)
    page += "w" + std::to_string(i) + "x y" + std::to_string(i) + "z;";
  const auto found = look_up_last(strangers(300) + "p,Mary,,Finch,1985-03-04,," + page +
                                  "\nq,Mary,,Finch,1985-03-04,," + page + "\n");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].id, "p");
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
  const auto prepared = prepare(table_of(csv), {.tight = true});
  const auto model = look_up_model(prepared, prepared.rows(), 1);
  const Scorer scorer(prepared, model, nullptr, Scorer::Use::look_up);
  std::vector<std::uint32_t> rows(people - 1);
  std::iota(rows.begin(), rows.end(), 1);
  ASSERT_TRUE(prepared.has_further(1, 1, Kind::surname));
  const auto best = Estimate(prepared, model).best(0, scorer.explain(0, 0), rows, 50);
  EXPECT_EQ(best.size(), 50U);
}

TEST(Estimate, KeepsWhoeverAgreesByAFurtherOrMiddleName) {
  std::string csv = strangers(300);
  for (char c = 'a'; c <= 'z'; ++c)
    csv += std::string("d") + c + ",Dor" + c + ",,Finch,1985-10-21,,\n";
  struct Case {
    const char* person;
    const char* query;
  };
  for (const auto& [person, query_line] :
       {Case{"p,Mary,,Finch,1985-10-21,,", "q,Anna,,Kowalska,1985-10-21,,Mary Finch"},
        Case{"p,Anna,Mary,Finch,1985-10-21,,", "q,Mary,,Finch,1985-10-21,,"},
        Case{"p,Mary,,Finch,1985-10-21,,", "q,Anna,Mary,Finch,1985-10-21,,"}}) {
    const auto table = table_of(csv + person + "\n" + query_line + "\n");
    const auto people = prepare(table, {.tight = true});
    const auto query = people.rows() - 1;
    const auto model = look_up_model(people, query, 1);
    const Scorer scorer(people, model, nullptr, Scorer::Use::look_up);
    std::vector<std::uint32_t> rows(query);
    std::iota(rows.begin(), rows.end(), 0);
    const auto best =
        Estimate(people, model).best(query, scorer.explain(query, query), std::move(rows), 1);
    ASSERT_EQ(best.size(), 1U);
    EXPECT_EQ(table.id(best[0]), "p") << query_line;
  }
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

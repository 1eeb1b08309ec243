// SPDX-License-Identifier: MIT
// Made-up people for measuring linkage: the same seed gives the same bytes, and what is promised of
// names, dates, homes and numbers holds.
#include "generate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace mash::linkgen {
namespace {

using namespace simulation;  // NOLINT: this file is about what is in it

const Lists& lists() {
  static const Lists read = [] {
    auto lists = read_lists(MASH_SOURCE_DIR "/data/simulation/names");
    if (!lists) throw std::runtime_error(lists.error().message);
    return *std::move(lists);
  }();
  return read;
}

Generated make(Layout layout, std::uint64_t records, std::uint64_t seed,
               std::uint64_t queries = 0) {
  return generate(lists(),
                  {.records = records, .seed = seed, .layout = layout, .queries = queries});
}

std::string text(const Generated& made) {
  std::ostringstream out;
  write_rows(out, made.records, 'R');
  write_rows(out, made.second, 'B');
  write_rows(out, made.queries, 'Q');
  write_truth(out, made, made.records, 'R');
  write_families(out, made);
  return out.str();
}

enum Column { source, given, middle, surname, other, sex, dob, nhs, house, street, town, postcode };

std::vector<std::string> cells(std::string_view row) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      all.emplace_back();
    } else if (c != '\n') {
      all.back() += c;
    }
  }
  return all;
}

double share(const Rows& rows, const auto& holds) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) count += holds(cells(rows.row(i))) ? 1U : 0U;
  return static_cast<double>(count) / static_cast<double>(rows.size());
}

TEST(Generate, SameSeedSameBytesOtherSeedOtherPeople) {
  for (const Layout layout : {Layout::many, Layout::one_each, Layout::two_files}) {
    const std::string first = text(make(layout, 3000, 5, 100));
    EXPECT_EQ(first, text(make(layout, 3000, 5, 100)));
    EXPECT_NE(first, text(make(layout, 3000, 6, 100)));
  }
}

// A claimed figure names its seed, so what a seed gives may change only on purpose.
TEST(Generate, TheSetOfASeedDoesNotChangeUnnoticed) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : text(make(Layout::many, 2000, 1, 50))) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  EXPECT_EQ(hash, 6127895957172515590U) << "other people: measure the benchmarks again";
}

TEST(Generate, GivesExactlyTheRowsAskedFor) {
  const Generated many = make(Layout::many, 20000, 1, 500);
  EXPECT_EQ(many.records.size(), 20000U);
  EXPECT_EQ(many.queries.size(), 500U);
  EXPECT_NEAR(20000.0 / static_cast<double>(many.people.size()), 2.38, 0.1);
  EXPECT_EQ(make(Layout::one_each, 5000, 1).people.size(), 5000U);
  const Generated two = make(Layout::two_files, 15000, 1);
  EXPECT_EQ(two.records.size() + two.second.size(), 15000U);
  EXPECT_NEAR(static_cast<double>(two.records.size()), 7500.0, 300.0);
  for (const Rows* rows : {&two.records, &two.second}) {
    const std::set<std::uint32_t> people(rows->people.begin(), rows->people.end());
    EXPECT_EQ(people.size(), rows->size()) << "at most once in each file";
  }
}

TEST(Generate, NhsNumbersAreValidUniqueAndNeverIssued) {
  const Generated made = make(Layout::one_each, 20000, 2);
  std::set<std::string> seen;
  std::size_t valid = 0, given_out = 0;
  for (std::size_t i = 0; i < made.records.size(); ++i) {
    const std::string number = cells(made.records.row(i))[nhs];
    if (number.empty()) continue;
    ++given_out;
    if (number.size() != 10) continue;  // mistyped
    int sum = 0;
    for (std::size_t d = 0; d < 10; ++d) sum += (number[d] - '0') * (10 - static_cast<int>(d));
    if (sum % 11 != 0) continue;
    ++valid;
    EXPECT_TRUE(number.starts_with("999")) << number;
    EXPECT_TRUE(seen.insert(number).second) << number;
  }
  EXPECT_GT(given_out, 4500U);
  EXPECT_GT(static_cast<double>(valid), 0.98 * static_cast<double>(given_out));
}

TEST(Generate, FaultsComeAsOftenAsTheAgenciesMakeThem) {
  const Generated made = make(Layout::many, 20000, 3);
  const auto rate = [&](const auto& holds) { return share(made.records, holds); };
  EXPECT_NEAR(rate([](const auto& row) { return row[source] == "police"; }), 0.15, 0.01);
  EXPECT_NEAR(rate([](const auto& row) { return row[dob].empty(); }), 0.029, 0.006);
  EXPECT_NEAR(rate([](const auto& row) { return row[dob].ends_with("-01-01"); }), 0.022, 0.008);
  EXPECT_NEAR(rate([](const auto& row) { return row[postcode].empty(); }), 0.08, 0.03);
  EXPECT_NEAR(rate([](const auto& row) {
                return row[street].size() == 14 && row[street].ends_with("abode");
              }),
              0.008, 0.004);
  const auto is_baby = [](const auto& row) {
    return row[given].starts_with("Baby") || row[given].starts_with("BABY") ||
           row[given].starts_with("Unborn") || row[given].starts_with("UNBORN");
  };
  EXPECT_NEAR(rate(is_baby), 0.005, 0.004);
}

TEST(Generate, TwinsShareBirthDateAndFamilyButNotTheirName) {
  const Generated made = make(Layout::many, 30000, 4);
  std::map<std::uint32_t, std::vector<std::size_t>> twins;
  for (std::size_t i = 0; i < made.people.size(); ++i)
    if (made.people[i].twin != 0) twins[made.people[i].family].push_back(i);
  EXPECT_GT(twins.size(), 100U);
  const World world(lists(), 4, 60000);
  for (std::uint64_t number = 0; number < 5000; ++number) {
    const Family family = world.family(number);
    ASSERT_LE(family.people.size(), k_family_size);
    for (std::size_t i = 1; i < family.people.size(); ++i) {
      const Person &first = family.people[i - 1], &second = family.people[i];
      if (second.twin != 2) continue;
      EXPECT_EQ(first.twin, 1);
      EXPECT_EQ(first.dob, second.dob);
      EXPECT_NE(first.given, second.given);
      EXPECT_EQ(first.surname_name, second.surname_name);
    }
  }
}

TEST(Generate, EachTraditionIsThereAndAddressesExist) {
  const World world(lists(), 7, 100000);
  std::map<Origin, int> origins;
  for (std::uint64_t number = 0; number < 5000; ++number) {
    const Family family = world.family(number);
    for (const Person& person : family.people) {
      ++origins[person.origin];
      ASSERT_LE(person.first_address, person.last_address);
      ASSERT_LT(person.last_address, family.addresses.size());
      ASSERT_LT(person.other_address, family.addresses.size());
      EXPECT_EQ(to_days(from_days(to_days(person.dob))), to_days(person.dob));
    }
  }
  ASSERT_EQ(origins.size(), origin_count);
  for (const auto& [origin, count] : origins) EXPECT_GT(count, 300) << word(origin);
}

TEST(Lists, AWrongLineIsNamed) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "linkgen_lists";
  fs::remove_all(folder);
  fs::copy(MASH_SOURCE_DIR "/data/simulation/names", folder);
  ASSERT_TRUE(read_lists(folder));
  std::ofstream(folder / "surnames.csv") << "origin,name,weight,spellings\nenglish,Smith,many,\n";
  const auto wrong = read_lists(folder);
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, testing::HasSubstr("surnames.csv line 2"));
  fs::remove(folder / "surnames.csv");
  EXPECT_FALSE(read_lists(folder));
}

}  // namespace
}  // namespace mash::linkgen

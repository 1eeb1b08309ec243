// SPDX-License-Identifier: MIT
// Goal: a seed gives the same bytes whatever the threads, what is made has the published figures
// within chance, and everything that was planted is there to be found.
#include "mash/simulation/simulate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "country.h"
#include "episode.h"
#include "mash/simulation/draws.h"

namespace mash::simulation {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string file_text(const std::string& path) {
  std::ifstream in(MASH_SOURCE_DIR "/data/simulation/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const Lists& lists() {
  static const Lists read =
      *read_lists(std::filesystem::path(MASH_SOURCE_DIR "/data/simulation/names"));
  return read;
}

const Figures& figures() {
  static const Figures read =
      *read_figures(file_text("boroughs.csv"), file_text("assumptions.json"));
  return read;
}

using Files = std::map<std::string, std::string>;

struct Made {
  Files files;
  Simulated made;
};

Made run(const Plan& plan) {
  Made out;
  auto made = simulate(lists(), figures(), plan, [&](std::string_view path, std::string_view text) {
    out.files.emplace(path, text);
    return Result<void>{};
  });
  EXPECT_TRUE(made.has_value());
  if (made) out.made = *std::move(made);
  return out;
}

// A town that most tests look at.
const Made& barnfield() {
  static const Made made = run({.seed = 11, .days = 730, .children = 20'000, .threads = 2});
  return made;
}

std::vector<std::vector<std::string>> rows(const std::string& text) {
  std::vector<std::vector<std::string>> all;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c == '\n' && !quoted) {
      all.push_back(std::move(row));
      row.assign(1, "");
    } else {
      row.back() += c;
    }
  }
  all.erase(all.begin());
  return all;
}

TEST(Simulate, the_same_seed_gives_the_same_bytes_whatever_the_threads) {
  const Plan plan{.seed = 5, .days = 60, .children = 2'000, .threads = 1};
  Plan threaded = plan;
  threaded.threads = 3;
  const Files files = run(plan).files;
  EXPECT_GE(files.size(), 14U);
  EXPECT_EQ(files, run(threaded).files);
  Plan other = plan;
  other.seed = 6;
  const Files others = run(other).files;
  EXPECT_NE(files.at("events.csv"), others.at("events.csv"));
  EXPECT_NE(files.at("truth/people.csv"), others.at("truth/people.csv"));
}

// FNV-1a over all files in the order of their paths.
std::uint64_t hash_of(const Files& files) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const auto& [path, text] : files) {
    for (const std::string_view part : {std::string_view(path), std::string_view(text)}) {
      for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
  }
  return hash;
}

// The value changes with the data and with any draw, and with nothing else: not with the compiler,
// its options or the machine. Whoever changes a draw writes the new one down.
TEST(Simulate, the_bytes_are_the_same_on_every_machine) {
  const Plan plan{.seed = 5, .days = 60, .children = 2'000, .threads = 2};
  EXPECT_EQ(hash_of(run(plan).files), 1'315'322'604'898'291'699U);
}

TEST(Simulate, all_of_london_is_there_and_does_not_depend_on_threads) {
  Plan plan{.seed = 2, .london = true, .days = 30, .children = 4'000, .threads = 2};
  const Made two = run(plan);
  EXPECT_EQ(two.made.hubs.size(), 33U);
  plan.threads = 5;
  EXPECT_EQ(two.files, run(plan).files);
  EXPECT_THAT(two.files.at("summary.md"), HasSubstr("| all | referrals per 10,000"));
  EXPECT_THAT(two.files.at("summary.csv"), HasSubstr("published, not for this hub"));
}

TEST(Simulate, figures_are_those_published_within_chance) {
  std::size_t seen = 0;
  for (const Compared& row : barnfield().made.summary) {
    if (row.assumed) continue;
    ++seen;
    EXPECT_FALSE(row.beyond()) << row.measure << " " << row.wanted << " " << row.found << " +- "
                               << row.error;
    EXPECT_LT(row.error, std::max(0.15 * row.wanted, 1.5)) << row.measure;
  }
  EXPECT_GT(seen, 45U);
  EXPECT_THAT(barnfield().files.at("summary.md"), HasSubstr("\n0 of "));
}

TEST(Simulate, a_figure_that_is_off_is_said_to_be) {
  const Compared off{.wanted = 20, .found = 25, .error = 1};
  EXPECT_TRUE(off.beyond());
  const Compared near{.wanted = 20, .found = 23, .error = 1};
  EXPECT_FALSE(near.beyond());
}

TEST(Simulate, boroughs_differ_as_published) {
  const Made made = run({.seed = 3, .london = true, .days = 365, .children = 40'000, .threads = 2});
  std::map<std::string, double> again;
  std::size_t beyond = 0;
  for (const Compared& row : made.made.summary) {
    beyond += row.beyond() ? 1 : 0;
    if (row.measure.starts_with("referrals per")) again[row.hub] = row.found;
  }
  EXPECT_GT(again.at("croydon"), 1.7 * again.at("barnet"));  // 850 and 293 are published
  EXPECT_LT(static_cast<double>(beyond), 0.01 * static_cast<double>(made.made.summary.size()));
}

TEST(Simulate, everything_planted_is_in_the_truth_and_is_told_of) {
  const Files& files = barnfield().files;
  std::map<std::string, int> processes, harmed;
  std::map<std::string, std::string> process_of, group_of;
  for (const auto& row : rows(files.at("truth/processes.csv"))) {
    process_of[row[0]] = row[1];
    group_of[row[0]] = row[4];
    ++processes[row[1]];
    harmed[row[1]] += row[3] == "1" ? 1 : 0;
  }
  for (const char* name : {"stable", "clustered", "escalating", "fading", "place", "adult"})
    EXPECT_GT(processes[name], 5) << name;
  EXPECT_GT(harmed["escalating"] * 20, processes["escalating"] * 3);
  EXPECT_LT(harmed["stable"] * 50, processes["stable"]);
  std::map<std::string, int> events;
  std::map<std::string, double> police;
  for (const auto& row : rows(files.at("events.csv"))) {
    ASSERT_TRUE(process_of.contains(row[0]));
    ++events[process_of[row[0]]];
    if (row[3] == "6") police[group_of[row[0]]] += 1;
  }
  for (const auto& [name, count] : processes) EXPECT_GT(events[name], 0) << name;
  double over = 0;
  for (const auto& [person, group] : group_of) over += group == "over_reported" ? 1 : 0;
  const double others = static_cast<double>(group_of.size()) - over;
  const double times = police["over_reported"] / over / (police["others"] / others);
  EXPECT_GT(times, 1.8);
  EXPECT_LT(times, 2.8);
}

TEST(Simulate, escalating_families_are_told_of_more_after_their_day) {
  std::map<std::string, std::string> onset;
  for (const auto& row : rows(barnfield().files.at("truth/processes.csv")))
    if (row[1] == "escalating") onset[row[0]] = row[2];
  int before = 0, after = 0;
  for (const auto& row : rows(barnfield().files.at("events.csv"))) {
    const auto found = onset.find(row[0]);
    if (found == onset.end()) continue;
    (row[1] < found->second ? before : after) += 1;
  }
  EXPECT_GT(after, 4 * before);
}

TEST(Simulate, an_adult_is_named_in_unrelated_families_and_a_place_in_the_words) {
  const Files& files = barnfield().files;
  std::map<std::string, std::set<std::string>> seen;
  for (const auto& row : rows(files.at("truth/links.csv")))
    if (row[4].find("-adult-") != std::string::npos) seen[row[4]].insert(row[1]);
  EXPECT_FALSE(seen.empty());
  const auto places = rows(files.at("truth/places.csv"));
  ASSERT_FALSE(places.empty());
  EXPECT_THAT(files.at("hubs/barnfield/notifications-001.csv"),
              HasSubstr("Seen at " + places[0][2] + "."));
  EXPECT_THAT(places[0][6], HasSubstr(";"));
}

TEST(Simulate, nhs_numbers_are_valid_unique_and_of_the_range_that_nobody_has) {
  std::set<std::string> all;
  for (const auto& row : rows(barnfield().files.at("truth/people.csv"))) {
    const std::string& number = row[8];
    if (number.empty()) continue;
    ASSERT_EQ(number.size(), 10U);
    EXPECT_TRUE(number.starts_with("999"));
    int sum = 0;
    for (int i = 0; i < 9; ++i) sum += (number[static_cast<std::size_t>(i)] - '0') * (10 - i);
    EXPECT_EQ((11 - sum % 11) % 11, number[9] - '0');
    EXPECT_TRUE(all.insert(number).second);
  }
  EXPECT_GT(all.size(), 10'000U);
}

TEST(Simulate, truth_stands_apart_from_what_agencies_write) {
  for (const auto& [path, text] : barnfield().files) {
    if (path.starts_with("hubs/")) {
      EXPECT_THAT(text, Not(HasSubstr("barnfield-1-"))) << path;
    }
  }
}

TEST(Simulate, schools_are_quiet_in_august) {
  int august = 0, march = 0;
  for (const auto& row : rows(barnfield().files.at("events.csv"))) {
    if (row[3] != "2A") continue;
    if (row[1].substr(5, 2) == "08") ++august;
    if (row[1].substr(5, 2) == "03") ++march;
  }
  EXPECT_GT(march, 3 * august);
}

TEST(Simulate, bad_plans_are_refused_by_name) {
  const auto field = [](const Plan& plan) {
    const auto made = simulate(lists(), figures(), plan,
                               [](std::string_view, std::string_view) { return Result<void>{}; });
    return made ? std::string("none") : made.error().faults.at(0).field;
  };
  EXPECT_EQ(field({.days = 0}), "days");
  EXPECT_EQ(field({.days = 4000}), "days");
  EXPECT_EQ(field({.children = 100}), "people");
  EXPECT_EQ(field({.children = 3e9}), "people");
  EXPECT_EQ(field({.children = std::nan("")}), "people");
  EXPECT_EQ(field({.until = {1999, 1, 1}}), "until");
}

TEST(Figures, a_wrong_line_or_member_is_named) {
  EXPECT_EQ(figures().boroughs.size(), 33U);
  EXPECT_FALSE(figures().boroughs[0].school_pct.published);  // of the City of London
  std::string boroughs = file_text("boroughs.csv");
  boroughs.replace(boroughs.find("850.1"), 5, "many.");
  const auto wrong = read_figures(boroughs, file_text("assumptions.json"));
  ASSERT_FALSE(wrong.has_value());
  EXPECT_THAT(wrong.error().message, HasSubstr("Line 10"));
  std::string assumptions = file_text("assumptions.json");
  assumptions.replace(assumptions.find("\"clustered\""), 11, "\"clusterd\"");
  const auto misspelt = read_figures(file_text("boroughs.csv"), assumptions);
  ASSERT_FALSE(misspelt.has_value());
  EXPECT_EQ(misspelt.error().faults.at(0).field, "clustered");
}

TEST(Naming, families_pass_names_on_by_their_own_system) {
  const World world(lists(), 7, 20'000, {.naming_systems = true});
  std::map<std::string_view, int> seen;
  for (std::uint64_t number = 0; number < 3'000; ++number) {
    const Family family = world.family(number);
    ++seen[family.naming];
    const Person* father = nullptr;
    for (const Person& person : family.people)
      if (person.adult && person.sex == Sex::male) father = &person;
    for (const Person& child : family.people) {
      if (child.adult || family.naming == "usual") continue;
      EXPECT_EQ(child.surname, child.surname_name->text);
      if (family.naming == "bangladeshi") {
        if (father != nullptr && child.sex == Sex::female && father->surname != "Rahman") {
          EXPECT_NE(child.surname, father->surname);
        }
      } else if (father != nullptr) {
        EXPECT_EQ(child.surname, father->given);
      }
    }
    if (family.naming == "tamil" && father != nullptr) {
      EXPECT_EQ(family.people.front().surname, father->given);
    }
  }
  for (const char* naming : {"bangladeshi", "somali", "tamil"}) EXPECT_GT(seen[naming], 20);
  EXPECT_GT(seen["usual"], 2'400);
}

TEST(Draws, own_functions_are_those_of_mathematics) {
  for (double x = -20; x < 20; x += 0.37) EXPECT_NEAR(exp_of(x) / std::exp(x), 1.0, 1e-13) << x;
  for (double x = 1e-6; x < 1e6; x *= 1.7) EXPECT_NEAR(log_of(x), std::log(x), 2e-13) << x;
  Stream stream(4);
  double sum = 0, squares = 0, counts = 0;
  constexpr int k_draws = 40'000;
  for (int i = 0; i < k_draws; ++i) {
    const double x = normal(stream);
    sum += x;
    squares += x * x;
    counts += poisson(3.5, stream);
  }
  EXPECT_NEAR(sum / k_draws, 0, 4 / std::sqrt(k_draws));
  EXPECT_NEAR(squares / k_draws, 1, 4 * std::sqrt(2.0 / k_draws));
  EXPECT_NEAR(counts / k_draws, 3.5, 4 * std::sqrt(3.5 / k_draws));
}

TEST(Draws, working_hours_leave_out_nights_and_weekends) {
  // 2025-03-07 is a Friday, day 20154.
  ASSERT_EQ(iso_day(20154), "2025-03-07");
  EXPECT_EQ(iso_london(after_working(20154, 16 * 60, 2)), "2025-03-10T10:01:00+00:00");
  EXPECT_EQ(iso_london(after_working(20155, 3 * 60, 1)), "2025-03-10T10:01:00+00:00");
}

}  // namespace
}  // namespace mash::simulation

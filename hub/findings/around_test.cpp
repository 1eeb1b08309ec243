// SPDX-License-Identifier: MIT
// Goal: who is around one person is read step by step, with the case or the home by which each was
// reached, without a name; and what a reader may not know of changes not one byte of it.
#include "around.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "findings_test_world.h"

namespace mash::findings {
namespace {

using research::Index;
using research::Part;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

struct Street {
  research::Record record;

  Index person(bool child) {
    const auto i = static_cast<Index>(record.people.size());
    record.people.push_back({.id = "P" + std::to_string(i), .identified = true, .child = child});
    return i;
  }
  void tell(LocalDate day, const std::vector<std::pair<Index, Part>>& who) {
    const auto in = static_cast<Index>(record.cases.size());
    record.cases.push_back({.id = CaseId::trusted("C" + std::to_string(in)), .day = day});
    for (const auto& [person, part] : who) record.named.push_back({person, in, part});
    std::ranges::sort(record.named, {},
                      [](const auto& n) { return std::tuple(n.person, n.in, n.part); });
  }
  void lives(Index person, Index home, LocalDate from, LocalDate until) {
    while (record.homes.size() <= home) {
      record.homes.push_back({"H" + std::to_string(record.homes.size()), "BF1"});
    }
    record.stays.push_back({person, home, from, until});
  }
  [[nodiscard]] std::vector<Index> around(Index person, std::uint32_t steps,
                                          std::optional<LocalDate> until = {}) const {
    std::vector<Index> out;
    const auto all = surroundings(record, record.people[person].id, steps, until);
    for (const auto& one : all->people) out.push_back(one.person);
    return out;
  }
};

TEST(Surroundings, F02_an_adult_of_concern_links_two_families) {
  Street street;
  const auto one = street.person(true);
  const auto other = street.person(true);
  const auto adult = street.person(false);
  street.tell({2026, 3, 1}, {{one, Part::child}, {adult, Part::adult}});
  street.tell({2026, 9, 1}, {{other, Part::child}, {adult, Part::adult}});
  EXPECT_EQ(street.around(one, 1), (std::vector{one, adult}));
  EXPECT_EQ(street.around(one, 2), (std::vector{one, adult, other}));
  const auto all = surroundings(street.record, "P0", 2, std::nullopt);
  EXPECT_EQ(all->people[1].cases, 2);
  EXPECT_EQ(all->people[1].in, Index{0});
  EXPECT_EQ(all->people[2].from, 1U);
  EXPECT_EQ(all->people[2].in, Index{1});
  ASSERT_THAT(all->named, SizeIs(1));
  // Before the second had come nobody could have seen it.
  EXPECT_EQ(street.around(one, 2, LocalDate{2026, 8, 31}), (std::vector{one, adult}));
  EXPECT_EQ(street.around(one, 2, LocalDate{2026, 9, 1}), (std::vector{one, adult, other}));
}

TEST(Surroundings, F02_one_address_ten_years_apart_links_nobody) {
  Street street;
  const auto before = street.person(true);
  const auto now = street.person(true);
  const auto with = street.person(true);
  street.lives(before, 0, {2016, 1, 1}, {2016, 12, 31});
  street.lives(now, 0, {2026, 1, 1}, {2026, 9, 1});
  street.lives(with, 0, {2026, 6, 1}, {2026, 11, 1});
  EXPECT_EQ(street.around(before, 3), std::vector{before});
  const auto all = surroundings(street.record, "P1", 1, std::nullopt);
  ASSERT_THAT(all->people, SizeIs(2));
  EXPECT_EQ(all->people[1].home, Index{0});
  EXPECT_EQ(all->people[1].shared_from, (LocalDate{2026, 6, 1}));
  EXPECT_EQ(all->people[1].shared_until, (LocalDate{2026, 9, 1}));
  EXPECT_EQ(surroundings(street.record, "P1", 1, LocalDate{2026, 7, 1})->people[1].shared_until,
            (LocalDate{2026, 7, 1}));
  EXPECT_EQ(street.around(now, 1, LocalDate{2026, 5, 31}), std::vector{now});
}

TEST(Surroundings, WhoTellsByTheirWorkIsAroundNobody) {
  Street street;
  const auto one = street.person(true);
  const auto other = street.person(true);
  const auto teacher = street.person(false);
  street.tell({2026, 3, 1}, {{one, Part::child}, {teacher, Part::other}});
  street.tell({2026, 4, 1}, {{other, Part::child}, {teacher, Part::other}});
  EXPECT_EQ(street.around(one, 3), std::vector{one});
}

class AroundPageTest : public ::testing::TestWithParam<db::Engine> {};

const std::vector<const char*> k_named{"Amara", "Quillfeather", "Thistledown", "2AB", "red van"};

std::string path(const char* letter) {
  return "/patterns/people/" + person(letter).text();
}

TEST_P(AroundPageTest, F02_F07_a_network_is_read_without_a_name) {
  Hub hub(GetParam());
  using R = model::PersonRole;
  hub.tell(90, {{person("A"), R::child}, {person("C"), R::adult_of_concern}});
  hub.tell(10, {{person("B"), R::child}, {person("C"), R::adult_of_concern}});
  const auto one = hub.app.page(k_analyst, path("A"));
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_THAT(one.body, HasSubstr("<svg"));
  EXPECT_THAT(one.body, HasSubstr("How each was reached"));
  // Nobody's letters are cut in the drawing.
  EXPECT_THAT(one.body, ContainsRegex("__name[^>]*>[0-9A-Z]{4}-[0-9A-Z]{4}</text>"));
  EXPECT_THAT(one.body, HasSubstr(path("B")));
  EXPECT_THAT(one.body, HasSubstr("Police"));
  for (const char* word : k_named) EXPECT_THAT(one.body, Not(HasSubstr(word))) << word;
  EXPECT_THAT(one.body, Not(HasSubstr("/case/")));
  EXPECT_THAT(hub.app.page(k_manager, path("A")).body, HasSubstr("/case/"));
  const auto near = hub.app.page(k_analyst, path("A") + "?steps=1");
  EXPECT_THAT(near.body, HasSubstr(path("C")));
  // All of one home, but not on the same days.
  EXPECT_THAT(near.body, Not(HasSubstr(path("B"))));
  for (const char* who : {k_police, "u02", "u21"}) {
    EXPECT_EQ(hub.app.get(who, path("A")).status, 404) << who;
  }
}

TEST_P(AroundPageTest, ADayBoundsWhatHadBeenTold) {
  Hub hub(GetParam());
  hub.tell(90, {{person("A"), model::PersonRole::child}});
  const auto before = hub.app.page(k_analyst, path("A") + "?until=2020-01-31");
  ASSERT_EQ(before.status, 200);
  EXPECT_THAT(before.body, HasSubstr("Nothing had been told of them by then."));
  EXPECT_THAT(before.body, HasSubstr("until 31 January 2020"));
  EXPECT_EQ(hub.app.get(k_analyst, path("A") + "?until=2020-02-31").status, 422);
  EXPECT_EQ(hub.app.get(k_analyst, path("A") + "?steps=4").status, 422);
}

std::string read_by(Hub& hub, const char* who) {
  EXPECT_EQ(hub.app.get(who, path("A")).status, 200);
  std::string out;
  for (const char* letter : {"A", "B", "C"}) {
    const auto answer = hub.app.get(who, path(letter));
    out += std::to_string(answer.status) + answer.body;
  }
  return out;
}

TEST_P(AroundPageTest, WhatIsHiddenChangesNothingAndLooksAsIfThereWereNobody) {
  for (const bool wall : {false, true}) {
    Hub one(GetParam());
    Hub other(GetParam());
    for (Hub* hub : {&one, &other}) hub->repeat(person("A"));
    const auto hidden = other.tell(3, {{person("A"), model::PersonRole::child},
                                       {person("B"), model::PersonRole::child},
                                       {person("C"), model::PersonRole::adult_of_concern}});
    EXPECT_THAT(other.app.page(k_deputy, path("A")).body, HasSubstr(path("B")));
    if (wall) {
      other.wall(hidden);
    } else {
      other.bar(hidden, k_deputy);
    }
    EXPECT_EQ(read_by(one, k_deputy), read_by(other, k_deputy)) << wall;
    EXPECT_EQ(other.app.get(k_deputy, path("B")).status, 404);
    EXPECT_EQ(other.app.get(k_manager, path("B")).status, wall ? 404 : 200);
    EXPECT_EQ(other.app.get(k_deputy, path("B")).body, other.app.get(k_deputy, path("Z")).body);
  }
}

TEST_P(AroundPageTest, F03_a_flat_links_and_the_tower_does_not) {
  Hub hub(GetParam());
  for (const auto& [letter, flat] : {std::pair("A", "1"), {"B", "2"}, {"C", "1"}}) {
    hub.line = "Flat " + std::string(flat) + ", 12 Thistledown Road";
    hub.tell(1, {{person(letter), model::PersonRole::child}});
  }
  const auto one = hub.app.page(k_analyst, path("A"));
  EXPECT_THAT(one.body, Not(HasSubstr(path("B"))));
  EXPECT_THAT(one.body, HasSubstr(path("C")));
  EXPECT_THAT(one.body, HasSubstr(", both from "));
}

TEST_P(AroundPageTest, APatternLeadsToEachOfItsPeople) {
  Hub hub(GetParam());
  hub.repeat(person("A"));
  hub.look();
  EXPECT_THAT(hub.app.page(k_analyst, hub.path(k_analyst)).body,
              HasSubstr("href=\"" + path("A") + "\""));
}

INSTANTIATE_TEST_SUITE_P(Engines, AroundPageTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::findings

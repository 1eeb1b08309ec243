// SPDX-License-Identifier: MIT
// Goal: each answer is what somebody with pencil and paper finds, and what a reader may not see
// changes nothing for them.
#include "mash/network/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace mash::network {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Two families that have nothing in common but Dean, who is with one mother and then the other.
enum : Person { k_amy, k_amys_mother, k_ben, k_bens_mother, k_dean, k_bens_sister, k_stranger };
enum : Event { k_first, k_second, k_third };
enum : Home { k_flat, k_house, k_tower };

Record two_families() {
  return {.people = 7,
          .events = {100, 200, 300},
          .homes = 3,
          .named = {{k_amy, k_first, Part::child},
                    {k_amys_mother, k_first, Part::parent},
                    {k_dean, k_first, Part::adult},
                    {k_ben, k_second, Part::child},
                    {k_bens_mother, k_second, Part::parent},
                    {k_dean, k_second, Part::adult},
                    {k_bens_sister, k_third, Part::child}},
          .stays = {{k_amy, k_flat, 0, 1000},
                    {k_dean, k_flat, 90, 150},
                    {k_dean, k_house, 151, 400},
                    {k_ben, k_house, 0, 1000},
                    {k_bens_sister, k_house, 0, 1000}}};
}

std::vector<Person> people_of(const Around& around) {
  std::vector<Person> out;
  for (const auto& step : around.people) out.push_back(step.person);
  return out;
}

TEST(Around, says_how_each_was_reached) {
  const Network network(two_families());
  const auto around = network.around(k_amy, 2, 100);
  EXPECT_THAT(people_of(around),
              ElementsAre(k_amy, k_amys_mother, k_dean, k_ben, k_bens_mother, k_bens_sister));
  EXPECT_EQ(around.people[2].event, k_first);
  EXPECT_EQ(around.people[3].steps, 2U);
  EXPECT_EQ(around.people[3].from, k_dean);
  EXPECT_EQ(around.people[3].event, k_second);
  EXPECT_EQ(around.people[5].event, std::nullopt);
  EXPECT_EQ(around.people[5].home, k_house);
  EXPECT_FALSE(around.cut);
}

TEST(Around, goes_no_further_than_asked_and_says_when_there_is_more) {
  const Network network(two_families());
  EXPECT_THAT(people_of(network.around(k_stranger, 3, 100)), ElementsAre(k_stranger));
  EXPECT_THAT(people_of(network.around(k_amy, 0, 100)), ElementsAre(k_amy));
  const auto cut = network.around(k_amy, 2, 4);
  EXPECT_EQ(people_of(cut).size(), 4U);
  EXPECT_TRUE(cut.cut);
  EXPECT_FALSE(network.around(k_amy, 2, 6).cut);
  EXPECT_THROW((void)network.around(7, 1, 10), std::out_of_range);
}

TEST(Around, who_left_before_another_came_is_not_around) {
  Record record{.people = 2, .homes = 1, .stays = {{0, 0, 10, 20}, {1, 0, 21, 30}}};
  EXPECT_THAT(people_of(Network(record).around(0, 1, 10)), ElementsAre(0));
  record.stays[1].from = 20;
  EXPECT_THAT(people_of(Network(record).around(0, 1, 10)), ElementsAre(0, 1));
}

TEST(Around, a_tower_joins_nobody_and_its_flat_does) {
  Record record{.people = 14, .homes = 2};
  for (Person p = 0; p < 13; ++p) record.stays.push_back({p, 0, 0, 9});
  record.stays.push_back({0, 1, 0, 9});
  record.stays.push_back({13, 1, 0, 9});
  EXPECT_THAT(people_of(Network(record).around(0, 3, 100)), ElementsAre(0, 13));
  // Somebody who came back is one person: twelve people may live in a home.
  record.stays.erase(record.stays.begin() + 12);
  record.stays.push_back({3, 0, 20, 30});
  EXPECT_EQ(Network(record).around(0, 1, 100).people.size(), 13U);
}

TEST(AdultsAround, finds_who_is_around_two_families_and_nobody_else) {
  const auto found = Network(two_families()).adults_around(0, 1000);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].adult, k_dean);
  EXPECT_EQ(found[0].families, 2U);
  EXPECT_EQ(found[0].first, 100);
  EXPECT_EQ(found[0].last, 200);
  ASSERT_EQ(found[0].children.size(), 2U);
  EXPECT_EQ(found[0].children[1].child, k_ben);
  EXPECT_THAT(found[0].children[1].events, ElementsAre(k_second));
  EXPECT_THAT(Network(two_families()).adults_around(0, 150), IsEmpty());
}

TEST(AdultsAround, brothers_and_sisters_are_one_family_however_that_is_known) {
  auto record = two_families();
  record.named.push_back({k_dean, k_third, Part::adult});  // the sister, by their common home
  EXPECT_EQ(Network(record).adults_around(0, 1000)[0].families, 2U);
  // The same mother, though never in one event with both.
  record.named.push_back({k_bens_mother, k_first, Part::parent});
  EXPECT_THAT(Network(record).adults_around(0, 1000), IsEmpty());
}

TEST(AdultsAround, a_parent_whose_child_is_one_of_them_counts) {
  auto record = two_families();
  record.named[2].part = Part::parent;  // Dean is Amy's father
  const auto found = Network(record).adults_around(0, 1000);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].adult, k_dean);
}

TEST(Families, of_known_parents_no_home_makes_one) {
  auto record = two_families();
  record.stays.push_back({k_amy, k_house, 0, 1000});
  const auto apart = Network(record).families();
  EXPECT_NE(apart[k_amy], apart[k_ben]);
  // His sister, whose parents nobody has named, lived with both: she goes with neither.
  EXPECT_EQ(apart[k_bens_sister], k_bens_sister);
  EXPECT_EQ(Network(two_families()).families()[k_bens_sister],
            Network(two_families()).families()[k_ben]);
  // A mother of whom nobody knows who she is may be the mother of all three.
  record.unknown = {k_amys_mother};
  const auto together = Network(record).families();
  EXPECT_EQ(together[k_amy], together[k_ben]);
  EXPECT_EQ(together[k_bens_sister], together[k_ben]);
}

TEST(Families, a_child_who_lived_with_two_families_makes_no_one_family_of_them) {
  auto record = two_families();
  record.stays.push_back({k_bens_sister, k_flat, 0, 1000});
  auto turned = record;
  std::ranges::reverse(turned.stays);
  for (const auto& one : {record, turned}) {
    const auto family = Network(one).families();
    EXPECT_NE(family[k_amy], family[k_ben]);
    EXPECT_EQ(family[k_bens_sister], k_bens_sister);
  }
}

TEST(MaySee, what_is_hidden_has_never_been) {
  const auto record = two_families();
  auto without = record;
  std::erase_if(without.named, [](const Naming& n) { return n.event == k_second; });
  std::erase_if(without.stays, [](const Stay& s) { return s.home == k_house; });
  const MaySee sees{.event = [](Event e) { return e != k_second; },
                    .home = [](Home h) { return h != k_house; }};
  const Network all(record);
  const Network less(without);
  EXPECT_EQ(all.families(sees), less.families());
  EXPECT_EQ(all.adults_around(0, 1000, sees).size(), less.adults_around(0, 1000).size());
  EXPECT_EQ(people_of(all.around(k_amy, 5, 100, sees)), people_of(less.around(k_amy, 5, 100)));
}

// Everything by its definition, on networks of a few people, against what the class answers.
class Plain {
 public:
  explicit Plain(const Record& record) : record_(record) {}
  [[nodiscard]] bool beside(Person a, Person b) const {
    for (Event e = 0; e < record_.events.size(); ++e) {
      if (names(a, e) && names(b, e)) return true;
    }
    for (const auto& one : record_.stays) {
      for (const auto& two : record_.stays) {
        if (one.person == a && two.person == b && one.home == two.home && one.from <= two.until &&
            two.from <= one.until) {
          return true;
        }
      }
    }
    return false;
  }
  [[nodiscard]] std::set<Person> within(Person start, int steps) const {
    std::set<Person> out{start};
    for (int i = 0; i < steps; ++i) {
      const auto now = out;
      for (const Person a : now) {
        for (Person b = 0; b < record_.people; ++b) {
          if (beside(a, b)) out.insert(b);
        }
      }
    }
    return out;
  }

 private:
  [[nodiscard]] bool names(Person p, Event e) const {
    return std::ranges::any_of(record_.named,
                               [=](const Naming& n) { return n.person == p && n.event == e; });
  }
  const Record& record_;
};

TEST(Around, finds_on_random_networks_what_the_definition_finds) {
  std::mt19937 random(20261128);
  const auto below = [&random](std::uint32_t n) {
    return static_cast<std::uint32_t>(random() % n);
  };
  for (int round = 0; round < 300; ++round) {
    Record record{.people = 8, .events = {1, 2, 3, 4}, .homes = 3};
    for (int i = 0; i < 9; ++i) {
      record.named.push_back({below(8), below(4), static_cast<Part>(below(3))});
    }
    for (int i = 0; i < 5; ++i) {
      const auto from = static_cast<Day>(below(6));
      record.stays.push_back({below(8), below(3), from, from + static_cast<Day>(below(3))});
    }
    const Plain plain(record);
    const auto first = Network(record).around(0, 2, 100);
    auto found = people_of(first);
    EXPECT_EQ(std::set(found.begin(), found.end()), plain.within(0, 2)) << round;
    std::ranges::shuffle(record.named, random);
    std::ranges::shuffle(record.stays, random);
    const auto again = Network(record).around(0, 2, 100);
    EXPECT_EQ(people_of(again), found) << round;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(again.people[i].event, first.people[i].event);
      EXPECT_EQ(again.people[i].from, first.people[i].from);
    }
  }
}

TEST(Network, refuses_numbers_that_nobody_has) {
  EXPECT_THROW(Network({.people = 1, .events = {1}, .named = {{1, 0, Part::child}}}),
               std::out_of_range);
  EXPECT_THROW(Network({.people = 1, .events = {1}, .named = {{0, 1, Part::child}}}),
               std::out_of_range);
  EXPECT_THROW(Network({.people = 1, .homes = 1, .stays = {{0, 1, 0, 0}}}), std::out_of_range);
}

}  // namespace
}  // namespace mash::network

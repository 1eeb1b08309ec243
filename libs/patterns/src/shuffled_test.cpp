// SPDX-License-Identifier: MIT
// Goal: what belongs together is seen in the file itself, and stays together when it is moved.
#include "shuffled.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mash::patterns {
namespace {

// 300 people, four matters each on days of chance; each told of so many times, a day apart.
std::vector<Person> told(int times, double apart) {
  statistics::Seeded random(7, 0);
  std::vector<Person> out;
  for (int i = 0; i < 300; ++i) {
    Person p{.id = "p" + std::to_string(1000 + i), .events = {}};
    for (int m = 0; m < 4; ++m) {
      const double day = static_cast<double>(random.below(800));
      for (int k = 0; k < times; ++k)
        p.events.push_back({day + apart * k, 1.0 + k, static_cast<std::uint32_t>(k)});
    }
    out.push_back(std::move(p));
  }
  order(out);
  return out;
}

TEST(DaysTogether, AreNoneByChanceAndThoseOfWhatIsToldOfOften) {
  EXPECT_EQ(days_together(told(1, 0), 0, 820), 0);
  EXPECT_EQ(days_together(told(3, 3), 0, 820), 7) << "two and three events reach over six days";
  EXPECT_EQ(days_together(told(2, 20), 0, 820), 0) << "no pair is near that is not far";
}

TEST(Shuffled, KeepMattersWholeAndTheirNumber) {
  const auto people = told(3, 2);
  const Shuffled shuffled(people, 0, 820, 1000);
  EXPECT_EQ(shuffled.people(), people.size());
  EXPECT_EQ(shuffled.events(), 300U * 12);
  statistics::Seeded random(1, 0);
  std::size_t moved = 0, whole = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto events = shuffled.draw(i, random);
    ASSERT_EQ(events.size(), people[i].events.size());
    EXPECT_TRUE(std::ranges::is_sorted(events, {}, &Event::day));
    EXPECT_GE(events.front().day, 0);
    EXPECT_LE(events.back().day, 820);
    moved += events.front().day != people[i].events.front().day ? 1 : 0;
    for (const auto& e : events)
      whole += e.severity != 1 || std::ranges::count(events, e.day + 2, &Event::day) > 0 ? 1 : 0;
  }
  EXPECT_GT(moved, 290U);
  EXPECT_GT(whole, 300U * 12 * 0.97) << "but for what is moved over the last day";
}

TEST(Shuffled, KnowNothingOfLaterDays) {
  const auto people = told(2, 1);
  auto cut = people;
  for (auto& p : cut) std::erase_if(p.events, [](const Event& e) { return e.day > 400; });
  const Shuffled a(people, 0, 400, 1000), b(cut, 0, 400, 1000);
  statistics::Seeded one(1, 0), other(1, 0);
  ASSERT_EQ(a.people(), b.people());
  for (std::size_t i = 0; i < a.people(); ++i) {
    const auto x = a.draw(i, one), y = b.draw(i, other);
    EXPECT_TRUE(std::ranges::equal(x, y, {}, &Event::day, &Event::day));
  }
}

}  // namespace
}  // namespace mash::patterns

// SPDX-License-Identifier: MIT
// Goal: over thousands of random starts, due times agree with an oracle that walks minute by minute
// and knows no formula, and keep the invariants: later than the start, in order, inside hours.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "mash/model/timescale.h"
#include "sample.h"

namespace mash::model {
namespace {

using Week = std::array<std::optional<OpeningHours>, 7>;

constexpr OpeningHours k_office{9 * 60, 17 * 60};
constexpr OpeningHours k_late{8 * 60 + 30, 17 * 60 + 15};
constexpr OpeningHours k_saturday{10 * 60, 12 * 60};
constexpr OpeningHours k_night{0, 6 * 60};  // holds both clock changes on Sundays
constexpr OpeningHours k_all_day{0, 24 * 60};

const Week k_office_week = {k_office, k_office,     k_office,    k_office,
                            k_office, std::nullopt, std::nullopt};
const Week k_mixed_week = {k_office, k_late, k_office, k_late, k_office, k_saturday, std::nullopt};
const Week k_night_week = {std::nullopt, k_office,     std::nullopt, k_office,
                           std::nullopt, std::nullopt, k_night};
const Week k_whole_week = {k_all_day, k_all_day, k_all_day, k_all_day,
                           k_all_day, k_all_day, k_all_day};

// Closures beside both clock changes, a run of them at Christmas, and one on a Sunday.
const std::vector<LocalDate> k_closed = {{2026, 3, 27},  {2026, 3, 30},  {2026, 10, 26},
                                         {2026, 11, 1},  {2026, 12, 24}, {2026, 12, 25},
                                         {2026, 12, 28}, {2026, 12, 29}, {2027, 1, 1}};

struct World {
  Week week;
  Calendar calendar;
  explicit World(const Week& hours) : week(hours), calendar("test", hours, k_closed) {}

  // The oracle's whole knowledge: is the hub open in this minute, by London's clock?
  [[nodiscard]] bool is_open(UtcTime t) const {
    const LondonTime now = to_london(t);
    const auto& hours = week.at(static_cast<std::size_t>(now.date.weekday()));
    const int minute = now.hour * 60 + now.minute;
    return hours && hours->opens <= minute && minute < hours->closes &&
           std::find(k_closed.begin(), k_closed.end(), now.date) == k_closed.end();
  }
};

std::vector<World> worlds() {
  return {World(k_office_week), World(k_mixed_week), World(k_night_week), World(k_whole_week)};
}

// Whole minutes, in three stretches of some weeks each: both clock changes and Christmas.
class Starts {
 public:
  UtcTime next() {
    static const std::array<UtcTime, 3> k_from = {sample::london("2026-03-16 00:00"),
                                                  sample::london("2026-10-12 00:00"),
                                                  sample::london("2026-12-14 00:00")};
    return k_from.at(pick(0, 2)) + Duration::minutes(static_cast<std::int64_t>(pick(0, 30'000)));
  }
  std::size_t pick(std::size_t lowest, std::size_t highest) {
    return std::uniform_int_distribution<std::size_t>(lowest, highest)(engine_);
  }

 private:
  std::mt19937_64 engine_{20261124};
};

Budget budget_of(Unit unit, int amount, Roll roll = Roll::same_time_next_wd) {
  return {amount, unit, roll, StartEvent::received};
}

UtcTime walk_working_minutes(const World& world, UtcTime t, int minutes) {
  while (minutes > 0) {
    if (world.is_open(t)) --minutes;
    t = t + Duration::minutes(1);
  }
  return t;
}

TEST(timescale_property, working_hours_equal_a_walk_minute_by_minute) {
  Starts starts;
  for (const World& world : worlds()) {
    for (int i = 0; i < 40; ++i) {
      const UtcTime start = starts.next();
      const int hours = static_cast<int>(starts.pick(1, 30));
      ASSERT_EQ(
          iso_london(due_time(budget_of(Unit::working_hours, hours), world.calendar, start, false)),
          iso_london(walk_working_minutes(world, start, hours * 60)))
          << "from " << iso_london(start) << ", hours " << hours;
    }
  }
}

// Counts the days on which some minute is open, after the day on which it came.
LocalDate walk_working_days(const World& world, UtcTime t, int days) {
  LocalDate counted = to_london(t).date;
  while (days > 0) {
    t = t + Duration::minutes(1);
    const LocalDate day = to_london(t).date;
    if (day == counted || !world.is_open(t)) continue;
    counted = day;
    --days;
  }
  return counted;
}

TEST(timescale_property, working_days_fall_on_the_day_that_a_walk_finds) {
  Starts starts;
  for (const World& world : worlds()) {
    for (int i = 0; i < 40; ++i) {
      const UtcTime start = starts.next();
      const int days = static_cast<int>(starts.pick(1, 5));
      const auto due_on = [&](Roll roll) {
        return due_time(budget_of(Unit::working_days, days, roll), world.calendar, start, false);
      };
      const LocalDate day = walk_working_days(world, start, days);
      const auto span = world.calendar.open_span(day);
      ASSERT_TRUE(span) << day.iso();
      EXPECT_EQ(due_on(Roll::end_of_next_wd), span->closes);
      EXPECT_GE(due_on(Roll::same_time_next_wd), span->opens);
      EXPECT_LE(due_on(Roll::same_time_next_wd), span->closes);
      if (!world.calendar.open_span(to_london(start).date)) {
        EXPECT_EQ(due_on(Roll::same_time_next_wd), span->closes);
        continue;
      }
      const LondonTime begun = to_london(start);
      const UtcTime same_time = from_london(day, begun.hour, begun.minute);
      EXPECT_EQ(due_on(Roll::same_time_next_wd), std::clamp(same_time, span->opens, span->closes));
    }
  }
}

std::vector<Budget> every_kind(int amount) {
  return {budget_of(Unit::wall_hours, amount), budget_of(Unit::working_hours, amount),
          budget_of(Unit::working_days, amount, Roll::same_time_next_wd),
          budget_of(Unit::working_days, amount, Roll::end_of_next_wd),
          budget_of(Unit::same_working_day, amount)};
}

TEST(timescale_property, due_is_later_than_the_start_and_later_starts_are_not_due_sooner) {
  Starts starts;
  for (const Week& week : {k_office_week, k_mixed_week}) {
    const World world(week);
    for (int i = 0; i < 500; ++i) {
      const UtcTime start = starts.next();
      const UtcTime later = start + Duration::minutes(static_cast<int>(starts.pick(1, 4'000)));
      for (const Budget& budget : every_kind(static_cast<int>(starts.pick(1, 12)))) {
        const UtcTime due = due_time(budget, world.calendar, start, false);
        ASSERT_GT(due, start) << iso_london(start);
        ASSERT_LE(due, due_time(budget, world.calendar, later, false)) << iso_london(start);
        if (budget.unit == Unit::wall_hours) continue;
        const auto span = world.calendar.open_span(to_london(due).date);
        ASSERT_TRUE(span) << iso_london(due);
        ASSERT_TRUE(span->opens <= due && due <= span->closes) << iso_london(due);
      }
    }
  }
}

TEST(timescale_property, a_larger_amount_is_due_later_and_running_on_is_never_later) {
  Starts starts;
  for (const World& world : worlds()) {
    for (int i = 0; i < 300; ++i) {
      const UtcTime start = starts.next();
      const int amount = static_cast<int>(starts.pick(1, 40));
      const auto small = every_kind(amount);
      const auto large = every_kind(amount + 1);
      for (std::size_t kind = 0; kind < small.size(); ++kind) {
        if (small[kind].unit == Unit::same_working_day) continue;
        ASSERT_LT(due_time(small[kind], world.calendar, start, false),
                  due_time(large[kind], world.calendar, start, false))
            << iso_london(start);
      }
      const Budget hours = budget_of(Unit::working_hours, amount);
      ASSERT_LE(due_time(hours, world.calendar, start, true),
                due_time(hours, world.calendar, start, false));
    }
  }
}

TEST(timescale_property, no_re_rating_extends_a_breached_clock_or_delays_a_more_urgent_one) {
  Starts starts;
  const Timescales all = sample::timescales();
  const Calendar& calendar = *find_calendar(all.calendars, "standard");
  const AgencyId police = AgencyId::trusted("police");
  const std::array<Rating, 4> ratings = {Rating::blue, Rating::green, Rating::amber, Rating::red};
  int breached = 0;
  for (int i = 0; i < 2'000; ++i) {
    const TimescalePolicy& policy = all.policies.at(starts.pick(0, all.policies.size() - 1));
    const std::size_t from = starts.pick(0, 3);
    const std::size_t to = starts.pick(0, 3);
    const UtcTime start = starts.next();
    const UtcTime now = start + Duration::minutes(static_cast<int>(starts.pick(0, 5'000)));
    const auto old = due(policy, calendar, Stage::agency_return, ratings[from], police, start);
    const auto fresh =
        re_rate(policy, calendar,
                {Stage::agency_return, ratings[from], ratings[to], police, start, now, old});
    if (!old) continue;
    if (to >= from || old->at < now) {
      ASSERT_TRUE(fresh);
      ASSERT_LE(fresh->at, old->at);
    }
    if (old->at < now) {
      ++breached;
      ASSERT_EQ(fresh->at, old->at);
    }
  }
  EXPECT_GT(breached, 100);
}

}  // namespace
}  // namespace mash::model

// SPDX-License-Identifier: MIT
#include "thresholds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "shuffled.h"

namespace mash::patterns {

namespace {

constexpr double k_infinite = std::numeric_limits<double>::infinity();
constexpr double k_least_days = 60;  // of events, before anything is said
constexpr std::size_t k_most_people = 10'000;
constexpr double k_years = 8'000, k_most_events = 200'000;  // of shuffled people
constexpr std::uint64_t k_seed = 20261128;

struct Look {
  double day;
  Statistics said;
};
// Of each shuffled person, by day.
using Looks = std::vector<std::vector<Look>>;

std::vector<Look> look_at(const std::vector<Event>& events, double from, const Population& all,
                          const Weights& w) {
  std::vector<Look> out;
  Stream stream(all, w);
  for (std::size_t i = 0; i < events.size(); ++i) {
    stream.push(events[i]);
    const bool more_today = i + 1 < events.size() && events[i + 1].day == events[i].day;
    if (events[i].day >= from && !more_today)
      out.push_back({events[i].day, statistics_of(all, stream, events[i].day, w)});
  }
  return out;
}

// Alarms of one rule from a day on.
double raised(const Looks& looks, std::size_t rule, double threshold, double from, double quiet) {
  double n = 0;
  for (const auto& person : looks) {
    double held = -k_infinite;
    for (const auto& look : person) {
      if (look.said[rule] < threshold) continue;
      if (look.day >= from && look.day - held > quiet) n += 1;
      held = look.day;
    }
  }
  return n;
}

// The least value that was seen at which there are no more alarms than that.
double least(const Looks& looks, std::size_t rule, double alarms, double from, double quiet) {
  std::vector<double> values;
  for (const auto& person : looks) {
    for (const auto& look : person)
      if (look.said[rule] > 0) values.push_back(look.said[rule]);
  }
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  const auto found = std::ranges::partition_point(
      values, [&](double v) { return raised(looks, rule, v, from, quiet) > alarms; });
  if (found != values.end()) return *found;
  return values.empty() ? k_infinite : std::nextafter(values.back(), k_infinite);
}

}  // namespace

Statistics thresholds_at(std::span<const Person> people, double at, const Population& all,
                         double false_alarms, const Weights& w) {
  Statistics out;
  out.fill(k_infinite);
  const double days = at - all.start;
  if (days < k_least_days) return out;
  const Shuffled shuffled(people, all.start, at, k_most_people);
  if (shuffled.people() == 0) return out;
  const double looked = std::min(days / 2, k_year), from = at - looked;
  const double years = static_cast<double>(shuffled.people()) * looked / k_year;
  const auto times =
      std::clamp(std::min(k_years / years, k_most_events / static_cast<double>(shuffled.events())),
                 1.0, 100.0);
  Looks looks;
  for (std::size_t t = 0; t < static_cast<std::size_t>(times); ++t) {
    statistics::Seeded random(k_seed, t);
    for (std::size_t p = 0; p < shuffled.people(); ++p)
      looks.push_back(look_at(shuffled.draw(p, random), from - w.alarms.quiet_days, all, w));
  }
  const double most = false_alarms / 1000 * years * std::floor(times);
  double left = most;
  for (const std::size_t rule : {3U, 1U, 0U, 2U}) {
    const double share = rule == 2 ? left : most * w.alarms.shares[rule];
    out[rule] = least(looks, rule, share, from, w.alarms.quiet_days);
    left -= raised(looks, rule, out[rule], from, w.alarms.quiet_days);
  }
  return out;
}

}  // namespace mash::patterns

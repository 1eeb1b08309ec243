// SPDX-License-Identifier: MIT
#include "mash/patterns/alarms.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "rules.h"
#include "stream.h"
#include "thresholds.h"

namespace mash::patterns {

namespace {

constexpr double k_warm_up_days = 400;         // a year of what rules look at, and their quiet
constexpr std::int64_t k_stretches_known = 3;  // what was learnt stands for so many

struct Known {
  Population all;
  Statistics thresholds;
};

// The rules of one person, and when each held the last time.
class Watch {
 public:
  Watch(const AlarmSpan& span, const Weights& w) : span_(span), w_(w) {
    held_.fill(-std::numeric_limits<double>::infinity());
  }

  void look(const Person& p, const Known& known, const Stream& s, double at,
            std::vector<Alarm>& out) {
    const auto said = statistics_of(known.all, s, at, w_);
    for (std::size_t r = 0; r < k_rules.size(); ++r) {
      if (said[r] < known.thresholds[r]) continue;
      const bool was_quiet = at - held_[r] > w_.alarms.quiet_days;
      held_[r] = at;
      if (was_quiet && at >= span_.from) out.push_back({p.id, at, k_rules[r], said[r]});
    }
  }

 private:
  const AlarmSpan& span_;
  const Weights& w_;
  std::array<double, 4> held_{};
};

// What was known of everybody at the beginning of each stretch of days, by its number.
using KnownThen = std::map<std::int64_t, Known>;

std::int64_t stretch(double day, const Weights& w) {
  return static_cast<std::int64_t>(std::floor(day / w.alarms.refit_days));
}

// The last day before a stretch, to the smallest part.
double last_before(std::int64_t n, const Weights& w) {
  return std::nextafter(static_cast<double>(n) * w.alarms.refit_days,
                        -std::numeric_limits<double>::infinity());
}

KnownThen known(std::span<const Person> people, const AlarmSpan& span, const Weights& w) {
  KnownThen out;
  double first = span.to;
  for (const auto& p : people)
    if (!p.events.empty()) first = std::min(first, p.events.front().day);
  // What held before the first day is judged by what was known then. Rates and thresholds are
  // learnt together: a threshold means little with other rates.
  const auto begins = stretch(std::max(span.from, first), w);
  for (auto n = begins; n <= stretch(span.to, w); n += k_stretches_known) {
    const double end = last_before(n, w);
    auto all = population_at(people, end, w);
    all.start = std::min(all.start, first);
    const auto thresholds = thresholds_at(people, end, all, span.false_alarms, w);
    out.emplace(n, Known{std::move(all), thresholds});
  }
  return out;
}

}  // namespace

std::vector<Alarm> alarms(std::vector<Person> people, const AlarmSpan& span, const Weights& w) {
  order(people);
  const auto learnt = known(people, span, w);
  std::vector<Alarm> out;
  if (learnt.empty()) return out;
  for (const auto& p : people) {
    Watch watch(span, w);
    const Known* then = &learnt.begin()->second;
    Stream stream(then->all, w);
    for (std::size_t i = 0; i < p.events.size() && p.events[i].day <= span.to; ++i) {
      const double day = p.events[i].day;
      if (const auto next = learnt.upper_bound(stretch(day, w)); next != learnt.begin()) {
        then = &std::prev(next)->second;
        stream.learn(then->all);
      }
      stream.push(p.events[i]);
      const bool more_today = i + 1 < p.events.size() && p.events[i + 1].day == day;
      if (!more_today && day >= span.from - k_warm_up_days) watch.look(p, *then, stream, day, out);
    }
  }
  std::ranges::sort(out, [](const Alarm& x, const Alarm& y) {
    return std::tie(x.day, x.id, x.rule) < std::tie(y.day, y.id, y.rule);
  });
  return out;
}

}  // namespace mash::patterns

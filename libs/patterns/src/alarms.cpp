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

constexpr double k_warm_up_days = 400;             // a year of what rules look at, and their quiet
constexpr std::int64_t k_threshold_stretches = 3;  // thresholds stay for so many

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
  const double from = std::max(span.from - k_warm_up_days, first);
  for (auto n = stretch(from, w); n <= stretch(span.to, w); ++n) {
    const double end = last_before(n, w);
    auto all = population_at(people, end, w);
    all.start = std::min(all.start, first);
    out.emplace(n, Known{std::move(all), {}});
  }
  // What held before the first day is judged by what was known then.
  const auto begins = stretch(std::max(span.from, first), w), each = k_threshold_stretches;
  Statistics thresholds{};
  for (auto n = begins; n <= stretch(span.to, w); ++n) {
    const auto& all = out.at(n).all;
    if ((n - begins) % each == 0)
      thresholds = thresholds_at(people, last_before(n, w), all, span.false_alarms, w);
    out.at(n).thresholds = thresholds;
    if (n != begins) continue;
    for (auto& [before, known] : out)
      if (before < begins) known.thresholds = thresholds;
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
      if (const auto found = learnt.find(stretch(day, w)); found != learnt.end()) {
        then = &found->second;
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

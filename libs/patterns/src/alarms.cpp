// SPDX-License-Identifier: MIT
#include "mash/patterns/alarms.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "stream.h"

namespace mash::patterns {

namespace {

constexpr std::array<std::string_view, 4> k_rules{"repeat", "rate", "escalation", "severity"};
constexpr double k_warm_up_days = 400;  // a year of what rules look at, and their quiet

struct Verdict {
  bool holds = false;
  double statistic = 0;
};

// -ln of the chance that so many or more come in a window where the rate is what came before it:
// negative binomial, as the rate is known up to a gamma.
double surprise(const Population& all, const Stream& s, double at, double days) {
  const auto recent = s.window(at, days);
  if (recent.count < 3 || recent.sources < 2) return 0;
  const double years = days / k_year;
  const double before = std::max(years_seen(all.start, at) - years, 0.0);
  const double a = all.counts.a + s.apart() - recent.apart, b = all.counts.b + before;
  return -std::log(std::max(boost::math::ibeta(recent.apart, a, years / (b + years)), 1e-300));
}

Verdict repeat(const Population& all, const Stream& s, double at, double least) {
  double most = 0;
  for (const double days : {30.0, 90.0, 365.0}) most = std::max(most, surprise(all, s, at, days));
  return {most >= least, most};
}

Verdict rate(const Population& all, const Stream& s, double at, double least) {
  const double years = std::min(years_seen(all.start, at), 1.0);
  const double count = s.window(at, years * k_year).weighed;
  const double a = all.weighed.a + count, b = all.weighed.b + years;
  const double chance = boost::math::gamma_q(a, 2 * all.weighed.mean() * b);
  return {chance >= least, chance};
}

// The rules of one person, and when each held the last time.
class Watch {
 public:
  Watch(const AlarmSpan& span, const Weights& w)
      : span_(span), w_(w), level_(w.alarms.levels.at(span.false_alarms)) {
    held_.fill(-std::numeric_limits<double>::infinity());
  }

  void look(const Person& p, const Population& all, const Stream& s, double at,
            std::vector<Alarm>& out) {
    const auto nats = s.change(at).nats;
    const auto serious = s.window(at, w_.alarms.severity_days).serious;
    const std::array<Verdict, 4> verdicts{repeat(all, s, at, level_.repeat_nats),
                                          rate(all, s, at, level_.rate_chance),
                                          Verdict{nats >= level_.escalation_nats, nats},
                                          Verdict{serious >= level_.severity_count, serious}};
    for (std::size_t r = 0; r < k_rules.size(); ++r) {
      if (!verdicts[r].holds) continue;
      const bool was_quiet = at - held_[r] > w_.alarms.quiet_days;
      held_[r] = at;
      if (was_quiet && at >= span_.from) {
        out.push_back({p.id, at, k_rules[r], verdicts[r].statistic});
      }
    }
  }

 private:
  const AlarmSpan& span_;
  const Weights& w_;
  const Weights::Alarms::Level& level_;
  std::array<double, 4> held_{};
};

// What was known of everybody at the beginning of each stretch of days, by its number.
using Known = std::map<std::int64_t, Population>;

std::int64_t stretch(double day, const Weights& w) {
  return static_cast<std::int64_t>(std::floor(day / w.alarms.refit_days));
}

Known known(std::span<const Person> people, const AlarmSpan& span, const Weights& w) {
  Known out;
  double first = span.to;
  for (const auto& p : people)
    if (!p.events.empty()) first = std::min(first, p.events.front().day);
  const double from = std::max(span.from - k_warm_up_days, first);
  for (auto n = stretch(from, w); n <= stretch(span.to, w); ++n) {
    // The last day before the stretch, to the smallest part.
    const double end = std::nextafter(static_cast<double>(n) * w.alarms.refit_days,
                                      -std::numeric_limits<double>::infinity());
    out.emplace(n, population_at(people, end, w));
    out.at(n).start = std::min(out.at(n).start, first);
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
    const Population* all = &learnt.begin()->second;
    Stream stream(*all, w);
    for (std::size_t i = 0; i < p.events.size() && p.events[i].day <= span.to; ++i) {
      const double day = p.events[i].day;
      if (const auto found = learnt.find(stretch(day, w)); found != learnt.end()) {
        all = &found->second;
        stream.learn(*all);
      }
      stream.push(p.events[i]);
      const bool more_today = i + 1 < p.events.size() && p.events[i + 1].day == day;
      if (!more_today && day >= span.from - k_warm_up_days) watch.look(p, *all, stream, day, out);
    }
  }
  std::ranges::sort(out, [](const Alarm& x, const Alarm& y) {
    return std::tie(x.day, x.id, x.rule) < std::tie(y.day, y.id, y.rule);
  });
  return out;
}

}  // namespace mash::patterns

// SPDX-License-Identifier: MIT
#include "mash/patterns/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "course.h"
#include "stream.h"

namespace mash::patterns {

namespace {

constexpr double k_quarter = 90;

// What is usual for this person in 90 days, by what came before them.
double usual_in_quarter(const Population& all, const Stream& s, double recent, double at) {
  const double years = std::max(at - all.start - k_quarter, 0.0) / k_year;
  return (s.count() - recent + all.counts.a) / (years + all.counts.b) * k_quarter / k_year;
}

std::string counted(double n, const char* what) {
  return fmt::format("{:.0f} {}{}", n, what, n == 1 ? "" : "s");
}

// Of all changes that are thought of beforehand, those that are rises.
double prior_of_rise(const Weights& w) {
  const auto rises = std::ranges::count_if(w.change.ratios, [](double r) { return r > 1; });
  return w.change.prior * static_cast<double>(rises) / static_cast<double>(w.change.ratios.size());
}

// The source that has the most, and how many.
double most_of_one_source(const Stream& s) {
  return s.by_source().empty() ? 0 : *std::ranges::max_element(s.by_source());
}

// Bounded, so that nothing is all but certain by arithmetic alone.
double log_odds(double chance) {
  return std::log((chance + 0.01) / (1.01 - chance));
}

std::string percent(double chance) {
  if (chance > 0.99) return "more than 99 %";
  return chance < 0.01 ? "less than 1 %" : fmt::format("{:.0f} %", 100 * chance);
}

std::string reasons(const Scored& s, const Course& course, const Stream& stream, double usual,
                    bool last_is_worst, const Weights& w) {
  auto out =
      fmt::format("{} in 90 days where {:.1f} {} usual", counted(s.events_90, "notification"),
                  usual, usual >= 0.95 && usual < 1.05 ? "was" : "were");
  if (s.sources_90 > 0) out += "; " + counted(s.sources_90, "source");
  if (last_is_worst) out += "; the last was the most serious";
  if (s.escalation >= 1) {
    out += fmt::format(
        "; chance of a rise that goes on: {} ({} of anybody, and what was seen makes it likelier "
        "by "
        "{} to 1), likeliest to {:.0f} times the rate for {:.0f} days",
        percent(s.chance_rise), percent(prior_of_rise(w)),
        s.escalation > 6.9 ? "more than 1000" : fmt::format("{:.0f}", std::exp(s.escalation)),
        course.ratio, course.since);
  }
  if (s.source_weight < 0.95) {
    out += fmt::format(
        "; {:.0f} of {:.0f} came from one source, more than its share of all would lead to expect "
        "(chance that it says more: {}): all count {:.2f}",
        most_of_one_source(stream), s.events, percent(course.excess), s.source_weight);
  }
  out +=
      fmt::format("; own rate {:.1f} a year ({:.1f} to {:.1f})", s.own.mean, s.own.low, s.own.high);
  return out;
}

Scored score_one(const Person& p, const Stream& stream, const Population& all,
                 const Courses& courses, double at, const Weights& w) {
  Scored out;
  out.id = p.id;
  const auto month = stream.window(at, 30), quarter = stream.window(at, k_quarter),
             year = stream.window(at, 365);
  out.events_30 = month.count;
  out.events_90 = quarter.count;
  out.events_365 = year.count;
  out.events = stream.count();
  out.sources_90 = static_cast<double>(quarter.sources);
  out.own = own_rate(all.counts, stream.count(), years_seen(all.start, at));
  const auto course = courses.of(p);

  out.source_weight = 1 / course.factor;
  out.chance_rise = course.rise;
  out.escalation = log_odds(course.rise) - log_odds(prior_of_rise(w));
  out.expected_90 = course.now * k_quarter / k_year;
  const double usual = usual_in_quarter(all, stream, quarter.count, at);
  out.acceleration = (quarter.count + 1) / (usual + 1);
  out.parts = {.now = std::log(course.now / courses.mean()),
               .rise = log_odds(course.rise),
               .severity = std::log(stream.recent_mark(at))};
  const auto& x = out.parts;
  out.score = w.score.constant + w.score.now * x.now + w.score.rise * x.rise +
              w.score.severity * x.severity;
  double worst_before = -1, last = -1;
  for (const auto& e : p.events) {
    if (e.day > at) break;
    worst_before = std::max(worst_before, last);
    last = e.severity;
  }
  out.reasons = reasons(out, course, stream, usual, worst_before >= 0 && last > worst_before, w);
  return out;
}

}  // namespace

std::vector<Scored> score(std::vector<Person> people, double at, const Weights& w) {
  order(people);
  const auto all = population_at(people, at, w);
  const Courses courses(people, at, all, w);
  std::vector<Scored> out;
  for (const auto& p : people) {
    if (p.events.empty() || p.events.front().day > at) continue;
    Stream stream(all, w);
    for (const auto& e : p.events) {
      if (e.day > at) break;
      stream.push(e);
    }
    out.push_back(score_one(p, stream, all, courses, at, w));
  }
  std::ranges::sort(out, [](const Scored& x, const Scored& y) {
    return x.score != y.score ? x.score > y.score : x.id < y.id;
  });
  return out;
}

}  // namespace mash::patterns

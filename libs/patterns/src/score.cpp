// SPDX-License-Identifier: MIT
#include "mash/patterns/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

// The source that has the most, and how many.
double most_of_one_source(const Stream& s) {
  return s.by_source().empty() ? 0 : *std::ranges::max_element(s.by_source());
}

std::string reasons(const Scored& s, const Change& change, const Stream& stream, double usual,
                    bool last_is_worst) {
  auto out =
      fmt::format("{} in 90 days where {:.1f} {} usual", counted(s.events_90, "notification"),
                  usual, usual >= 0.95 && usual < 1.05 ? "was" : "were");
  if (s.sources_90 > 0) out += "; " + counted(s.sources_90, "source");
  if (last_is_worst) out += "; the last was the most serious";
  if (change.nats >= 2) {
    const double odds = std::exp(std::min(change.nats, 9.0));
    out += fmt::format(
        "; likelier by {} to 1 that for {:.0f} days the rate has been {:.0f} times what "
        "it was before than that it stayed",
        odds > 1000 ? "more than 1000" : fmt::format("{:.0f}", odds), change.since, change.ratio);
  }
  if (s.source_weight < 0.95) {
    out += fmt::format(
        "; {:.0f} of {:.0f} came from one source, more than the others would lead "
        "to expect: each of them counts {:.2f}",
        most_of_one_source(stream), s.events, s.source_weight);
  }
  out +=
      fmt::format("; own rate {:.1f} a year ({:.1f} to {:.1f})", s.own.mean, s.own.low, s.own.high);
  return out;
}

Scored score_one(const Person& p, const Stream& stream, const Population& all, double at,
                 const Weights& w) {
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
  const auto change = stream.change(at);
  const auto by = stream.source_weights(at);
  out.source_weight = by.empty() ? 1 : *std::ranges::min_element(by);
  out.escalation = change.nats;
  out.expected_90 = change.now * k_quarter / k_year;
  const double usual = usual_in_quarter(all, stream, quarter.count, at);
  out.acceleration = (quarter.count + 1) / (usual + 1);

  const double own =
      (all.weighed.a + stream.total(at)) / (all.weighed.b + years_seen(all.start, at));
  out.parts = {.now = std::log(change.now / all.weighed.mean()),
               .own = std::log(own / all.weighed.mean()),
               .rise = std::log((change.rise + 0.02) / (1.02 - change.rise)),
               .severity = std::log(stream.recent_mark(at)),
               .sources = std::log1p(static_cast<double>(quarter.sources)),
               .excess = std::log(stream.total(at) / stream.total_as_said())};
  const auto& x = out.parts;
  out.score = w.score.constant + w.score.now * x.now + w.score.own * x.own + w.score.rise * x.rise +
              w.score.severity * x.severity + w.score.sources * x.sources +
              w.score.excess * x.excess;
  double worst_before = -1, last = -1;
  for (const auto& e : p.events) {
    if (e.day > at) break;
    worst_before = std::max(worst_before, last);
    last = e.severity;
  }
  out.reasons = reasons(out, change, stream, usual, worst_before >= 0 && last > worst_before);
  return out;
}

}  // namespace

std::vector<Scored> score(std::vector<Person> people, double at, const Weights& w) {
  order(people);
  const auto all = population_at(people, at, w);
  std::vector<Scored> out;
  for (const auto& p : people) {
    if (p.events.empty() || p.events.front().day > at) continue;
    Stream stream(all, w);
    for (const auto& e : p.events) {
      if (e.day > at) break;
      stream.push(e);
    }
    out.push_back(score_one(p, stream, all, at, w));
  }
  std::ranges::sort(out, [](const Scored& x, const Scored& y) {
    return x.score != y.score ? x.score > y.score : x.id < y.id;
  });
  return out;
}

}  // namespace mash::patterns

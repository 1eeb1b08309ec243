// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <map>

#include "mash/patterns/events.h"
#include "stream.h"

namespace mash::patterns {

namespace {

constexpr double k_least_a = 0.02, k_most_a = 500;
constexpr std::size_t k_enough_people = 30;
constexpr int k_halvings = 60;
constexpr int k_turns = 3;  // of shares and weights in turn; more change little

double log_gamma(double x) {
  return boost::math::lgamma(x);
}

struct Cell {
  double count, exposure, people;
};

// Equal counts are worked out once.
std::vector<Cell> tally(std::span<const Counted> counts) {
  std::map<std::pair<double, double>, double> cells;
  for (const auto& c : counts) cells[{c.count, c.exposure}] += 1;
  std::vector<Cell> out;
  out.reserve(cells.size());
  for (const auto& [key, people] : cells) out.push_back({key.first, key.second, people});
  return out;
}

// The likeliest b for an a: where a/b and the posterior means balance, by halving in logarithms.
double b_for(double a, std::span<const Cell> cells) {
  double low = -16, high = 16;
  for (int i = 0; i < k_halvings; ++i) {
    const double middle = (low + high) / 2, b = std::exp(middle);
    double slope = 0;
    for (const auto& c : cells) slope += c.people * (a / b - (a + c.count) / (b + c.exposure));
    (slope > 0 ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

double log_likelihood(double a, double b, std::span<const Cell> cells) {
  double sum = 0;
  const double first = a * std::log(b) - log_gamma(a);
  for (const auto& c : cells) {
    sum += c.people * (first + log_gamma(a + c.count) - (a + c.count) * std::log(b + c.exposure) +
                       c.count * std::log(c.exposure) - log_gamma(c.count + 1));
  }
  return sum;
}

}  // namespace

void order(std::vector<Person>& people) {
  for (auto& p : people) {
    std::ranges::sort(p.events, [](const Event& x, const Event& y) {
      return std::tuple(x.day, x.source, x.severity) < std::tuple(y.day, y.source, y.severity);
    });
  }
  std::ranges::sort(people, {}, &Person::id);
}

GammaFit fit_gamma(std::span<const Counted> counts) {
  const auto cells = tally(counts);
  // Golden section over ln a, with the best b for each.
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(k_least_a), high = std::log(k_most_a);
  const auto at = [&](double ln_a) {
    const double a = std::exp(ln_a);
    return log_likelihood(a, b_for(a, cells), cells);
  };
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = at(left), at_right = at(right);
  while (high - low > 1e-7) {
    if (at_left < at_right) {
      low = left;
      left = std::exchange(right, low + golden * (high - low));
      right = low + golden * (high - low);
      at_left = std::exchange(at_right, at(right));
    } else {
      high = right;
      right = left;
      left = high - golden * (high - low);
      at_right = std::exchange(at_left, at(left));
    }
  }
  const double a = std::exp((low + high) / 2), b = b_for(a, cells);
  return {{a, b}, log_likelihood(a, b, cells)};
}

OwnRate own_rate(const Gamma& prior, double count, double exposure) {
  const double a = prior.a + count, b = prior.b + exposure;
  return {.mean = a / b,
          .low = boost::math::gamma_p_inv(a, 0.05) / b,
          .high = boost::math::gamma_p_inv(a, 0.95) / b,
          .twice = boost::math::gamma_q(a, 2 * prior.mean() * b)};
}

namespace {

// What the events up to a day say of sources and severities.
void describe_events(std::span<const Person> people, double at, Population& out) {
  std::vector<double> severities;
  double first = at;
  for (const auto& p : people) {
    if (!p.events.empty() && p.events.front().day <= at) ++out.people;
    for (const auto& e : p.events) {
      if (e.day > at) break;
      first = std::min(first, e.day);
      if (e.source >= out.share.size()) out.share.resize(e.source + 1);
      out.share[e.source] += 1;
      severities.push_back(e.severity);
    }
  }
  out.start = first;
  if (severities.empty()) return;
  const auto n = static_cast<double>(severities.size());
  for (auto& s : out.share) s /= n;
  std::ranges::sort(severities);
  double sum = 0;
  for (const double s : severities) sum += s;
  if (sum > 0) out.mean_severity = sum / n;
  // The least severity above which at most a tenth lies; the top one where a tenth share it.
  const auto tenth = severities.begin() + static_cast<std::ptrdiff_t>(0.9 * n);
  const auto next = std::upper_bound(tenth, severities.end(), *tenth);
  const bool few_share_it =
      severities.end() - std::lower_bound(severities.begin(), tenth, *tenth) <=
      static_cast<std::ptrdiff_t>(0.1 * n) + 1;
  out.serious = few_share_it || next == severities.end() ? *tenth : *next;
}

Gamma fit_or_alike(const std::vector<Counted>& counts, std::size_t people) {
  if (people >= k_enough_people) return fit_gamma(counts).prior;
  double n = 1, t = 1;
  for (const auto& c : counts) {
    n += c.count;
    t += c.exposure;
  }
  return {2, 2 * t / n};
}

// A person's events up to a day, taken by a stream.
Stream taken_until(const Person& p, double at, const Population& all, const Weights& w) {
  Stream stream(all, w);
  for (const auto& e : p.events) {
    if (e.day > at) break;
    stream.push(e);
  }
  return stream;
}

// Shares of sources once what one says too much of some people counts less: what is usual is not to
// be learnt from those of whom one source says much more than the others.
void even_out_shares(std::span<const Person> people, double at, const Weights& w, Population& all) {
  std::vector<double> sums(all.share.size(), 0);
  double sum = 0;
  for (const auto& p : people) {
    if (p.events.empty() || p.events.front().day > at) continue;
    const auto stream = taken_until(p, at, all, w);
    const auto by = stream.source_weights(at);
    for (std::size_t s = 0; s < by.size(); ++s) {
      sums[s] += by[s] * stream.by_source()[s];
      sum += by[s] * stream.by_source()[s];
    }
  }
  for (std::size_t s = 0; s < sums.size() && sum > 0; ++s) all.share[s] = sums[s] / sum;
}

}  // namespace

Population population_at(std::span<const Person> people, double at, const Weights& w) {
  Population out;
  describe_events(people, at, out);
  const double years = years_seen(out.start, at);
  std::vector<Counted> raw, weighed;
  for (const auto& p : people) {
    const auto n = std::ranges::count_if(p.events, [&](const Event& e) { return e.day <= at; });
    if (n > 0) raw.push_back({static_cast<double>(n), years});
  }
  out.counts = fit_or_alike(raw, out.people);
  for (int turn = 0; turn < k_turns; ++turn) even_out_shares(people, at, w, out);
  for (const auto& p : people) {
    if (p.events.empty() || p.events.front().day > at) continue;
    // By eighths, so that few different counts are worked out.
    const double total = taken_until(p, at, out, w).total(at);
    weighed.push_back({std::round(total * 8) / 8, years});
  }
  out.weighed = fit_or_alike(weighed, out.people);
  return out;
}

}  // namespace mash::patterns

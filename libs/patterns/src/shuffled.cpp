// SPDX-License-Identifier: MIT
#include "shuffled.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace mash::patterns {

namespace {

constexpr std::array<double, 7> k_lags{0, 3, 7, 14, 21, 30, 45};  // up to and with these days
constexpr double k_far = 120, k_farther = 240;                    // what is usual between pairs
constexpr double k_much = 1.5;       // times as many pairs as far from each other
constexpr double k_lent_pairs = 10;  // at the usual density, for each lag

std::span<const Event> until(const Person& p, double at) {
  const auto end = std::ranges::upper_bound(p.events, at, {}, &Event::day);
  return std::span(p.events).first(static_cast<std::size_t>(end - p.events.begin()));
}

// How many pairs are so far apart that neither end is cut off, by lag; the last holds those far
// from each other. A person's pairs weigh as much as their events, not the square.
struct Pairs {
  std::array<double, k_lags.size() + 1> sums{};
  double far = 0, farther = 0;

  void add(std::span<const Event> events) {
    const double weight = 1 / static_cast<double>(events.size() - 1);
    for (std::size_t i = 0; i < events.size(); ++i) {
      for (auto j = i + 1; j < events.size(); ++j) {
        const double lag = events[j].day - events[i].day;
        if (lag > farther) break;
        if (lag > far) sums.back() += weight;
        if (lag > k_lags.back()) continue;
        const auto bin = std::ranges::lower_bound(k_lags, lag) - k_lags.begin();
        sums[static_cast<std::size_t>(bin)] += weight;
      }
    }
  }
};

}  // namespace

double days_together(std::span<const Person> people, double start, double at) {
  const double days = at - start;
  Pairs pairs{.far = std::min(k_far, days / 3), .farther = std::min(k_farther, days * 2 / 3)};
  for (const auto& p : people) {
    const auto events = until(p, at);
    if (events.size() > 1) pairs.add(events);
  }
  // Of all starts within the span, those that have such a lag before its end.
  const auto density = [&](double sum, double from, double to) {
    return sum / ((to - from) * (days - (from + to) / 2));
  };
  const double usual = density(pairs.sums.back(), pairs.far, pairs.farther);
  double out = 0, from = 0;
  for (std::size_t b = 0; b < k_lags.size() && k_lags[b] < pairs.far / 2; ++b) {
    const double to = k_lags[b] + 0.5;  // days are mostly whole
    const double lent = k_lent_pairs / 4;
    const double expected = usual * (to - from) * (days - (from + to) / 2);
    from = to;
    if (pairs.sums[b] + lent >= k_much * (expected + lent)) {
      out = k_lags[b];
    } else if (b > 0) {  // nothing on the same day says nothing of the days after
      break;
    }
  }
  return out;
}

Shuffled::Shuffled(std::span<const Person> people, double start, double at, std::size_t most)
    : start_(start), at_(at), together_(days_together(people, start, at)) {
  std::vector<std::span<const Event>> all;
  for (const auto& p : people) {
    const auto events = until(p, at);
    if (events.empty()) continue;
    all.push_back(events);
    double first = start - 1e6;
    for (const auto& e : events) {
      if (e.day - first <= together_) continue;
      begun_.push_back(e.day);
      first = e.day;
    }
  }
  const auto step = all.size() / most + 1;
  for (std::size_t i = 0; i < all.size(); i += step) {
    people_.push_back(all[i]);
    events_ += all[i].size();
  }
}

std::vector<Event> Shuffled::draw(std::size_t person, statistics::Seeded& random) const {
  std::vector<Event> out;
  double first = start_ - 1e6, begins = 0;
  for (const auto& e : people_[person]) {
    if (e.day - first > together_) {
      first = e.day;
      begins = begun_[random.below(begun_.size())];
    }
    auto moved = e;
    moved.day = begins + e.day - first;
    // What would come after the last day comes after the first one.
    if (moved.day > at_) moved.day -= at_ - start_;
    out.push_back(moved);
  }
  std::ranges::sort(out, [](const Event& x, const Event& y) {
    return std::tie(x.day, x.source, x.severity) < std::tie(y.day, y.source, y.severity);
  });
  return out;
}

}  // namespace mash::patterns

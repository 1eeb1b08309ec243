// SPDX-License-Identifier: MIT
// One person's events as they come, each weighed, and what they say of the rate now.
#pragma once

#include <algorithm>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterns {

// Nobody is judged on less than a month.
inline double years_seen(double start, double at) {
  return std::max(at - start, 30.0) / k_year;
}

struct Change {
  double now = 0;    // weighed events a year, over all that may have happened to the rate
  double rise = 0;   // chance that the rate rose within the last year
  double nats = 0;   // greatest log-likelihood ratio of a raised rate against the own base rate
  double since = 0;  // days since that rise began
  double ratio = 1;  // by what it was multiplied then
};

struct Window {
  double count = 0, weighed = 0, serious = 0;
  double apart = 0;  // what follows within days of another counts less
  std::size_t sources = 0;
};

class Stream {
 public:
  // Both must outlive it.
  Stream(const Population& all, const Weights& weights) : all_(&all), weights_(&weights) {}
  // From now on others are known to be so.
  void learn(const Population& all) { all_ = &all; }

  void push(const Event& event);
  [[nodiscard]] double count() const { return static_cast<double>(taken_.size()); }
  [[nodiscard]] double apart() const { return apart_; }
  // All weighed events.
  [[nodiscard]] double total(double at) const;
  // The same without regard to sources.
  [[nodiscard]] double total_as_said() const;
  [[nodiscard]] Change change(double at) const;
  // What came in the last days up to and with a day.
  [[nodiscard]] Window window(double at, double days) const;
  // How much each event of a source counts, 1 at most: less if the source says more of this person
  // than the others' rate would have it.
  [[nodiscard]] std::vector<double> source_weights(double at) const;
  [[nodiscard]] const std::vector<double>& by_source() const { return counts_; }
  // Mean mark (severity against that of all), the newer the more, drawn towards 1.
  [[nodiscard]] double recent_mark(double at) const;

 private:
  struct Taken {
    double day, weight, mark, apart;
    std::uint32_t source;
    bool serious;
  };

  const Population* all_;
  const Weights* weights_;
  std::vector<Taken> taken_;
  double apart_ = 0;
  std::vector<double> counts_, sums_;  // by source
};

}  // namespace mash::patterns

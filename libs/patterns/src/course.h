// SPDX-License-Identifier: MIT
// What may have happened to a person's rate: it went on, rose, or fell since some day, and one
// source may say more of them than the others do. Each is weighed by how likely it makes what was
// seen.
//
// What is usual (rates, shares of sources, how serious events in a rise and those of an excess are,
// seasons, how often one happening is told twice) is learnt from the events themselves, without
// knowing who came to harm: expectation and maximisation, from 5,000 people at most.
// Thread safety: a Courses may be asked by many threads. Cost: about 20 us a person, and about a
// third of a second to learn.
// Sources: Dempster, Laird and Rubin 1977; Shiryaev 1963 for the sum over days of a change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterns {

struct Course {
  double now = 0;   // events a year that all sources alike would tell of, over all courses
  double own = 0;   // the same over all time, as if nothing had changed
  double rise = 0;  // chance that the rate rose and is still raised
  double since = 0, ratio = 1;  // days and factor of the likeliest rise
  double excess = 0;            // chance that one source says more than its share
  double factor = 1;            // how many times as much as without it are told of, on average
};

class Courses {
 public:
  // Learns what is usual from events up to the day.
  Courses(std::span<const Person> people, double at, const Population& all, const Weights& weights);
  [[nodiscard]] Course of(const Person& person) const;
  // Events a year of the middle person, each source at its share.
  [[nodiscard]] double mean() const { return rates_.mean(); }

 private:
  // Counts by window (the last holds all events), source and class of severity.
  struct Seen {
    double n = 0;
    std::vector<double> counts;  // as many in all as `cells` says
    std::vector<double> marks;   // the same over all sources
  };
  struct Held {
    Course course;
    std::vector<double> risen;   // chance of a rise since each window with no source saying more
    std::vector<double> excess;  // expected events beyond the share, by source and class
  };
  // That a source says so much more; level 0 is that none does.
  struct Excess {
    std::size_t source = 0, level = 0;
    double factor = 1, prior = 1;
  };
  // One course: ln of its weight, its rate now, and what it says.
  struct Term {
    double nats = 0, now = 0, ratio = 1;
    std::size_t window = 0, excess = 0;
  };

  [[nodiscard]] std::size_t windows() const { return weights_->change.windows_days.size(); }
  [[nodiscard]] std::size_t mark_of(double severity) const;
  [[nodiscard]] Seen see(const Person& person) const;
  [[nodiscard]] std::vector<Excess> excesses(const Seen& seen) const;
  // ln of how much likelier an event is under a ratio and an excess of its source.
  [[nodiscard]] double event_nats(std::size_t ratio, const Excess& x, std::size_t mark) const;
  [[nodiscard]] double source_nats(const Seen& seen, const Excess& x, std::size_t window,
                                   std::size_t ratio) const;
  void list(const Seen& seen, const Excess& x, std::size_t excess, std::vector<Term>& out) const;
  [[nodiscard]] Held weigh(const Seen& seen) const;
  void add_excess(const Seen& seen, const Excess& x, double chance, Held& out) const;
  void learn_clock(std::span<const Person> people);
  void learn_marks(std::span<const Person> people);
  void learn_nearness(std::span<const Person> people);
  void learn(const std::vector<Seen>& all);
  void tabulate();

  const Weights* weights_;
  double at_, start_, years_;
  Gamma rates_;
  std::vector<double> share_;
  std::vector<double> clock_;       // years that each window counts for
  std::vector<double> marks_upto_;  // greatest severity of each class but the last
  std::vector<double> usual_, risen_, excess_marks_;  // shares of the classes
  std::vector<double> nats_;                          // table behind event_nats
  double near_ = 1;                                   // what an event soon after another counts
  double excess_ = 0;                                 // chance that one source says more
};

}  // namespace mash::patterns

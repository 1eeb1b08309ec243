// SPDX-License-Identifier: MIT
#include "course.h"

#include <algorithm>
#include <cmath>

#include "stream.h"

namespace mash::patterns {

namespace {

constexpr int k_rounds = 4;
constexpr std::size_t k_mark_classes = 5;
constexpr double k_enough = 3;  // events of one source before it can be said to say more
constexpr double k_others_needed =
    0.8;  // a source that says nearly all has none to be held against
constexpr double k_lent_people = 20, k_lent_pairs = 20;
constexpr std::size_t k_enough_people = 30, k_most_learnt = 5000;

// To equal steps, so that few different values are worked out.
double stepped(double value, double steps) {
  return std::round(value * steps) / steps;
}

}  // namespace

Courses::Courses(std::span<const Person> people, double at, const Population& all,
                 const Weights& weights)
    : weights_(&weights),
      at_(at),
      start_(all.start),
      years_(years_seen(all.start, at)),
      rates_(all.counts),
      share_(all.share),
      excess_(weights.course.excess) {
  learn_clock(people);
  learn_marks(people);
  learn_nearness(people);
  tabulate();
  std::vector<Seen> seen;
  const auto step = all.people / k_most_learnt + 1;
  std::size_t i = 0;
  for (const auto& p : people)
    if (!p.events.empty() && p.events.front().day <= at && i++ % step == 0) seen.push_back(see(p));
  for (int round = 0; round < k_rounds; ++round) learn(seen);
}

// Where all are told of more at one time of the year, a rise then says less: a window counts for
// as many years as its part of all events, drawn towards its part of the time.
void Courses::learn_clock(std::span<const Person> people) {
  const auto& days = weights_->change.windows_days;
  std::vector<double> within(days.size(), 0);
  double n = 0;
  for (const auto& p : people) {
    for (const auto& e : p.events) {
      if (e.day > at_) break;
      n += 1;
      for (std::size_t w = 0; w < days.size(); ++w) within[w] += e.day > at_ - days[w] ? 1 : 0;
    }
  }
  const double lent = weights_->course.clock_events;
  for (std::size_t w = 0; w < days.size(); ++w) {
    const double part = std::min(days[w] / k_year / years_, 1.0);
    clock_.push_back((within[w] + lent * part) / (n + lent) * years_);
  }
}

void Courses::learn_marks(std::span<const Person> people) {
  std::vector<double> all;
  for (const auto& p : people) {
    for (const auto& e : p.events) {
      if (e.day > at_) break;
      all.push_back(e.severity);
    }
  }
  std::ranges::sort(all);
  for (std::size_t c = 1; c < k_mark_classes && !all.empty(); ++c) {
    const double upto = all[all.size() * c / k_mark_classes];
    if (upto < all.back() && (marks_upto_.empty() || upto > marks_upto_.back()))
      marks_upto_.push_back(upto);
  }
  usual_.assign(marks_upto_.size() + 1, 0);
  for (const double s : all) usual_[mark_of(s)] += 1 / static_cast<double>(all.size());
  risen_ = excess_marks_ = usual_;
}

// How many events that soon after another are to be expected of the rates alone, against how many
// there are: the rest are the same happening told again.
void Courses::learn_nearness(std::span<const Person> people) {
  const double soon = weights_->weighing.cluster_days / k_year;
  double expected = k_lent_pairs, there = k_lent_pairs;
  for (const auto& p : people) {
    double n = 0, near = 0, last = start_ - 1e6;
    for (const auto& e : p.events) {
      if (e.day > at_) break;
      n += 1;
      near += e.day - last <= weights_->weighing.cluster_days ? 1 : 0;
      last = e.day;
    }
    if (n < 2) continue;
    there += near;
    expected += (n - 1) * -std::expm1(-soon * (n - near) / years_);
  }
  near_ = std::clamp(expected / there, 0.1, 1.0);
}

std::size_t Courses::mark_of(double severity) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(marks_upto_, severity) -
                                  marks_upto_.begin());
}

Courses::Seen Courses::see(const Person& person) const {
  const auto& days = weights_->change.windows_days;
  const auto classes = usual_.size(), row = share_.size() * classes;
  Seen out;
  out.counts.resize((days.size() + 1) * row);
  out.marks.resize((days.size() + 1) * classes);
  double last = start_ - 1e6;
  for (const auto& e : person.events) {
    if (e.day > at_) break;
    const double counts = e.day - last <= weights_->weighing.cluster_days ? near_ : 1;
    last = e.day;
    out.n += counts;
    const auto mark = mark_of(e.severity);
    for (std::size_t w = 0; w <= days.size(); ++w) {
      if (w < days.size() && e.day <= at_ - days[w]) continue;
      out.counts[w * row + e.source * classes + mark] += counts;
      out.marks[w * classes + mark] += counts;
    }
  }
  return out;
}

// Nothing, or for each source that says enough of this person some factors.
std::vector<Courses::Excess> Courses::excesses(const Seen& seen) const {
  const auto classes = usual_.size(), row = share_.size() * classes;
  const auto& factors = weights_->course.factors;
  const double each = excess_ / static_cast<double>(factors.size() * share_.size());
  std::vector<Excess> out{{.prior = 1 - excess_}};
  for (std::size_t s = 0; s < share_.size(); ++s) {
    double said = 0;
    for (std::size_t k = 0; k < classes; ++k)
      said += seen.counts[windows() * row + s * classes + k];
    const bool can = said >= k_enough && share_[s] > 0 && share_[s] < k_others_needed;
    for (std::size_t l = 0; l < factors.size(); ++l) {
      if (can) {
        out.push_back({.source = s, .level = l + 1, .factor = factors[l], .prior = each});
      } else {
        out.front().prior += each;
      }
    }
  }
  return out;
}

void Courses::tabulate() {
  const auto& ratios = weights_->change.ratios;
  const auto& factors = weights_->course.factors;
  const auto classes = usual_.size();
  nats_.clear();
  for (std::size_t s = 0; s < share_.size(); ++s) {
    for (std::size_t l = 0; l <= factors.size(); ++l) {
      const double more = l == 0 ? 0 : (factors[l - 1] - 1) / std::max(share_[s], 1e-3);
      for (std::size_t r = 0; r <= ratios.size(); ++r) {
        const double ratio = r == ratios.size() ? 1 : ratios[r];
        for (std::size_t k = 0; k < classes; ++k) {
          const double usual = std::max(usual_[k], 1e-6);
          const double risen = ratio > 1 ? risen_[k] / usual : 1;
          nats_.push_back(std::log(ratio * risen + more * excess_marks_[k] / usual));
        }
      }
    }
  }
}

double Courses::event_nats(std::size_t ratio, const Excess& x, std::size_t mark) const {
  const auto levels = weights_->course.factors.size() + 1;
  const auto ratios = weights_->change.ratios.size() + 1;
  return nats_[((x.source * levels + x.level) * ratios + ratio) * usual_.size() + mark];
}

// Of all events in a window: those of the source that says more, and those of others.
double Courses::source_nats(const Seen& seen, const Excess& x, std::size_t window,
                            std::size_t ratio) const {
  const auto classes = usual_.size(), row = share_.size() * classes;
  double out = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double own = x.level == 0 ? 0 : seen.counts[window * row + x.source * classes + k];
    const double others = seen.marks[window * classes + k] - own;
    if (own > 0) out += own * event_nats(ratio, x, k);
    if (others > 0) out += others * event_nats(ratio, Excess{}, k);
  }
  return out;
}

void Courses::add_excess(const Seen& seen, const Excess& x, double chance, Held& out) const {
  const auto classes = usual_.size(), row = share_.size() * classes;
  const double more = (x.factor - 1) / share_[x.source];
  for (std::size_t k = 0; k < classes; ++k) {
    const double odds = more * excess_marks_[k] / std::max(usual_[k], 1e-6);
    const auto cell = x.source * classes + k;
    out.excess[cell] += chance * seen.counts[windows() * row + cell] * odds / (1 + odds);
  }
}

// All courses with one excess, each with the logarithm of what it weighs: with many events that
// is beyond what a number holds.
void Courses::list(const Seen& seen, const Excess& x, std::size_t excess,
                   std::vector<Term>& out) const {
  const auto& c = weights_->change;
  const auto one = c.ratios.size();
  const double a = rates_.a + seen.n, b = rates_.b;
  const double each = c.prior / static_cast<double>(windows() * c.ratios.size());
  const auto add = [&](double ratio, std::size_t window, double nats, double prior) {
    const double t = years_ * x.factor + (ratio - 1) * clock_[window];
    out.push_back({.nats = std::log(prior * x.prior) + nats - a * std::log((b + t) / (b + years_)),
                   .now = ratio * a / (b + t),
                   .ratio = ratio,
                   .window = window,
                   .excess = excess});
  };
  const double steady = source_nats(seen, x, windows(), one);
  add(1, 0, steady, 1 - c.prior);
  for (std::size_t w = 0; w < windows() && c.windows_days[w] < (at_ - start_) * 0.9; ++w) {
    const double before = steady - source_nats(seen, x, w, one);
    for (std::size_t r = 0; r < c.ratios.size(); ++r)
      add(c.ratios[r], w, before + source_nats(seen, x, w, r), each);
  }
}

Courses::Held Courses::weigh(const Seen& seen) const {
  const auto all = excesses(seen);
  std::vector<Term> terms;
  for (std::size_t i = 0; i < all.size(); ++i) list(seen, all[i], i, terms);
  const double most = std::ranges::max(terms, {}, &Term::nats).nats;
  double mass = 0;
  for (const auto& t : terms) mass += std::exp(t.nats - most);

  Held out;
  out.risen.resize(windows());
  out.excess.resize(share_.size() * usual_.size());
  auto& o = out.course;
  std::vector<double> by_excess(all.size());
  double likeliest = 0;
  for (const auto& t : terms) {
    const double chance = std::exp(t.nats - most) / mass;
    by_excess[t.excess] += chance;
    o.now += chance * t.now;
    if (t.ratio <= 1) continue;
    o.rise += chance;
    if (t.excess == 0) out.risen[t.window] += chance;
    if (chance <= likeliest) continue;
    likeliest = chance;
    o.since = weights_->change.windows_days[t.window];
    o.ratio = t.ratio;
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    o.excess += by_excess[i];
    o.factor += by_excess[i] * (all[i].factor - 1);
    add_excess(seen, all[i], by_excess[i], out);
  }
  return out;
}

// One round of expectation and maximisation, each number lent what was believed before.
void Courses::learn(const std::vector<Seen>& all) {
  const auto classes = usual_.size(), row = share_.size() * classes;
  const double lent = weights_->course.mark_events;
  std::vector<double> risen(classes), more(classes), usual(classes), share(share_.size());
  for (std::size_t k = 0; k < classes; ++k) {
    usual[k] = 1e-3;
    risen[k] = more[k] = lent * usual_[k];
  }
  double excess = weights_->course.excess * k_lent_people;
  std::vector<Counted> counts;
  for (const auto& seen : all) {
    const auto held = weigh(seen);
    excess += held.course.excess;
    counts.push_back({stepped(seen.n, 8), stepped(years_ * held.course.factor, 8)});
    for (std::size_t cell = 0; cell < windows() * classes; ++cell)
      risen[cell % classes] += held.risen[cell / classes] * seen.marks[cell];
    for (std::size_t cell = 0; cell < row; ++cell) {
      const double left = seen.counts[windows() * row + cell] - held.excess[cell];
      usual[cell % classes] += left;
      more[cell % classes] += held.excess[cell];
      share[cell / classes] += left;
    }
  }
  const auto to_shares = [](std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    for (double& x : v) x /= sum > 0 ? sum : 1;
  };
  for (auto* v : {&risen, &more, &usual, &share}) to_shares(*v);
  risen_ = risen;
  excess_marks_ = more;
  usual_ = usual;
  share_ = share;
  excess_ = std::clamp(excess / (static_cast<double>(all.size()) + k_lent_people), 0.01, 0.5);
  if (all.size() >= k_enough_people) rates_ = fit_gamma(counts).prior;
  tabulate();
}

Course Courses::of(const Person& person) const {
  return weigh(see(person)).course;
}

}  // namespace mash::patterns

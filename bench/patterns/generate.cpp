// SPDX-License-Identifier: MIT
#include "generate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace mash::patterngen {

namespace {

constexpr double k_harm = 0.35;  // harms for each true event, of the usual severity

// splitmix64 (Steele, Lea, Flood 2014): a seed, and the same numbers on every machine.
class Dice {
 public:
  // Neighbouring seeds begin far apart: as they are, each would be the other, some draws on.
  explicit Dice(std::uint64_t seed) : state_(seed) { state_ = mixed() ^ (seed << 32U); }
  double unit() { return static_cast<double>(mixed() >> 11U) * 0x1.0p-53; }
  double exponential() { return -std::log1p(-unit()); }
  // Marsaglia and Tsang 2000, for shapes below one with their boost.
  double gamma(double shape) {
    if (shape < 1) return gamma(shape + 1) * std::pow(unit(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = std::sqrt(2 * exponential()) * std::cos(6.283185307179586 * unit());
      const double v = std::pow(1 + c * x, 3);
      if (v > 0 && -exponential() < x * x / 2 + d - d * v + d * std::log(v)) return d * v;
    }
  }
  std::uint32_t pick(std::span<const double> shares) {
    double left = unit();
    std::uint32_t i = 0;
    while (i + 1 < shares.size() && left >= shares[i]) left -= shares[i++];
    return i;
  }

 private:
  std::uint64_t mixed() {
    auto z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

constexpr std::array<double, 1> k_one{1};
constexpr std::array<double, 2> k_two{0.6, 0.4};
constexpr std::array<double, 5> k_sources{0.3, 0.25, 0.2, 0.15, 0.1};
constexpr std::array<double, 12> k_many{0.2,  0.16, 0.13, 0.11, 0.09, 0.08,
                                        0.06, 0.05, 0.04, 0.03, 0.03, 0.02};
std::span<const double> shares_of(std::size_t sources) {
  if (sources == 1) return k_one;
  if (sources == 2) return k_two;
  return sources == 12 ? std::span<const double>(k_many) : k_sources;
}
// Days of the year on which schools are closed: two weeks in spring and in winter, six in summer.
bool is_holiday(double day) {
  const double d = std::fmod(day, patterns::k_year);
  return d >= 351 || (d >= 95 && d < 109) || (d >= 203 && d < 245);
}
constexpr std::array<double, 4> k_usual{0.5, 0.3, 0.15, 0.05}, k_worse{0.3, 0.3, 0.25, 0.15};

struct Life {
  Truth truth;
  double rate = 0;     // a year
  double factor = 1;   // from the day of the change
  double added = 0;    // events a year more from then
  double changes = 0;  // that day
  double ramp = 0;     // days until all of it has come
  double season = 0, holidays = 1;
  double worse = 0;  // chance that an event is drawn as worse, risen or not

  [[nodiscard]] double swing(double day) const {
    const double wave = 1 + season * std::cos(6.283185307179586 * day / patterns::k_year);
    return holidays < 1 && is_holiday(day) ? wave * holidays : wave;
  }
  [[nodiscard]] double rate_on(double day) const {
    if (day < changes) return rate * swing(day);
    const double come = ramp > 0 ? std::min((day - changes) / ramp, 1.0) : 1;
    return (rate * (1 + (factor - 1) * come) + added * come) * swing(day);
  }
  [[nodiscard]] double most() const {
    return (rate * std::max(1.0, factor) + added) * (1 + season);
  }
};

Life draw_life(const Plan& plan, Dice& dice) {
  Life life;
  life.rate = plan.least + plan.mean / plan.shape * dice.gamma(plan.shape);
  life.season = plan.season;
  const double kind = dice.unit();
  life.changes = plan.from + (plan.upto - plan.from) * dice.unit();
  if (kind < plan.escalating) {
    life.truth.kind = Kind::escalating;
    life.truth.onset = life.changes;
    life.factor = plan.least_factor + (plan.most_factor - plan.least_factor) * dice.unit();
    life.added = plan.added;
    life.ramp = plan.ramp_days;
  } else if (kind < plan.escalating + plan.fading) {
    life.truth.kind = Kind::fading;
    life.rate *= 2;
    life.factor = 0.25;
  } else if (kind < plan.escalating + plan.fading + plan.clustered) {
    life.truth.kind = Kind::clustered;
  }
  life.truth.over_reported = dice.unit() < plan.over_reported;
  life.holidays = plan.holidays;
  if (plan.least_ramp > 0)
    life.ramp = plan.least_ramp + (plan.ramp_days - plan.least_ramp) * dice.unit();
  if (plan.tilt > 0) life.worse = plan.tilt * dice.unit();
  return life;
}

patterns::Event draw_event(const Plan& plan, double day, bool worse, Dice& dice) {
  return {day, 1.0 + dice.pick(worse ? k_worse : k_usual), dice.pick(shares_of(plan.sources))};
}

// One happening as it is told of, and what it brings about in its turn.
void tell(const Plan& plan, const Life& life, double day, Dice& dice, patterns::Person& person) {
  const bool clustered = life.truth.kind == Kind::clustered;
  const bool risen = life.truth.kind == Kind::escalating && day >= life.changes;
  const bool worse =
      (risen && dice.unit() < plan.worse) || (life.worse > 0 && dice.unit() < life.worse);
  const int most = clustered ? plan.most_told : plan.told;
  const double days = clustered ? 6 : plan.told_days;
  const int told = most > 1 ? 1 + static_cast<int>(dice.unit() * most) : 1;
  for (int i = 0; i < told; ++i) {
    const double later = i == 0 ? day : day + days * dice.unit();
    if (later < plan.days)
      person.events.push_back(draw_event(plan, std::floor(later), worse, dice));
  }
  if (plan.branching <= 0) return;
  for (double left = dice.exponential(); left < plan.branching; left += dice.exponential()) {
    const double next = day + plan.echo_days * dice.exponential();
    if (next < plan.days) tell(plan, life, next, dice, person);
  }
}

// Happenings by thinning; what is told of one is more than one event where the plan says so.
void draw_events(const Plan& plan, const Life& life, Dice& dice, patterns::Person& person) {
  const double most = life.most() / patterns::k_year;
  for (double day = dice.exponential() / most; day < plan.days; day += dice.exponential() / most) {
    if (dice.unit() * most > life.rate_on(day) / patterns::k_year) continue;
    tell(plan, life, day, dice, person);
  }
  if (!life.truth.over_reported) return;
  const double more = life.rate * (1 + dice.unit()) / patterns::k_year;
  for (double day = dice.exponential() / more; day < plan.days; day += dice.exponential() / more)
    person.events.push_back({std::floor(day), dice.unit() < 0.85 ? 1.0 : 2.0, 0});
}

constexpr std::array<Family, 5> k_families{{
    {"usual", {}},
    {"few",
     {.days = 1000,
      .at = 730,
      .from = 560,
      .upto = 680,
      .escalating = 0.05,
      .fading = 0,
      .clustered = 0,
      .over_reported = 0,
      .least = 0,
      .shape = 0.8,
      .mean = 1.46,
      .least_factor = 5,
      .most_factor = 5,
      .added = 1.46,
      .worse = 0.5}},
    {"slow",
     {.upto = 800,
      .escalating = 0.12,
      .fading = 0.1,
      .clustered = 0.05,
      .over_reported = 0.2,
      .least = 0.5,
      .shape = 3,
      .mean = 2.5,
      .least_factor = 2,
      .most_factor = 4,
      .ramp_days = 150,
      .worse = 0}},
    {"bursts",
     {.escalating = 0.06,
      .fading = 0.04,
      .clustered = 0.45,
      .over_reported = 0.25,
      .least = 0.2,
      .shape = 0.7,
      .mean = 2.4,
      .least_factor = 3,
      .most_factor = 8,
      .most_told = 6}},
    {"seasons",
     {.escalating = 0.1,
      .fading = 0.15,
      .clustered = 0.1,
      .over_reported = 0.3,
      .least = 0.2,
      .shape = 1,
      .mean = 4,
      .least_factor = 2.5,
      .most_factor = 4,
      .added = 1,
      .season = 0.6,
      .worse = 0.7}},
}};

}  // namespace

std::span<const Family> families() {
  return k_families;
}

Streams generate(const Plan& plan) {
  Streams out;
  Dice dice(plan.seed);
  for (std::size_t i = 0; i < plan.people; ++i) {
    auto life = draw_life(plan, dice);
    patterns::Person person;
    std::array<char, 16> id{};
    std::snprintf(id.data(), id.size(), "p%07zu", i);
    person.id = id.data();
    draw_events(plan, life, dice, person);
    const double worse = life.truth.kind == Kind::escalating ? 1 + 0.6 * plan.worse : 1;
    // All that a happening brings about harms as well.
    const double all = (1 + 2 * life.worse) / (1 - plan.branching);
    const double harms = k_harm * worse * all * life.rate_on(plan.at) * 90 / patterns::k_year;
    life.truth.probability = 1 - std::exp(-harms);
    life.truth.harmed = dice.unit() < life.truth.probability;
    out.people.push_back(std::move(person));
    out.truth.push_back(life.truth);
  }
  patterns::order(out.people);
  return out;
}

}  // namespace mash::patterngen

// SPDX-License-Identifier: MIT
#include "mash/linkage/score.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "levels.h"
#include "mash/base/assert.h"

namespace mash::linkage {

namespace {

// A shared value cannot say more than this, however rare, nor less, however common.
constexpr double k_rarest = 12;
constexpr double k_commonest = -8;
// Where members of a household may be taken for one person, or no name agrees, a person has to
// look: such pairs stay below an even chance.
constexpr Weight k_cap = -k_bit;
// Sums of a household, in bits, for which the most that an address adds is known.
constexpr int k_lowest_household = -50;
constexpr int k_household_bits = 100;
constexpr std::size_t k_days = 13 * 32;  // places for a year's, with those not wholly known
// From this many household pairs for each pair of the same person, twins are to be expected.
constexpr double k_households_matter = 0.05;

// What tells most apart first, so that most pairs end early. Dates and identifiers cost least.
constexpr std::array<Kind, k_kinds> k_order{
    Kind::dob,         Kind::nhs_number, Kind::upn,   Kind::national_id, Kind::email,
    Kind::given_name,  Kind::sex,        Kind::phone, Kind::birth_place, Kind::occupation,
    Kind::house,       Kind::postcode,   Kind::town,  Kind::street,      Kind::address,
    Kind::middle_name, Kind::surname};

Weight log2_of_one_plus(Weight x) {
  const double bits = static_cast<double>(x) / k_bit;
  if (bits > 60) return x;
  return static_cast<Weight>(std::lround(std::log2(1 + std::exp2(bits)) * k_bit));
}

// What a shared value adds that is so many times rarer than values are on average.
Weight clamped_bits(double times) {
  const double bits = std::clamp(std::log2(times), k_commonest, k_rarest);
  return static_cast<Weight>(std::lround(bits * k_bit));
}

}  // namespace

struct Scorer::Sums {
  Weight total = 0;
  Weight address = 0;
  Weight household = 0;
};

Scorer::Scorer(const Prepared& people, const Model& model, const Population* population, Use use)
    : people_(people),
      comparer_(std::make_unique<Comparer>(
          people,
          population != nullptr || use == Use::look_up ? Comparer::OnlyName::in_either
                                                       : Comparer::OnlyName::in_its_place,
          // In a hub whoever looks is warned of twins called Ella and Isabella, too.
          population != nullptr ? Comparer::ShortForms::listed : Comparer::ShortForms::any_piece)) {
  const double others = 1 - model.match_share - model.household_share;
  prior_ = log_weight(model.match_share / others);
  household_prior_ = log_weight(model.household_share / others);
  moved_share_ = model.moved_share;
  moved_bits_ = log_weight(model.moved_share);
  together_ = std::min(0, -log_weight(model.names_together));
  // Among few records, what is learnt of names that are the same comes from families; of those that
  // are alike it says nothing.
  alike_together_ = population != nullptr || use == Use::look_up ? together_ : 0;
  // Where people have dates of birth or homes, one without both is known by name only.
  names_alone_ = people.has(Kind::dob) || people.has(Kind::postcode) || people.has(Kind::street);
  households_ = model.household_share > k_households_matter * model.match_share;
  MASH_ASSERT(model.comparisons.size() == people.kinds().size());
  if (!people.dates().empty()) first_year_ = PartialDate::unpack(people.dates().front()).year;
  for (const auto& c : model.comparisons) fields_.push_back(field(c, model, population));
  for (const Kind kind : k_order) {
    const auto slot = people.slot(kind);
    // Names are one step, that of the first kind of name there is.
    const bool first_name = std::none_of(steps_.begin(), steps_.end(),
                                         [&](std::size_t i) { return is_name(fields_[i].kind); });
    if (slot != Prepared::k_none && (!is_name(kind) || first_name)) steps_.push_back(slot);
  }
  for (auto& f : fields_)
    for (const auto r : f.rarity) f.rarest = std::max(f.rarest, r);
  bound_steps();
  // Once dates, identifiers and e-mail are compared, and again with the names, further agreement
  // cannot lift what needs a look; it can only make a pair need one.
  while (told_apart_ < steps_.size()) {
    const Kind kind = fields_[steps_[told_apart_]].kind;
    if (kind != Kind::dob && !is_identifier(kind) && kind != Kind::email) break;
    ++told_apart_;
  }
}

Scorer::~Scorer() = default;
Scorer::Scorer(Scorer&&) noexcept = default;

std::vector<Weight> Scorer::rarities(Kind kind, double u_same, const Population& p) const {
  const auto& vocabulary = people_.vocabulary(kind);
  std::vector<Weight> out(vocabulary.size(), 0);
  for (std::uint32_t v = 1; v < vocabulary.size(); ++v) {
    const double share = p.share(kind, vocabulary.text(v));
    if (share > 0) out[v] = clamped_bits(u_same / share);
  }
  return out;
}

Scorer::Field Scorer::field(const Comparison& c, const Model& model,
                            const Population* population) const {
  const auto& f = facts(c.kind);
  Field out{.kind = c.kind};
  out.address = f.address;
  out.in_household = f.household || c.kind == Kind::dob || c.kind == Kind::given_name;
  const std::size_t levels = f.labels.size();
  for (std::size_t l = 1; l < levels; ++l) {
    const double u = std::max(c.u[l], 1e-10);
    out.weight[l] = log_weight(std::max(c.m[l], 1e-10) / u);
    out.household[l] = log_weight(std::max(c.h[l], 1e-10) / u);
    out.share[l] = static_cast<Weight>(std::lround(f.frequency[l] * 1024));
  }
  const double u_same = std::max(c.u[levels - 1], 1e-10);
  const auto& vocabulary = people_.vocabulary(c.kind);
  if (f.frequency[levels - 1] == 0) return out;
  if (population != nullptr) {
    if (c.kind != Kind::dob) out.rarity = rarities(c.kind, u_same, *population);
    return out;
  }
  // How many records of one person there are on average: they do not make a value common.
  const double rows = std::max<double>(people_.rows(), 2);
  const double own = 1 + model.match_share * (rows - 1) * c.m[levels - 1];
  const auto of_count = [&](std::uint32_t count) {
    return clamped_bits(u_same * rows / std::max(static_cast<double>(count) - own, 0.5));
  };
  // Most values are few records', and logarithms take time.
  std::array<Weight, 1024> of_small{};
  for (std::uint32_t n = 0; n < of_small.size(); ++n) of_small[n] = of_count(n);
  const auto rarity = [&](std::uint32_t value) {
    const auto count = people_.count(c.kind, value);
    return count < of_small.size() ? of_small.data()[count] : of_count(count);
  };
  if (c.kind == Kind::dob) {
    const auto dates = people_.dates();
    if (dates.empty()) return out;
    out.rarity.resize(of_day(dates.back()) + k_days, 0);
    for (const auto d : dates) out.rarity[of_day(d)] = rarity(d);
  } else {
    out.rarity.resize(vocabulary.size());
    for (std::uint32_t v = 1; v < vocabulary.size(); ++v) out.rarity[v] = rarity(v);
  }
  return out;
}

void Scorer::bound_steps() {
  rest_.resize(steps_.size() + 1);
  std::vector<const Field*> addresses;
  rest_.back().home = bound_homes(addresses);
  for (std::size_t i = steps_.size(); i-- > 0;) {
    rest_[i] = rest_[i + 1];
    const Field& step = fields_[steps_[i]];
    if (step.address) {
      addresses.push_back(&step);
      rest_[i].home = bound_homes(addresses);
      continue;
    }
    for (const auto& f : fields_) {
      if (&f != &step && !(is_name(step.kind) && is_name(f.kind))) continue;
      Weight total = 0;
      Weight over_household = 0;
      for (std::size_t l = 1; l < k_max_levels; ++l) {
        const Weight w = f.weight[l] + f.most_frequency(l);
        total = std::max(total, w);
        over_household =
            std::max(over_household, f.in_household ? f.weight[l] - f.household[l] : w);
      }
      rest_[i].total += total;
      rest_[i].over_household += over_household;
    }
  }
}

// Of all ways in which addresses can agree: the most of min(W, W - V), where they add W to the sum,
// and V to the household's sum, which stands at so many bits already.
std::vector<Weight> Scorer::bound_homes(std::span<const Field* const> addresses) {
  using Way = std::pair<Weight, Weight>;  // W, W - V
  std::vector<Way> ways{{0, 0}};
  for (const Field* f : addresses) {
    const auto before = ways;
    for (std::size_t l = 1; l < facts(f->kind).labels.size(); ++l) {
      const Weight sum = f->weight[l] + f->most_frequency(l);
      const Weight over = f->weight[l] - f->household[l];
      for (const auto& way : before) ways.emplace_back(way.first + sum, way.second + over);
    }
    // Ways that are no better than another in either are of no use.
    std::sort(ways.begin(), ways.end(), std::greater<>());
    Weight best = std::numeric_limits<Weight>::min();
    std::erase_if(ways, [&](const Way& way) {
      const bool worse = way.second <= best;
      best = std::max(best, way.second);
      return worse;
    });
  }
  std::vector<Weight> out(k_household_bits, std::numeric_limits<Weight>::min() / 4);
  out[0] = ways.front().first;  // stands for all that is lower, too
  for (int i = 1; i < k_household_bits; ++i) {
    const Weight household = (i + k_lowest_household) * k_bit;
    auto& most = out[static_cast<std::size_t>(i)];
    for (const auto& [sum, over] : ways) most = std::max(most, std::min(sum, over - household));
  }
  return out;
}

// Can the score still be `floor` or more? With the sum T, its part A of addresses, H of households
// and the share s of those who moved, the score is at most
//   log2((1 - s) 2^T + s 2^(T - A)) - log2(1 + 2^H)
// which is at most 1 more than the larger of min(T, T - H) and T - A + log2 s.
bool Scorer::in_reach(const Sums& sums, const Rest& rest, Weight floor) const {
  const Weight total = sums.total + rest.total;
  const Weight household = total - (sums.total - sums.household + rest.over_household);
  const int bits = std::clamp(household / k_bit - (household < 0 ? 1 : 0) - k_lowest_household, 0,
                              k_household_bits - 1);
  const Weight home = total + rest.home.data()[bits];
  if (moved_share_ <= 0) return home >= floor;
  const Weight elsewhere = total - sums.address + moved_bits_;
  return std::max(home, elsewhere) + k_bit >= floor;
}

// Place of a date among the days from the first year on. Days that no calendar has share places.
std::size_t Scorer::of_day(std::uint32_t date) const {
  const auto d = PartialDate::unpack(date);
  const std::size_t years = static_cast<std::size_t>(d.year - first_year_);
  return years * k_days + std::min<std::size_t>(d.month, 12) * 32 +
         std::min<std::size_t>(d.day, 31);
}

// Of a name that is likely a slip, how rare the name is that was meant: the slip is rare by itself
// and tells nothing of two who are alike.
Weight Scorer::meant(const Field& name, std::uint32_t value) const {
  const auto spelling = people_.vocabulary(name.kind)[value].spelling;
  return spelling == 0 ? name.rarity[value] : std::min(name.rarity[value], name.rarity[spelling]);
}

// A name of one that stands in the other's other place.
Weight Scorer::crossed(const Field& name, std::uint32_t row, const Field& other_name,
                       std::uint32_t other) const {
  const auto x = people_.cell(row, name.kind);
  const auto y = people_.cell(other, other_name.kind);
  if (x == 0 || y == 0) return 0;
  if (x == y) return std::min(name.rarity[x], other_name.rarity[y]);
  return std::min({0, meant(name, x), meant(other_name, y)});
}

Weight Scorer::rarity(std::size_t position, std::uint32_t a, std::uint32_t b, Level level) const {
  const Field& f = fields_[position];
  if (f.share[level] == 0 || f.rarity.empty()) return 0;
  const auto x = people_.cell(a, f.kind);
  const auto y = people_.cell(b, f.kind);
  Weight w = 0;
  if (f.kind == Kind::dob) {
    w = std::min(f.rarity[of_day(x)], f.rarity[of_day(y)]);
  } else if (f.kind == Kind::given_name && level == k_name_crossed) {
    const Field& surname = fields_[people_.slot(Kind::surname)];
    w = crossed(f, a, surname, b) + crossed(surname, a, f, b);
  } else if (f.kind != Kind::middle_name && is_name(f.kind) && level == k_name_much) {
    w = std::min(meant(f, x), meant(f, y));
  } else {
    w = std::min(f.rarity[x], f.rarity[y]);
  }
  return static_cast<Weight>(std::int64_t{w} * f.share[level] / 1024);
}

// The same people who moved: their address agrees by chance only. `address` is what the address
// fields add as if nobody moved.
Weight Scorer::moved(Weight address) const {
  if (moved_share_ <= 0) return 0;
  const double ratio =
      1 - moved_share_ + moved_share_ * std::exp2(-static_cast<double>(address) / k_bit);
  return log_weight(ratio);
}

// Few pairs come so far, and what is left to compare lies scattered: it is asked for all at once.
void Scorer::ask_for_steps(std::size_t from, std::uint32_t a, std::uint32_t b) const {
  const auto* x = people_.row_cells(a);
  const auto* y = people_.row_cells(b);
  for (std::size_t i = from; i < steps_.size(); ++i) {
    const auto position = steps_.data()[i];
    const Field& f = fields_.data()[position];
    if (x[position] == 0 || y[position] == 0 || f.kind == Kind::sex) continue;
    if (x[position] == y[position]) {
      __builtin_prefetch(f.rarity.data() + x[position]);
    } else {
      const auto& vocabulary = people_.vocabulary(f.kind);
      __builtin_prefetch(&vocabulary[x[position]]);
      __builtin_prefetch(&vocabulary[y[position]]);
    }
  }
}

template <class See>
bool Scorer::walk(std::uint32_t a, std::uint32_t b, Weight floor, Levels& levels, Sums& sums,
                  See&& see) const {
  const auto take = [&](std::size_t position) {
    const Level level = levels.of[position];
    if (level == k_missing) return;
    const Field& f = fields_.data()[position];
    const Weight frequency = rarity(position, a, b, level);
    const Weight w = f.weight[level] + frequency;
    sums.total += w;
    if (f.address) sums.address += w;
    if (f.in_household) sums.household += f.household[level] + frequency;
    see(position, level, f.weight[level], frequency);
  };
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const std::size_t position = steps_.data()[i];
    const bool names = is_name(fields_.data()[position].kind);
    if (names) {
      comparer_->names(a, b, levels);
      for (const Kind kind : {Kind::given_name, Kind::middle_name, Kind::surname})
        if (people_.has(kind)) take(people_.slot(kind));
    } else {
      levels.of[position] = comparer_->other(position, a, b);
      take(position);
    }
    if (!in_reach(sums, rest_.data()[i + 1], floor)) return false;
    if ((i + 1 == told_apart_ || i == told_apart_) && floor > k_cap && needs_a_look(levels, false))
      return false;
    if (names) ask_for_steps(i + 1, a, b);
  }
  return true;
}

// Nothing that only one person has speaks for the pair, and either nothing but names agrees, or no
// name does, or they may be of one family: born the same day with other given names, or of one name
// but born in other years. `known` is false while the home has not been compared yet.
bool Scorer::needs_a_look(const Levels& levels, bool known) const {
  const auto level = [&](Kind kind) {
    return people_.has(kind) ? levels.of[people_.slot(kind)] : k_missing;
  };
  const Level dob = level(Kind::dob);
  const Level given = level(Kind::given_name);
  const Level surname = level(Kind::surname);
  const bool no_name = given == k_differs && surname == k_differs;
  const bool differs = households_ && (dob == k_differs || no_name);
  const bool alone = known && ((dob == k_missing && names_alone_) || no_name);
  const bool twins =
      households_ && dob == k_dob_same && (given == k_differs || given == k_name_somewhat);
  if (!differs && !alone && !twins) return false;
  for (const Kind kind : {Kind::nhs_number, Kind::upn, Kind::national_id})
    if (level(kind) >= k_id_one_edit) return false;
  if (level(Kind::email) >= 3) return false;
  if (differs) return true;
  const bool home =
      level(Kind::postcode) == 4 || level(Kind::street) >= k_text_much || level(Kind::phone) == 3;
  return home ? twins : alone || (twins && surname >= k_name_much);
}

bool Scorer::dates_decide(Weight floor) const {
  return households_ && floor > k_cap && people_.has(Kind::dob);
}

Explanation Scorer::explain(std::uint32_t a, std::uint32_t b) const {
  Explanation e{.prior = prior_};
  Levels levels;
  Sums sums{.total = prior_, .household = household_prior_};
  walk(a, b, std::numeric_limits<Weight>::min() / 2, levels, sums,
       [&](std::size_t position, Level level, Weight weight, Weight frequency) {
         const Kind kind = fields_[position].kind;
         e.parts.push_back({kind, level, facts(kind).labels[level], weight, frequency});
       });
  std::sort(e.parts.begin(), e.parts.end(),
            [](const Part& x, const Part& y) { return x.kind < y.kind; });
  finish(levels, sums, e);
  return e;
}

Weight Scorer::together(const Levels& levels) const {
  if (together_ == 0) return 0;
  const Level given = levels.of[people_.slot(Kind::given_name)];
  const Level surname = levels.of[people_.slot(Kind::surname)];
  if (given == k_name_same && surname == k_name_same) return together_;
  const bool alike = given >= k_name_much && surname >= k_name_much;
  return alike || given == k_name_crossed ? alike_together_ : 0;
}

void Scorer::finish(const Levels& levels, const Sums& sums, Explanation& e) const {
  e.together = together(levels);
  e.moved = moved(sums.address);
  e.household = -log2_of_one_plus(sums.household);
  e.total = sums.total + e.together + e.moved + e.household;
  if (e.total > k_cap && needs_a_look(levels, true)) {
    e.caution = k_cap - e.total;
    e.total = k_cap;
  }
}

Weight Scorer::score(std::uint32_t a, std::uint32_t b, Weight floor) const {
  constexpr Weight below = std::numeric_limits<Weight>::min() / 2;
  Levels levels;
  Sums sums{.total = prior_, .household = household_prior_};
  if (!walk(a, b, floor, levels, sums, [](std::size_t, Level, Weight, Weight) {})) return below;
  Explanation e;
  finish(levels, sums, e);
  return e.total;
}

Weight Scorer::score(std::uint32_t a, std::uint32_t b) const {
  return score(a, b, std::numeric_limits<Weight>::min() / 2);
}

void Scorer::ask_for_names(std::uint32_t row) const {
  comparer_->ask_for_names(row);
}

Levels Scorer::compare(std::uint32_t a, std::uint32_t b) const {
  return comparer_->all(a, b);
}

Scorer::Frequency Scorer::frequency(std::uint32_t a, std::uint32_t b, const Levels& levels) const {
  Frequency sum;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Weight w = rarity(i, a, b, levels.of[i]);
    sum.all += w;
    if (fields_[i].in_household) sum.household += w;
  }
  return sum;
}

bool Scorer::cannot_be_same(std::uint32_t a, std::uint32_t b) const {
  for (const Kind kind : {Kind::nhs_number, Kind::upn}) {
    if (!people_.has(kind)) continue;
    const auto x = people_.cell(a, kind);
    const auto y = people_.cell(b, kind);
    if (x == 0 || y == 0 || x == y) continue;
    const auto& v = people_.vocabulary(kind);
    if ((v[x].marks & v[y].marks & k_verified) != 0) return true;
  }
  return false;
}

}  // namespace mash::linkage

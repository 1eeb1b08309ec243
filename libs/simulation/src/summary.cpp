// SPDX-License-Identifier: MIT
#include "summary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace mash::simulation {

namespace {

// Measures by place; factors follow.
enum Measure : std::size_t {
  referrals,
  contacts,
  again,
  police,
  school,
  health,
  nfa,
  no_need,
  s47,
  icpc,
  plans,
  in_45_days,
  twins,
  second_homes,
  schools_away,
  first_factor
};

struct Shape {
  std::string_view name;
  Figure Borough::* figure;
  bool is_rate;
};
// From `referrals` on, but for contacts; as Measure.
const std::array<Shape, 12>& shapes() {
  static constexpr std::array<Shape, 12> k_shapes{{
      {"referrals per 10,000 children a year", &Borough::referrals, true},
      {"contacts per 10,000 children a year (model)", nullptr, true},
      {"re-referrals within 12 months, %", &Borough::rereferral_pct, false},
      {"referrals from police, %", &Borough::police_pct, false},
      {"referrals from schools, %", &Borough::school_pct, false},
      {"referrals from health, %", &Borough::health_pct, false},
      {"no further action, %", &Borough::nfa_pct, false},
      {"assessed and not in need, %", &Borough::no_need_pct, false},
      {"section 47 enquiries per 10,000", &Borough::s47, true},
      {"initial conferences per 10,000", &Borough::icpc, true},
      {"protection plans begun per 10,000", &Borough::plans, true},
      {"assessed within 45 working days, %", &Borough::in_45_days_pct, false},
  }};
  return k_shapes;
}

std::string fixed(double value, int digits) {
  const double scale = digits == 3 ? 1000 : digits == 1 ? 10 : 100;
  const auto scaled = static_cast<std::int64_t>(std::llround(std::abs(value) * scale));
  const auto whole = scaled / static_cast<std::int64_t>(scale);
  std::string rest = std::to_string(scaled % static_cast<std::int64_t>(scale));
  rest.insert(0, static_cast<std::size_t>(digits) - rest.size(), '0');
  return (value < 0 && scaled > 0 ? "-" : "") + std::to_string(whole) + '.' + rest;
}

std::string_view basis(const Compared& row) {
  return row.assumed ? "assumed" : row.published ? "published" : "published, not for this hub";
}

}  // namespace

bool Compared::beyond() const {
  return std::abs(found - wanted) > k_far * error + 1e-9;
}

void Sums::add(double x, double n) {
  part += x;
  whole += n;
  parts += x * x;
  both += x * n;
  wholes += n * n;
}

void Sums::add(const Sums& other) {
  part += other.part;
  whole += other.whole;
  parts += other.parts;
  both += other.both;
  wholes += other.wholes;
}

double Sums::percent() const {
  return whole > 0 ? 100 * part / whole : 0;
}

// That of a ratio of two sums over independent families. Few counts say little of their spread, so
// it is no less than that of groups as large as these around the wanted share.
double Sums::percent_error(double wanted) const {
  if (whole <= 0) return 100;
  const double p = part / whole;
  const double square = parts - 2 * p * both + p * p * wholes;
  const double share = wanted / 100;
  const double expected = std::max(share * (1 - share) * wholes, 1.0);
  return 100 * std::sqrt(std::max(square, expected)) / whole;
}

Tally::Tally(const Figures& figures)
    : figures_(&figures), sums_(first_factor + figures.factors.size()) {}

void Tally::add_family(std::span<const Contact> told, std::span<const Episode> episodes,
                       Span span) {
  const auto children = count_children(told, span, [](int /*days*/) { return 1.0; });
  std::vector<double> parts(sums_.size(), 0);
  double assessed = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Contact& contact = told[i];
    if (contact.day < span.first || !contact.referral) continue;
    const double n = std::popcount(contact.children);
    const Episode& one = episodes[i];
    const Kind kind = sources()[contact.source].kind;
    const auto count = [&](Measure measure, bool holds) { parts[measure] += holds ? n : 0; };
    count(police, kind == Kind::police);
    count(school, kind == Kind::school);
    count(health, kind == Kind::health);
    count(nfa, one.nfa);
    count(no_need, one.no_need);
    count(s47, one.s47);
    count(icpc, one.icpc);
    count(plans, one.plan);
    count(in_45_days, one.in_45_days);
    if (!one.assessed) continue;
    assessed += n;
    for (std::size_t f = 0; f < one.factors.size(); ++f)
      parts[first_factor + f] += one.factors[f] ? n : 0;
  }
  parts[referrals] = children.referrals;
  parts[contacts] = children.contacts;
  parts[again] = children.again;
  for (std::size_t m = 0; m < sums_.size(); ++m) {
    if (m == twins || m == second_homes || m == schools_away) continue;
    const bool of_assessed = m == in_45_days || m >= first_factor;
    sums_[m].add(parts[m], of_assessed ? assessed : children.referrals);
  }
}

void Tally::add(const Tally& other) {
  exposed_ += other.exposed_;
  for (std::size_t m = 0; m < sums_.size(); ++m) sums_[m].add(other.sums_[m]);
}

void Tally::add_person(bool twin, bool second_home, bool at_school, bool away) {
  sums_[twins].add(twin ? 1 : 0, 1);
  sums_[second_homes].add(second_home ? 1 : 0, 1);
  if (at_school) sums_[schools_away].add(away ? 1 : 0, 1);
}

std::vector<Compared> Tally::compare(const std::string& hub, const Borough& borough,
                                     Span span) const {
  std::vector<Compared> rows;
  const Assumed& assumed = figures_->assumed;
  const double years = exposed_ * span.days() / 365 / 10'000;
  for (std::size_t m = 0; m < shapes().size(); ++m) {
    const Shape& shape = shapes().at(m);
    const Figure figure = shape.figure != nullptr
                              ? borough.*shape.figure
                              : Figure{borough.referrals.value / assumed.contact_to_referral};
    const Sums& sums = sums_[m];
    rows.push_back({hub, std::string(shape.name), figure.value,
                    shape.is_rate ? sums.part / years : sums.percent(),
                    shape.is_rate ? std::sqrt(std::max(sums.parts, 1.0)) / years
                                  : sums.percent_error(figure.value),
                    figure.published, shape.figure == nullptr});
  }
  for (std::size_t f = 0; f < figures_->factors.size(); ++f) {
    const Sums& sums = sums_[first_factor + f];
    const Figure& figure = borough.factors[f];
    rows.push_back({hub, "factor " + figures_->factors[f] + ", % of assessed", figure.value,
                    sums.percent(), sums.percent_error(figure.value), figure.published});
  }
  const auto of_people = [&](Measure measure, const char* name, double wanted) {
    rows.push_back({hub, name, 100 * wanted, sums_[measure].percent(),
                    2 * sums_[measure].percent_error(100 * wanted), false});
  };
  of_people(twins, "children who are twins, %", assumed.twin_children);
  of_people(second_homes, "children with a second home, %", assumed.second_home);
  of_people(schools_away, "pupils at school in another borough, %", assumed.school_away);
  return rows;
}

std::string summary_csv(const std::vector<Compared>& rows) {
  std::string text =
      "hub,measure,made_from,simulated,difference,standard_error,beyond_chance,basis\n";
  for (const Compared& row : rows) {
    text += row.hub + ",\"" + row.measure + "\"," + fixed(row.wanted, 2) + ',' +
            fixed(row.found, 2) + ',' + fixed(row.found - row.wanted, 2) + ',' +
            fixed(row.error, 3) + ',' + (row.beyond() ? "yes" : "no") + ',';
    text += basis(row);
    text += '\n';
  }
  return text;
}

std::string summary_md(const std::vector<Compared>& rows, const Figures& figures, const Plan& plan,
                       const Simulated& made) {
  std::string text = "# Simulated beside published\n\nAll people are invented. Seed " +
                     std::to_string(plan.seed) + ", " + std::to_string(plan.days) + " days up to " +
                     plan.until.iso() + ", " + std::to_string(made.children) + " children, " +
                     std::to_string(made.notifications) + " notifications to " +
                     std::to_string(made.hubs.size()) +
                     " hubs. Children are a share of those there are; rates are as published.\n\n";
  const auto line = [&](const Compared& row) {
    text += "| " + row.hub + " | " + row.measure + " | " + fixed(row.wanted, 1) + " | " +
            fixed(row.found, 1) + " | " + fixed(row.found - row.wanted, 1) + " | " +
            fixed(row.error, 2) + " | ";
    text += basis(row);
    text += " |\n";
  };
  constexpr std::string_view k_head =
      "| hub | measure | made from | simulated | difference | standard error | basis |\n"
      "|---|---|---|---|---|---|---|\n";
  const auto far =
      std::count_if(rows.begin(), rows.end(), [](const auto& r) { return r.beyond(); });
  text += "## What differs by more than chance\n\n" + std::to_string(far) + " of " +
          std::to_string(rows.size()) + " figures are further off than " + fixed(k_far, 1) +
          " standard errors.\n\n";
  const auto twice = std::count_if(rows.begin(), rows.end(), [](const Compared& row) {
    return std::abs(row.found - row.wanted) > 2 * row.error;
  });
  text += fixed(100.0 * static_cast<double>(twice) / static_cast<double>(rows.size()), 1) +
          " % are further off than two; chance alone would give about 4.6 %.\n\n";
  if (far > 0) text += k_head;
  for (const Compared& row : rows) {
    if (row.beyond()) line(row);
  }
  text += "\n## All figures\n\n";
  text += k_head;
  for (const Compared& row : rows) line(row);
  text += "\n## What is assumed\n\n| name | value | basis | why |\n|---|---|---|---|\n";
  for (const Assumption& one : figures.assumptions) {
    text += "| " + one.name + " | " + fixed(one.value, 3) + " | " +
            (one.sourced ? "read there" : "**assumed**") + " | " + one.why + " |\n";
  }
  return text;
}

}  // namespace mash::simulation

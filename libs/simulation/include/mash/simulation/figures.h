// SPDX-License-Identifier: MIT
// The figures from which a town is made: those that are published, and what is assumed where none
// is. Read from data/simulation/boroughs.csv and assumptions.json; data/README.md names the
// sources. Thread safety: values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::simulation {

// A figure of one borough; where none is published, that of London.
struct Figure {
  double value = 0;
  bool published = false;
};

// Rates are a year for each 10,000 children; percentages are of referrals, of assessments for
// `in_45_days_pct`, of assessed episodes for `factors`.
struct Borough {
  std::string id, name;
  std::string council;  // number of the Department for Education; empty for all of London
  Figure children, referrals, rereferral_pct, police_pct, school_pct, health_pct, nfa_pct;
  Figure no_need_pct, s47, icpc, plans, in_45_days_pct;
  std::vector<Figure> factors;  // as Figures::factors
};

// A number that makes the simulation. `why` says where it was read, or on what it leans.
struct Assumption {
  std::string name;
  double value = 0;
  bool sourced = false;  // read somewhere; else ours
  std::string why;
};

// By name, as in assumptions.json.
struct Assumed {
  double contact_to_referral, twin_children, second_home, moves_a_year, school_away,
      school_away_primary, school_away_secondary;
  double clustered, escalating, fading, over_reported, over_reported_times;
  double places, place_children, adults, adult_families;  // places and adults for 100,000 children
  double harm_stable, harm_clustered, harm_escalating, harm_fading, harm_place, harm_adult;
  double school_holiday, school_august, monday, saturday, sunday, sibling_named;
  double red, amber, green, red_of_referrals, amber_of_referrals, green_of_referrals;
  double red_hours, amber_hours, green_hours, blue_hours, hours_sigma;
  double answer_share, answer_missing, answer_sigma;
};

struct Figures {
  std::vector<std::string> factors;
  Borough london;
  std::vector<Borough> boroughs;
  Assumed assumed{};
  std::vector<Assumption> assumptions;  // the same with their reasons
};

// Errors: invalid_input that names the file, the line or the member.
Result<Figures> read_figures(std::string_view boroughs_csv, std::string_view assumptions_json);

}  // namespace mash::simulation

// SPDX-License-Identifier: MIT
// What is about a contact and what becomes of it: concerns, level, outcome, times.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "contacts.h"
#include "mash/base/time.h"

namespace mash::simulation {

enum class Level : std::uint8_t { red, amber, green, blue };
std::string_view word(Level level);

inline constexpr std::array<std::string_view, 4> k_desks{"police", "health", "education",
                                                         "social_care"};

struct Episode {
  Level level = Level::blue;
  // Of a referral.
  bool nfa = false, assessed = false, no_need = false, s47 = false, icpc = false, plan = false;
  bool in_45_days = false;
  std::vector<bool> factors;  // as Figures::factors; what it is about, assessed or not
  UtcTime received, decided;
  std::array<UtcTime, 4> answered{};  // as k_desks; 0: did not answer, or was not asked
};

// `planted` is the share of referred children that is about a place (Rates::planted).
Episode draw_episode(const Figures& figures, const Borough& borough, double planted,
                     const Contact& contact, Stream& stream);

// The outcome in one word: information, no_further_action, no_need, support, protection_plan.
std::string_view outcome(const Contact& contact, const Episode& episode);

// Codes of concerns as `openmash import` knows them, the main one first; at least one.
std::vector<std::string_view> concerns(const Figures& figures, const Contact& contact,
                                       const Episode& episode);

// So many working hours (Monday to Friday, 9 to 17) after a minute of a day, bank holidays not
// counted out.
UtcTime after_working(int day, int minute, double hours);

}  // namespace mash::simulation

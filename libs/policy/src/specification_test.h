// SPDX-License-Identifier: MIT
// The rules once more, written from the words of README.md and not from kernel.cpp: by act instead
// of by role, and as a list of objections instead of a decision tree. What not: no code of the
// kernel is used, so that an error in one is not repeated in the other.
#pragma once

#include <string>

#include "mash/policy/policy.h"

namespace mash::policy::specification {

// One point of the decision domain.
struct Ask {
  Side side;
  Role role;
  bool releases;
  Action action;
  Facts facts;
};

inline constexpr int k_sides = 4;
inline constexpr unsigned k_fact_points = 16384;  // eight bools, three of four values each
inline constexpr int k_points = k_sides * k_roles * 2 * k_actions * static_cast<int>(k_fact_points);

Facts facts_at(unsigned number);

// Visits every point once, always in the same order, until `visit` answers false.
template <class Visit>
void for_each_ask(Visit visit) {
  for (unsigned facts = 0; facts < k_fact_points; ++facts) {
    for (int side = 0; side < k_sides; ++side) {
      for (int role = 0; role < k_roles; ++role) {
        for (int action = 0; action < k_actions; ++action) {
          for (const bool releases : {false, true}) {
            if (!visit(Ask{static_cast<Side>(side), static_cast<Role>(role), releases,
                           static_cast<Action>(action), facts_at(facts)})) {
              return;
            }
          }
        }
      }
    }
  }
}

// The rule that must answer, and whether that is a yes.
Rule expected(const Ask& ask);
bool means_yes(Rule rule);

std::string describe(const Ask& ask);

}  // namespace mash::policy::specification

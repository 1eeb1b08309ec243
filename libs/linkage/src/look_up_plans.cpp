// SPDX-License-Identifier: MIT
#include "look_up_plans.h"

namespace mash::linkage {

namespace {

// Each takes 6 bytes a person that has the property.
constexpr std::size_t k_plans = 10;

using A = Atom;

// Few people have one of these, or few share it.
const std::vector<PassPlan> k_numbers{
    {{A::nhs_number}, {}},
    {{A::upn}, {}},
    {{A::national_id}, {A::given_initial}},
    {{A::email}, {A::given_initial}},
    {{A::phone}, {A::given_initial}},
};

// In order of what each adds to those before it, among made-up people. They are wide, since who
// shares most of them is compared first: a record is missed only where it shares none.
const std::vector<PassPlan> k_wide{
    {{A::dob_unordered}, {A::given_initial, A::surname_initial}},
    {{A::surname_spelling, A::given_initial}, {A::year, A::town, A::month_day}},
    {{A::street, A::house}, {A::town, A::given_initial}},
    {{A::given_sound, A::year}, {A::surname_initial, A::month_day, A::town}},
    {{A::sound_pair}, {A::year, A::month_day, A::town}},
    {{A::given_spelling, A::surname_initial}, {A::year, A::town, A::month_day}},
    {{A::surname_spelling, A::year}, {A::given_initial, A::sex, A::month_day}},
    {{A::postcode}, {A::year, A::given_initial}},
    {{A::address, A::given_sound}, {A::surname_initial}},
    {{A::address, A::surname_sound}, {A::given_initial}},
    {{A::given_sound, A::month_day}, {A::surname_initial, A::year}},
    {{A::surname_sound, A::month_day}, {A::given_initial, A::year}},
    {{A::birth_place, A::surname_spelling}, {A::given_initial, A::year}},
    {{A::town, A::surname_spelling}, {A::given_initial, A::year}},
    {{A::town, A::given_spelling}, {A::surname_initial, A::year}},
    {{A::email_user}, {A::given_initial}},
    {{A::surname_sound}, {A::given_initial, A::town}},
    {{A::given_sound}, {A::surname_initial, A::town}},
};

}  // namespace

std::vector<PassPlan> look_up_plans(const Prepared& people) {
  auto plans = usable(k_numbers, people);
  auto wide = usable(k_wide, people);
  if (wide.size() > k_plans) wide.resize(k_plans);
  plans.insert(plans.end(), wide.begin(), wide.end());
  return plans;
}

}  // namespace mash::linkage

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "mash/simulation/family.h"

namespace mash::simulation {

// How carefully one kind of agency writes things down: the chance of each fault in a record.
// Assumptions, not measurements; the README says where they lean on published figures.
struct Care {
  std::string_view agency;
  double share;  // of all records
  double given_typo, surname_typo;
  double given_missing, surname_missing;
  double called;         // writes the short form or second name when there is one
  double respelled;      // of a name outside the English tradition; a quarter of it inside
  double other_surname;  // writes the former or other surname when there is one
  double plain_letters;  // drops accents
  double middle;         // writes the middle name
  double aliases;        // fills other_names
  double dob_missing, dob_slip, dob_swapped, dob_first_of_january;
  double sex_missing;
  double nhs;  // writes the NHS number when there is one
  double old_address, temporary, no_fixed_abode, address_missing, postcode_missing;
  double street_typo, postcode_typo;
  double phone;
  bool capitals;
};

inline constexpr std::size_t agency_count = 6;
const std::array<Care, agency_count>& agencies();
// Whoever asks in a hurry at the front door: for look-up queries.
const Care& caller();

// One record as an agency wrote it; empty text where it has nothing.
struct Row {
  std::string given, middle, surname, other_names, sex, dob, nhs_number;
  std::string house, street, town, postcode, phone;
};

Row observe(const World& world, const Family& family, const Person& person, const Care& care,
            Stream& stream);

}  // namespace mash::simulation

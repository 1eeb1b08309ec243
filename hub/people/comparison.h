// SPDX-License-Identifier: MIT
// One statement made comparable: what it is found by, and how far it agrees with another.
// Thread safety: pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mash/people/index.h"

namespace mash::people {

struct Features {
  Sensitive given_name, surname, other_names;  // folded
  Sensitive names;                             // all words of given name and surname, in order
  Sensitive dob, nhs_number, upn, address, postcode, sex;
};
Features features_of(const Statement& s);

// Hashes of what a statement can be found by. Two statements that share one are worth comparing;
// two that do not are not alike enough to show.
std::vector<std::uint64_t> keys_of(const Features& f);

std::array<Agreement, k_features> compare(const Features& a, const Features& b);

// The address as one text to compare by, or "" where it or its postcode is not known.
std::string address_key(const Statement& s);

}  // namespace mash::people

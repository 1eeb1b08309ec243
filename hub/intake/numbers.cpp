// SPDX-License-Identifier: MIT
#include "mash/intake/numbers.h"

#include "import_numbers.h"

namespace mash::intake {

void check_numbers(people::Statement& said) {
  said.nhs_number_valid = read_nhs_number(said.nhs_number.reveal()).valid;
  said.upn_valid = read_upn(said.upn.reveal()).valid;
}

}  // namespace mash::intake

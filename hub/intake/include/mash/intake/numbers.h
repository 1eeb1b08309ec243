// SPDX-License-Identifier: MIT
// The numbers of a person that came in by another way than a form or a file. Pure. What not:
// whether they are this person's.
#pragma once

#include "mash/people/people.h"

namespace mash::intake {

// Sets whether its NHS number and UPN are well formed and may be used to match.
void check_numbers(people::Statement& said);

}  // namespace mash::intake

// SPDX-License-Identifier: MIT
// What a column is, by its header in several languages or by its cells.
#pragma once

#include <vector>

#include "mash/linkage/csv.h"

namespace mash::linkage {

Role guess_role(std::string_view header, const std::vector<std::string>& sample);
// What can be told only from all columns: an "address 1" beside a house number is a street; a full
// name beside given name and surname is not needed.
void settle_roles(std::vector<ColumnRole>& columns);

}  // namespace mash::linkage

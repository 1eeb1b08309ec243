// SPDX-License-Identifier: MIT
// What a slice keeps for somebody to do, for their page of tasks (casework). What not: tasks that
// people give each other (casework).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::cases {

struct Owed {
  CaseId case_id;    // empty: it is about no case
  std::string what;  // says nothing of any person
  std::string href;
  UtcTime since;
  std::optional<UtcTime> due_at;
};
// Of whoever asks, none of a case that is hidden from them.
using OwedBy = std::function<std::vector<Owed>(pipeline::Context&)>;

}  // namespace mash::cases

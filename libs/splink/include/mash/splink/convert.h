// SPDX-License-Identifier: MIT
// Our own model as a model for Splink.
//
// What: the comparisons that both have, their probabilities, term frequencies, and blocking rules
// that suit the columns; and in plain words what Splink has no place for.
// What not: the exact model: whoever exports keeps that beside it. Splink compares columns as they
// are, so records must be prepared for it (lower case, one way to write a date).
// Splink 4 and 5 load it. Thread safety: pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mash/linkage/model.h"

namespace mash::splink {

struct Exported {
  std::string json;
  std::vector<std::string> lost;
};

// `column` gives the name of the column for a kind; `id_column` that of the ids.
Exported to_splink(const linkage::Model& model, const std::string& id_column,
                   const std::function<std::string(linkage::Kind)>& column);

}  // namespace mash::splink

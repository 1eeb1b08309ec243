// SPDX-License-Identifier: MIT
// What of a decision is sealed, as JSON.
#pragma once

#include <string>
#include <vector>

#include "decide.h"
#include "decision_store.h"

namespace mash::decision {

std::string sealed_text(const Words& words, const Decision& decision);
// Of the decision in that row; an older one may lack what later ones have.
void read_sealed(Decision& decision, const json::Value& words, const std::vector<DecisionRow>& rows,
                 std::size_t place);

}  // namespace mash::decision

// SPDX-License-Identifier: MIT
// Parts of a case's record that are said between agencies: requests and answers, challenges, what
// was told by telephone, and why a case went to the designated officer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts.h"

namespace mash::access {

// "Label: words" and a line's end; nothing where there are no words.
std::string line(std::string_view label, std::string_view words);
// Cost: a few selects, and some for each request and challenge.
void add_exchanges(db::Transaction& tx, const CaseId& id, std::vector<Found>& out);
// As words_of_part, of these kinds, without what all kinds have.
std::optional<PartWords> of_exchange(pipeline::Context& c, const policy::Proof& proof,
                                     const Deps& deps, const PartRow& part);

}  // namespace mash::access

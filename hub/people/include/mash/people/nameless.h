// SPDX-License-Identifier: MIT
// What was said of people without anything by which somebody could be recognised, for analysis of
// the whole record (research): ids, parts, times, a keyed hash of the home, a postcode district and
// a year of birth. Words are opened here, one statement at a time, and never leave this slice.
// What not: who may see what comes of it; who is one person to a reader (joins carry their case).
// Thread safety: as the transaction. Cost: one opening for each statement, about 5 us (Release).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"
#include "mash/pipeline/vault.h"

namespace mash::people {

struct Nameless {
  StatementId id;
  CaseId case_id;
  PersonId person;  // whom somebody said it to be, before any join; empty: nobody has
  model::PersonRole role{};
  UtcTime at;
  // Of house, street and postcode, so that each flat of a tower has its own; empty: no home is
  // said. The same for the same home wherever it was said, and for nothing else.
  std::string home;
  std::string district;     // "BF1"; empty: no postcode
  std::optional<int> born;  // year
  // To see whether people are treated alike (research/traits.h); nothing: not said or not known.
  std::optional<model::Sex> sex{};
};
// All that was ever said, in no order.
void each_nameless(db::Transaction& tx, const pipeline::Vault& vault,
                   const std::function<void(Nameless)>& f);

// Two who were said to be one, and in which case; none that were parted again.
struct Joined {
  PersonId older, newer;
  CaseId case_id;
};
std::vector<Joined> all_joined(db::Transaction& tx);

}  // namespace mash::people

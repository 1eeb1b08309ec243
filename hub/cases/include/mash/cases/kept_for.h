// SPDX-License-Identifier: MIT
// What keeps a case without anybody having set a hold: it waits for an answer that is given from
// it, as somebody's request for what is held about them does. The slices that know of such a thing
// say so here, to those that dispose. What not: holds that somebody sets and lifts (holds.h).
// Thread safety: as the transaction that is passed in. Cost: one statement each.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mash/db/database.h"

namespace mash::cases {

struct KeptFor {
  std::string words;  // "Somebody has asked …", a sentence without its end
  std::function<bool(db::Transaction&, const CaseId&)> stands;
};

// The words of those that stand on this case.
inline std::vector<std::string> kept_for(db::Transaction& tx, const std::vector<KeptFor>& all,
                                         const CaseId& id) {
  std::vector<std::string> out;
  for (const auto& one : all) {
    if (one.stands(tx, id)) out.push_back(one.words);
  }
  return out;
}

}  // namespace mash::cases

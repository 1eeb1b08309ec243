// SPDX-License-Identifier: MIT
// Allegations of a case, for whoever looks through its record: why it went to the designated
// officer and what came of it, while the case stands behind its wall. After that only the officers
// read them, on the page of the case (decision 0015). What not: who passes the wall (cases/bars.h),
// which cases were opened for children. Thread safety: as the Context that is passed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::allegations {

struct AllegationInCase {
  std::string id;
  std::int64_t version = 1;  // 2 once something came of it
};
// None where no wall stands. Cost: two selects.
std::vector<AllegationInCase> allegations_in(db::Transaction& tx, const CaseId& id);

struct AllegationWords {
  UtcTime at;
  Sensitive why;
  std::string_view finding;  // empty: nothing came of it yet
  Sensitive words;           // on the finding
};
// Nothing: no wall stands, or the case has no such allegation.
std::optional<AllegationWords> words_of_allegation(pipeline::Context& c, const policy::Proof& proof,
                                                   const CaseId& id, std::string_view allegation);

}  // namespace mash::allegations

// SPDX-License-Identifier: MIT
// Whoever is barred from a case and asks for it all the same gets the answer of what is not there;
// those who decide in the case are alerted, once an hour for each person and case, and find in "who
// looked" who it was. Nobody stumbles over such a case: no list and no link of theirs leads there.
// What not: the bar (cases/bars.h), the refusal (policy).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/base/guarded.h"
#include "mash/pipeline/record.h"

namespace mash::alerts {

// Thread safety: any thread. Cost: nothing where nobody was refused.
class BarredTries {
 public:
  struct Try {
    StaffId person;
    CaseId case_id;
  };
  // One entry of the record, in the order of the record.
  void noticed(const pipeline::Event& event);
  // All entries of the last hour: once, after a start.
  void begin(db::Transaction& tx, const pipeline::KeyRing& keys, UtcTime now);
  // Those that nobody has been told of.
  std::vector<Try> take(UtcTime now);

 private:
  struct State {
    bool told = false;
    UtcTime at;  // first asked
  };
  Guarded<std::map<std::pair<StaffId, CaseId>, State>> tries_;
};

// One system act for each ("bar.tried"). Answers how many.
int tell_of_barred_tries(pipeline::App& app, const Deps& deps, BarredTries& tries, UtcTime now);

}  // namespace mash::alerts

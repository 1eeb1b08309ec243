// SPDX-License-Identifier: MIT
// The end of the front door's record of a case: proposed by one person, approved by another
// (decision 0049). All facts are looked up anew in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "due.h"
#include "mash/cases/case_disposal.h"

namespace mash::retention {

// Why somebody says that it may go. A code and no words of their own: it outlives the case.
struct Why {
  std::string_view code;
  std::string_view words;
};
const std::vector<Why>& reasons();
std::string_view words_of_why(std::string_view code);

// What stands in its way, and whether somebody has proposed it.
struct RecordState {
  std::optional<Due> due;  // nothing: the case is open
  bool held = false;
  std::vector<std::string> kept_for;  // in words
  std::vector<AgencyId> others;       // who still hold something of the case
  std::optional<cases::Proposal> proposal;
  // Nothing stands in its way.
  [[nodiscard]] bool may_go(UtcTime now) const;
};
RecordState record_state(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const cases::CaseHead& head);

// Who says so for the front door: its manager, and the deputy.
bool speaks_for_the_record(const policy::Principal& person);

// conflict: something stands in its way, or somebody has proposed it already.
Result<void> propose(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                     const cases::CaseHead& head, const std::string& why);
// conflict: there is no proposal.
Result<void> take_back(pipeline::Context& c, const Deps& deps, const cases::CaseHead& head);
// It goes. conflict: as propose(); there is no proposal; whoever approves has proposed it; or since
// then another rule has come to hold for the case. Throws as pipeline::rekey: roll back.
Result<void> approve(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                     const cases::CaseHead& head, const std::string& why);

}  // namespace mash::retention

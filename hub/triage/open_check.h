// SPDX-License-Identifier: MIT
// What the case system says of each child: open to a social worker or not, as somebody saw it who
// looked. It counts as long as the policy's row OPEN_CHECK says (scenario H16); without such a row
// none counts. A look is about one child: it says nothing of a sister or brother (A13).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "case_view.h"
#include "words.h"

namespace mash::triage {

// One look. Never changed; the newest of a child stands. Of an open case all members are given.
struct OpenCheck {
  std::string id;
  PersonId child;  // who that is now (people::person_meant)
  UtcTime at;
  StaffId by;
  OpenAnswer answer{};
  std::optional<WorkerIs> worker_is;
  Sensitive system, number, worker, manager;
};
void add_open_check(pipeline::Context& c, const CaseId& id, const OpenCheck& check);

struct CheckedChild {
  people::Subject child;
  std::optional<OpenCheck> last;
  std::optional<UtcTime> counts_until;  // of `last`
  bool counts = false;
  [[nodiscard]] bool is(OpenAnswer answer) const { return counts && last->answer == answer; }
  [[nodiscard]] bool is_open() const { return is(OpenAnswer::open); }
};
// Each child of the case whom somebody has identified.
std::vector<CheckedChild> checked_children(pipeline::Context& c, const policy::Proof& proof,
                                           const Deps& deps, const cases::CaseHead& head);
bool all_open(const std::vector<CheckedChild>& children);
// Once a case goes on here, whoever gives early help to a child of it hears of that (scenario A12).
// Nobody is asked about a Blue.
void tell_early_help(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                     const CaseId& id);
// For {{> triage/open_checks}}.
json::Value open_checks_data(const Deps& deps, const CaseId& id,
                             const std::vector<CheckedChild>& children);

// To whom a case is passed and by when they must acknowledge, if this hub and its policy say both.
struct Told {
  const model::Agency& team;
  UtcTime by_when;
};
std::optional<Told> passed_to(const Deps& deps, const AgencyId& to, const cases::CaseHead& head,
                              UtcTime now);
// What the team reads: whom it is for, whose case it is, and what the screener wrote. A worker who
// is away or has left answers nobody, so then it is for the duty manager at once (A09).
std::string words_for_team(const std::vector<CheckedChild>& children, std::string_view written);

}  // namespace mash::triage

// SPDX-License-Identifier: MIT
// What somebody holds, line by line, and who could have each of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/casework/held.h"
#include "mash/handover/handover.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"
#include "mash/shift/shift.h"

namespace mash::handover {

struct Line {
  std::string code;  // "case:ID", "task:ID": which line of the form this is
  CaseId case_id;
  std::string reference;
  model::Rating rating{};
  std::optional<casework::HeldTask> task;  // nothing: the case itself
  std::optional<UtcTime> due_at;           // the clock that runs out next
  UtcTime started_at;
  std::string waits_for;  // what that clock is for
  StaffId holder;
};

// May the reader hand over the work of this person: their own, or that of a desk that they run?
bool may_hand_over(const policy::Principal& reader, const model::Borough& borough,
                   const StaffId& person);
// Of which case a line is, for {{> handover/which}}: its children, by name where there are several,
// and its rating in words. Also `who`, which the line itself shows.
void say_which(json::Value& v, pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
               const std::string& reference, model::Rating rating);
// Cases first, each with the most pressing before the others. Of cases that are hidden from the
// reader, or on which they do not work, none.
std::vector<Line> lines_of(pipeline::Context& c, const policy::Proof& proof, const StaffId& person);
// Present, of the same desk, not the holder; the case is not hidden from them.
std::vector<StaffId> receivers(pipeline::Context& c, const model::Borough& borough,
                               const shift::Presence& presence, const Line& line);
bool can_receive(pipeline::Context& c, const model::Borough& borough,
                 const shift::Presence& presence, const Line& line, const StaffId& to);
// Of the desk at which somebody works, whatever the line; those of the duty team help the front
// door and the other way round.
std::vector<StaffId> colleagues_here(const model::Borough& borough, const shift::Presence& presence,
                                     const StaffId& person);
// Gives it to `to`, with what was said in the log, and says so to the receiver. False: it is over,
// or somebody else has it by now.
bool pass_on(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const Line& line,
             const StaffId& to, const std::string& note);

}  // namespace mash::handover

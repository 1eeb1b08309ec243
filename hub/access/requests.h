// SPDX-License-Identifier: MIT
// A request as it stands for one reader.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "mash/access/access.h"
#include "mash/base/sensitive.h"
#include "part_store.h"
#include "request_store.h"
#include "time_limit.h"

namespace mash::access {

struct RequestWords {
  Sensitive who;      // who asks
  Sensitive address;  // where the answer goes, and is safe
  Sensitive asks;     // in their words
};
Bytes seal_request(pipeline::Context& c, const std::string& id, const RequestWords& words);
RequestWords open_request(pipeline::Context& c, const policy::Proof& proof, const RequestRow& row);
void add_step(pipeline::Context& c, const std::string& request, Step step, LocalDate day,
              const std::string& words);
Sensitive open_step(pipeline::Context& c, const policy::Proof& proof, const std::string& request,
                    const StepRow& row);

// What happened so far, for the clock.
Times times_of(const RequestRow& row, const std::vector<StepRow>& steps);
TimeLimit limit_of(pipeline::Context& c, const RequestRow& row, const Deps& deps);
// The end of that day.
UtcTime end_of(LocalDate day);

// The cases of a request: those that the reader and whoever keeps it may know of, and those that
// the reader may know of and the keeper may not. What the reader may not know of is in neither.
struct CasesSeen {
  std::set<CaseId> main, apart;
  bool any = false;  // has it cases at all?
  [[nodiscard]] bool has(const CaseId& id) const { return main.contains(id) || apart.contains(id); }
};
CasesSeen cases_seen(pipeline::Context& c, const RequestRow& row);
// Whoever may know of none of its cases does not know of it either, but for whoever keeps it.
bool may_know(pipeline::Context& c, const RequestRow& row);
// For the path part {request}, in pages of whoever keeps them. not_found.
Result<RequestRow> request_in_path(pipeline::Context& c);

// Parts in these cases; not what nobody answered for and is no longer there.
std::vector<PartRow> parts_in(pipeline::Context& c, const RequestRow& row,
                              const std::set<CaseId>& cases);
// Has each part in these cases its answer, and a bundle of all of them been handed over since?
bool all_answered(const std::vector<PartRow>& parts);
bool is_handed_over(pipeline::Context& c, const RequestRow& row, const std::set<CaseId>& cases);

// What was typed into the form that is shown again; empty where it is new.
std::string typed_or_empty(const pipeline::Context& c, std::string_view name);

}  // namespace mash::access

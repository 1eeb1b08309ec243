// SPDX-License-Identifier: MIT
// What is shown of the queue and in which order, as it stands in the address.
#pragma once

#include <string>
#include <vector>

#include "mash/cases/queue.h"
#include "mash/triage/triage.h"

namespace mash::triage {

struct QueueFilter {
  cases::OpenFilter cases;
  std::string with;    // "", "me", "nobody" or the id of a colleague
  bool today = false;  // arrived today
};
std::vector<pipeline::Field> filter_fields();
// invalid_input: nobody here is called what `with` says.
Result<QueueFilter> filter_of(const pipeline::Context& c, const Deps& deps);
// When the day of `now` began in London.
UtcTime day_began(UtcTime now);

// The address of one page of the list with this filter.
std::string address(const QueueFilter& f, int page);
// Links: the whole list, what arrived today, what nobody has, what the reader has.
json::Value view_links(const QueueFilter& f, const cases::OpenCounts& counts, int mine);
// Links that each leave out one part of what was chosen.
json::Value chosen(const QueueFilter& f, const Deps& deps);
// The form; it offers the colleagues who have something.
json::Value filter_form(const QueueFilter& f, const Deps& deps,
                        const std::vector<std::pair<StaffId, int>>& holders, const StaffId& reader);

}  // namespace mash::triage

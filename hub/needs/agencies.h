// SPDX-License-Identifier: MIT
// What each agency contributed and how fast: requests, answers, in time or not, working time until
// the first answer. Pure functions of times.
//
// A request is in time if the first answer came by its clock; one that has passed it without an
// answer is not; one without a clock, or that may still be answered in time, counts as neither.
// Time is open time of the hub's calendar. Those that still wait are taken as waiting (Kaplan and
// Meier 1958), so that a desk is not fast by leaving the slow ones open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/cases/every_clock.h"
#include "mash/enquiry/every_request.h"
#include "mash/model/borough.h"
#include "mash/picture/picture.h"
#include "told.h"

namespace mash::needs {

struct AgencyTimes {
  std::string name;
  std::int64_t asked = 0;
  std::int64_t answered = 0;
  std::int64_t timed = 0;  // of which it is known whether they were in time
  std::int64_t in_time = 0;
  std::optional<double> half, nine_of_ten;  // hours; nothing: so many have not answered yet
};
Duration open_time(const model::Calendar& calendar, UtcTime from, UtcTime until);

// Requests that were sent from the first day on, by the order of the configuration.
std::vector<AgencyTimes> agency_times(const std::vector<enquiry::EveryRequest>& requests,
                                      const std::vector<cases::EveryClock>& clocks,
                                      const model::Borough& borough, LocalDate from, UtcTime now);

struct AgenciesTold {
  picture::Drawn drawn;
  html::TableOptions table;
};
AgenciesTold tell_agencies(const std::vector<AgencyTimes>& all, const Telling& telling);

}  // namespace mash::needs

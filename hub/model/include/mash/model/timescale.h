// SPDX-License-Identifier: MIT
// How long a hub has for each step: the policy as data, and the one place where a due time is
// computed. What not: no clock is read and nothing is stored; the caller passes the start and keeps
// the answer with its policy, version and row, so that a later edit of the policy moves nothing.
// Times are UTC instants. Thread safety: immutable values and pure functions.
// Cost: `due` takes microseconds for each day between start and due time.
// Source: domain.md 4 and settled.md 13, 21 and 29 of the design; Working Together to Safeguard
// Children for the limit of one working day.
//
//   MASH_TRY(const auto timescales, parse_timescales(file));
//   const auto* policy = policy_in_force(timescales.policies, "merton-like", received_on);
//   const auto when = due(*policy, *calendar, Stage::agency_return, Rating::red, police, sent_at);
//   if (!when) ...  // no clock runs
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/model/calendar.h"
#include "mash/model/words_time.h"

namespace mash::json {
class Value;
}

namespace mash::model {

struct Budget {
  int amount = 0;  // of `unit`; 0 only with same_working_day
  Unit unit = Unit::wall_hours;
  Roll roll = Roll::same_time_next_wd;  // used by working_days alone
  StartEvent start_event = StartEvent::received;
};

struct TimescaleRow {
  Stage stage = Stage::acknowledge;
  std::optional<Rating> rating;  // nothing: any rating
  AgencyId agency;               // empty: whichever agencies are asked
  Budget budget;
  bool from_source = false;  // read in a published procedure, not our own choice
};

struct TimescalePolicy {
  std::string id;
  int version = 1;
  LocalDate effective_from;
  std::string title;
  bool red_continues_after_close = false;
  bool red_tells_receiving_team_at_once = false;
  // A product about a child in danger need not wait until owners have cleared its final words.
  bool danger_goes_before_clearance = false;
  std::vector<TimescaleRow> rows;
};

struct Timescales {
  std::vector<TimescalePolicy> policies;
  std::vector<Calendar> calendars;
};

// Reads `timescale_policies`, `calendars` and `closed_days` of a configuration file and refuses
// what may not be configured:
// - RATE or RESPONSE_TYPE longer than one working day (24 wall hours, or the working hours of the
//   shortest day of the calendars in the file);
// - a policy without a RATE row in wall hours for PROVISIONAL_RED, or with any PROVISIONAL_RED row
//   in another unit;
// - two rows for the same stage, rating and agency; two policies with the same id and version.
// Errors: invalid_input; every fault names its member ("timescale_policies[0].rows[2].unit") and
// the message of the error is the first fault. Policies are read once the calendars are right.
Result<Timescales> parse_timescales(const json::Value& file);

// The version that holds on a day: the latest that has begun, or the first when none has begun yet.
// Nothing when no policy has this id. The pointer is into `policies`.
const TimescalePolicy* policy_in_force(const std::vector<TimescalePolicy>& policies,
                                       std::string_view id, LocalDate day);
const Calendar* find_calendar(const std::vector<Calendar>& calendars, std::string_view id);

// The row that times a stage, or nothing: no clock. A row for the agency beats a row for all, then
// a row for the rating beats one for any. A provisional Red does not take the rows of Red: until
// somebody rates it, its own rows and those for any rating hold. An empty agency takes only rows
// for all.
const TimescaleRow* find_row(const TimescalePolicy& policy, Stage stage, Rating rating,
                             const AgencyId& agency);

// When a budget that starts at `start` runs out. Always later than `start`.
// - Wall hours are elapsed hours.
// - For working hours and the same day a start outside opening hours (closing itself is outside)
//   counts from the next opening.
// - Working hours count open time only; a budget that ends at closing is due at closing. With
//   `runs_on`, hours once started run on after closing as elapsed hours.
// - n working days fall on the nth open day after the day of the start, whatever the hour: at
//   closing, or at the same time held inside that day's hours. A start on a day on which the hub is
//   closed has the whole of the last day (decision 0021).
// - The same working day ends at its closing.
UtcTime due_time(const Budget& budget, const Calendar& calendar, UtcTime start, bool runs_on);

// A due time with what set it. Stored together, so that nothing moves it later.
struct Due {
  UtcTime at;
  std::string policy;
  int version = 1;
  std::size_t row = 0;  // index into the rows of that version
};

// `start` is the instant of the row's start event (find_row says which). The working hours of a Red
// run on after closing where the policy says so.
std::optional<Due> due(const TimescalePolicy& policy, const Calendar& calendar, Stage stage,
                       Rating rating, const AgencyId& agency, UtcTime start);

struct ReRating {
  Stage stage = Stage::agency_return;
  Rating from = Rating::not_rated;
  Rating to = Rating::not_rated;
  AgencyId agency;
  UtcTime start;           // of the clock, as it was first set
  UtcTime now;             // when the new rating was given
  std::optional<Due> old;  // nothing: no clock ran
};

// The due time after a new rating. More urgent, or as urgent: the earlier of the old due time and
// the new budget from now. Less urgent: the new budget from the first start, or no clock where the
// new rating has none. A breached clock (its due time has passed) is never extended, and the
// earlier due time stays in the record: the caller keeps both.
std::optional<Due> re_rate(const TimescalePolicy& policy, const Calendar& calendar,
                           const ReRating& change);

}  // namespace mash::model

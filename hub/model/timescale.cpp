// SPDX-License-Identifier: MIT
#include "mash/model/timescale.h"

#include <algorithm>
#include <cstdint>

#include "mash/base/assert.h"

namespace mash::model {

namespace {

// The time of day of `t` on another day, held inside that day's hours.
UtcTime same_time_on(const Calendar& calendar, LocalDate day, UtcTime t) {
  constexpr std::int64_t k_second = Duration::seconds(1).micros;
  const Duration fraction{(t.micros % k_second + k_second) % k_second};  // also before 1970
  const LondonTime time = to_london(t);
  const UtcTime same = from_london(day, time.hour, time.minute, time.second) + fraction;
  const auto span = calendar.open_span(day);
  MASH_ASSERT(span);
  return std::clamp(same, span->opens, span->closes);
}

// Days are counted from the day on which it came, whatever the hour (decision 0021): what comes
// after closing has as many of them as what came an hour before. What comes on a day on which the
// hub is closed has the whole of the last.
UtcTime after_days(const Budget& budget, const Calendar& calendar, UtcTime start) {
  const LocalDate came = to_london(start).date;
  const LocalDate last = calendar.open_day_after(came, budget.amount);
  const bool whole = budget.roll == Roll::end_of_next_wd || !calendar.open_span(came);
  return whole ? calendar.open_span(last)->closes : same_time_on(calendar, last, start);
}

// Higher is more urgent. What nobody has rated gives way to any rating.
int urgency(Rating rating) {
  switch (rating) {
    case Rating::not_rated:
      return 0;
    case Rating::blue:
      return 1;
    case Rating::green:
      return 2;
    case Rating::amber:
      return 3;
    case Rating::red:
    case Rating::provisional_red:
      return 4;
  }
  MASH_ASSERT(false);
}

}  // namespace

const TimescalePolicy* policy_in_force(const std::vector<TimescalePolicy>& policies,
                                       std::string_view id, LocalDate day) {
  const TimescalePolicy* first = nullptr;
  const TimescalePolicy* latest = nullptr;
  for (const TimescalePolicy& policy : policies) {
    if (policy.id != id) continue;
    if (first == nullptr || policy.effective_from < first->effective_from) first = &policy;
    if (policy.effective_from > day) continue;
    if (latest == nullptr || latest->effective_from < policy.effective_from) latest = &policy;
  }
  return latest != nullptr ? latest : first;
}

const Calendar* find_calendar(const std::vector<Calendar>& calendars, std::string_view id) {
  const auto found = std::find_if(calendars.begin(), calendars.end(),
                                  [&](const Calendar& each) { return each.id() == id; });
  return found == calendars.end() ? nullptr : &*found;
}

const TimescaleRow* find_row(const TimescalePolicy& policy, Stage stage, Rating rating,
                             const AgencyId& agency) {
  const TimescaleRow* best = nullptr;
  int best_rank = -1;
  for (const TimescaleRow& row : policy.rows) {
    const bool for_agency = !row.agency.empty();
    if (row.stage != stage || (for_agency && row.agency != agency)) continue;
    if (row.rating && *row.rating != rating) continue;
    const int rank = (for_agency ? 2 : 0) + (row.rating ? 1 : 0);
    if (rank > best_rank) {
      best = &row;
      best_rank = rank;
    }
  }
  return best;
}

UtcTime due_time(const Budget& budget, const Calendar& calendar, UtcTime start, bool runs_on) {
  const Duration hours = Duration::hours(budget.amount);
  if (budget.unit == Unit::wall_hours) return start + hours;

  const UtcTime begin = calendar.open_from(start);
  switch (budget.unit) {
    case Unit::wall_hours:
      break;  // answered above
    case Unit::working_hours:
      return runs_on ? begin + hours : calendar.plus_open_time(begin, hours);
    case Unit::working_days:
      return after_days(budget, calendar, start);
    case Unit::same_working_day:
      return calendar.open_span(to_london(begin).date)->closes;
  }
  MASH_ASSERT(false);
}

std::optional<Due> due(const TimescalePolicy& policy, const Calendar& calendar, Stage stage,
                       Rating rating, const AgencyId& agency, UtcTime start) {
  const TimescaleRow* row = find_row(policy, stage, rating, agency);
  if (row == nullptr) return std::nullopt;
  const bool runs_on = policy.red_continues_after_close && rating == Rating::red;
  return Due{due_time(row->budget, calendar, start, runs_on), policy.id, policy.version,
             static_cast<std::size_t>(row - policy.rows.data())};
}

std::optional<Due> re_rate(const TimescalePolicy& policy, const Calendar& calendar,
                           const ReRating& change) {
  const auto fresh = [&](UtcTime start) {
    return due(policy, calendar, change.stage, change.to, change.agency, start);
  };
  if (!change.old) {
    return fresh(urgency(change.to) < urgency(change.from) ? change.start : change.now);
  }
  if (urgency(change.to) >= urgency(change.from)) {
    const auto sooner = fresh(change.now);
    return sooner && sooner->at < change.old->at ? sooner : change.old;
  }
  const bool breached = change.old->at < change.now;
  return breached ? change.old : fresh(change.start);
}

}  // namespace mash::model

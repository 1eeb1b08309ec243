// SPDX-License-Identifier: MIT
#include "agencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "mash/statistics/durations.h"

namespace mash::needs {

namespace {

constexpr double k_half = 0.5;
constexpr double k_nine_of_ten = 0.9;
constexpr auto k_hour = static_cast<double>(Duration::hours(1).micros);

using Key = std::pair<CaseId, AgencyId>;
using Clocks = std::map<Key, std::vector<cases::EveryClock>>;

// The clock that ran for a request: the newest that had begun when it was answered.
const cases::EveryClock* clock_of(const Clocks& clocks, const enquiry::EveryRequest& request,
                                  UtcTime now) {
  const auto at = clocks.find({request.case_id, request.agency});
  if (at == clocks.end()) return nullptr;
  const UtcTime until = request.answered_at.value_or(now);
  const cases::EveryClock* out = nullptr;
  for (const auto& clock : at->second) {
    if (clock.started_at <= until && clock.due_at >= request.sent_at) out = &clock;
  }
  return out;
}

void add_times(AgencyTimes& to, const std::vector<statistics::Lasted>& spans) {
  const auto curve = statistics::kaplan_meier(spans);
  if (!curve) return;
  to.half = statistics::time_by(*curve, k_half);
  to.nine_of_ten = statistics::time_by(*curve, k_nine_of_ten);
}

std::string hours_words(const std::optional<double>& hours, bool may_say) {
  if (!may_say) return "Too few to say";
  return hours ? fmt::format("{:.1f}", *hours) : "Too many still wait";
}

}  // namespace

Duration open_time(const model::Calendar& calendar, UtcTime from, UtcTime until) {
  Duration out;
  const LocalDate last = to_london(until).date;
  for (LocalDate day = to_london(from).date; day <= last; day = day.plus_days(1)) {
    const auto span = calendar.open_span(day);
    if (!span) continue;
    const UtcTime begins = std::max(from, span->opens);
    const UtcTime ends = std::min(until, span->closes);
    if (begins < ends) out.micros += (ends - begins).micros;
  }
  return out;
}

std::vector<AgencyTimes> agency_times(const std::vector<enquiry::EveryRequest>& requests,
                                      const std::vector<cases::EveryClock>& clocks,
                                      const model::Borough& borough, LocalDate from, UtcTime now) {
  Clocks by;
  for (const auto& one : clocks) by[{one.case_id, one.agency}].push_back(one);
  std::map<AgencyId, AgencyTimes> all;
  std::map<AgencyId, std::vector<statistics::Lasted>> spans;
  for (const auto& one : requests) {
    if (to_london(one.sent_at).date < from) continue;
    auto& to = all[one.agency];
    ++to.asked;
    if (one.answered_at) ++to.answered;
    const auto* clock = clock_of(by, one, now);
    const bool late = clock != nullptr && one.answered_at.value_or(now) > clock->due_at;
    if (clock != nullptr && (late || one.answered_at)) {
      ++to.timed;
      if (!late) ++to.in_time;
    }
    const auto time =
        open_time(borough.default_calendar(), one.sent_at, one.answered_at.value_or(now));
    spans[one.agency].push_back({.length = static_cast<double>(time.micros) / k_hour,
                                 .ended = one.answered_at.has_value()});
  }
  std::vector<AgencyTimes> out;
  for (const auto& agency : borough.agencies) {
    const auto at = all.find(agency.id);
    if (at == all.end()) continue;
    at->second.name = agency.name;
    add_times(at->second, spans[agency.id]);
    out.push_back(std::move(at->second));
  }
  return out;
}

AgenciesTold tell_agencies(const std::vector<AgencyTimes>& all, const Telling& telling) {
  AgenciesTold out;
  out.table = {.caption = "Requests and answers of each agency",
               .caption_classes = "govuk-table__caption--s",
               .first_cell_is_header = true,
               .stack = true};
  out.table.head.push_back({.text = "Agency"});
  for (const char* words :
       {"Asked", "Answered", "Not answered yet", "In time", "Late", "In time of 100",
        "Half answered within hours", "Nine of ten answered within hours"}) {
    out.table.head.push_back({.text = words, .format = "numeric"});
  }
  picture::BarOptions bars{
      .frame = {.id = "in-time",
                .heading = "Answered in time, of 100 requests",
                .description = "A bar for each agency that was asked often enough, with the "
                               "interval in which its share may lie. The table below says the "
                               "same.",
                .caption = "In time of 100 requests"},
      .label_heading = "Agency",
      .measure = "In time of 100",
      .interval_heading = "Between"};
  for (const auto& one : all) {
    const bool may_say = telling.exact() || telling.share(one.answered, one.asked).has_value();
    auto& row = out.table.rows.emplace_back();
    row.push_back({.text = one.name});
    for (const auto& words :
         {telling.count(one.asked), telling.count(one.answered),
          telling.count(one.asked - one.answered), telling.count(one.in_time),
          telling.count(one.timed - one.in_time), telling.in_100(one.in_time, one.timed),
          hours_words(one.half, may_say), hours_words(one.nine_of_ten, may_say)}) {
      row.push_back({.text = words, .format = "numeric"});
    }
    const auto share = telling.share(one.in_time, one.timed);
    if (!share) continue;
    bars.bars.push_back({.label = one.name,
                         .value = share->share * 100,
                         .lower = share->lower * 100,
                         .upper = share->upper * 100,
                         .words = fmt::format("{:.1f}", share->share * 100),
                         .interval_words = fmt::format("{:.1f} to {:.1f}", share->lower * 100,
                                                       share->upper * 100)});
  }
  out.drawn = picture::bars(bars);
  return out;
}

}  // namespace mash::needs

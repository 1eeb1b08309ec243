// SPDX-License-Identifier: MIT
#include "mash/model/calendar.h"

#include <algorithm>
#include <utility>

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "object_reader.h"

namespace mash::model {

namespace {

constexpr int k_minutes_per_day = 24 * 60;
constexpr std::array<std::string_view, 7> k_weekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

UtcTime at_minute(LocalDate day, int minute) {
  return from_london(day, minute / 60, minute % 60);
}

// "09:00" to "24:00" as minutes after midnight.
std::optional<int> parse_minute(const json::Value& value) {
  const std::string* text = value.as_string();
  if (text == nullptr || text->size() != 5 || (*text)[2] != ':') return std::nullopt;
  int digits[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = (*text)[i < 2 ? i : i + 1];
    if (c < '0' || c > '9') return std::nullopt;
    digits[i] = c - '0';
  }
  const int minutes = digits[2] * 10 + digits[3];
  const int all = (digits[0] * 10 + digits[1]) * 60 + minutes;
  if (minutes > 59 || all > k_minutes_per_day) return std::nullopt;
  return all;
}

std::optional<OpeningHours> parse_hours(ObjectReader& week, std::string_view weekday) {
  const json::Value& value = week.value(weekday);
  if (value.is_null()) return std::nullopt;  // closed
  const json::Array* pair = value.as_array();
  if (pair != nullptr && pair->size() == 2) {
    const auto opens = parse_minute((*pair)[0]);
    const auto closes = parse_minute((*pair)[1]);
    if (opens && closes && *opens < *closes) return OpeningHours{*opens, *closes};
  }
  week.fault(weekday, "opening and closing as [\"09:00\", \"17:00\"], or null when closed");
  return std::nullopt;
}

std::array<std::optional<OpeningHours>, 7> parse_week(ObjectReader& calendar, Faults& faults) {
  std::array<std::optional<OpeningHours>, 7> hours;
  ObjectReader week(calendar.value("opening_hours"), calendar.path("opening_hours"), faults,
                    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  const std::size_t faults_before = faults.size();
  for (std::size_t day = 0; day < hours.size(); ++day) {
    hours.at(day) = parse_hours(week, k_weekdays.at(day));
  }
  const bool open = std::any_of(hours.begin(), hours.end(), [](const auto& h) { return !!h; });
  if (!open && faults.size() == faults_before) week.fault("", "the hub must be open on some day");
  return hours;
}

std::vector<LocalDate> parse_closed_days(ObjectReader& file, Faults& faults) {
  std::vector<LocalDate> days;
  if (!file.has("closed_days")) return days;
  const json::Array& list = file.list("closed_days");
  for (std::size_t i = 0; i < list.size(); ++i) {
    ObjectReader day(list[i], file.path("closed_days", i), faults, {"date", "reason", "kind"});
    days.push_back(day.date("date"));
  }
  return days;
}

}  // namespace

Calendar::Calendar(std::string id, std::array<std::optional<OpeningHours>, 7> week,
                   std::vector<LocalDate> closed_days)
    : id_(std::move(id)), week_(week), closed_days_(std::move(closed_days)) {
  MASH_ASSERT(std::any_of(week_.begin(), week_.end(), [](const auto& h) { return !!h; }));
  std::sort(closed_days_.begin(), closed_days_.end());
}

std::optional<OpenSpan> Calendar::open_span(LocalDate day) const {
  const auto& hours = week_.at(static_cast<std::size_t>(day.weekday()));
  if (!hours || std::binary_search(closed_days_.begin(), closed_days_.end(), day)) {
    return std::nullopt;
  }
  const OpenSpan span{at_minute(day, hours->opens), at_minute(day, hours->closes)};
  // Hours that lie within the hour that is missing in March do not come that day.
  return span.opens < span.closes ? std::optional(span) : std::nullopt;
}

bool Calendar::is_open(UtcTime t) const {
  const auto span = open_span(to_london(t).date);
  return span && span->opens <= t && t < span->closes;
}

UtcTime Calendar::open_from(UtcTime t) const {
  const LocalDate day = to_london(t).date;
  if (const auto span = open_span(day); span && t < span->closes) return std::max(t, span->opens);
  return open_span(open_day_after(day, 1))->opens;
}

UtcTime Calendar::closed_before(UtcTime t) const {
  LocalDate day = to_london(t).date;
  while (true) {
    if (const auto span = open_span(day); span && span->closes <= t) return span->closes;
    day = day.plus_days(-1);
  }
}

LocalDate Calendar::open_day_after(LocalDate day, int n) const {
  MASH_ASSERT(n >= 1);
  while (n > 0) {
    day = day.plus_days(1);
    if (open_span(day)) --n;
  }
  return day;
}

UtcTime Calendar::plus_open_time(UtcTime t, Duration amount) const {
  t = open_from(t);
  while (true) {
    const LocalDate day = to_london(t).date;
    const Duration left_today = open_span(day)->closes - t;
    if (amount <= left_today) return t + amount;
    amount = {amount.micros - left_today.micros};
    t = open_span(open_day_after(day, 1))->opens;
  }
}

Duration Calendar::shortest_open_day() const {
  int shortest = k_minutes_per_day;
  for (const auto& hours : week_) {
    if (hours) shortest = std::min(shortest, hours->closes - hours->opens);
  }
  return Duration::minutes(shortest);
}

Result<std::vector<Calendar>> parse_calendars(const json::Value& file) {
  Faults faults;
  ObjectReader reader(file, "", faults, {});
  const std::vector<LocalDate> closed_days = parse_closed_days(reader, faults);
  std::vector<Calendar> calendars;
  const json::Array& list = reader.list("calendars");
  for (std::size_t i = 0; i < list.size(); ++i) {
    ObjectReader calendar(list[i], reader.path("calendars", i), faults,
                          {"id", "opening_hours", "used_by", "note"});
    const std::string id = calendar.code<AgencyId>("id").text();
    const auto week = parse_week(calendar, faults);
    for (const Calendar& other : calendars) {
      if (other.id() == id) calendar.fault("id", "another calendar has this id");
    }
    if (faults.empty()) calendars.emplace_back(id, week, closed_days);
  }
  if (list.empty() && faults.empty()) reader.fault("calendars", "there must be a calendar");
  if (!faults.empty()) return faulty_file(std::move(faults));
  return calendars;
}

}  // namespace mash::model

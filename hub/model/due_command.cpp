// SPDX-License-Identifier: MIT
#include "mash/model/due_command.h"

#include <algorithm>

#include "mash/json/value.h"
#include "mash/model/timescale.h"

namespace mash::model {

namespace {

// ANY is what nobody has rated: it takes the rows for any rating.
Result<Rating> parse_rating(const std::string& text) {
  if (text == "ANY") return Rating::not_rated;
  const auto rating = from_code<Rating>(text);
  if (!rating) return invalid("rating", "use one of ANY, " + all_codes<Rating>());
  return *rating;
}

// Where the file lists its agencies, a misspelt id must not read as "no row for this agency".
Result<AgencyId> parse_agency(const std::string& text, const json::Value& file) {
  if (text.empty()) return AgencyId();
  auto agency = AgencyId::parse(text);
  if (!agency) return invalid("agency", "an agency id as \"police\"");
  const json::Array* listed = file["agencies"].as_array();
  const bool known = listed == nullptr ||
                     std::any_of(listed->begin(), listed->end(),
                                 [&](const json::Value& each) { return each.text("id") == text; });
  if (!known) return invalid("agency", "the file has no agency with this id");
  return agency;
}

}  // namespace

Result<DueAnswer> due_command(const DueArguments& arguments) {
  MASH_TRY(const json::Value file, json::parse(arguments.file_text));
  MASH_TRY(const Timescales timescales, parse_timescales(file));
  const auto stage = from_code<Stage>(arguments.stage);
  if (!stage) return invalid("stage", "use one of " + all_codes<Stage>());
  MASH_TRY(const Rating rating, parse_rating(arguments.rating));
  MASH_TRY(const AgencyId agency, parse_agency(arguments.agency, file));
  const auto start = parse_iso(arguments.at);
  if (!start) return invalid("at", "a date and time with offset, as 2026-11-24T09:00:00+00:00");

  const TimescalePolicy* policy =
      policy_in_force(timescales.policies, arguments.policy_id, to_london(*start).date);
  if (policy == nullptr) return invalid("policy-id", "the file has no policy with this id");
  const Calendar* calendar = find_calendar(timescales.calendars, arguments.calendar_id);
  if (calendar == nullptr) return invalid("calendar-id", "the file has no calendar with this id");

  const auto when = due(*policy, *calendar, *stage, rating, agency, *start);
  if (!when) return DueAnswer{"no clock\n", k_no_clock_exit};
  return DueAnswer{iso_london(when->at) + "\n", 0};
}

}  // namespace mash::model

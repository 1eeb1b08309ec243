// SPDX-License-Identifier: MIT
// Goal: a policy or calendar file that is wrong, or that would make a child wait longer than may be
// configured, is refused and the message names what to mend.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "mash/model/timescale.h"
#include "sample.h"

namespace mash::model {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The borough's file with one change to the rows of its first policy (merton-like).
json::Value with_rows(const std::function<void(json::Array&)>& change) {
  json::Value file = sample::borough_file();
  json::Array policies = *file["timescale_policies"].as_array();
  json::Array rows = *policies[0]["rows"].as_array();
  change(rows);
  policies[0].set("rows", rows);
  file.set("timescale_policies", policies);
  return file;
}

json::Value with_row(std::size_t index, std::string_view member, const json::Value& value) {
  return with_rows([&](json::Array& rows) { rows.at(index).set(member, value); });
}

Error refusal(const json::Value& file) {
  const auto parsed = parse_timescales(file);
  EXPECT_FALSE(parsed);
  return parsed ? Error{} : parsed.error();
}

constexpr std::size_t k_rate_provisional_red = 1;
constexpr std::size_t k_rate_any = 2;
constexpr std::size_t k_response_type_any = 3;
constexpr std::size_t k_return_red = 5;

TEST(timescale_file, the_borough_loads_with_all_its_policies_and_rows) {
  const Timescales all = sample::timescales();
  ASSERT_EQ(all.policies.size(), 4U);
  EXPECT_EQ(all.calendars.size(), 2U);
  EXPECT_EQ(all.policies[0].id, "merton-like");
  EXPECT_EQ(all.policies[0].rows.size(), 32U);
  EXPECT_TRUE(all.policies[0].red_continues_after_close);
  EXPECT_FALSE(all.policies[3].red_continues_after_close);
  EXPECT_EQ(all.policies[3].rows[5].agency.text(), "police");
  EXPECT_TRUE(all.policies[0].rows[7].agency.empty()) << "selected is not one agency";
}

TEST(timescale_file, b14_a_rating_clock_longer_than_one_working_day_is_refused_by_row) {
  const Error error = refusal(with_row(k_rate_any, "amount", 2));
  EXPECT_EQ(error.code, ErrorCode::invalid_input);
  ASSERT_EQ(error.faults.size(), 1U);
  EXPECT_EQ(error.faults[0].field, "timescale_policies[0].rows[2]");
  EXPECT_EQ(error.faults[0].message,
            "policy merton-like, row 3 (RATE, ANY) is longer than one working day");
  EXPECT_THAT(error.message, HasSubstr("row 3 (RATE, ANY)"));
}

TEST(timescale_file, b14_holds_in_every_unit_and_for_the_type_of_response) {
  const auto refuses = [](std::size_t row, const char* unit, int amount) {
    json::Value file = with_rows([&](json::Array& rows) {
      rows.at(row).set("unit", unit);
      rows.at(row).set("amount", amount);
    });
    return !parse_timescales(file);
  };
  EXPECT_TRUE(refuses(k_response_type_any, "WORKING_DAYS", 2));
  EXPECT_TRUE(refuses(k_response_type_any, "WORKING_HOURS", 9));
  EXPECT_FALSE(refuses(k_response_type_any, "WORKING_HOURS", 8));
  EXPECT_TRUE(refuses(k_response_type_any, "WALL_HOURS", 25));
  EXPECT_FALSE(refuses(k_response_type_any, "WALL_HOURS", 24));
  EXPECT_FALSE(refuses(k_response_type_any, "SAME_WORKING_DAY", 0));
  EXPECT_TRUE(refuses(k_rate_provisional_red, "WALL_HOURS", 25));
  EXPECT_FALSE(refuses(0, "WORKING_DAYS", 5)) << "other stages may be longer";
}

TEST(timescale_file, b14_holds_for_a_row_of_one_rating_or_one_agency) {
  const auto added = [](const char* rating, const char* agency) {
    return with_rows([&](json::Array& rows) {
      json::Value row = rows.at(k_rate_any);
      row.set("rating", rating);
      row.set("agencies", agency);
      row.set("amount", 2);
      rows.push_back(row);
    });
  };
  EXPECT_THAT(refusal(added("GREEN", "selected")).message, HasSubstr("row 33 (RATE, GREEN)"));
  EXPECT_THAT(refusal(added("ANY", "police")).message, HasSubstr("row 33 (RATE, ANY)"));
}

TEST(timescale_file, h02_a_missing_wall_clock_for_provisional_red_is_named) {
  const Error error = refusal(with_rows([](json::Array& rows) {
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(k_rate_provisional_red));
  }));
  ASSERT_EQ(error.faults.size(), 1U);
  EXPECT_EQ(error.faults[0].field, "timescale_policies[0].rows");
  EXPECT_EQ(error.faults[0].message,
            "policy merton-like has no row (RATE, PROVISIONAL_RED) in WALL_HOURS for all agencies");
}

TEST(timescale_file, h02_a_row_in_another_unit_or_for_one_agency_does_not_count) {
  const Error unit = refusal(with_row(k_rate_provisional_red, "unit", "WORKING_HOURS"));
  EXPECT_THAT(unit.message, HasSubstr("row 2 (RATE, PROVISIONAL_RED) must be in WALL_HOURS"));
  const Error agency = refusal(with_row(k_rate_provisional_red, "agencies", "police"));
  EXPECT_THAT(agency.message, HasSubstr("has no row (RATE, PROVISIONAL_RED)"));
}

TEST(timescale_file, unknown_words_and_members_are_named_by_place_and_not_repeated) {
  const auto message = [](std::string_view member, const json::Value& value) {
    return refusal(with_row(k_return_red, member, value)).message;
  };
  const std::string row = "timescale_policies[0].rows[5]";
  EXPECT_THAT(message("stage", "AGENCY_REPLY"), HasSubstr(row + ".stage: use one of ACKNOWLEDGE,"));
  EXPECT_THAT(message("stage", "AGENCY_REPLY"), Not(HasSubstr("AGENCY_REPLY")));
  EXPECT_THAT(message("rating", "red"), HasSubstr(row + ".rating: use one of ANY, BLUE,"));
  EXPECT_THAT(message("unit", "HOURS"), HasSubstr(row + ".unit: use one of WALL_HOURS,"));
  EXPECT_THAT(message("start_event", "SENT"), HasSubstr(row + ".start_event: use one of"));
  EXPECT_THAT(message("agencies", "The Police"), HasSubstr(row + ".agencies: use lower case"));
  EXPECT_THAT(message("agency", "police"), HasSubstr(row + ": there is no member \"agency\""));
  EXPECT_THAT(message("amount", 0), HasSubstr(row + ".amount: a whole number from 1"));
  EXPECT_THAT(message("amount", 1.5), HasSubstr(row + ".amount: a whole number from 1"));
  EXPECT_THAT(message("amount", json::Value()), HasSubstr(row + ".amount"));
  EXPECT_THAT(refusal(with_row(k_rate_any, "roll", json::Value())).message,
              HasSubstr("rows[2].roll: text must stand here"));
}

TEST(timescale_file, two_rows_that_say_the_same_are_refused) {
  const Error error =
      refusal(with_rows([](json::Array& rows) { rows.push_back(rows.at(k_return_red)); }));
  EXPECT_THAT(error.message, HasSubstr("row 33 (AGENCY_RETURN, RED) says the same"));
}

TEST(timescale_file, two_policies_may_share_an_id_only_as_versions_of_different_days) {
  json::Value file = sample::borough_file();
  json::Array policies = *file["timescale_policies"].as_array();
  policies.push_back(policies[0]);
  policies.back().set("version", 2);
  file.set("timescale_policies", policies);
  EXPECT_THAT(refusal(file).message, HasSubstr("timescale_policies[4]: another policy"));
  policies.back().set("effective_from", "2027-04-01");
  file.set("timescale_policies", policies);
  EXPECT_EQ(sample::timescales(file).policies.size(), 5U);
}

TEST(timescale_file, every_fault_is_told_at_once) {
  const Error error = refusal(with_rows([](json::Array& rows) {
    rows.at(0).set("unit", "DAYS");
    rows.at(5).set("stage", "ANSWER");
  }));
  EXPECT_EQ(error.faults.size(), 2U);
}

TEST(calendar_file, hours_days_and_names_must_make_sense) {
  const auto message = [](std::string_view member, const json::Value& value) {
    json::Value file = sample::borough_file();
    json::Array calendars = *file["calendars"].as_array();
    calendars[1].set(member, value);
    file.set("calendars", calendars);
    const auto parsed = parse_calendars(file);
    return parsed ? "" : parsed.error().message;
  };
  const auto week = [](const json::Value& monday) {
    return json::Value(json::Object{{"monday", monday}});
  };
  EXPECT_EQ(message("opening_hours", week(json::Array{"00:00", "24:00"})), "");
  const std::string monday = "calendars[1].opening_hours.monday";
  for (const auto& hours :
       {json::Array{"17:00", "09:00"}, json::Array{"9:00", "17:00"}, json::Array{"09:00", "24:01"},
        json::Array{"09:00", "17:60"}, json::Array{"09:00"}, json::Array{"ab:cd", "17:00"}}) {
    EXPECT_THAT(message("opening_hours", week(hours)), HasSubstr(monday));
  }
  EXPECT_THAT(message("opening_hours", week(json::Value())), HasSubstr("open on some day"));
  EXPECT_THAT(message("opening_hours", json::Value(json::Object{{"mon", json::Array{}}})),
              HasSubstr("there is no member \"mon\""));
  EXPECT_THAT(message("opening_hours", json::Value()), HasSubstr("calendars[1].opening_hours"));
  EXPECT_THAT(message("id", "standard"), HasSubstr("calendars[1].id: another calendar"));
}

TEST(calendar_file, a_closed_day_must_be_a_real_date) {
  json::Value file = sample::borough_file();
  file.set("closed_days", json::Array{json::Object{{"date", "2026-02-30"}}});
  EXPECT_THAT(refusal(file).message, HasSubstr("closed_days[0].date"));
  file.set("closed_days", json::Value());
  EXPECT_TRUE(parse_timescales(file));
  file.set("calendars", json::Array{});
  EXPECT_THAT(refusal(file).message, HasSubstr("calendars"));
  EXPECT_THAT(refusal(json::Value("text")).message, HasSubstr("file: an object"));
}

TEST(calendar_file, bank_holidays_are_those_of_england_and_wales) {
  const json::Value gov = sample::read_json("../shared/data/reference/calendar/bank-holidays.json");
  const Calendar calendar = sample::plain_calendar();
  int found = 0;
  for (const json::Value& event : *gov["england-and-wales"]["events"].as_array()) {
    const LocalDate day = *LocalDate::parse(event.text("date"));
    if (day.year < 2026) continue;
    ++found;
    EXPECT_FALSE(calendar.open_span(day)) << day.iso();
  }
  EXPECT_EQ(found, 24);
}

}  // namespace
}  // namespace mash::model

// SPDX-License-Identifier: MIT
// Goal: `openmash due` prints the due time with London's offset, says when no clock runs, and names
// the argument that is wrong.
#include "mash/model/due_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.h"

namespace mash::model {
namespace {

using ::testing::HasSubstr;

DueArguments arguments() {
  return {sample::read_text("data/barnfield.json"),
          "merton-like",
          "standard",
          "AGENCY_RETURN",
          "RED",
          "health",
          "2026-10-24T23:30:00+01:00"};
}

std::string refusal(const DueArguments& given) {
  const auto answer = due_command(given);
  EXPECT_FALSE(answer);
  return answer || answer.error().faults.empty() ? "" : answer.error().faults.front().field;
}

TEST(due_command, prints_the_due_time_with_londons_offset) {
  const auto answer = due_command(arguments());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->text, "2026-10-25T01:30:00+01:00\n");
  EXPECT_EQ(answer->exit_code, 0);
  DueArguments summer = arguments();
  summer.at = "2026-07-01T10:00:00Z";
  EXPECT_EQ(due_command(summer)->text, "2026-07-01T13:00:00+01:00\n");
}

TEST(due_command, says_no_clock_and_exits_with_3) {
  DueArguments blue = arguments();
  blue.rating = "BLUE";
  const auto answer = due_command(blue);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->text, "no clock\n");
  EXPECT_EQ(answer->exit_code, 3);
}

TEST(due_command, the_agency_may_be_left_out_and_decides_where_rows_differ) {
  DueArguments given = arguments();
  given.policy_id = "surrey-like";
  given.agency = "police";
  given.at = "2026-10-30T16:00:00Z";
  EXPECT_EQ(due_command(given)->text, "2026-11-02T12:00:00+00:00\n");
  given.agency = "";
  EXPECT_EQ(due_command(given)->exit_code, 3);
}

TEST(due_command, any_takes_the_rows_for_any_rating) {
  DueArguments given = arguments();
  given.stage = "ACKNOWLEDGE";
  given.rating = "ANY";
  given.calendar_id = "long-days";
  given.at = "2026-11-26T17:10:00Z";
  EXPECT_EQ(due_command(given)->text, "2026-11-27T17:00:00+00:00\n");
}

TEST(due_command, names_the_argument_that_is_wrong) {
  const auto with = [](std::string DueArguments::* member, const char* value) {
    DueArguments given = arguments();
    given.*member = value;
    return refusal(given);
  };
  EXPECT_EQ(with(&DueArguments::policy_id, "no-such"), "policy-id");
  EXPECT_EQ(with(&DueArguments::calendar_id, "no-such"), "calendar-id");
  EXPECT_EQ(with(&DueArguments::stage, "RETURN"), "stage");
  EXPECT_EQ(with(&DueArguments::rating, "PURPLE"), "rating");
  EXPECT_EQ(with(&DueArguments::agency, "polcie"), "agency");
  EXPECT_EQ(with(&DueArguments::agency, "The Police"), "agency");
  EXPECT_EQ(with(&DueArguments::at, "2026-11-26T17:10:00"), "at");
  EXPECT_EQ(with(&DueArguments::file_text, "{"), "json");
  EXPECT_EQ(with(&DueArguments::file_text, "{}"), "calendars");
}

TEST(due_command, a_faulty_policy_file_is_refused_by_row) {
  DueArguments given = arguments();
  json::Value file = sample::borough_file();
  json::Array policies = *file["timescale_policies"].as_array();
  json::Array rows = *policies[2]["rows"].as_array();
  rows.erase(rows.begin() + 1);
  policies[2].set("rows", rows);
  file.set("timescale_policies", policies);
  given.file_text = json::encode(file);
  const auto answer = due_command(given);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("oxfordshire-like has no row (RATE, PROVISIONAL"));
}

}  // namespace
}  // namespace mash::model

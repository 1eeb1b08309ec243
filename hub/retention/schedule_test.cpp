// SPDX-License-Identifier: MIT
// Goal: a time-limit is over on the day that its rule says, the owner's rule before the hub's; and
// a schedule that leaves something open is refused with the name of what is wrong.
#include "mash/retention/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"

namespace mash::retention {
namespace {

using model::Outcome;

std::string built_in() {
  return barnfield::read_text("data/retention.json");
}

// The schedule with one thing said otherwise: what is wrong with it.
std::string fault_of(const std::string& from, const std::string& to) {
  std::string text = built_in();
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const auto parsed = parse_schedule(text);
  return parsed ? "" : parsed.error().faults.front().field;
}

TEST(Schedule, the_longer_of_both_counts) {
  const auto& in_need =
      built_in_schedule().rule_for(Class::item, AgencyId::trusted("police"), "IN_NEED");
  EXPECT_EQ(over_on(in_need, {2026, 11, 24}, {2017, 3, 9}), (LocalDate{2035, 3, 9}));
  EXPECT_EQ(over_on(in_need, {2034, 11, 24}, {2017, 3, 9}), (LocalDate{2037, 11, 24}));
  const auto& no_action =
      built_in_schedule().rule_for(Class::item, AgencyId::trusted("police"), "NO_FURTHER_ACTION");
  EXPECT_EQ(over_on(no_action, {2028, 2, 29}, {2027, 1, 1}), (LocalDate{2034, 3, 1}))
      << "of a leap day, and no birth counts";
}

TEST(Schedule, the_heaviest_of_what_was_decided_counts) {
  const auto& s = built_in_schedule();
  EXPECT_EQ(s.group_of({}).code, "NO_FURTHER_ACTION");
  EXPECT_EQ(s.group_of({Outcome::nfa, Outcome::s17_assessment}).code, "IN_NEED");
  EXPECT_EQ(s.group_of({Outcome::lado, Outcome::s47}).code, "PROTECTION");
  EXPECT_EQ(s.group_of({Outcome::immediate_protection}).code, "LOOKED_AFTER");
}

TEST(Schedule, an_owners_own_rule_goes_before_the_hubs) {
  std::string text = built_in();
  const std::string first = R"({"id": "ITEM-NO-ACTION")";
  text.insert(text.find(first), R"({"id": "POLICE-ITEM", "class": "ITEM", "owner": "police",
    "group": "NO_FURTHER_ACTION", "years": 10, "until_age": 0, "then": "REVIEW",
    "source": "Its own"},
    )");
  const auto own = parse_schedule(text);
  ASSERT_TRUE(own.has_value()) << own.error().message;
  const auto rule = [&](const char* agency) {
    return own->rule_for(Class::item, AgencyId::trusted(agency), "NO_FURTHER_ACTION").id;
  };
  EXPECT_EQ(rule("police"), "POLICE-ITEM");
  EXPECT_EQ(rule("housing"), "ITEM-NO-ACTION");
}

TEST(Schedule, what_is_wrong_is_named) {
  EXPECT_EQ(fault_of("\"version\": 1", "\"version\": 0"), "version");
  EXPECT_EQ(fault_of("\"NFA\", ", ""), "groups");
  EXPECT_EQ(fault_of("\"NFA\", ", "\"NFA\", \"S47\", "), "groups[4].outcomes");
  EXPECT_EQ(fault_of("\"class\": \"ITEM\"", "\"class\": \"THING\""), "rules[0].class");
  EXPECT_EQ(fault_of("\"years\": 6", "\"years\": 0"), "rules[0].years");
  EXPECT_EQ(fault_of("\"then\": \"DISPOSE\"", "\"then\": \"BURN\""), "rules[0].then");
  EXPECT_EQ(fault_of("\"id\": \"ITEM-IN-NEED\"", "\"id\": \"ITEM-NO-ACTION\""), "rules[1].id");
  EXPECT_EQ(fault_of("\"owner\": \"\"", "\"owner\": \"police\""), "rules");
  EXPECT_EQ(fault_of("\"years\": 6", "\"years\": 6, \"pages\": 2"), "rules[0]");
}

}  // namespace
}  // namespace mash::retention

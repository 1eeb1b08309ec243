// SPDX-License-Identifier: MIT
// Goal: an indicator fires on codes and dates alone, doubt counts as younger, and a table with a
// fault is refused by name.
#include "mash/triage/floors.h"

#include <gtest/gtest.h>

namespace mash::triage {
namespace {

constexpr LocalDate k_today{2026, 11, 24};

intake::NotificationView about(std::vector<model::ConcernType> concerns) {
  intake::NotificationView n;
  n.concerns = std::move(concerns);
  return n;
}

people::Statement child(const char* dob, model::PersonRole role = model::PersonRole::child) {
  people::Statement s;
  s.role = role;
  s.dob = Sensitive(dob);
  return s;
}

std::vector<std::string> fired(const std::vector<intake::NotificationView>& notifications,
                               const std::vector<people::Statement>& said) {
  std::vector<std::string> out;
  for (const Floor* f : floors_that_fire(built_in_floors(), notifications, said, k_today)) {
    out.push_back(f->code);
  }
  return out;
}

using Codes = std::vector<std::string>;
using model::ConcernType;

TEST(Floors, codes_fire_and_others_do_not) {
  EXPECT_EQ(fired({about({ConcernType::injury_infant})}, {}), Codes{"injury_non_mobile_infant"});
  EXPECT_EQ(fired({about({ConcernType::neglect}), about({ConcernType::trafficking})}, {}),
            Codes{"trafficked"});
  EXPECT_EQ(fired({about({ConcernType::neglect, ConcernType::domestic_abuse})}, {child("2020")}),
            Codes{});
}

TEST(Floors, age_under_13_is_counted_to_the_birthday_and_in_doubt_for_the_child) {
  const auto abuse = about({ConcernType::sexual_abuse});
  const Codes fires{"sexual_activity_under_13"};
  EXPECT_EQ(fired({abuse}, {child("2013-11-24")}), Codes{});  // 13 today
  EXPECT_EQ(fired({abuse}, {child("2013-11-25")}), fires);    // 12 for one more day
  EXPECT_EQ(fired({abuse}, {child("2013")}), fires);
  EXPECT_EQ(fired({abuse}, {child("2012-12")}), Codes{});
  EXPECT_EQ(fired({abuse}, {child("")}), fires);
  EXPECT_EQ(fired({abuse}, {}), fires);
  EXPECT_EQ(fired({abuse}, {child("2009-01-01"), child("", model::PersonRole::parent)}), Codes{});
  EXPECT_EQ(fired({abuse}, {child("2009-01-01"), child("2020", model::PersonRole::sibling)}),
            fires);
}

TEST(Floors, domestic_abuse_of_a_pregnant_person_holds_at_amber) {
  const auto list = floors_that_fire(built_in_floors(), {about({ConcernType::domestic_abuse})},
                                     {child("", model::PersonRole::unborn)}, k_today);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(held_at(list), model::Rating::amber);
  EXPECT_EQ(held_at({}), std::nullopt);
}

TEST(Floors, a_table_with_a_fault_is_refused_by_name) {
  const auto field = [](std::string_view text) {
    const auto parsed = parse_floors(text);
    return parsed ? std::string() : parsed.error().faults.front().field;
  };
  EXPECT_EQ(field(R"({"version":1})"), "floors");
  EXPECT_EQ(field(R"({"floors":[]})"), "version");
  const auto one = [&field](const std::string& members) {
    return field(R"({"version":1,"floors":[{"code":"a","words":"A")" + members + "}]}");
  };
  EXPECT_EQ(one(R"(,"concern":"fgm","holds_at":"RED")"), "");
  EXPECT_EQ(one(R"(,"concern":"nothing","holds_at":"RED")"), "floors[0].concern");
  EXPECT_EQ(one(R"(,"concern":"fgm","holds_at":"BLUE")"), "floors[0].holds_at");
  EXPECT_EQ(one(R"(,"concern":"fgm","holds_at":"RED","under_age":"13")"), "floors[0].under_age");
  EXPECT_EQ(one(R"(,"concern":"fgm","holds_at":"RED","unborn":1)"), "floors[0].unborn");
  EXPECT_EQ(one(R"(,"concern":"fgm","holds_at":"RED","more":1)"), "floors[0].more");
}

}  // namespace
}  // namespace mash::triage

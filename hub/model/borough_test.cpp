// SPDX-License-Identifier: MIT
// Goal: the demonstration borough loads whole, and a file in which a member is missing or points to
// nothing, or a desk where nobody could act, is refused by name.
#include "mash/model/borough.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sample.h"

namespace mash::model {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

Borough barnfield() {
  auto borough = parse_borough(sample::borough_file());
  EXPECT_TRUE(borough) << (borough ? "" : borough.error().message);
  return borough ? *std::move(borough) : Borough{};
}

// The borough's file with one member of one entry of a list replaced.
json::Value with(std::string_view list, std::size_t index, std::string_view member,
                 const json::Value& value) {
  json::Value file = sample::borough_file();
  json::Array entries = *file[list].as_array();
  entries.at(index).set(member, value);
  file.set(list, entries);
  return file;
}

std::vector<std::string> fault_fields(const json::Value& file) {
  const auto borough = parse_borough(file);
  EXPECT_FALSE(borough);
  std::vector<std::string> fields;
  if (borough) return fields;
  for (const Fault& fault : borough.error().faults) fields.push_back(fault.field);
  return fields;
}

std::size_t index_of(std::string_view list, std::string_view id) {
  const json::Value file = sample::borough_file();
  const json::Array& entries = *file[list].as_array();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].text("id") == id) return i;
  }
  ADD_FAILURE() << "no " << id;
  return 0;
}

std::string path(std::string_view list, std::string_view id, std::string_view member) {
  return std::string(list) + "[" + std::to_string(index_of(list, id)) + "]" + std::string(member);
}

TEST(borough, barnfield_loads_whole) {
  const Borough borough = barnfield();
  EXPECT_EQ(borough.title, "Barnfield");
  EXPECT_EQ(borough.hub.id, "barnfield");
  EXPECT_EQ(borough.hub.mode, HubMode::decides);
  EXPECT_EQ(borough.hub.local_authorities.at(0).number, "399");
  EXPECT_EQ(borough.agencies.size(), 21U);
  EXPECT_EQ(borough.staff.size(), 45U);
  EXPECT_EQ(borough.closed_days.size(), 26U);
  EXPECT_EQ(borough.absences.size(), 3U);
  EXPECT_EQ(borough.timescales.policies.size(), 4U);
  EXPECT_EQ(borough.default_policy({2026, 11, 24}).id, "merton-like");
  EXPECT_EQ(borough.default_calendar().id(), "standard");
  EXPECT_EQ(borough.out_of_hours.text(), "edt");
}

TEST(borough, an_agency_has_its_desk_systems_and_people_on_call) {
  const Borough borough = barnfield();
  const Agency* police = borough.find_agency(AgencyId::trusted("police"));
  ASSERT_NE(police, nullptr);
  EXPECT_EQ(police->kind, AgencyKind::police);
  EXPECT_TRUE(police->inside_hub);
  EXPECT_TRUE(police->has_desk());
  EXPECT_EQ(police->record_systems.size(), 4U);
  EXPECT_EQ(police->referral_sources, std::vector{ReferralSource::police});
  EXPECT_EQ(police->on_call.telephone, "020 7946 0532");
  EXPECT_EQ(police->on_call.releasers.size(), 2U);
  EXPECT_FALSE(borough.find_agency(AgencyId::trusted("school1"))->has_desk());
  EXPECT_EQ(borough.find_agency(AgencyId::trusted("no-such")), nullptr);
}

TEST(borough, a_person_has_a_role_an_agency_and_deputies) {
  const Borough borough = barnfield();
  const StaffMember* manager = borough.find_staff(StaffId::trusted("u03"));
  ASSERT_NE(manager, nullptr);
  EXPECT_EQ(manager->name.reveal(), "Nasima Khatun");
  EXPECT_EQ(manager->role, Role::mash_manager);
  EXPECT_TRUE(manager->decides);
  EXPECT_FALSE(manager->releases);
  const auto deputies = [&](const char* id) {
    std::vector<std::string> ids;
    for (const StaffId& deputy : borough.deputies_of(StaffId::trusted(id))) {
      ids.push_back(deputy.text());
    }
    return ids;
  };
  EXPECT_EQ(deputies("u03"), std::vector<std::string>{"u04"});
  EXPECT_EQ(deputies("u08"), std::vector<std::string>{"u31"});
  EXPECT_EQ(deputies("u01"), std::vector<std::string>{});
  EXPECT_FALSE(borough.find_staff(StaffId::trusted("u21"))->content_access);
  EXPECT_EQ(borough.find_staff(StaffId::trusted("zz")), nullptr);
}

TEST(borough, each_top_member_must_be_there) {
  for (const char* member : {"title", "hub", "agencies", "staff", "calendars", "closed_days",
                             "agency_absences", "out_of_hours", "timescale_policies"}) {
    json::Value file = sample::borough_file();
    file.set(member, json::Value());
    EXPECT_THAT(fault_fields(file), Contains(HasSubstr(member))) << member;
  }
}

TEST(borough, an_unknown_member_is_refused_wherever_it_stands) {
  json::Value file = sample::borough_file();
  file.set("colour", "green");
  EXPECT_THAT(fault_fields(file), Contains("file"));
  EXPECT_THAT(fault_fields(with("staff", 2, "salary", 1)), Contains("staff[2]"));
  EXPECT_THAT(fault_fields(with("agencies", 1, "phone", "x")), Contains("agencies[1]"));
  EXPECT_THAT(fault_fields(with("closed_days", 1, "closed", true)), Contains("closed_days[1]"));
}

TEST(borough, wrong_kinds_and_words_are_named) {
  EXPECT_THAT(fault_fields(with("staff", 0, "role", "Boss")), Contains("staff[0].role"));
  EXPECT_THAT(fault_fields(with("staff", 0, "id", "U 01")), Contains("staff[0].id"));
  EXPECT_THAT(fault_fields(with("staff", 0, "releases", "yes")), Contains("staff[0].releases"));
  EXPECT_THAT(fault_fields(with("agencies", 0, "kind", "ARMY")), Contains("agencies[0].kind"));
  EXPECT_THAT(fault_fields(with("agencies", 0, "inside_hub", json::Value())),
              Contains("agencies[0].inside_hub"));
  EXPECT_THAT(fault_fields(with("agencies", 0, "record_systems", json::Array{1})),
              Contains("agencies[0].record_systems"));
  EXPECT_THAT(fault_fields(with("agencies", 0, "referral_source_codes", json::Array{"99"})),
              Contains("agencies[0].referral_source_codes"));
  EXPECT_THAT(fault_fields(with("agency_absences", 0, "first", "23 July")),
              Contains("agency_absences[0].first"));
  json::Value file = sample::borough_file();
  json::Value hub = file["hub"];
  hub.set("time_zone", "Europe/Paris");
  file.set("hub", hub);
  EXPECT_THAT(fault_fields(file), Contains("hub.time_zone"));
}

TEST(borough, what_points_to_nothing_is_refused) {
  EXPECT_THAT(fault_fields(with("staff", 4, "agency", "nobody")), Contains("staff[4].agency"));
  EXPECT_THAT(fault_fields(with("staff", 2, "deputy", "u99")), Contains("staff[2].deputy"));
  EXPECT_THAT(fault_fields(with("staff", 0, "deputy_of", json::Array{"u99"})),
              Contains("staff[0].deputy_of"));
  EXPECT_THAT(fault_fields(with("agency_absences", 0, "alternate", "nobody")),
              Contains("agency_absences[0].alternate"));
  for (const char* member : {"default_policy", "default_calendar", "receiving_team"}) {
    json::Value file = sample::borough_file();
    json::Value hub = file["hub"];
    hub.set(member, "no-such");
    file.set("hub", hub);
    EXPECT_THAT(fault_fields(file), Contains(std::string("hub.") + member));
  }
}

TEST(borough, a_policy_that_tells_the_receiving_team_needs_one_that_can_read) {
  const auto file_with = [](const json::Value& team) {
    json::Value file = sample::borough_file();
    json::Value hub = file["hub"];
    std::erase_if(*hub.as_object(), [](const auto& m) {
      return m.first == "receiving_team" || m.first == "early_help_team";
    });
    if (!team.is_null()) hub.set("receiving_team", team);
    file.set("hub", hub);
    return file;
  };
  const auto with_team = [&](const json::Value& team) { return fault_fields(file_with(team)); };
  const auto other = parse_borough(file_with("ehteam"));
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(other->told_of_red(other->default_policy({2026, 11, 24}))->name,
            "Quillgate Family Hub");
  EXPECT_EQ(other->told_of_red(other->timescales.policies[1]), nullptr) << "Southwark tells nobody";
  EXPECT_THAT(with_team({}), Contains("hub.receiving_team")) << "B01: Merton tells it";
  EXPECT_THAT(with_team("school1"), Contains("hub.receiving_team")) << "no receiving team";
  EXPECT_THAT(with_team("police"), Contains("hub.receiving_team")) << "inside the hub";
  json::Value file = sample::borough_file();
  json::Array staff = *file["staff"].as_array();
  std::erase_if(staff, [](const json::Value& p) { return p.text("id") == "r01"; });
  file.set("staff", staff);
  EXPECT_THAT(fault_fields(file), Contains("hub.receiving_team")) << "nobody reads there";
}

// What only tells would take the place of the Red that they were told of.
TEST(borough, whoever_is_told_of_a_red_is_not_the_early_help_team) {
  const auto faults_with = [](const char* early_help) {
    json::Value file = sample::borough_file();
    json::Value hub = file["hub"];
    hub.set("early_help_team", early_help);
    file.set("hub", hub);
    const auto read = parse_borough(file);
    return read ? std::vector<Fault>() : read.error().faults;
  };
  EXPECT_TRUE(faults_with("ehteam").empty());
  const auto faults = faults_with("assess");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].field, "hub.early_help_team");
  EXPECT_NE(faults[0].message.find("hub.receiving_team"), std::string::npos) << "the fix";
}

TEST(borough, ids_and_addresses_are_used_once) {
  const json::Value file = sample::borough_file();
  const std::string email = (*file["staff"].as_array())[0].text("email");
  EXPECT_THAT(fault_fields(with("staff", 1, "email", email)), Contains("staff[1].email"));
  EXPECT_THAT(fault_fields(with("staff", 1, "id", "u01")), Contains("staff[1].id"));
  EXPECT_THAT(fault_fields(with("agencies", 2, "id", "police")), Contains("agencies[2].id"));
}

TEST(borough, nobody_stands_on_both_sides_of_the_wall) {
  const std::string manager = path("staff", "u03", ".side");
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u03"), "side", "gate")),
              Contains(manager));
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u03"), "role", "Recipient")),
              Contains(manager));
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u03"), "agency", "school1")),
              Contains(manager));
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u11"), "desk", "police")),
              Contains(path("staff", "u11", ".desk")));
}

TEST(borough, each_desk_has_a_releaser_a_deputy_and_a_telephone) {
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u31"), "releases", false)),
              Contains(path("agencies", "police", "")));
  EXPECT_THAT(fault_fields(with("staff", index_of("staff", "u31"), "deputy_of", json::Array{})),
              Contains(path("agencies", "police", "")));
  EXPECT_THAT(
      fault_fields(with("agencies", index_of("agencies", "police"), "on_call", json::Value())),
      Contains(path("agencies", "police", ".on_call")));
  const json::Object others{{"releasers", json::Array{"u10"}}, {"telephone", "020 7946 0532"}};
  EXPECT_THAT(fault_fields(with("agencies", index_of("agencies", "police"), "on_call", others)),
              Contains(path("agencies", "police", ".on_call.releasers")));
}

TEST(borough, somebody_decides_and_somebody_is_there_at_night) {
  json::Value file = sample::borough_file();
  json::Array staff = *file["staff"].as_array();
  for (json::Value& person : staff) person.set("decides", false);
  file.set("staff", staff);
  EXPECT_THAT(fault_fields(file), Contains("staff"));
  file = sample::borough_file();
  file.set("out_of_hours", json::Object{{"agency", "csc"}});
  EXPECT_THAT(fault_fields(file), Contains("out_of_hours.agency"));
}

TEST(borough, an_unlawful_policy_stops_the_whole_file) {
  json::Value file = sample::borough_file();
  json::Array policies = *file["timescale_policies"].as_array();
  json::Array rows = *policies[0]["rows"].as_array();
  rows[2].set("amount", 5);
  rows[4].set("agencies", "nobody");
  policies[0].set("rows", rows);
  file.set("timescale_policies", policies);
  EXPECT_THAT(fault_fields(file), Contains("timescale_policies[0].rows[2]"));
  rows[2].set("amount", 1);
  policies[0].set("rows", rows);
  file.set("timescale_policies", policies);
  EXPECT_THAT(fault_fields(file), Contains("timescale_policies[0].rows[4].agencies"));
}

TEST(borough, no_fault_repeats_what_was_typed) {
  const auto borough = parse_borough(with("staff", 0, "role", "Marion Pettifer"));
  ASSERT_FALSE(borough);
  EXPECT_THAT(borough.error().message, Not(HasSubstr("Marion")));
  EXPECT_THAT(borough.error().faults, Not(Contains(Field(&Fault::message, HasSubstr("Marion")))));
}

// All that `shared` says, `product` says too, in this order; it may say more.
bool agrees(const json::Value& product, const json::Value& shared) {
  if (const auto* members = shared.as_object(); members != nullptr && product.as_object()) {
    return std::ranges::all_of(*members,
                               [&](const auto& m) { return agrees(product[m.first], m.second); });
  }
  const auto* items = shared.as_array();
  if (items == nullptr || product.as_array() == nullptr) return product == shared;
  auto next = items->begin();
  for (const auto& item : *product.as_array()) {
    if (next != items->end() && agrees(item, *next)) ++next;
  }
  return next == items->end();
}

// The demonstration data of the product and of the design are one borough.
TEST(borough, product_copy_agrees_with_the_shared_agencies) {
  json::Value product = sample::borough_file();
  const json::Value shared = sample::read_json("../shared/data/scenarios/agencies.json");
  for (const auto& [member, value] : *product.as_object()) {
    EXPECT_TRUE(agrees(value, shared[member])) << member;
  }
}

}  // namespace
}  // namespace mash::model

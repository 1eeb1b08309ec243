// SPDX-License-Identifier: MIT
// Goal: three who tell of one child within a day make three notifications, each with its own clock,
// and one child who is followed through all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/clocks.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

json::Value body(std::vector<std::pair<std::string, json::Value>> members) {
  return json::Object(std::make_move_iterator(members.begin()),
                      std::make_move_iterator(members.end()));
}

class OneChildTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{{.engine = GetParam()}};

  void police_send_a_file(const std::string& received_at) {
    Visitor& officer = world_.hub("u02");
    officer.page("/import");
    const std::string notification =
        "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
        "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
        "immediate_danger,concern_types,family_informed,narrative\n"
        "MERLIN-1," +
        received_at +
        ",2026-11-23,police_feed,6,Ines Holt,Constable,"
        "Barnfield Borough Police,ines.holt@police.barnfield.example,020 7946 0002,no,no,"
        "domestic_abuse,no,Shouting was heard and the police came.\n";
    const std::string person =
        "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
        "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n"
        "MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n";
    must(officer, officer.form("/import")
                      .set("notifications", notification)
                      .set("people", person)
                      .set("dry_run", "no"));
  }
  void tell_at_the_gate(const std::string& name, const std::string& given_name,
                        const json::Value& contact) {
    Visitor& who = world_.passer_by(name);
    const bool works = !contact["referrer_role"].as_string()->empty();
    const auto say = [&](const std::string& page, const json::Value& answers) {
      const auto a = who.post("/notify/" + page, answers);
      ASSERT_EQ(a.status, 200) << page << ": " << a.body;
    };
    say("start", body({}));
    say("danger", body({{"danger", "no"}}));
    say("who", body({{"who", works ? "professional" : "friend"}}));
    say("child/1", body({{"given_name", given_name},
                         {"surname", "Okafor"},
                         {"dob", "2017-03-09"},
                         {"sex", "F"},
                         {"address_line", "14 Linden Road"},
                         {"postcode", "BQ1 1AA"}}));
    say("children", body({{"more", "no"}}));
    say("where", body({}));
    say("what", body({{"narrative", "She is thin and always alone."}}));
    say("others", body({}));
    if (works) say("family", body({{"informed", "yes"}}));
    say("contact", contact);
    say("send", body({}));
  }
  // Says of everybody in the case that they are the first who was found, else new.
  void identify(Visitor& officer, const std::string& id) {
    for (int people = 0; people < 5; ++people) {
      const auto family = officer.get("/case/" + id + "/family").json();
      if (family["waiting"].as_array()->empty()) return;
      const auto find = family["waiting"].as_array()->front()["find"];
      const auto search =
          officer.post(find.text("action"), body({{"statement", find.text("statement")}}));
      const bool known = !officer.get(search.location).json()["candidates"].as_array()->empty();
      const auto said =
          known ? body({{"outcome", "save"}, {"answer_1", "same"}}) : body({{"outcome", "new"}});
      ASSERT_EQ(officer.post(search.location, said).status, 200);
    }
    FAIL() << "somebody is never identified";
  }
};

// A01: police, a school and a neighbour.
TEST_P(OneChildTest, whom_three_tell_of_is_one_with_three_notifications) {
  const UtcTime start = world_.now();
  world_.at("the police send their file", 5);
  police_send_a_file("2026-11-24T09:00:00+00:00");
  world_.at("the school tells", 60);
  tell_at_the_gate("teacher", "Amarra",
                   body({{"referrer_name", "K Lee"},
                         {"referrer_role", "Head teacher"},
                         {"referrer_agency", "Quillgate Primary School"},
                         {"source", "2A"},
                         {"referrer_phone", "020 7946 0001"}}));
  world_.at("the neighbour tells", 300);
  tell_at_the_gate("neighbour", "Amara", body({{"referrer_role", ""}}));
  world_.at("the hub collects", 301);
  world_.door();

  std::vector<std::string> cases;
  std::vector<UtcTime> received;
  std::int64_t notifications = 0;
  world_.hub_room().database.read([&](db::Transaction& tx) {
    for (const auto& row : tx.query("select id from case_file order by received_at")) {
      cases.push_back(row.text(0));
      const auto id = CaseId::trusted(row.text(0));
      received.push_back(cases::find_case(tx, id)->received_at);
      for (const auto& clock : cases::clocks_of(tx, id)) {
        EXPECT_EQ(clock.started_at, received.back());
      }
      EXPECT_TRUE(cases::running_clock(tx, id, model::Stage::rate).has_value());
    }
    notifications = tx.query("select count(*) from notification").front().integer(0);
  });
  EXPECT_EQ(notifications, 3);
  EXPECT_THAT(received,
              ElementsAre(start, start + Duration::minutes(60), start + Duration::minutes(300)));

  Visitor& officer = world_.hub("u01");
  for (const auto& id : cases) identify(officer, id);
  const auto family = officer.get("/case/" + cases.back() + "/family").json();
  ASSERT_EQ(family["people"].as_array()->size(), 1U);
  const auto history = family["people"].as_array()->front().text("history");
  EXPECT_THAT(officer.page(history).body, HasSubstr("Known from 3 cases."));
  EXPECT_EQ(officer.get(history).json()["cases"].as_array()->size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Engines, OneChildTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world

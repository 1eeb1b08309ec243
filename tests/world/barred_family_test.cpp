// SPDX-License-Identifier: MIT
// Goal: whoever may not know of a family is not led past that by the next notification about it;
// and what comes in is never nobody's (scenario H07).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

using model::Stage;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using Said = std::vector<std::pair<std::string, std::string>>;

json::Value body(const Said& members) {
  json::Value out = json::Object{};
  for (const auto& [name, value] : members) out.set(name, value);
  return out;
}

class BarredFamilyTest : public testing::TestWithParam<db::Engine> {
 protected:
  static Said amara() {
    return {{"given_name", "Amara"},
            {"surname", "Okafor"},
            {"dob", "2017-03-09"},
            {"sex", "F"},
            {"address_line", "14 Linden Road"},
            {"postcode", "BQ1 1AA"}};
  }
  // May be she, may be another one.
  static Said perhaps_amara() { return {{"given_name", "Amara"}, {"surname", "Okafor"}}; }
  void at(const std::string& step) {
    ++minute_;
    world_.at(step + " " + std::to_string(minute_), minute_);
  }
  // Somebody tells of this child at the gate, and the hub collects it: the case.
  CaseId told_of(const Said& child, const char* danger = "no") {
    at("somebody tells");
    Visitor& who = world_.passer_by("caller " + std::to_string(minute_));
    const auto say = [&](const std::string& page, const Said& answers) {
      const auto a = who.post("/notify/" + page, body(answers));
      ASSERT_EQ(a.status, 200) << page << ": " << a.body;
    };
    say("start", {});
    say("danger", {{"danger", danger}});
    say("who", {{"who", "friend"}});
    say("child/1", child);
    say("children", {{"more", "no"}});
    say("where", {});
    say("what", {{"narrative", "She is thin and always alone."}});
    say("others", {});
    say("contact", {{"referrer_name", "Bo Lindqvist"}, {"referrer_phone", "020 7946 0111"}});
    say("send", {});
    const auto before = cases_there();
    at("the hub collects");
    world_.door();
    for (const auto& id : cases_there()) {
      if (!before.contains(id)) return id;
    }
    throw std::runtime_error("nothing came in");
  }
  std::set<CaseId> cases_there() {
    std::set<CaseId> out;
    read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select id from case_file")) out.insert(r.id<CaseId>(0));
    });
    return out;
  }
  void bar(const CaseId& id, const std::vector<const char*>& whom, const char* by = "u03") {
    at("somebody says that they are close to the family");
    const auto path = "/case/" + id.text() + "/bars";
    for (const char* one : whom) {
      Visitor& manager = world_.hub(by);
      manager.page(path);
      must(manager, manager.form(path).set("staff", one).set("reason", "Planted: her sister."));
    }
  }
  int status(const char* who, const CaseId& id) {
    return world_.hub(who).page("/case/" + id.text() + "/notification").status;
  }
  std::string reference(const CaseId& id) {
    std::string out;
    read([&](db::Transaction& tx) { out = cases::find_case(tx, id)->reference; });
    return out;
  }
  std::set<std::string> alerted(const CaseId& id) {
    std::set<std::string> out;
    read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select distinct person from alert where case_id = $1", {id})) {
        out.insert(r.text(0));
      }
    });
    return out;
  }
  void read(const std::function<void(db::Transaction&)>& f) { world_.hub_room().database.read(f); }
  // Looks up whoever waits to be identified in this case and answers: the first found, or new.
  void identify(const char* who, const CaseId& id, const char* verdict) {
    at(std::string(who) + " says who it is");
    Visitor& officer = world_.hub(who);
    const auto family = officer.get("/case/" + id.text() + "/family").json();
    const auto find = family["waiting"].as_array()->at(0)["find"];
    const auto search =
        officer.post(find.text("action"), body({{"statement", find.text("statement")}}));
    const auto said = std::string_view(verdict) == "new"
                          ? body({{"outcome", "new"}})
                          : body({{"outcome", "save"}, {"answer_1", verdict}});
    const auto a = officer.post(search.location, said);
    ASSERT_EQ(a.status, 200) << a.body;
  }

  World world_{{.engine = GetParam()}};
  int minute_ = 0;
};

TEST_P(BarredFamilyTest, H07_who_is_barred_sees_nothing_of_what_comes_in_later) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  EXPECT_EQ(status("u02", next), 404);
  EXPECT_THAT(world_.hub("u02").page("/queue").body, Not(HasSubstr(reference(next))));
  EXPECT_EQ(status("u01", next), 200) << "nobody else is barred";
  const auto stranger = told_of({{"given_name", "Lena"}, {"surname", "Vane"}});
  EXPECT_EQ(status("u02", stranger), 200) << "nor from others";
}

TEST_P(BarredFamilyTest, H07_the_bars_say_from_which_case_they_follow) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  const auto page = words_of(world_.hub("u03").page("/case/" + next.text() + "/bars").body);
  EXPECT_THAT(page, HasSubstr("It follows from case " + reference(first)));
  EXPECT_THAT(page, HasSubstr("Planted: her sister."));
}

TEST_P(BarredFamilyTest, H07_where_the_manager_is_barred_it_goes_to_the_deputy) {
  const auto first = told_of(amara());
  bar(first, {"u03"});
  const auto next = told_of(amara());
  EXPECT_EQ(status("u03", next), 404);
  EXPECT_EQ(status("u04", next), 200);
  EXPECT_THAT(alerted(next), UnorderedElementsAre("u04"));
}

TEST_P(BarredFamilyTest, H07_where_the_deputy_is_barred_too_it_goes_to_the_duty_team) {
  const auto first = told_of(amara());
  bar(first, {"u04", "u03"});
  const auto next = told_of(amara(), "yes");
  for (const char* who : {"u03", "u04"}) EXPECT_EQ(status(who, next), 404) << who;
  const auto told = alerted(next);
  EXPECT_TRUE(told.contains("u22") || told.contains("u40"));
  EXPECT_FALSE(told.contains("u03") || told.contains("u04"));
  read([&](db::Transaction& tx) {
    EXPECT_TRUE(cases::running_clock(tx, next, Stage::rate)) << "the hour of a Red";
    EXPECT_EQ(tx.query("select 1 from red_walk where case_id = $1", {next}).size(), 1U);
  });
}

TEST_P(BarredFamilyTest, H07_it_is_never_hidden_from_all_who_decide) {
  const auto first = told_of(amara());
  bar(first, {"u04", "u22", "u03"});
  const auto second = told_of({{"given_name", "Lena"}, {"surname", "Vane"}, {"dob", "2015-01-02"}});
  bar(second, {"u40"});
  at("one notification about both");
  Visitor& who = world_.hub("u01");
  who.page("/import");
  const std::string notification =
      "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
      "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
      "immediate_danger,concern_types,family_informed,narrative\n"
      "MERLIN-1,2026-11-24T09:00:00+00:00,2026-11-23,police_feed,6,Ines Holt,Constable,"
      "Barnfield Borough Police,,020 7946 0002,no,no,domestic_abuse,no,Shouting was heard.\n";
  const std::string people =
      "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
      "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n"
      "MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n"
      "MERLIN-1,child,Lena,Vane,,2015-01-02,,F,,,,,,,\n";
  const auto before = cases_there();
  must(who, who.form("/import")
                .set("notifications", notification)
                .set("people", people)
                .set("dry_run", "no"));
  CaseId both;
  for (const auto& id : cases_there()) {
    if (!before.contains(id)) both = id;
  }
  for (const char* one : {"u03", "u04"}) EXPECT_EQ(status(one, both), 404) << one;
  EXPECT_TRUE(status("u22", both) == 200 || status("u40", both) == 200);
}

TEST_P(BarredFamilyTest, H07_it_ends_when_they_turn_out_to_be_two) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  ASSERT_EQ(status("u02", next), 404);
  identify("u01", next, "new");
  EXPECT_EQ(status("u02", next), 200);
}

TEST_P(BarredFamilyTest,
       H07_it_stays_when_somebody_says_that_they_are_one_and_ends_when_that_is_taken_back) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  identify("u01", next, "same");
  ASSERT_EQ(status("u02", next), 404);
  at("it is taken back");
  Visitor& officer = world_.hub("u01");
  const auto family = officer.get("/case/" + next.text() + "/family").json();
  const auto said = family["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
  json::Value undo = json::Object{};
  undo.set("statement", said.text("statement"));
  undo.set("version", said.number("version"));
  ASSERT_EQ(officer.post("/case/" + next.text() + "/people/undo", undo).status, 200);
  EXPECT_EQ(status("u02", next), 404) << "still very likely one";
  identify("u01", next, "new");
  EXPECT_EQ(status("u02", next), 200);
}

TEST_P(BarredFamilyTest,
       H07_it_ends_when_the_bar_is_lifted_and_what_a_manager_lifted_does_not_come_back) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  const auto third = told_of(amara());
  const auto lift = [&](const CaseId& id) {
    at("a manager lifts it");
    Visitor& manager = world_.hub("u03");
    const auto path = "/case/" + id.text() + "/bars";
    manager.page(path);
    for (const auto& form : manager.forms()) {
      if (form.action.starts_with(path + "/")) must(manager, form);
    }
  };
  lift(next);
  EXPECT_EQ(status("u02", next), 200);
  identify("u01", next, "same");
  EXPECT_EQ(status("u02", next), 200) << "a manager said so";
  ASSERT_EQ(status("u02", third), 404);
  lift(first);
  EXPECT_EQ(status("u02", third), 200);
}

TEST_P(BarredFamilyTest, H07_of_an_unsure_match_a_cleared_person_is_asked_on_a_red_clock) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(perhaps_amara());
  ASSERT_EQ(status("u02", next), 200);
  at("the scheduler looks");
  world_.fire_clocks();
  read([&](db::Transaction& tx) {
    const auto clock = cases::running_clock(tx, first, Stage::hidden_match);
    ASSERT_TRUE(clock);
    EXPECT_EQ(clock->rating, model::Rating::red);
    EXPECT_FALSE(cases::running_clock(tx, next, Stage::hidden_match));
  });
  const auto task = "/case/" + next.text() + "/family";
  EXPECT_THAT(world_.hub("u03").page("/tasks").body, HasSubstr(task));
  EXPECT_THAT(world_.hub("u02").page("/tasks").body, Not(HasSubstr(task)));
  identify("u03", next, "same");
  EXPECT_EQ(status("u02", next), 404);
}

TEST_P(BarredFamilyTest, H07_what_came_in_before_is_not_taken_from_anybody) {
  const auto first = told_of(amara());
  const auto next = told_of(amara());
  bar(first, {"u02"});
  identify("u01", first, "new");
  identify("u01", next, "same");
  EXPECT_EQ(status("u02", next), 200) << "whoever bars somebody sees that there is another case";
}

INSTANTIATE_TEST_SUITE_P(Engines, BarredFamilyTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world

// SPDX-License-Identifier: MIT
// Goal: whoever may not know of a family is not led past that by the next notification about it;
// and what comes in is never nobody's (scenario H07).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/bars.h"
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
  // Whom `by` sets free is whoever is barred there now; by the newest of their bars alone.
  void lift(const CaseId& id, const char* by = "u03") {
    at("a manager lifts it");
    Visitor& manager = world_.hub(by);
    const auto path = "/case/" + id.text() + "/bars";
    manager.page(path);
    for (const auto& form : manager.forms()) {
      if (!form.action.starts_with(path + "/")) continue;
      must(manager, form);
      return;
    }
    FAIL() << "nothing can be lifted";
  }
  std::string bars_page(const CaseId& id, const char* who = "u03") {
    return words_of(world_.hub(who).page("/case/" + id.text() + "/bars").body);
  }
  // From a file: received on 24 November at nine.
  CaseId imported(const std::string& people, const char* history_before = "") {
    at("somebody imports");
    Visitor& who = world_.hub("u01");
    who.page("/import");
    const auto before = cases_there();
    Form form = who.form("/import");
    form.set(
            "notifications",
            "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
            "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
            "immediate_danger,concern_types,family_informed,narrative\n"
            "MERLIN-1,2026-11-23T09:00:00+00:00,2026-11-22,police_feed,6,Ines Holt,Constable,"
            "Barnfield Borough Police,,020 7946 0002,no,no,domestic_abuse,no,Shouting was heard.\n")
        .set("people",
             "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
             "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n" +
                 people)
        .set("dry_run", "no");
    if (*history_before != '\0')
      form.set("history_before-day", history_before)
          .set("history_before-month", "11")
          .set("history_before-year", "2026");
    must(who, form);
    for (const auto& id : cases_there()) {
      if (!before.contains(id)) return id;
    }
    throw std::runtime_error("nothing was imported");
  }
  int bars_of(const CaseId& id) {
    int out = 0;
    read([&](db::Transaction& tx) {
      out = static_cast<int>(
          tx.query("select 1 from case_bar where case_id = $1 and lifted_at is null", {id}).size());
    });
    return out;
  }
  void is_an_allegation(const CaseId& id, const std::string& protect) {
    at("it turns out to be an allegation");
    Visitor& officer = world_.hub("u01");
    const auto path = "/case/" + id.text() + "/screen";
    officer.page(path);
    must(officer, officer.form(path)
                      .set("next", "DESIGNATED_OFFICER")
                      .set("protect", protect)
                      .set("reason", "It is her teacher."));
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
  // Looks up whoever waits to be identified in this case: where it is answered.
  std::string look_up(const char* who, const CaseId& id) {
    at(std::string(who) + " looks up who it is");
    Visitor& officer = world_.hub(who);
    const auto family = officer.get("/case/" + id.text() + "/family").json();
    const auto find = family["waiting"].as_array()->at(0)["find"];
    return officer.post(find.text("action"), body({{"statement", find.text("statement")}}))
        .location;
  }
  // Looks them up and answers: the first found, or new.
  void identify(const char* who, const CaseId& id, const char* verdict) {
    Visitor& officer = world_.hub(who);
    const auto search = look_up(who, id);
    const auto said = std::string_view(verdict) == "new"
                          ? body({{"outcome", "new"}})
                          : body({{"outcome", "save"}, {"answer_1", verdict}});
    const auto a = officer.post(search, said);
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
  const auto both = imported(
      "MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n"
      "MERLIN-1,child,Lena,Vane,,2015-01-02,,F,,,,,,,\n");
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

TEST_P(BarredFamilyTest, H07_it_goes_on_where_the_first_case_goes_behind_a_wall) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  is_an_allegation(first, "See her tonight.");
  identify("u01", next, "new");
  CaseId child;
  read([&](db::Transaction& tx) {
    child = tx.query("select case_id from allegation_child_case").front().id<CaseId>(0);
  });
  EXPECT_EQ(status("u02", child), 404) << "the ordinary case for her";
  EXPECT_EQ(status("u01", child), 200);
  const auto third = told_of(amara());
  EXPECT_EQ(status("u02", third), 404) << "what comes in after that";
  EXPECT_THAT(bars_page(third), Not(HasSubstr(reference(first))));
  EXPECT_THAT(bars_page(third), Not(HasSubstr("another case")));
  EXPECT_THAT(bars_page(third), HasSubstr("Hidden by the hub itself"));
}

TEST_P(BarredFamilyTest, H07_it_passes_to_the_childs_case_however_little_is_known_of_her) {
  const auto first = told_of({{"given_name", "Lena"}});
  bar(first, {"u02"});
  is_an_allegation(first, "See her tonight.");
  read([&](db::Transaction& tx) {
    const auto child = tx.query("select case_id from allegation_child_case").front().id<CaseId>(0);
    EXPECT_TRUE(cases::is_barred(tx, child, StaffId::trusted("u02")));
    EXPECT_FALSE(cases::is_barred(tx, child, StaffId::trusted("u01")));
  });
}

TEST_P(BarredFamilyTest, H07_what_is_set_behind_a_wall_stays_there) {
  const auto first = told_of(amara());
  is_an_allegation(first, "");
  bar(first, {"u02"}, "u52");
  EXPECT_EQ(status("u02", told_of(amara())), 200) << "its keepers say who may know of it";
}

TEST_P(BarredFamilyTest, H07_a_bar_set_by_hand_stands_beside_one_that_follows) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  bar(next, {"u02"});
  EXPECT_EQ(bars_of(next), 2);
  lift(first);
  EXPECT_EQ(bars_of(next), 1);
  EXPECT_EQ(status("u02", next), 404) << "a manager said so of this case";
  Visitor& manager = world_.hub("u03");
  const auto path = "/case/" + next.text() + "/bars";
  manager.page(path);
  const auto again = manager.submit(manager.form(path).set("staff", "u02").set("reason", "Twice."));
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(words_of(again.body), HasSubstr("It is hidden from them already"));
}

TEST_P(BarredFamilyTest, H07_nobody_hides_a_case_from_themselves_and_a_cleared_person_looks) {
  const auto first = told_of(amara());
  const auto between = told_of(amara());
  identify("u01", first, "new");
  identify("u01", between, "same");
  bar(first, {"u02"});
  const auto next = told_of(perhaps_amara());
  look_up("u03", next);
  const auto asked = [&] {
    at("the scheduler looks");
    world_.fire_clocks();
    bool out = false;
    read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, first, Stage::hidden_match).has_value();
    });
    return out;
  };
  ASSERT_FALSE(asked());
  identify("u02", next, "same");
  EXPECT_EQ(status("u02", next), 200) << "their own answer takes nothing from them";
  EXPECT_THAT(bars_page(next, "u02"), Not(HasSubstr("Still seen")));
  EXPECT_TRUE(asked());
  EXPECT_THAT(bars_page(next), HasSubstr("may not know of case " + reference(first)));
  at("the manager looks");
  Visitor& manager = world_.hub("u03");
  const auto family = manager.get("/case/" + next.text() + "/family").json();
  manager.page(family["people"].as_array()->at(0).text("history"));
  must(manager, manager.form(family["people"].as_array()->at(0).text("history") + "/same"));
  EXPECT_EQ(status("u02", next), 404);
  EXPECT_FALSE(asked());
}

TEST_P(BarredFamilyTest, H07_imported_history_of_the_family_is_hidden_too) {
  const auto first = told_of(amara());
  bar(first, {"u02", "u03"});
  const auto old =
      imported("MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n", "24");
  read([&](db::Transaction& tx) {
    EXPECT_EQ(cases::find_case(tx, old)->state, model::NotificationState::closed);
  });
  EXPECT_EQ(status("u02", old), 404);
  EXPECT_EQ(status("u01", old), 200);
  EXPECT_THAT(alerted(old), IsEmpty()) << "nothing is to be done in it";
}

TEST_P(BarredFamilyTest, H07_who_is_barred_from_two_cases_is_shown_a_third_by_one_word) {
  const auto first = told_of(amara());
  const auto second = told_of(amara());
  bar(first, {"u02"});
  bar(second, {"u02"});
  const auto next = told_of(amara());
  EXPECT_EQ(bars_of(next), 1);
  lift(next);
  EXPECT_EQ(status("u02", next), 200);
  identify("u01", next, "new");
  EXPECT_EQ(status("u02", next), 200);
}

TEST_P(BarredFamilyTest, H07_a_bar_that_was_lifted_by_mistake_follows_again) {
  const auto first = told_of(amara());
  bar(first, {"u02"});
  const auto next = told_of(amara());
  lift(first);
  ASSERT_EQ(status("u02", next), 200);
  bar(first, {"u02"});
  EXPECT_EQ(status("u02", next), 404);
}

TEST_P(BarredFamilyTest, H07_whoever_bars_somebody_reads_what_they_still_see) {
  const auto first = told_of(amara());
  const auto next = told_of(amara());
  identify("u01", first, "new");
  identify("u01", next, "same");
  bar(first, {"u02"});
  EXPECT_THAT(bars_page(first), HasSubstr("sees case " + reference(next)));
  EXPECT_THAT(bars_page(next), Not(HasSubstr("Still seen"))) << "it came in before";
  bar(next, {"u02"});
  EXPECT_THAT(bars_page(first), Not(HasSubstr("Still seen")));
}

TEST_P(BarredFamilyTest, what_the_hub_found_is_no_look_up_of_whoever_typed_it_in) {
  bar(told_of(amara()), {"u01"});
  const auto next = imported("MERLIN-1,child,Amara,Okafor,,,,,,,,,,,\n");
  const auto seen = world_.hub("u01").get("/case/" + next.text() + "/people/together").json();
  EXPECT_TRUE(seen["unknown"].as_array()->empty());
  EXPECT_EQ(seen.number("left"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, BarredFamilyTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world

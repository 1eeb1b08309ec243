// SPDX-License-Identifier: MIT
// Goal: whoever may not know of a family is not led past that by the next notification about it;
// and what comes in is never nobody's (scenario H07).
#include "barred_family.h"
#include "mash/cases/clocks.h"

namespace mash::world {
namespace {

using model::Stage;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

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

TEST_P(BarredFamilyTest, H07_who_may_not_know_of_the_first_case_reads_nothing_of_it_in_the_next) {
  const auto first = told_of(amara());
  bar(first, {"u03", "u01"}, "u04");
  const auto next = told_of(amara());
  const auto shown_again = [&](const char* by, const char* whom) {
    std::string id;
    read([&](db::Transaction& tx) {
      id = tx.query("select id from case_bar where case_id = $1 and staff = $2", {next, whom})
               .front()
               .text(0);
    });
    return world_.hub(by).post("/case/" + next.text() + "/bars/" + id, body({})).status;
  };
  ASSERT_EQ(shown_again("u04", "u03"), 200);
  ASSERT_EQ(status("u03", next), 200);
  EXPECT_THAT(bars_page(next, "u04"), HasSubstr("Planted: her sister"));
  EXPECT_THAT(bars_page(next, "u03"), AllOf(HasSubstr("It is hidden from nobody"),
                                            Not(HasSubstr("Planted")), Not(HasSubstr("follows"))));
  EXPECT_EQ(shown_again("u03", "u01"), 404);
  EXPECT_EQ(status("u01", next), 404);
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

TEST_P(BarredFamilyTest, H07_a_case_that_a_leaver_leaves_to_nobody_is_on_every_queue) {
  const auto first = told_of(amara());
  bar(first, {"u22", "u04", "u03"});
  const auto next = told_of(amara());
  ASSERT_EQ(status("u40", next), 200);
  const auto queue = [this](const char* who) {
    return words_of(world_.hub(who).page("/queue").body);
  };
  EXPECT_THAT(queue("u01"), Not(HasSubstr("Nobody who decides")));
  world_.hub_room().database.write(
      [](db::Transaction& tx) { tx.execute("insert into account values ('u40', 0)"); });
  EXPECT_THAT(queue("u01"), AllOf(HasSubstr("Nobody who decides may know of these"),
                                  HasSubstr("can show a case to somebody")));
  EXPECT_THAT(queue("u52"), HasSubstr("Show it to somebody"));
  EXPECT_THAT(queue("u03"), Not(HasSubstr("Nobody who decides")));
  EXPECT_THAT(bars_page(next, "u52"), HasSubstr("Show it again"));
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

TEST_P(BarredFamilyTest, H07_a_report_of_an_import_leaves_out_what_is_hidden) {
  const std::string row =
      "MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n";
  bar(told_of(amara()), {"u02"});
  imported(row, "24");
  const auto list = [this](const char* who) {
    return words_of(world_.hub(who).page("/import").body);
  };
  EXPECT_THAT(list("u03"), HasSubstr("1 new"));
  EXPECT_THAT(list("u01"), HasSubstr("1 new"));
  EXPECT_THAT(list("u02"), HasSubstr("0 new"));
  const auto report = [this](const char* who) {
    const auto reports = world_.hub(who).get("/import").json();
    return words_of(world_.hub(who).page((*reports["reports"].as_array())[0].text("href")).body);
  };
  EXPECT_THAT(report("u03"), HasSubstr("1 new notifications were stored"));
  EXPECT_THAT(report("u02"), HasSubstr("0 new notifications were stored"));
}

TEST_P(BarredFamilyTest, H07_to_who_may_not_know_of_it_what_came_before_has_not_come) {
  const std::string row =
      "MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n";
  const auto first = imported(row);
  bar(first, {"u01"});
  const auto again = imported(row);
  EXPECT_NE(again, first);
  EXPECT_EQ(status("u01", again), 200) << "what they brought does not vanish before their eyes";
  EXPECT_EQ(status("u01", first), 404);
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

TEST_P(BarredFamilyTest, H07_who_may_not_know_of_a_match_does_not_end_what_follows_from_it) {
  const auto first = told_of(amara());
  identify("u01", first, "new");
  bar(first, {"u01"});
  is_an_allegation(first, "", "u02");
  const auto next = told_of(amara());
  ASSERT_EQ(status("u01", next), 404);
  identify("u02", next, "new");
  EXPECT_EQ(status("u01", next), 404) << "behind the wall is a match that nobody showed u02";
}

TEST_P(BarredFamilyTest, H07_who_typed_it_in_does_not_end_it_for_others) {
  const auto first = told_of(amara());
  bar(first, {"u01", "u04"});
  const auto next =
      imported("MERLIN-1,child,Amara,Okafor,,2017-03-09,,F,,,14 Linden Road,BQ1 1AA,,,\n");
  ASSERT_EQ(status("u04", next), 404);
  identify("u01", next, "new");
  EXPECT_EQ(status("u04", next), 404);
  EXPECT_EQ(status("u01", next), 200) << "nor does it vanish before their eyes";
}

TEST_P(BarredFamilyTest, H07_a_bar_that_was_set_again_follows_by_likeness_too) {
  const auto first = told_of(amara());
  const auto second = told_of(amara());
  bar(first, {"u02"});
  bar(second, {"u02"});
  const auto next = told_of(amara());
  lift(next);
  ASSERT_EQ(status("u02", next), 200);
  for (const auto& one : {first, second}) {
    lift(one);
    bar(one, {"u02"});
    EXPECT_EQ(status("u02", next), 404);
    lift(next);
  }
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

// SPDX-License-Identifier: MIT
// Goal: an allegation against somebody who works with children is the designated officer's from the
// moment on in which somebody says that it is one, and to everybody else as if it had never come
// (scenario A17).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/cases/walls.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

using model::NotificationState;
using model::Stage;
using testing::HasSubstr;
using testing::Not;

class AllegationTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    journey_.professional_tells();
    journey_.neighbour_tells();
    journey_.hub_collects();
    journey_.screening_officers_take();
    world_.at("the officer screens it", 8);
  }
  support::Answer screen(const std::string& id, const char* who, const std::string& protect = "") {
    Visitor& officer = world_.hub(who);
    const std::string path = "/case/" + id + "/screen";
    officer.page(path);
    return officer.submit(officer.form(path)
                              .set("next", "DESIGNATED_OFFICER")
                              .set("protect", protect)
                              .set("reason", "It is her teacher."));
  }
  cases::CaseHead head(const std::string& id) {
    cases::CaseHead out;
    read([&](db::Transaction& tx) { out = *cases::find_case(tx, CaseId::trusted(id)); });
    return out;
  }
  void read(const std::function<void(db::Transaction&)>& f) { world_.hub_room().database.read(f); }
  std::int64_t count(const std::string& of) {
    std::int64_t out = 0;
    read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from " + of).front().integer(0);
    });
    return out;
  }
  int status(const char* who, const std::string& rest = "") {
    return world_.hub(who).page(journey_.case_path(rest)).status;
  }
  void bar(Visitor& by, const std::string& whom) {
    const auto path = journey_.case_path("/bars");
    by.page(path);
    must(by, by.form(path).set("staff", whom).set("reason", "Close to her."));
  }
  // The officer's page after this act of hers.
  std::string act(const std::string& rest,
                  const std::vector<std::pair<std::string, std::string>>& answers = {}) {
    Visitor& officer = world_.hub("u52");
    const std::string page = journey_.case_path("/allegation");
    officer.page(page);
    Form form = officer.form(page + rest);
    for (const auto& [name, value] : answers) form.set(name, value);
    must(officer, form);
    return words_of(officer.page(page).body);
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
};

TEST_P(AllegationTest, A17_once_it_is_logged_as_one_nobody_but_the_officer_sees_it) {
  const auto sent = screen(journey_.case_id, "u02");
  ASSERT_EQ(sent.location, "/queue?sent=officer") << words_of(sent.body);
  EXPECT_THAT(words_of(world_.hub("u02").page(sent.location).body),
              HasSubstr("It has gone to the designated officer."));
  const auto reference = head(journey_.case_id).reference;
  for (const char* who : {"u01", "u02", "u03", "u04", "u05", "u07", "u22"}) {
    EXPECT_EQ(status(who), 404) << who;
    EXPECT_EQ(status(who, "/allegation"), 404) << who;
    EXPECT_EQ(status(who, "/looks"), 404) << who;
    EXPECT_THAT(world_.hub(who).page("/queue").body, Not(HasSubstr(reference))) << who;
  }
  Visitor& colleague = world_.hub("u01");
  colleague.page("/queue");
  const auto found =
      must(colleague, colleague.form("/queue/search").set("reference", journey_.receipt.reference));
  EXPECT_THAT(colleague.page(found).body, Not(HasSubstr(reference)));
  EXPECT_EQ(head(journey_.case_id).taken_by, StaffId{}) << "nobody holds it by the way";

  Visitor& officer = world_.hub("u52");
  EXPECT_THAT(officer.page("/queue").body, HasSubstr(reference));
  const auto page = words_of(officer.page(journey_.case_path("/allegation")).body);
  EXPECT_THAT(page, HasSubstr("It is her teacher."));
  EXPECT_THAT(page, HasSubstr("Nobody has taken it up yet."));
  EXPECT_EQ(officer.page(journey_.case_path("/notification")).status, 200);
}

TEST_P(AllegationTest, A17_it_is_not_rated_and_the_officer_has_one_working_day_from_its_receipt) {
  screen(journey_.case_id, "u02");
  const auto before = head(journey_.case_id);
  EXPECT_EQ(before.state, NotificationState::with_designated_officer);
  read([&](db::Transaction& tx) {
    EXPECT_FALSE(cases::running_clock(tx, before.id, Stage::rate));
    EXPECT_FALSE(cases::running_clock(tx, before.id, Stage::response_type));
    const auto clock = cases::running_clock(tx, before.id, Stage::allegation);
    ASSERT_TRUE(clock);
    EXPECT_EQ(clock->started_at, before.received_at);
    EXPECT_EQ(to_london(clock->due_at).date, to_london(before.received_at).date.plus_days(1));
  });
  EXPECT_THAT(act("/taken-up"), HasSubstr("Taken up by"));
  read([&](db::Transaction& tx) {
    EXPECT_FALSE(cases::running_clock(tx, before.id, Stage::allegation));
  });
  EXPECT_EQ(head(journey_.case_id).taken_by, StaffId::trusted("u52"));
}

TEST_P(AllegationTest, A17_whom_the_officer_lets_in_sees_it_and_their_colleagues_do_not) {
  screen(journey_.case_id, "u02");
  act("/let-in", {{"staff", "u07"}, {"let_in_reason", "He leads for the police."}});
  const auto page = act("/let-in", {{"staff", "u03"}, {"let_in_reason", "She knows the school."}});
  EXPECT_THAT(page, HasSubstr("He leads for the police."));
  EXPECT_EQ(status("u07"), 200);
  EXPECT_EQ(status("u03", "/allegation"), 200);
  EXPECT_EQ(status("u08"), 404);
  EXPECT_EQ(status("u04"), 404);
  Visitor& manager = world_.hub("u03");
  EXPECT_THAT(manager.page("/queue").body, HasSubstr(head(journey_.case_id).reference));
  manager.page(journey_.case_path("/allegation"));
  EXPECT_THAT(manager.last().body, Not(HasSubstr("/let-in"))) << "only the officer lets in";
  Visitor& officer = world_.hub("u52");
  officer.page(journey_.case_path("/allegation"));
  for (const Form& form : officer.forms()) {
    if (form.action.starts_with(journey_.case_path("/allegation/let-in/"))) must(officer, form);
  }
  EXPECT_EQ(status("u07"), 404);
  EXPECT_EQ(status("u03"), 404);
}

TEST_P(AllegationTest, A17_children_who_need_it_have_an_ordinary_case_that_does_not_lead_back) {
  const auto refused = screen(journey_.urgent_case_id, "u01");
  EXPECT_EQ(refused.status, 422) << "a child is in danger, and nobody else would act";
  EXPECT_THAT(words_of(refused.body), HasSubstr("enter what must be done to protect"));
  ASSERT_EQ(screen(journey_.urgent_case_id, "u01", "See them tonight.").status, 303);
  std::string ordinary;
  read([&](db::Transaction& tx) {
    ordinary = tx.query("select case_id from allegation_child_case").front().text(0);
  });
  EXPECT_EQ(head(ordinary).rating, model::Rating::provisional_red);
  Visitor& manager = world_.hub("u03");
  const auto page = manager.page("/case/" + ordinary + "/notification").body;
  EXPECT_THAT(page, HasSubstr("See them tonight."));
  EXPECT_THAT(page, Not(HasSubstr(journey_.urgent_case_id)));
  EXPECT_THAT(page, Not(HasSubstr("Typed in by")));
  EXPECT_THAT(page, Not(HasSubstr(head(journey_.urgent_case_id).reference)));
  EXPECT_EQ(manager.page("/case/" + journey_.urgent_case_id).status, 404);
  EXPECT_THAT(world_.hub("u52").page("/case/" + journey_.urgent_case_id + "/allegation").body,
              HasSubstr(head(ordinary).reference));
}

TEST_P(AllegationTest, A17_H07_the_officer_cannot_be_shut_out_of_it) {
  screen(journey_.case_id, "u02");
  Visitor& officer = world_.hub("u52");
  officer.page(journey_.case_path("/bars"));
  const auto refused = officer.submit(
      officer.form(journey_.case_path("/bars")).set("staff", "u52").set("reason", "My brother."));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(status("u52"), 200);
}

TEST_P(AllegationTest, A17_what_is_none_comes_back_to_everybody_to_be_rated) {
  screen(journey_.case_id, "u02");
  Visitor& officer = world_.hub("u52");
  officer.page(journey_.case_path("/allegation"));
  must(officer, officer.form(journey_.case_path("/allegation/finished"))
                    .set("finding", "NONE")
                    .set("finding_reason", "He is her uncle and works with nobody."));
  EXPECT_EQ(head(journey_.case_id).state, NotificationState::reopened);
  EXPECT_EQ(status("u02", "/screen"), 200);
  read([&](db::Transaction& tx) {
    EXPECT_TRUE(cases::running_clock(tx, CaseId::trusted(journey_.case_id), Stage::rate));
  });
  EXPECT_EQ(status("u03", "/allegation"), 404);
  for (const char* who : {"u02", "u03"}) {
    EXPECT_THAT(world_.hub(who).page(journey_.case_path("/looks")).body,
                Not(HasSubstr(journey_.case_path("/allegation"))));
  }
  EXPECT_THAT(officer.page(journey_.case_path("/looks")).body,
              HasSubstr(journey_.case_path("/allegation")));
  const auto kept = words_of(officer.page(journey_.case_path("/allegation")).body);
  EXPECT_THAT(kept, HasSubstr("It is her teacher."));
  EXPECT_THAT(kept, HasSubstr("He is her uncle and works with nobody."));
  for (const Form& form : officer.forms()) {
    EXPECT_FALSE(form.action.starts_with(journey_.case_path("/allegation"))) << form.action;
  }
}

// A case that nobody can see is lost.
TEST_P(AllegationTest, A17_H07_it_does_not_go_to_an_officer_who_is_barred_from_it) {
  Visitor& manager = world_.hub("u03");
  bar(manager, "u52");
  const auto before = head(journey_.case_id);
  const auto refused = screen(journey_.case_id, "u02");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(words_of(refused.body), HasSubstr("Each designated officer has a conflict"));
  EXPECT_THAT(words_of(refused.body), HasSubstr("It is her teacher."));
  EXPECT_EQ(status("u03"), 200);
  EXPECT_EQ(count("allegation") + count("case_wall"), 0);
  EXPECT_EQ(head(journey_.case_id).version, before.version) << "nothing of it is kept";
  manager.page(journey_.case_path("/bars"));
  for (const Form& form : manager.forms()) {
    if (form.action.starts_with(journey_.case_path("/bars/"))) must(manager, form);
  }
  EXPECT_EQ(screen(journey_.case_id, "u02").status, 303);
  EXPECT_EQ(status("u52"), 200);
}

TEST_P(AllegationTest, walls_that_nobody_keeps_any_more_are_counted) {
  screen(journey_.case_id, "u02");
  world_.hub_room().database.write([](db::Transaction& tx) {
    EXPECT_EQ(cases::walled_without_keeper(tx), 0);
    cases::set_wall_keepers(tx, {});
    EXPECT_EQ(cases::walled_without_keeper(tx), 1);
    cases::set_wall_keepers(tx, {StaffId::trusted("u52")});
    EXPECT_EQ(cases::walled_without_keeper(tx), 0);
  });
}

TEST_P(AllegationTest, A17_D09_who_is_barred_behind_the_wall_stays_so_when_it_is_lowered) {
  screen(journey_.case_id, "u02");
  Visitor& officer = world_.hub("u52");
  bar(officer, "u04");
  EXPECT_THAT(words_of(officer.page(journey_.case_path("/bars")).body), HasSubstr("Close to her."));
  officer.page(journey_.case_path("/allegation"));
  const auto refused = officer.submit(officer.form(journey_.case_path("/allegation/let-in"))
                                          .set("staff", "u04")
                                          .set("let_in_reason", "She knows the school."));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(count("case_let_in"), 0);
  act("/finished", {{"finding", "NONE"}, {"finding_reason", "He works with nobody."}});
  EXPECT_EQ(status("u03"), 200);
  EXPECT_EQ(status("u04"), 404);
}

TEST_P(AllegationTest, A17_after_a_finding_the_officer_shuts_out_and_finds_anew) {
  screen(journey_.case_id, "u02");
  act("/let-in", {{"staff", "u07"}, {"let_in_reason", "He leads for the police."}});
  act("/finished", {{"finding", "UNFOUNDED"}, {"finding_reason", "Nothing supports it."}});
  EXPECT_EQ(head(journey_.case_id).state, NotificationState::closed);
  EXPECT_EQ(status("u07"), 200);
  Visitor& officer = world_.hub("u52");
  officer.page(journey_.case_path("/allegation"));
  for (const Form& form : officer.forms()) {
    if (form.action.starts_with(journey_.case_path("/allegation/let-in/"))) must(officer, form);
  }
  EXPECT_EQ(status("u07"), 404);
  const auto page =
      act("/finished", {{"finding", "SUBSTANTIATED"}, {"finding_reason", "A second child spoke."}});
  EXPECT_THAT(page, HasSubstr("Nothing supports it."));
  EXPECT_THAT(page, HasSubstr("A second child spoke."));
  EXPECT_EQ(head(journey_.case_id).state, NotificationState::closed);
  EXPECT_EQ(count("allegation"), 2);
  act("/finished", {{"finding", "NONE"}, {"finding_reason", "It was somebody else."}});
  EXPECT_EQ(head(journey_.case_id).state, NotificationState::reopened);
  EXPECT_EQ(status("u03"), 200);
}

TEST_P(AllegationTest, A17_it_is_not_closed_before_whoever_told_us_knows_that_it_arrived) {
  screen(journey_.case_id, "u02");
  world_.hub_room().database.write([&](db::Transaction& tx) {
    tx.execute("update deadline set met_at = null where case_id = $1 and stage = 'ACKNOWLEDGE'",
               {journey_.case_id});
  });
  Visitor& officer = world_.hub("u52");
  const auto path = journey_.case_path("/allegation");
  officer.page(path);
  const auto finish = [&] {
    officer.page(path);
    return officer.submit(officer.form(path + "/finished")
                              .set("finding", "UNFOUNDED")
                              .set("finding_reason", "Nothing supports it."));
  };
  EXPECT_EQ(finish().status, 422);
  officer.page(journey_.case_path("/notification"));
  must(officer, officer.form(journey_.case_path("/acknowledged")).set("told", "yes"));
  EXPECT_EQ(finish().status, 303);
}

TEST_P(AllegationTest, A17_the_same_child_case_sent_twice_is_one) {
  screen(journey_.case_id, "u02");
  Visitor& officer = world_.hub("u52");
  const auto path = journey_.case_path("/allegation");
  officer.page(path);
  const std::string before = R"(name="children" type="checkbox" value=")";
  const std::string shown = officer.last().body;
  const auto at = shown.find(before);
  ASSERT_NE(at, std::string::npos);
  const auto form = officer.form(path + "/child")
                        .tick("children", shown.substr(at + before.size(), 26))
                        .set("danger", "yes")
                        .set("words", "See her at home.");
  must(officer, form);
  must(officer, form);
  EXPECT_EQ(count("allegation_child_case"), 1);
}

// B01: the team was told as it arrived; of an allegation it knows only what the children need.
TEST_P(AllegationTest, A17_B01_what_the_receiving_team_has_of_it_is_taken_back) {
  const std::string standing =
      "product_version v join product p on p.id = v.product_id where p.case_id = '" +
      journey_.urgent_case_id + "' and v.state <> 'RECALLED'";
  ASSERT_EQ(count(standing), 1);
  ASSERT_EQ(screen(journey_.urgent_case_id, "u01", "See them tonight.").status, 303);
  EXPECT_EQ(count(standing), 0);
  EXPECT_EQ(count("product_version where state <> 'RECALLED'"), 1) << "of the ordinary case";
  Visitor& officer = world_.hub("u52");
  const auto path = "/case/" + journey_.urgent_case_id + "/allegation";
  officer.page(path);
  must(officer, officer.form(path + "/finished")
                    .set("finding", "NONE")
                    .set("finding_reason", "He works with nobody."));
  EXPECT_EQ(count(standing), 1) << "it is a Red of the whole hub again";
}

TEST_P(AllegationTest, A17_what_protects_the_children_is_not_lost_where_it_goes_elsewhere) {
  Visitor& screener = world_.hub("u02");
  const auto path = journey_.case_path("/screen");
  screener.page(path);
  const auto refused = screener.submit(screener.form(path)
                                           .set("next", "RATE")
                                           .set("rating", "AMBER")
                                           .set("level", "3")
                                           .set("protect", "Take him out of her class.")
                                           .set("reason", "She is afraid."));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(words_of(refused.body), HasSubstr("These words go only with an allegation"));
  EXPECT_THAT(words_of(refused.body), HasSubstr("Take him out of her class."));

  screener.page("/enter");
  const auto entry = must(screener, screener.form("/enter"));
  screener.page(entry);
  must(screener, screener.form(entry)
                     .set("narrative", "Her coach keeps her behind.")
                     .set("danger", "no")
                     .set("channel", "phone")
                     .set("source", "1A")
                     .set("go", "check"));
  screener.page(entry + "/check");
  const auto typed = screener.submit(screener.form(entry + "/check")
                                         .set("told", "yes")
                                         .set("protect", "Take him out of her class."));
  EXPECT_EQ(typed.status, 422);
  EXPECT_THAT(typed.body, HasSubstr("href=\"#allegation\"")) << words_of(typed.body);
  EXPECT_THAT(words_of(typed.body), HasSubstr("Take him out of her class."));
  EXPECT_EQ(screener
                .submit(screener.form(entry + "/check")
                            .set("told", "yes")
                            .set("protect", "Take him out of her class.")
                            .tick("allegation", "yes"))
                .location,
            "/queue?sent=officer");
}

// Settled 27: nobody looks up a child of it in vain.
TEST_P(AllegationTest, A17_a_match_behind_the_wall_is_the_officers_to_settle) {
  journey_.say_who_they_are();
  ASSERT_EQ(screen(journey_.case_id, "u02").status, 303);
  world_.at("somebody of that name is told of again", 20);
  Visitor& colleague = world_.hub("u01");
  colleague.page("/case/" + journey_.urgent_case_id + "/people/add");
  const auto search =
      must(colleague, colleague.form("/case/" + journey_.urgent_case_id + "/people/add")
                          .set("role", "child")
                          .set("given_name", journey_.words().given_name)
                          .set("surname", journey_.words().surname)
                          .set("address_line", journey_.words().address));
  EXPECT_THAT(words_of(colleague.page(search).body), Not(HasSubstr("Known from")));
  EXPECT_EQ(count("hidden_match where settled_at is null"), 1);
  EXPECT_THAT(world_.hub("u01").page("/queue").body, Not(HasSubstr("may not know of a match")));
  EXPECT_THAT(world_.hub("u03").page("/queue").body, Not(HasSubstr("may not know of a match")));
  EXPECT_THAT(world_.hub("u52").page("/queue").body, HasSubstr("may not know of a match"));
}

INSTANTIATE_TEST_SUITE_P(Engines, AllegationTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world

// SPDX-License-Identifier: MIT
// Goal: whoever gives early help to a child hears of a case that goes on here, and what is about
// adults alone goes to adult safeguarding, each through both rooms to people who must take it, and
// comes back to somebody here if they do not (scenarios A12 and A16).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "told_case.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

class PassedToOthersTest : public ToldCase {
 protected:
  // The path of the only thing that waits for this person at the gate.
  std::string letter_for(const char* who) {
    const auto page = world_.gate(who).page("/products").body;
    std::string out;
    for (const auto& link : links_of(page)) {
      if (link.starts_with("/p/")) out = link;
    }
    EXPECT_NE(out, "") << words_of(page);
    return out;
  }
};

class EarlyHelpTest : public PassedToOthersTest {
 protected:
  void SetUp() override {
    Visitor& officer = tell();
    const std::string screen = journey_.case_path("/screen");
    journey_.look_into_case_system(officer, journey_.case_id, 0, "EARLY_HELP");
    officer.page(screen);
    must(officer, officer.form(screen)
                      .set("next", "RATE")
                      .set("rating", "RED")
                      .set("level", "4")
                      .set("reason", "Bruises on both arms."));
    world_.at("the manager rates", 9);
    Visitor& manager = world_.hub("u03");
    manager.page(journey_.case_path("/rate"));
    must(manager, manager.form(journey_.case_path("/rate"))
                      .set("rating", "RED")
                      .set("level", "4")
                      .set("response", "LATER")
                      .set("reason", "Bruises on both arms."));
    world_.door();
  }
};

TEST_P(EarlyHelpTest, A12_the_lead_reads_who_it_is_about_and_the_case_goes_its_full_way) {
  const auto letter = letter_for("r02");
  const auto read = words_of(world_.gate("r02").page(letter).body);
  const Words& w = journey_.words();
  EXPECT_THAT(read, HasSubstr(w.given_name));
  EXPECT_THAT(read, HasSubstr(w.sibling));
  EXPECT_THAT(read, HasSubstr("open to early help"));
  for (const auto& kept : {w.referrer_name, w.narrative, w.where_now, w.address, w.who_else}) {
    EXPECT_THAT(read, Not(HasSubstr(kept)));
  }
  EXPECT_EQ(head(journey_.case_id).state, model::NotificationState::triaged);
  world_.at("the lead accepts", 20);
  answer("r02", letter, "/accept");
  world_.at("the manager looks", 21);
  EXPECT_THAT(words_of(world_.hub("u03").page(journey_.case_path("/products")).body),
              HasSubstr("Accepted"));
}

TEST_P(EarlyHelpTest, A12_a_lead_who_does_not_have_them_gives_the_front_door_a_task) {
  const auto letter = letter_for("r02");
  world_.at("the lead rejects", 20);
  answer("r02", letter, "/reject", "Closed to us in March.");
  EXPECT_EQ(head(journey_.case_id).state, model::NotificationState::triaged) << "it goes on";
  world_.at("the manager reads why", 21);
  Visitor& manager = world_.hub("u03");
  EXPECT_THAT(words_of(manager.page("/tasks").body), HasSubstr("Find out who helps the children"));
  EXPECT_THAT(words_of(manager.page(journey_.case_path("/products")).body),
              HasSubstr("Closed to us in March."));
}

TEST_P(EarlyHelpTest, A12_silence_climbs_to_whoever_has_the_case_and_the_managers) {
  letter_for("r02");
  world_.at("the time is over", 60 * 4);
  EXPECT_GT(world_.fire_clocks(), 0);
  world_.at("the manager looks", 60 * 4 + 1);
  EXPECT_THAT(words_of(world_.hub("u03").page(journey_.case_path("/rate")).body),
              HasSubstr("OVERDUE"));
}

class AdultConcernTest : public PassedToOthersTest {
 protected:
  void SetUp() override { pass("yes"); }
  // `told`: whether whoever phoned knows that it was taken in.
  void pass(const char* told) {
    world_.at("an officer types in a call", 3);
    Visitor& officer = world_.hub("u01");
    officer.page("/enter");
    const auto path = must(officer, officer.form("/enter"));
    officer.page(path);
    must(officer, officer.form(path)
                      .set("narrative", "Planted: she has fallen three times and eats little.")
                      .set("danger", "no")
                      .set("channel", "phone")
                      .set("source", "1B")
                      .set("go", "person-new"));
    officer.page(path + "/person/new");
    must(officer, officer.form(path + "/person/new")
                      .set("role", "adult_of_concern")
                      .set("given_name", "Plantedada")
                      .set("surname", "Larkspur")
                      .set("address_line", "7 Planted Row"));
    officer.page(path);
    must(officer, officer.form(path).set("go", "check"));
    officer.page(path + "/check");
    const auto notification = must(officer, officer.form(path + "/check").set("told", told));
    case_ = notification.substr(0, notification.rfind('/'));
    case_ = case_.substr(case_.rfind('/') + 1);
    world_.at("the officer passes it on", 5);
    journey_.finish_identifying(officer, case_);
    const std::string screen = "/case/" + case_ + "/screen";
    officer.page(screen);
    Form form = officer.form(screen)
                    .set("next", "ADULT_SAFEGUARDING")
                    .set("words", "She falls often and needs somebody to look in.")
                    .tick("no_child", "yes")
                    .set("reason", "No child lives there.");
    if (form.has("acknowledged")) form.set("acknowledged", told);
    must(officer, form);
    world_.at("it goes to the team", 6);
    world_.door();
    letter_ = letter_for("r09");
  }
  std::string case_, letter_;
};

TEST_P(AdultConcernTest, A16_adult_safeguarding_reads_what_it_needs_and_takes_it) {
  const auto read = words_of(world_.gate("r09").page(letter_).body);
  EXPECT_THAT(read, HasSubstr("Plantedada Larkspur"));
  EXPECT_THAT(read, HasSubstr("7 Planted Row"));
  EXPECT_THAT(read, HasSubstr("She falls often and needs somebody to look in."));
  EXPECT_THAT(read, Not(HasSubstr("fallen three times"))) << "not the caller's own words";
  EXPECT_EQ(head(case_).state, model::NotificationState::routed_adult);
  world_.at("the team accepts", 20);
  answer("r09", letter_, "/accept");
  EXPECT_EQ(head(case_).state, model::NotificationState::signposted) << "it ends here";
}

// The clock of the acknowledgement would run on in a case that nobody looks at.
class NotToldYetTest : public AdultConcernTest {
 protected:
  void SetUp() override { pass("no"); }
};

TEST_P(NotToldYetTest, A16_it_ends_once_whoever_phoned_knows_that_it_was_taken_in) {
  world_.at("the team accepts", 20);
  answer("r09", letter_, "/accept");
  EXPECT_EQ(head(case_).state, model::NotificationState::routed_adult);
  world_.at("the officer rings back", 21);
  Visitor& officer = world_.hub("u01");
  const auto path = "/case/" + case_;
  officer.page(path + "/notification");
  must(officer, officer.form(path + "/acknowledged").set("told", "yes"));
  EXPECT_EQ(head(case_).state, model::NotificationState::signposted);
}

TEST_P(AdultConcernTest, A16_if_they_find_a_child_it_is_the_hubs_again) {
  world_.at("the team rejects", 20);
  answer("r09", letter_, "/reject", "Her grandson of six lives there.");
  EXPECT_EQ(head(case_).state, model::NotificationState::screening);
  world_.at("the manager reads why", 21);
  EXPECT_THAT(words_of(world_.hub("u03").page("/case/" + case_ + "/products").body),
              HasSubstr("Her grandson of six lives there."));
}

TEST_P(AdultConcernTest, A16_if_nobody_takes_it_it_is_the_hubs_again) {
  world_.at("the deadline passes", 60 * 4);
  EXPECT_GT(world_.fire_clocks(), 0);
  EXPECT_EQ(head(case_).state, model::NotificationState::screening);
}

const auto k_name = [](const auto& info) { return engine_name(info.param); };
INSTANTIATE_TEST_SUITE_P(Engines, EarlyHelpTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres), k_name);
INSTANTIATE_TEST_SUITE_P(Engines, NotToldYetTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres), k_name);
INSTANTIATE_TEST_SUITE_P(Engines, AdultConcernTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres), k_name);

}  // namespace
}  // namespace mash::world

// SPDX-License-Identifier: MIT
// Goal: what is told of children whose case is open is their social worker's once the team accepts
// it, and the hub's again, with a clock and somebody to act, if it does not (scenarios A08, A10).
#include "people_test_world.h"

namespace mash::product {
namespace {

using model::NotificationState;
using model::Stage;
using packages::InwardKind;
using packages::OutwardKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using namespace sample;

// POST /test/{case}/pass does what the screener's page does for every child of the case.
pipeline::Route pass_route() {
  return pipeline::act<policy::Action::screen>(
      {.path = "/test/{case}/pass",
       .summary = "Pass an open case on (tests)",
       .event = "test.passed",
       .facts = cases::case_facts,
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         OpenCases open{.children = {},
                        .asked = Sensitive("For the allocated worker. Bruises were seen."),
                        .by_when = "Accept or reject it by 11am"};
         for (const auto& child : people::children_of(c, grant, c.case_id)) {
           open.children.push_back(child.person);
         }
         cases::set_state(c, c.case_id, NotificationState::routed_open_case);
         pass_on(c, grant, deps(), c.case_id, open);
         return pipeline::SeeOther{"/", {}};
       }});
}

class PassedOnTest : public Family {
 protected:
  PassedOnTest() : Family({pass_route()}) {}
  void SetUp() override {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_state(c, case_.id, NotificationState::screening);
      cases::set_rating(c, case_.id, model::Rating::not_rated, std::nullopt);
      cases::set_taken_by(c, case_.id, StaffId::trusted(k_screener));
    });
  }
  void pass() {
    ASSERT_EQ(app_.post(k_screener, "/test/" + case_.id.text() + "/pass", body({})).status, 200);
    letter_ = "/products/" + last_product().id.text();
  }
  int return_unanswered() {
    return product::return_unanswered(app_.app(), app_.database(), deps(), app_.clock().now());
  }
  // Both of what the scheduler does.
  int fire() {
    cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now());
    return return_unanswered();
  }
  std::vector<cases::Deadline> answer_clocks() {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_.id); });
    std::erase_if(out, [](const auto& d) { return d.agency.text() != "assess"; });
    return out;
  }
  void expect_back() {
    EXPECT_EQ(head().state, NotificationState::screening);
    EXPECT_THAT(clocks(), IsSupersetOf({"RATE", "RESPONSE_TYPE", "DECIDE"}));
    EXPECT_TRUE(head().taken_by.empty()) << "whoever takes the next case finds it";
  }
  std::string letter_;
};

TEST_P(PassedOnTest, A08_the_team_reads_who_where_and_what_and_owes_an_answer) {
  pass();
  ASSERT_EQ(sent(OutwardKind::product).size(), 1U);
  const auto p = last_product();
  EXPECT_EQ(p.recipient.text(), "assess");
  EXPECT_TRUE(p.safety);
  EXPECT_EQ(p.asked, "For the allocated worker. Bruises were seen.");
  EXPECT_EQ(p.by_when, "Accept or reject it by 11am");
  EXPECT_THAT(p.why, HasSubstr("Amara Quillfeather, born 9 March 2017"));
  EXPECT_EQ(p.unknown, "The hub has asked no other agency.");
  const std::string all = to_text(packages::encode(p));
  EXPECT_THAT(all, Not(HasSubstr("Heard crying")));
  EXPECT_THAT(all, Not(HasSubstr("Nuttall")));
  EXPECT_THAT(clocks(), IsSupersetOf({"DISSEMINATE assess", "RATE", "RESPONSE_TYPE"}));
  EXPECT_EQ(app_.count("enquiry"), 0) << "nothing is fanned out";
  EXPECT_EQ(fire(), 0) << "it may still answer";
  EXPECT_EQ(head().state, NotificationState::routed_open_case);
}

TEST_P(PassedOnTest, A08_once_accepted_a_manager_decides_tells_the_referrer_and_it_closes) {
  pass();
  act(letter_, InwardKind::product_accepted);
  EXPECT_EQ(head().state, NotificationState::acknowledged);
  EXPECT_THAT(owed(), ElementsAre("DECIDE"));
  EXPECT_TRUE(head().taken_by.empty()) << "a screener cannot decide";
  app_.clock().advance(Duration::hours(24 * 30));
  EXPECT_EQ(fire(), 0) << "the team has answered";
  EXPECT_EQ(head().state, NotificationState::acknowledged);
  decide(case_.amara, "OPEN_CASE_FORWARDED");
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(owed(), ElementsAre("FEEDBACK")) << "the team has it: nothing is to be sent";
  EXPECT_THAT(clocks(), Not(Contains("RATE")));
  ASSERT_EQ(tell("Her social worker knows").status, 200);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(PassedOnTest, a_rise_to_red_after_it_was_passed_on_is_told) {
  pass();
  app_.clock().advance(Duration::minutes(30));
  const auto since = head().received_at;
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    cases::set_rating(c, case_.id, model::Rating::red, std::nullopt);
    tell_of_rating(c, proof, deps(), case_.id, model::Rating::not_rated, since);
  });
  ASSERT_EQ(sent(OutwardKind::product).size(), 2U);
  EXPECT_THAT(last_product().asked, HasSubstr("rated this Red"));
}

TEST_P(PassedOnTest, of_a_red_case_the_team_reads_that_it_is_red) {
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_rating(c, case_.id, model::Rating::provisional_red, std::nullopt);
  });
  pass();
  EXPECT_THAT(last_product().asked, HasSubstr("a child may be suffering serious harm"));
  EXPECT_THAT(last_product().asked, HasSubstr("Bruises were seen."));
}

TEST_P(PassedOnTest, who_took_it_meanwhile_keeps_it_when_it_comes_back) {
  pass();
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_taken_by(c, case_.id, StaffId::trusted(k_manager));
  });
  act(letter_, InwardKind::product_rejected, "She moved to Tarnwick");
  EXPECT_EQ(head().state, NotificationState::screening);
  EXPECT_EQ(head().taken_by.text(), k_manager);
}

TEST_P(PassedOnTest, decided_anew_it_has_to_be_sent) {
  pass();
  act(letter_, InwardKind::product_accepted);
  decide(case_.amara, "OPEN_CASE_FORWARDED");
  ASSERT_EQ(tell("Her social worker knows").status, 200);
  ASSERT_EQ(head().state, NotificationState::closed);
  app_.clock().advance(Duration::minutes(10));
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::wrote,
                                AgencyId::trusted("police"));
  });
  const auto version = app_.get(k_manager, path("/decision")).json()["late"].text("version");
  ASSERT_EQ(app_.post(k_manager, path("/late"),
                      body({{"late_change", "reopen"},
                            {"late_children", json::Array{case_.amara.text()}},
                            {"late_reason", "The father is back"},
                            {"late_version", version}}))
                .status,
            200);
  decide(case_.amara, "OPEN_CASE_FORWARDED");
  EXPECT_THAT(owed(), Contains("DISSEMINATE")) << "the worker has not read the news";
}

TEST_P(PassedOnTest, another_decision_than_to_pass_it_on_has_to_be_sent) {
  pass();
  act(letter_, InwardKind::product_accepted);
  decide(case_.amara, "S47");
  EXPECT_THAT(owed(), IsSupersetOf({"DISSEMINATE", "FEEDBACK"}));
}

TEST_P(PassedOnTest, a_child_who_was_not_passed_on_is_decided_for_and_sent) {
  pass();
  const auto baby = add_child("Wren");
  act(letter_, InwardKind::product_accepted);
  decide(case_.amara, "OPEN_CASE_FORWARDED");
  EXPECT_THAT(owed(), ElementsAre("DECIDE")) << "somebody decides for the other child";
  decide(baby, "OPEN_CASE_FORWARDED");
  EXPECT_THAT(owed(), IsSupersetOf({"DISSEMINATE", "FEEDBACK"}));
}

TEST_P(PassedOnTest, A10_a_team_that_refuses_it_gives_it_back_for_a_rating) {
  pass();
  act(letter_, InwardKind::product_rejected, "She moved to Tarnwick");
  expect_back();
  EXPECT_THAT(clocks(), Not(Contains("DISSEMINATE assess")));
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("She moved to Tarnwick"));
}

// FB13: a family centre that neither accepts nor rejects.
TEST_P(PassedOnTest, A10_what_nobody_acknowledges_comes_back_and_the_breach_is_recorded) {
  pass();
  app_.clock().advance(Duration::hours(5));
  EXPECT_EQ(fire(), 1);
  expect_back();
  const auto all = answer_clocks();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].due_at, *parse_iso("2026-11-24T11:00:00Z"));
  EXPECT_EQ(all[0].breached_at, all[0].due_at) << "the due time, not that of the firing";
  EXPECT_EQ(all[0].breach_reason, "");
}

TEST_P(PassedOnTest, A10_firing_again_changes_nothing) {
  pass();
  app_.clock().advance(Duration::hours(5));
  EXPECT_EQ(fire(), 1);
  const auto version = head().version;
  const auto clocks_then = clocks();
  const auto entries = app_.count("audit_event");
  EXPECT_EQ(fire(), 0);
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(fire(), 0);
  EXPECT_EQ(head().version, version);
  EXPECT_EQ(clocks(), clocks_then);
  EXPECT_EQ(app_.count("audit_event"), entries);
}

// Two schedulers, or one that was killed after its commit and before it knew.
TEST_P(PassedOnTest, A10_an_act_that_is_run_again_on_an_old_list_changes_nothing) {
  pass();
  app_.clock().advance(Duration::hours(5));
  ASSERT_EQ(fire(), 1);
  const auto version = head().version;
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    go_on(c, proof, deps(), case_.id);
  });
  EXPECT_EQ(head().version, version);
  expect_back();
}

TEST_P(PassedOnTest, A10_a_hub_that_died_between_the_breach_and_the_return_catches_up) {
  pass();
  app_.clock().advance(Duration::hours(5));
  ASSERT_GT(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 0);
  EXPECT_EQ(head().state, NotificationState::routed_open_case);
  app_.clock().advance(Duration::hours(48));
  EXPECT_EQ(fire(), 1);
  expect_back();
}

TEST_P(PassedOnTest, A10_an_act_that_fails_is_rolled_back_whole_and_done_in_the_next_round) {
  pass();
  app_.clock().advance(Duration::hours(5));
  const auto failed = app_.app().system_act<policy::Action::fire_clock>(
      "case.unanswered", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
        go_on(c, grant, deps(), case_.id);
        return invalid("x", "the hub was killed here");
      });
  EXPECT_FALSE(failed);
  EXPECT_EQ(head().state, NotificationState::routed_open_case);
  EXPECT_EQ(fire(), 1);
  expect_back();
}

TEST_P(PassedOnTest, A10_it_comes_back_also_where_somebody_explained_the_breach_first) {
  pass();
  app_.clock().advance(Duration::hours(5));
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    ASSERT_TRUE(cases::explain_breach(c, case_.id, answer_clocks().front().id,
                                      model::BreachReason::volume));
  });
  EXPECT_EQ(fire(), 1);
  expect_back();
}

TEST_P(PassedOnTest, A10_what_another_recipient_still_owes_holds_nothing_up) {
  pass();
  app_.clock().advance(Duration::minutes(90));
  ASSERT_EQ(app_.post(k_duty, path("/safety"),
                      body({{"recipient", "school1"},
                            {"who", "Amara"},
                            {"where", "At home"},
                            {"asked", "Keep her at school"},
                            {"by_when", "today"}}))
                .status,
            200);
  app_.clock().advance(Duration::hours(1));
  EXPECT_THAT(clocks(), Contains("DISSEMINATE school1"));
  EXPECT_EQ(fire(), 1);
  EXPECT_EQ(head().state, NotificationState::screening);
}

TEST_P(PassedOnTest, what_is_taken_back_comes_back_before_and_after_it_was_accepted) {
  pass();
  ASSERT_EQ(app_.post(k_manager, letter_ + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  expect_back();
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
  pass();
  act(letter_, InwardKind::product_accepted, "", 2);
  ASSERT_EQ(head().state, NotificationState::acknowledged);
  ASSERT_EQ(app_.post(k_manager, letter_ + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  EXPECT_EQ(head().state, NotificationState::screening);
}

TEST_P(PassedOnTest, a_later_word_to_the_team_is_what_it_answers) {
  pass();
  app_.clock().advance(Duration::hours(1));
  send_safety();
  app_.clock().advance(Duration::minutes(90));
  EXPECT_EQ(fire(), 0) << "its clock began anew";
  act(letter_, InwardKind::product_accepted, "", 1);
  EXPECT_EQ(head().state, NotificationState::routed_open_case) << "version 1 answers nothing";
  act(letter_, InwardKind::product_accepted, "", 2);
  EXPECT_EQ(head().state, NotificationState::acknowledged);
}

TEST_P(PassedOnTest, A10_an_answer_that_comes_too_late_leaves_it_with_the_manager) {
  pass();
  app_.clock().advance(Duration::hours(5));
  ASSERT_EQ(fire(), 1);
  act(letter_, InwardKind::product_accepted);
  EXPECT_EQ(head().state, NotificationState::screening);
  EXPECT_THAT(owed(), ElementsAre("DECIDE"));
  decide(case_.amara, "OPEN_CASE_FORWARDED");
  EXPECT_THAT(owed(), ElementsAre("FEEDBACK")) << "they have it all the same";
}

TEST_P(PassedOnTest, a_red_keeps_its_clock_to_rate_until_a_manager_has_rated_or_decided) {
  be(NotificationState::screening, model::Rating::provisional_red);
  pass();
  act(letter_, InwardKind::product_accepted);
  EXPECT_THAT(clocks(), Contains("RATE"));
  EXPECT_EQ(head().rating, model::Rating::provisional_red);
}

TEST_P(PassedOnTest, a_case_that_was_told_to_nobody_is_not_left_waiting) {
  be(NotificationState::routed_open_case, model::Rating::not_rated);
  EXPECT_EQ(fire(), 1);
  EXPECT_EQ(head().state, NotificationState::screening);
}

// A16: a case about Ada alone, as the screener's page passes it on.
class AdultsTest : public PassedOnTest {
 protected:
  void SetUp() override {
    auto n = notification(model::ReferrerClass::professional);
    n.people.front().said.role = model::PersonRole::adult_of_concern;
    n.people.front().said.given_name = Sensitive("Ada");
    n.people.front().said.dob = Sensitive("1951-02-03");
    n.people.front().said.address_line = Sensitive("3 Planted Row");
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      n.reference = "7KQ4-XM2P-N";
      case_.id = intake::add_notification(c, timescales(), n);
      for (const auto& s : people::statements_of(c, proof, case_.id)) barnfield::identify(c, s.id);
      cases::set_state(c, case_.id, NotificationState::screening);
      cases::set_state(c, case_.id, NotificationState::routed_adult);
      pass_to_adults(c, proof, deps(), case_.id, Sensitive("For adult safeguarding. She fell."),
                     "Accept or reject it by 11am");
    });
  }
  void acknowledge() {
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      cases::meet_clock(c, case_.id, Stage::acknowledge);
      go_on(c, grant, deps(), case_.id);
    });
  }
  void team_answers(InwardKind kind) {
    const packages::ProductAct a{.product = last_product().id,
                                 .version = 1,
                                 .person = StaffId::trusted("r09"),
                                 .agency = AgencyId::trusted("adults")};
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      receive(
          c, grant, deps(),
          {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = packages::encode(a)});
    });
  }
};

TEST_P(AdultsTest, A16_they_read_who_where_and_what_is_asked) {
  const auto p = last_product();
  EXPECT_EQ(p.recipient.text(), "adults");
  EXPECT_THAT(p.why, HasSubstr("Who: Ada Quillfeather, born 3 February 1951 (Adult of concern)"));
  EXPECT_THAT(p.why, HasSubstr("Home: 3 Planted Row"));
  EXPECT_EQ(p.asked, "For adult safeguarding. She fell.");
  const std::string all = to_text(packages::encode(p));
  EXPECT_THAT(all, Not(HasSubstr("Heard crying")));
  EXPECT_THAT(all, Not(HasSubstr("Nuttall")));
  EXPECT_THAT(clocks(), IsSupersetOf({"DISSEMINATE adults", "RATE", "RESPONSE_TYPE"}));
}

TEST_P(AdultsTest, A16_once_they_accept_it_ends_here_and_nobody_owes_anything) {
  acknowledge();
  team_answers(InwardKind::product_accepted);
  EXPECT_EQ(head().state, NotificationState::signposted);
  EXPECT_THAT(clocks(), Not(Contains("RATE")));
  EXPECT_THAT(clocks(), Not(Contains("RESPONSE_TYPE")));
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(AdultsTest, A16_it_does_not_end_before_whoever_told_us_knows_that_it_arrived) {
  team_answers(InwardKind::product_accepted);
  EXPECT_EQ(head().state, NotificationState::routed_adult);
  EXPECT_THAT(clocks(), ElementsAre("ACKNOWLEDGE")) << "nothing else is owed";
  app_.clock().advance(Duration::hours(24 * 3));
  fire();
  EXPECT_EQ(head().state, NotificationState::routed_adult) << "they have answered";
  EXPECT_EQ(return_unanswered(), 0);
  acknowledge();
  EXPECT_EQ(head().state, NotificationState::signposted);
  EXPECT_THAT(clocks(), IsEmpty());
}

TEST_P(AdultsTest, A16_what_they_have_and_is_taken_back_is_to_be_screened_again) {
  team_answers(InwardKind::product_accepted);
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    take_all_back(c, case_.id);
    go_on(c, grant, deps(), case_.id);
  });
  EXPECT_EQ(head().state, NotificationState::screening);
  EXPECT_THAT(clocks(), IsSupersetOf({"RATE", "RESPONSE_TYPE"}));
}

TEST_P(AdultsTest, A16_if_they_refuse_or_nobody_answers_it_is_to_be_screened_again) {
  team_answers(InwardKind::product_rejected);
  EXPECT_EQ(head().state, NotificationState::screening);
  EXPECT_THAT(clocks(), IsSupersetOf({"RATE", "RESPONSE_TYPE"}));
  EXPECT_THAT(clocks(), Not(Contains("DECIDE"))) << "there is no child to decide for";
}

TEST_P(AdultsTest, A16_nobody_answers_in_time) {
  app_.clock().advance(Duration::hours(24 * 3));
  EXPECT_EQ(fire(), 1);
  EXPECT_EQ(head().state, NotificationState::screening);
  EXPECT_EQ(fire(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, AdultsTest, both_engines(), engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, PassedOnTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

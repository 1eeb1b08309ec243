// SPDX-License-Identifier: MIT
// Goal: until a case closes, each child in it has somebody who must act by a certain time; and it
// closes once nobody must.
#include "people_test_world.h"

namespace mash::product {
namespace {

using model::NotificationState;
using packages::InwardKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using namespace sample;

class GoOnTest : public Family {
 protected:
  void SetUp() override {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::start_clock(c, timescales(), case_.id, model::Stage::decide, model::Rating::red,
                         c.now);
    });
  }
  std::vector<cases::Deadline> clocks_to_decide() {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_.id); });
    std::erase_if(out, [](const auto& d) { return d.stage != model::Stage::decide; });
    return out;
  }
};

// E02: it does not close.
TEST_P(GoOnTest, a_case_stays_open_until_each_decision_has_reached_somebody) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, NotificationState::feedback_sent);
  const auto baby = add_child("Wren");
  decide(baby, "S47");
  accept(letter);
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE")) << "the referrer has been told";
  send_for(baby);
  EXPECT_EQ(head().state, NotificationState::feedback_sent);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE assess"));
  accept(letter, 2);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(GoOnTest, telling_the_referrer_last_does_not_close_over_an_unsent_decision_either) {
  decide(case_.amara, "S47");
  accept(send_for(case_.amara));
  decide(add_child("Wren"), "S47");
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE"));
}

TEST_P(GoOnTest, a_letter_for_one_of_two_children_ends_nothing_for_the_other) {
  const auto baby = add_child("Wren");
  decide(case_.amara, "S47");
  decide(baby, "S47");
  send_for(case_.amara);
  EXPECT_THAT(running(), IsSupersetOf({"DISSEMINATE", "FEEDBACK"}));
  EXPECT_EQ(head().state, NotificationState::decided);
  send_for(baby, "school1");
  EXPECT_THAT(running(), testing::Contains("DISSEMINATE").Times(2)) << "of the two recipients";
  EXPECT_EQ(head().state, NotificationState::disseminated);
}

TEST_P(GoOnTest, accepting_what_was_decided_before_does_not_accept_the_change) {
  decide(case_.amara, "S17_ASSESSMENT");
  const auto letter = send_for(case_.amara);
  decide(case_.amara, "S47");
  accept(letter);
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE"));
}

TEST_P(GoOnTest, a_safety_product_is_not_the_decision) {
  send_safety();
  accept("/products/" + last_product().id.text());
  decide(case_.amara, "S47");
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE"));
}

TEST_P(GoOnTest, what_a_safety_product_replaces_unanswered_must_leave_again) {
  decide(case_.amara, "S47");
  send_for(case_.amara);
  ASSERT_THAT(owed(), Not(Contains("DISSEMINATE")));
  send_safety();
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), Contains("DISSEMINATE"));
}

TEST_P(GoOnTest, taking_back_the_last_that_waits_for_an_answer_closes) {
  send_safety();
  const auto product = "/products/" + last_product().id.text();
  decide(case_.amara, "UNIVERSAL");
  EXPECT_THAT(owed(), testing::UnorderedElementsAre("DISSEMINATE assess", "FEEDBACK"))
      << "there is nothing to send";
  ASSERT_EQ(tell("They can ask the school").status, 200);
  EXPECT_EQ(head().state, NotificationState::feedback_sent) << "the team owes an answer";
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

// E07: nobody else ends it.
TEST_P(GoOnTest, only_a_manager_answers_a_refusal) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  app_.clock().advance(Duration::seconds(1));
  act(letter, InwardKind::product_rejected, "She lives in Tarnwick now");
  ASSERT_EQ(head().state, NotificationState::analysis);
  add("parent", "Dora");
  EXPECT_EQ(head().state, NotificationState::analysis);
  EXPECT_THAT(running(), Contains("DECIDE"));
  decide(case_.amara, "TRANSFER_TO_LA");
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), testing::UnorderedElementsAre("DISSEMINATE", "FEEDBACK"));
}

TEST_P(GoOnTest, nothing_closes_while_a_refusal_waits_for_a_manager) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  app_.clock().advance(Duration::seconds(1));
  act(letter, InwardKind::product_rejected, "Ask for more first");
  send_for(case_.amara);
  accept(letter, 2);
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, NotificationState::analysis);
  EXPECT_THAT(owed(), ElementsAre("DECIDE"));
}

TEST_P(GoOnTest, a_closed_case_closes_again_once_an_added_child_needs_nothing) {
  close();
  const auto wren = add_child("Wren");
  EXPECT_EQ(head().state, NotificationState::reopened);
  EXPECT_THAT(owed(), ElementsAre("DECIDE"));
  decide(wren, "UNIVERSAL");
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(GoOnTest, what_was_accepted_meanwhile_counts_once_all_are_decided_again) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  ASSERT_EQ(tell("They will visit").status, 200);
  const auto search = add("child", "Amara", "Quillfeather");
  accept(letter);
  EXPECT_EQ(head().state, NotificationState::feedback_sent) << "a child is undecided";
  say_same(search);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(GoOnTest, the_referrer_is_owed_an_answer_though_the_letter_left_before_all_was_decided) {
  const auto search = add("child", "Amara", "Quillfeather");
  decide(case_.amara, "S47");
  send_for(case_.amara);
  ASSERT_THAT(running(), Contains("DECIDE"));
  say_same(search);
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(owed(), testing::UnorderedElementsAre("FEEDBACK", "DISSEMINATE assess"));
}

TEST_P(GoOnTest, the_clock_to_decide_runs_at_every_rating) {
  decide(case_.amara, "S47");
  using model::Rating;
  for (const auto& [rating, as] :
       std::vector<std::pair<Rating, Rating>>{{Rating::provisional_red, Rating::red},
                                              {Rating::blue, Rating::amber},
                                              {Rating::not_rated, Rating::amber},
                                              {Rating::green, Rating::green}}) {
    be(NotificationState::decided, rating);
    const auto wren = add_child("Wren");
    ASSERT_THAT(running(), Contains("DECIDE")) << model::code_of(rating);
    EXPECT_EQ(clocks_to_decide().back().rating, as);
    decide(wren, "S47");
  }
}

TEST_P(GoOnTest, a_child_who_is_added_to_a_case_that_is_over_opens_it) {
  for (const auto state :
       {NotificationState::signposted, NotificationState::closed_blue, NotificationState::closed}) {
    const auto over = [&] {
      be(state, model::Rating::not_rated);
      as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
        cases::withdraw_clock(c, case_.id, model::Stage::rate);
      });
    };
    over();
    add("parent", "Dora");
    EXPECT_EQ(head().state, state);
    const auto search = add("sibling", "Wren");
    EXPECT_EQ(head().state, NotificationState::reopened) << model::code_of(state);
    EXPECT_THAT(running(), Contains("RATE"));
    over();
    say_new(search);
    EXPECT_EQ(head().state, state) << "saying who it is adds nobody";
  }
}

TEST_P(GoOnTest, taking_back_who_a_child_is_gives_no_more_time) {
  decide(case_.amara, "S47");
  const auto search = add("child", "Amara", "Quillfeather");
  const auto started = clocks_to_decide().back().started_at;
  app_.clock().advance(Duration::minutes(10));
  say_same(search);
  ASSERT_THAT(running(), Not(Contains("DECIDE")));
  EXPECT_FALSE(clocks_to_decide().back().met_at) << "nobody has decided";
  app_.clock().advance(Duration::minutes(10));
  undo(search);
  ASSERT_THAT(running(), Contains("DECIDE"));
  EXPECT_EQ(clocks_to_decide().back().started_at, started);
}

TEST_P(GoOnTest, the_record_says_once_that_a_child_is_undecided) {
  decide(case_.amara, "S47");
  const auto notes_after = [&](const std::string& name) {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      c.about(case_.id);
      people::add_statement(
          c,
          {.case_id = case_.id, .role = model::PersonRole::child, .given_name = Sensitive(name)});
      decision::people_changed(c, proof, deciding(), case_.id);
      out = c.notes;
    });
    return out;
  };
  EXPECT_THAT(notes_after("Wren"), ElementsAre("child_undecided"));
  EXPECT_THAT(notes_after("Kit"), IsEmpty());
}

TEST_P(GoOnTest, a_case_stays_open_while_its_strategy_discussion_is_owed) {
  decide(case_.amara, "S47");
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::start_clock(c, timescales(), case_.id, model::Stage::strategy_discussion,
                       model::Rating::red, c.now);
  });
  accept(send_for(case_.amara));
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_NE(head().state, NotificationState::closed);
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    cases::meet_clock(c, case_.id, model::Stage::strategy_discussion, c.now);
    go_on(c, proof, deps(), case_.id);
  });
  EXPECT_EQ(head().state, NotificationState::closed);
}

TEST_P(GoOnTest, C09_a_closed_case_opens_for_late_information_and_closes_with_the_word_about_it) {
  decide(case_.amara, "S47");
  accept(send_for(case_.amara));
  ASSERT_EQ(tell("They will visit").status, 200);
  ASSERT_EQ(head().state, NotificationState::closed);
  app_.clock().advance(Duration::minutes(10));
  const auto news = [this] {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::wrote,
                                  AgencyId::trusted("police"));
    });
  };
  const auto say = [this](const char* change) {
    const auto version = app_.get(k_manager, path("/decision")).json()["late"].text("version");
    return app_
        .post(k_manager, path("/late"),
              body({{"late_change", change},
                    {"late_children", std::string(change) == "reopen"
                                          ? json::Array{case_.amara.text()}
                                          : json::Array{}},
                    {"late_reason", "They had told us by telephone"},
                    {"late_version", version}}))
        .status;
  };
  news();
  EXPECT_EQ(head().state, NotificationState::feedback_sent);
  EXPECT_THAT(owed(), ElementsAre("LATE_RETURN"));
  ASSERT_EQ(say("nothing"), 200);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
  news();
  ASSERT_EQ(say("reopen"), 200);
  EXPECT_EQ(head().state, NotificationState::analysis);
  EXPECT_THAT(owed(), ElementsAre("DECIDE"));
  app_.clock().advance(Duration::minutes(10));
  decide(case_.amara, "S17_ASSESSMENT");
  EXPECT_EQ(head().state, NotificationState::decided);
  EXPECT_THAT(owed(), ElementsAre("DISSEMINATE")) << "the change has to reach the recipient";
}

INSTANTIATE_TEST_SUITE_P(Engines, GoOnTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

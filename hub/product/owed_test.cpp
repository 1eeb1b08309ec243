// SPDX-License-Identifier: MIT
// Goal: what comes apart after a decision (a refusal, an item taken back, a child not decided yet,
// a case that was over) leaves somebody who must act, and tells nobody more than before.
#include "mash/cases/bars.h"
#include "people_test_world.h"

namespace mash::product {
namespace {

using model::NotificationState;
using packages::InwardKind;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class OwedTest : public Family {
 protected:
  void take_back_item(const std::string& id) {
    const auto a = app_.post(k_police, "/items/" + id + "/withdraw",
                             body({{"recipient", "assess"}, {"reason", "The source is known"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void correct_item(const std::string& id) {
    const auto a = app_.post(k_police, "/items/" + id,
                             body({{"fact", "Fourteen call-outs"},
                                   {"source", "Incident system"},
                                   {"sensitivity", "0"},
                                   {"version", "1"}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  // A letter for Amara that says what the police know.
  std::string send_with(const std::string& fact, const std::string& recipient = "assess") {
    const auto letter = Hub::compose({fact}, recipient);
    release(letter, fact, "RELEASED");
    EXPECT_EQ(send(letter).status, 200);
    return letter;
  }
  void as_hub(const std::function<void(pipeline::Context&)>& act) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) { act(c); });
  }
};

TEST_P(OwedTest, a_child_decided_before_the_rating_leaves_a_clock_for_the_other) {
  be(NotificationState::received, model::Rating::not_rated);
  const auto baby = add_child("Wren");
  decide(case_.amara, "S47");
  EXPECT_THAT(owed(), Contains("DECIDE"));
  accept(send_for(case_.amara));
  EXPECT_EQ(head().state, NotificationState::received) << "not all is decided";
  EXPECT_THAT(owed(), Contains("DECIDE"));
  decide(baby, "UNIVERSAL");
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(owed(), testing::ElementsAre("FEEDBACK"));
}

TEST_P(OwedTest, the_last_decision_says_what_a_rating_would) {
  as_hub([&](pipeline::Context& c) {
    for (const auto stage : {model::Stage::rate, model::Stage::response_type}) {
      cases::start_clock(c, timescales(), case_.id, stage, model::Rating::red, c.now);
    }
  });
  ASSERT_THAT(running(), Contains("RESPONSE_TYPE"));
  close();
  EXPECT_THAT(running(), Not(Contains(testing::AnyOf("RATE", "RESPONSE_TYPE"))))
      << "a closed case cannot be rated";
}

// E07: with a clock where nobody holds it.
TEST_P(OwedTest, a_refusal_goes_to_nobody_who_cannot_decide) {
  decide(case_.amara, "S47");
  send_safety();  // by the emergency duty team
  act("/products/" + last_product().id.text(), InwardKind::product_rejected);
  EXPECT_TRUE(head().taken_by.empty());
  EXPECT_THAT(owed(), Contains("DECIDE"));
}

TEST_P(OwedTest, a_refusal_goes_to_nobody_who_may_not_see_the_case_any_more) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  as_hub([&](pipeline::Context& c) {
    c.about(case_.id);
    cases::set_bar(c, case_.id, StaffId::trusted(k_manager), "Her cousin");
  });
  act(letter, InwardKind::product_rejected);
  EXPECT_TRUE(head().taken_by.empty());
  EXPECT_EQ(head().state, NotificationState::analysis);
}

TEST_P(OwedTest, a_refusal_while_another_child_waits_is_for_the_decider_too) {
  be(NotificationState::received, model::Rating::not_rated);
  add_child("Wren");
  decide(case_.amara, "S47");
  as_hub([&](pipeline::Context& c) { cases::withdraw_clock(c, case_.id, model::Stage::decide); });
  act(send_for(case_.amara), InwardKind::product_rejected, "She has moved");
  EXPECT_THAT(owed(), Contains("DECIDE"));
}

TEST_P(OwedTest, a_refusal_while_a_closed_case_waits_for_another_child_is_not_lost) {
  close();
  const auto wren = add_child("Wren");
  ASSERT_EQ(head().state, NotificationState::reopened);
  const auto letter = send_for(case_.amara);
  app_.clock().advance(Duration::seconds(1));
  act(letter, InwardKind::product_rejected, "She has moved", 2);
  decide(wren, "UNIVERSAL");
  EXPECT_EQ(head().state, NotificationState::analysis) << "nobody has answered the refusal";
  EXPECT_THAT(owed(), Contains("DECIDE"));
  decide(case_.amara, "TRANSFER_TO_LA");
  EXPECT_THAT(owed(), testing::ElementsAre("DISSEMINATE"));
}

TEST_P(OwedTest, a_refused_safety_product_opens_a_case_that_is_over) {
  send_safety();
  be(NotificationState::signposted, model::Rating::not_rated);
  act("/products/" + last_product().id.text(), InwardKind::product_rejected);
  EXPECT_EQ(head().state, NotificationState::reopened);
  EXPECT_THAT(running(), Contains("RATE"));
}

TEST_P(OwedTest, a_promised_version_can_be_called_off) {
  decide(case_.amara, "S47");
  accept(send_for(case_.amara));
  const auto fact = item("Four call-outs");
  const auto letter = send_with(fact, "school1");
  correct_item(fact);
  ASSERT_THAT(owed(), Contains("DISSEMINATE"));
  EXPECT_EQ(app_.post(k_manager, letter + "/recall", body({{"why", "SENT_IN_ERROR"}})).status, 200);
  EXPECT_THAT(owed(), Not(Contains("DISSEMINATE")));
  EXPECT_EQ(app_.post(k_manager, letter + "/recall", body({{"why", "SENT_IN_ERROR"}})).status, 409);
}

TEST_P(OwedTest, an_item_in_an_earlier_version_opens_the_case_again) {
  const auto baby = add_child("Wren");
  decide(case_.amara, "S47");
  decide(baby, "S47");
  const auto fact = item("Four call-outs");
  accept(send_with(fact));
  ASSERT_EQ(send(compose({baby}, "assess"), "It cannot wait").status, 200);
  accept("/products/" + last_product().id.text(), 2);
  ASSERT_EQ(tell("They will visit").status, 200);
  ASSERT_EQ(head().state, NotificationState::closed);
  take_back_item(fact);
  EXPECT_EQ(head().state, NotificationState::decided) << "Amara's decision is with nobody";
  EXPECT_THAT(owed(), testing::ElementsAre("DISSEMINATE"));
}

TEST_P(OwedTest, what_is_taken_back_is_owed_to_nobody_where_nothing_was_asked) {
  decide(case_.amara, "UNIVERSAL");
  const auto fact = item("Four call-outs");
  accept(send_with(fact));
  ASSERT_EQ(tell("Nothing more").status, 200);
  ASSERT_EQ(head().state, NotificationState::closed);
  take_back_item(fact);
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(owed(), IsEmpty());
}

TEST_P(OwedTest, the_new_version_that_a_recipient_was_promised_follows) {
  decide(case_.amara, "S47");
  accept(send_for(case_.amara));
  const auto fact = item("Four call-outs");
  const auto letter = send_with(fact, "school1");
  correct_item(fact);
  ASSERT_EQ(tell("They will visit").status, 200);
  add("parent", "Dora");
  EXPECT_THAT(owed(), Contains("DISSEMINATE"));
  EXPECT_EQ(head().state, NotificationState::decided);
  release(letter, fact, "RELEASED", "", "2");
  ASSERT_EQ(send(Hub::compose({fact}, "school1")).status, 200);
  EXPECT_THAT(owed(), Not(Contains("DISSEMINATE")));
}

TEST_P(OwedTest, a_safety_product_from_a_closed_case_waits_for_its_answer) {
  close();
  send_safety();
  EXPECT_EQ(head().state, NotificationState::feedback_sent);
  EXPECT_THAT(owed(), Contains("DISSEMINATE assess"));
  accept("/products/" + last_product().id.text(), 2);
  EXPECT_EQ(head().state, NotificationState::closed);
}

TEST_P(OwedTest, a_safety_product_from_a_case_that_was_sent_away_opens_it) {
  be(NotificationState::signposted, model::Rating::not_rated);
  send_safety();
  EXPECT_EQ(head().state, NotificationState::reopened);
  EXPECT_THAT(running(), Contains("RATE"));
}

TEST_P(OwedTest, a_referrer_hears_of_those_whom_they_told_us_about) {
  const auto baby = add_child("Wren");
  decide(case_.amara, "S47");
  decide(baby, "EARLY_HELP");
  const auto told = app_.get(k_manager, path("/feedback")).json()["form"].text("outcomes");
  EXPECT_THAT(told, HasSubstr(std::string(model::words_of(model::Outcome::s47))));
  EXPECT_THAT(told, Not(HasSubstr(std::string(model::words_of(model::Outcome::early_help)))));
}

TEST_P(OwedTest, an_answer_given_in_time_is_not_late_though_it_is_heard_of_late) {
  decide(case_.amara, "S47");
  const auto letter = send_for(case_.amara);
  const UtcTime answered = app_.clock().now();
  app_.clock().advance(Duration::hours(24 * 30));
  ASSERT_GT(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 0);
  packages::ProductAct a{.product = *ProductId::parse(letter.substr(10)),
                         .version = 1,
                         .person = StaffId::trusted("r01"),
                         .agency = AgencyId::trusted("assess")};
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    receive(c, grant, deps(),
            {.id = new_id_text(c.random),
             .kind = InwardKind::product_accepted,
             .at = answered,
             .body = packages::encode(a)});
  });
  app_.database().read([&](db::Transaction& tx) {
    for (const auto& d : cases::clocks_of(tx, case_.id)) {
      if (d.agency.text() == "assess") EXPECT_FALSE(d.breached_at);
    }
  });
}

TEST_P(OwedTest, what_nobody_owes_any_more_was_late_all_the_same) {
  as_hub([&](pipeline::Context& c) {
    cases::start_clock(c, timescales(), case_.id, model::Stage::basis, model::Rating::red, c.now);
  });
  app_.clock().advance(Duration::hours(24 * 30));
  decide(case_.amara, "S47");
  bool seen = false;
  app_.database().read([&](db::Transaction& tx) {
    for (const auto& d : cases::clocks_of(tx, case_.id)) {
      seen = seen || (d.stage == model::Stage::basis && d.withdrawn && d.breached_at);
    }
  });
  EXPECT_TRUE(seen);
}

INSTANTIATE_TEST_SUITE_P(Engines, OwedTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

// SPDX-License-Identifier: MIT
// Goal: the child is never without somebody who is responsible until a recipient has accepted, and
// referrers are told no more than they may be.
#include "product_test_world.h"

namespace mash::product {
namespace {

using model::NotificationState;
using packages::InwardKind;
using packages::OutwardKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class AnswerTest : public Hub {};

// E07, E13: whose the child is until somebody accepts.
TEST_P(AnswerTest, a_rejection_gives_the_child_back_to_the_decider) {
  decide();
  const auto product = compose({});
  send(product);
  act(product, InwardKind::product_read);
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("Read by Paul Stanforth"));
  act(product, InwardKind::product_rejected, "She lives in Tarnwick now");
  EXPECT_EQ(head().state, NotificationState::analysis) << "E07";
  EXPECT_EQ(head().taken_by.text(), k_manager);
  EXPECT_THAT(clocks(), testing::Contains("DECIDE"));
  EXPECT_THAT(clocks(), Not(testing::Contains("DISSEMINATE assess")));
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("She lives in Tarnwick now"));
  EXPECT_THAT(app_.page(k_police, path("/products")).body, Not(HasSubstr("Tarnwick")));
  act(product, InwardKind::product_accepted);
  EXPECT_EQ(head().state, NotificationState::analysis) << "a second answer changes nothing";
}

// E13: with its clock.
TEST_P(AnswerTest, the_sender_sees_that_nobody_has_opened_it) {
  decide();
  send(compose({}));
  const auto page = app_.page(k_manager, path("/products"));
  EXPECT_THAT(page.body, HasSubstr("Not read yet."));
  EXPECT_THAT(page.body, HasSubstr("mash-clock")) << "E13";
}

// E10: a head teacher.
TEST_P(AnswerTest, the_case_closes_when_it_is_accepted_and_the_referrer_knows) {
  decide();
  const auto product = compose({});
  send(product);
  act(product, InwardKind::product_accepted, "", 1, std::string(26, 'A'));
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(app_.page(k_manager, path("/feedback")).body, HasSubstr("name=\"words\""));
  ASSERT_EQ(tell("Family help will visit").location, path("/products"));
  EXPECT_EQ(head().state, NotificationState::closed);
  EXPECT_THAT(clocks(), Not(testing::Contains("FEEDBACK")));
  const auto out = sent(OutwardKind::feedback);
  ASSERT_EQ(out.size(), 1U);
  const auto f = *packages::decode_feedback(out[0].body);
  EXPECT_EQ(f.reference, "7KQ4-XM2P-M");
  EXPECT_EQ(f.words,
            "What was decided: Assessment of a child in need (section 17).\n\n"
            "Family help will visit");
  EXPECT_EQ(tell("Again").status, 422) << "told already: no form, so no notification";
}

TEST_P(AnswerTest, acceptance_after_feedback_closes_too_and_counts_once) {
  decide();
  const auto product = compose({});
  send(product);
  tell("Thank you");
  EXPECT_EQ(head().state, NotificationState::feedback_sent);
  act(product, InwardKind::product_accepted, "", 1, std::string(26, 'B'));
  act(product, InwardKind::product_accepted, "", 1, std::string(26, 'B'));
  EXPECT_EQ(head().state, NotificationState::closed);
  std::int64_t acts = 0;
  app_.database().read([&](db::Transaction& tx) {
    acts = tx.query("select count(*) from product_act").front().integer(0);
  });
  EXPECT_EQ(acts, 1);
}

TEST_P(AnswerTest, without_action_nobody_has_to_accept) {
  decide("UNIVERSAL");
  tell("No more is needed");
  EXPECT_EQ(head().state, NotificationState::closed);
}

TEST_P(AnswerTest, what_makes_no_sense_is_dropped) {
  decide();
  const auto product = compose({});
  send(product);
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    const auto take = [&](InwardKind kind, Bytes content) {
      receive(c, grant, deps(),
              {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = std::move(content)});
    };
    take(InwardKind::product_accepted, to_bytes("nonsense"));
    take(InwardKind::feedback_read, to_bytes("nonsense"));
    take(InwardKind::feedback_read, packages::encode(packages::FeedbackRead{"7KQ4-XM2P-M"}));
    packages::ProductAct other{.product = *ProductId::parse(product.substr(10)),
                               .person = StaffId::trusted("r03"),
                               .agency = AgencyId::trusted("school1")};
    take(InwardKind::product_accepted, packages::encode(other));
    other.agency = AgencyId::trusted("assess");
    other.version = 7;
    take(InwardKind::product_accepted, packages::encode(other));
  });
  EXPECT_EQ(head().state, NotificationState::disseminated);
  EXPECT_THAT(clocks(), testing::Contains("DISSEMINATE assess"));
}

// E10: a neighbour.
TEST_P(AnswerTest, a_member_of_the_public_gets_the_fixed_words_alone) {
  case_ = add_case(app_, model::ReferrerClass::member_of_public);
  EXPECT_EQ(tell("").status, 422) << "nothing is decided";
  decide();
  const auto page = app_.page(k_manager, path("/feedback"));
  EXPECT_THAT(page.body, HasSubstr("have dealt with it"));
  EXPECT_THAT(page.body, Not(HasSubstr("section 17")));
  EXPECT_THAT(tell("She is with social care").body, HasSubstr("\"/words\"")) << "E10";
  EXPECT_EQ(tell("").status, 200);
  const auto f = *packages::decode_feedback(sent(OutwardKind::feedback).front().body);
  EXPECT_THAT(f.words, HasSubstr("have dealt with it"));
  EXPECT_THAT(f.words, Not(HasSubstr("decided")));
}

// A03: an anonymous caller.
TEST_P(AnswerTest, nobody_is_owed_feedback_where_the_referrer_is_not_known) {
  case_ = add_case(app_, model::ReferrerClass::anonymous);
  decide();
  EXPECT_EQ(tell("").status, 200);
  EXPECT_THAT(sent(OutwardKind::feedback), IsEmpty());
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("Nobody to tell"));
}

TEST_P(AnswerTest, reading_the_feedback_is_seen) {
  decide();
  tell("Thank you");
  as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    receive(c, grant, deps(),
            {.id = new_id_text(c.random),
             .kind = InwardKind::feedback_read,
             .at = c.now,
             .body = packages::encode(packages::FeedbackRead{"7KQ4-XM2P-M"})});
  });
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, HasSubstr("Read 24 November 2026"));
}

TEST_P(AnswerTest, the_directory_goes_when_it_has_changed) {
  std::vector<bool> went;
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    went = {send_directory(c, borough()), send_directory(c, borough())};
    auto changed = borough();
    changed.hub.name = "Another name";
    went.push_back(send_directory(c, changed));
  });
  EXPECT_THAT(went, ElementsAre(true, false, true));
  const auto d = *packages::decode_directory(sent(OutwardKind::directory).front().body);
  EXPECT_EQ(d.hub_phone, "020 7946 0531");
  EXPECT_EQ(d.accounts.size(), 8U) << "people of the gate, no staff of the hub, no other hub";
  EXPECT_EQ(d.accounts[0].name, "Paul Stanforth");
  EXPECT_EQ(d.accounts[0].role, "Recipient");
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswerTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

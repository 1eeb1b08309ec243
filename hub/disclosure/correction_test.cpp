// SPDX-License-Identifier: MIT
// Goal: a correction is a new version: what left of the old one is taken back, its owner decides
// anew, and after the decision a manager says whether it changes anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "disclosure_test_world.h"

namespace mash::disclosure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace disclosure::testing;

class CorrectionTest : public DisclosureTest {};

// C15: of an item.
TEST_P(CorrectionTest, a_correction_needs_a_new_decision_and_keeps_the_old_words) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  app_.post(k_police_releaser, page(), decision(a, "RELEASED"));
  EXPECT_EQ(edit(k_police_navigator, a, "Five call-outs", "1").status, 303);
  EXPECT_THAT(leaves({a}), IsEmpty()) << "nobody decided on the new words";
  const auto second = edit(k_police_releaser, a, "Six call-outs", "1");
  EXPECT_EQ(second.status, 409);
  EXPECT_THAT(second.body, HasSubstr("Leon Bailey saved version 2"));
  EXPECT_THAT(second.body, HasSubstr("Six call-outs"));
  EXPECT_THAT(second.body, HasSubstr("Five call-outs"));
  EXPECT_THAT(second.body, HasSubstr("Four call-outs"));
  EXPECT_EQ(edit(k_police_releaser, a, "Six call-outs, one of them by a neighbour", "2").status,
            303);
}

TEST_P(CorrectionTest, a_fault_does_not_let_anybody_overwrite_what_a_colleague_saved_meanwhile) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ASSERT_EQ(edit(k_police_navigator, a, "Five call-outs", "1").status, 303);
  const auto fault = edit(k_police_releaser, a, "", "1");
  EXPECT_EQ(fault.status, 422);
  EXPECT_THAT(fault.body, HasSubstr("name=\"version\" value=\"1\""));
  EXPECT_EQ(edit(k_police_releaser, a, "Six call-outs", "1").status, 409);
}

TEST_P(CorrectionTest, C09_a_correction_after_the_decision_waits_for_a_managers_word) {
  const auto item = write(k_police_releaser, "Four call-outs");
  const auto waits = [this] {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, case_, model::Stage::late_return).has_value();
    });
    return out;
  };
  edit(k_police_releaser, item, "Five call-outs", "1");
  EXPECT_FALSE(waits()) << "nobody has decided yet";
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_state(c, case_, model::NotificationState::decided);
  });
  edit(k_police_releaser, item, "Five call-outs", "2");
  EXPECT_FALSE(waits()) << "the same words again";
  edit(k_police_releaser, item, "Six call-outs", "2");
  EXPECT_TRUE(waits());
}

TEST_P(CorrectionTest, a_correction_reaches_whoever_has_the_words_and_asks_the_owner_anew) {
  const auto whole = write(k_police_releaser, "Four call-outs");
  const auto part = write(k_police_releaser, "Bail at 9 Elm Row until March");
  const auto held = write(k_police_releaser, "A listening operation");
  ask({whole, part, held});
  app_.post(k_police_releaser, page(), decision(whole, "RELEASED"));
  app_.post(k_police_releaser, page(),
            decision(part, "RELEASED_GIST", {{"wording-1", "There are conditions"}}));
  app_.post(k_police_releaser, page(),
            decision(held, "EXISTENCE_ONLY",
                     {{"withhold-1", "ONGOING_INVESTIGATION"}, {"why-1", "x"}, {"harm-1", "no"}}));
  ASSERT_TRUE(release_clock("police")->met_at.has_value());
  EXPECT_THAT(app_.page(k_police_releaser, "/items/" + whole).body,
              HasSubstr("whoever has received it is told not to use it"));
  EXPECT_THAT(app_.page(k_police_releaser, "/items/" + held).body,
              Not(HasSubstr("whoever has received it")));
  for (const auto& item : {whole, part, held}) edit(k_police_releaser, item, "Corrected", "1");
  EXPECT_THAT(corrected(), ElementsAre(whole + " assess", part + " assess"))
      << "that more is held is still true";
  EXPECT_THAT(withdrawn(), IsEmpty());
  EXPECT_EQ(app_.get(k_police_releaser, "/releases").json()["waiting"].as_array()->size(), 1U);
  EXPECT_EQ(app_.get(k_police_releaser, page()).json()["slots"].as_array()->size(), 3U);
  EXPECT_FALSE(release_clock("police")->met_at.has_value()) << "a new clock runs";
  const auto answered = app_.post(k_police_releaser, page(),
                                  body({{"item-1", held},
                                        {"version-1", "2"},
                                        {"decision-1", "WITHHELD"},
                                        {"withhold-1", "ONGOING_INVESTIGATION"},
                                        {"why-1", "x"},
                                        {"harm-1", "no"}}));
  EXPECT_EQ(answered.location, "/releases") << answered.body;
  EXPECT_THAT(withdrawn(), ElementsAre(held + " assess")) << "the line about version 1 was outside";
}

TEST_P(CorrectionTest, saving_the_same_words_changes_nothing) {
  const auto a = write(k_police_releaser, "Four call-outs");
  ask({a});
  app_.post(k_police_releaser, page(), decision(a, "RELEASED"));
  EXPECT_EQ(edit(k_police_releaser, a, "Four call-outs", "1").status, 303);
  EXPECT_EQ(leaves({a}).size(), 1U);
  EXPECT_THAT(corrected(), IsEmpty());
  const auto draft = write(k_police_releaser, "Half a thought", 0, true);
  EXPECT_EQ(edit(k_police_releaser, draft, "A whole thought", "1").status, 303);
  EXPECT_THAT(corrected(), IsEmpty()) << "nobody has a draft";
}

INSTANTIATE_TEST_SUITE_P(Engines, CorrectionTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::disclosure

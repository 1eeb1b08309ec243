// SPDX-License-Identifier: MIT
// Goal: a desk that disagrees says so in its own name; all of the case read it, nobody else learns
// of it, and no clock moves.
#include "assessment_test_world.h"
#include "mash/cases/clocks.h"

namespace mash::assessment {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class Disagreeing : public AssessmentTest {
 protected:
  // All clocks of the case, as they run.
  std::vector<std::string> clocks() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_)) {
        out.push_back(std::string(model::code_of(d.stage)) + std::to_string(d.due_at.micros) +
                      (d.withdrawn || d.met_at ? " over" : ""));
      }
    });
    return out;
  }
};

TEST_P(Disagreeing, C10_a_desk_says_so_in_its_own_words_and_all_of_the_case_read_them) {
  ASSERT_EQ(disagree(k_police).status, 200);
  for (const auto* who : {k_manager, k_screener, k_health, k_police}) {
    const auto all = page(who)["dissents"];
    ASSERT_EQ(all.as_array()->size(), 1U) << who;
    const auto& one = all.as_array()->at(0);
    EXPECT_EQ(one.text("agency"), "Barnfield Borough Police");
    EXPECT_EQ(one.text("about"), "The rating");
    EXPECT_EQ(one.text("rating"), "Amber") << "what it was against";
    EXPECT_EQ(one.text("reason"), "He has hurt her before");
    EXPECT_THAT(app_.page(who, path("/assessment")).body,
                HasSubstr("Barnfield Borough Police disagrees: The rating"));
  }
  EXPECT_THAT(heard_, ElementsAre("police")) << "whoever decides hears of it";
}

TEST_P(Disagreeing, C10_it_belongs_to_the_desk_that_says_it_and_is_sealed) {
  ASSERT_EQ(disagree(k_police).status, 200);
  EXPECT_EQ(app_.count("dissent where owner = 'police'"), 1);
  EXPECT_FALSE(app_.is_stored("He has hurt her before"));
}

TEST_P(Disagreeing, C10_no_clock_moves) {
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock(c, barnfield::timescales(), case_, model::Stage::decide,
                       model::Rating::amber, c.now);
    cases::set_decision_stands(c.tx, case_, true);  // even where news would be late
  });
  const auto before = clocks();
  ASSERT_EQ(before.size(), 1U);
  ASSERT_EQ(disagree(k_police).status, 200);
  EXPECT_EQ(clocks(), before);
}

TEST_P(Disagreeing, C10_whoever_does_not_work_on_the_case_learns_nothing) {
  ASSERT_EQ(disagree(k_police).status, 200);
  expect_absent(k_housing, "/assessment");
  EXPECT_EQ(disagree(k_housing).status, 404);
  bar(k_health);
  expect_absent(k_health, "/assessment");
  EXPECT_EQ(disagree(k_health).status, 404);
  EXPECT_EQ(app_.count("dissent"), 1);
}

TEST_P(Disagreeing, needs_a_reason_and_is_not_for_who_decides) {
  const auto empty = disagree(k_police, "", "");
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, HasSubstr("Say why your agency disagrees"));
  EXPECT_THAT(empty.body, HasSubstr("Select with what your agency disagrees"));
  EXPECT_EQ(disagree(k_manager).status, 422);
  EXPECT_THAT(heard_, IsEmpty());
  EXPECT_THAT(app_.page(k_manager, path("/assessment")).body, Not(HasSubstr("dissent_reason")));
  EXPECT_THAT(app_.page(k_police, path("/assessment")).body, HasSubstr("dissent_reason"));
}

INSTANTIATE_TEST_SUITE_P(Engines, Disagreeing,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::assessment

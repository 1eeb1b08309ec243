// SPDX-License-Identifier: MIT
// Goal: nobody alone decides to do less than help for a child who comes again and again; the second
// manager sees why, and a desk learns nothing of it.
#include "repeat_test_world.h"

namespace mash::decision {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class RepeatSignature : public RepeatTest {};

TEST_P(RepeatSignature, B13_the_third_blue_of_a_household_waits_for_a_second_manager) {
  const auto amara = new_person();
  const auto obi = new_person();
  const auto first = add("2026-08-26T09:00:00Z", Rating::blue, obi);  // 90 days
  const auto second = add("2026-10-01T09:00:00Z", Rating::blue, obi);
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue,
                         {{amara, PersonRole::child}, {obi, PersonRole::parent}});
  decide(third, amara, "NFA");
  EXPECT_THAT(why(third),
              ElementsAre("3 cases name this child or somebody who lives with them since 26 August "
                          "2026, this one included; the others were rated Blue.",
                          "/case/" + first.text(), "/case/" + second.text()));
  EXPECT_FALSE(decided(third));
  EXPECT_TRUE(clock_runs(third)) << "nothing waits without a clock";
  EXPECT_THAT(app_.page(k_deputy, tab(third)).body,
              HasSubstr("This counts only when a second manager has signed."));
  EXPECT_NE(sign(third, amara, k_manager).status, 200) << "not the one who proposed it";
  EXPECT_FALSE(decided(third));
  EXPECT_EQ(sign(third, amara, k_deputy).status, 200);
  EXPECT_TRUE(decided(third));
  EXPECT_FALSE(clock_runs(third));
}

TEST_P(RepeatSignature, B13_blues_of_another_household_rating_or_time_do_not_count) {
  const auto amara = new_person();
  const auto obi = new_person();
  add("2026-08-25T09:00:00Z", Rating::blue, obi);  // 91 days
  add("2026-10-01T09:00:00Z", Rating::blue, obi);
  add("2026-10-02T09:00:00Z", Rating::green, {{obi, PersonRole::parent}});
  add("2026-10-03T09:00:00Z", Rating::blue, new_person());  // at the address, not of the household
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue,
                         {{amara, PersonRole::child}, {obi, PersonRole::parent}});
  decide(third, amara, "NFA");
  EXPECT_THAT(why(third), IsEmpty());
  EXPECT_TRUE(decided(third));
}

TEST_P(RepeatSignature, F01_the_boundary_day_counts_and_the_day_after_does_not) {
  const auto hit_on = [this](const char* day) {
    const auto child = new_person();
    add("2025-11-24T08:00:00Z", Rating::green, child, "2A");
    add("2026-05-03T08:00:00Z", Rating::green, child, "6");
    const auto third = add(day, Rating::green, child, "3A");
    decide(third, child, "INFORMATION_AND_ADVICE");
    return why(third);
  };
  const auto on_the_day = hit_on("2026-11-24T23:59:00Z");
  ASSERT_EQ(on_the_day.size(), 6U) << "by child and by sources, each with two earlier cases";
  EXPECT_EQ(on_the_day[0], "3 cases name this child since 24 November 2025, this one included.");
  EXPECT_THAT(on_the_day[3], HasSubstr("they came from 3 kinds of source"));
  EXPECT_THAT(hit_on("2026-11-25T00:00:00Z"), IsEmpty());
}

TEST_P(RepeatSignature, three_sources_of_one_household_count_however_often_one_of_them_tells) {
  const auto told_by = [this](const char* second) {
    const auto amara = new_person();
    const auto obi = new_person();
    add("2026-02-01T09:00:00Z", Rating::green, {{obi, PersonRole::child}}, "2A");
    add("2026-03-01T09:00:00Z", Rating::green, {{obi, PersonRole::child}}, second);
    const auto third = add("2026-11-24T09:00:00Z", Rating::green,
                           {{amara, PersonRole::child}, {obi, PersonRole::parent}}, "6");
    decide(third, amara, "UNIVERSAL");
    return why(third).size();
  };
  EXPECT_EQ(told_by("2A"), 0U);
  EXPECT_EQ(told_by("3A"), 3U);
}

TEST_P(RepeatSignature, each_scope_counts_its_own_cases) {
  const auto amara = new_person();
  const auto dale = new_person();
  add("2026-08-01T09:00:00Z", Rating::green, amara);
  add("2026-08-02T09:00:00Z", Rating::green, {{dale, PersonRole::adult_of_concern}}, "",
      "9 Elm Row");
  add("2026-08-03T09:00:00Z", Rating::green, new_person());  // at the address
  policy_.rules = {{.id = "any", .count = 2, .window = {12, people::RepeatWindow::Unit::months}}};
  const auto text_of = [&](people::RepeatScope scope) {
    policy_.rules.front().scope = scope;
    const auto id =
        add("2026-11-24T09:00:00Z", Rating::green,
            {{amara, PersonRole::child}, {dale, PersonRole::adult_of_concern}}, "", "8 Elm Row");
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_state(c, id, NotificationState::triaged);
      people::Statement said;  // the child is at another address too
      said.case_id = id;
      said.role = PersonRole::child;
      said.address_line = Sensitive(k_road);
      said.postcode = Sensitive("BF1 2AB");
      c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
                   {people::add_statement(c, said), amara});
    });
    decide(id, amara, "NFA");
    const auto all = why(id);
    return all.empty() ? std::string() : all.front();
  };
  // Each time one more of this family's own cases is there.
  using enum people::RepeatScope;
  EXPECT_EQ(text_of(child), "2 cases name this child since 24 November 2025, this one included.");
  EXPECT_THAT(text_of(adult), HasSubstr("3 cases name another adult of concern"));
  EXPECT_THAT(text_of(address), HasSubstr("5 cases name somebody at an address of this child"));
  EXPECT_THAT(text_of(household), HasSubstr("6 cases name this child or somebody who lives"));
}

TEST_P(RepeatSignature, a_child_who_gets_help_needs_nobody_more) {
  const auto child = new_person();
  for (const char* day : {"2026-08-01T09:00:00Z", "2026-09-01T09:00:00Z"}) {
    add(day, Rating::blue, child);
  }
  const auto third = add("2026-11-24T09:00:00Z", Rating::blue, child);
  decide(third, child, "EARLY_HELP");
  EXPECT_TRUE(decided(third));
}

TEST_P(RepeatSignature, a_desk_learns_nothing_of_repeats_from_what_waits_or_was_signed) {
  const auto child = new_person();
  add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
  });
  const auto undecided = json::encode(child_on_page(id, k_police));
  decide(id, child, "NFA");
  EXPECT_EQ(json::encode(child_on_page(id, k_police)), undecided);
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  const auto standing = child_on_page(id, k_police)["standing"];
  EXPECT_EQ(standing.text("outcome"), "No further action");
  EXPECT_EQ(standing.text("signed"), "");
  EXPECT_NE(child_on_page(id, k_screener)["standing"].text("signed"), "");
}

TEST_P(RepeatSignature, a_desk_sees_no_clock_of_what_is_proposed_in_a_decided_case) {
  const auto child = new_person();
  add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
  });
  decide(id, child, "EARLY_HELP");
  const auto clock_for = [&](const char* who) {
    return app_.get(who, tab(id)).json()["bar"]["clock"].text("words");
  };
  const auto before = clock_for(k_police);
  const auto seen = clock_for(k_manager);
  decide(id, child, "NFA");
  EXPECT_EQ(clock_for(k_police), before);
  EXPECT_NE(clock_for(k_manager), seen);
}

TEST_P(RepeatSignature, a_reason_shows_no_case_that_was_hidden_from_the_reader_since) {
  const auto child = new_person();
  const auto later_hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::green, child);
  decide(id, child, "NFA");
  ASSERT_EQ(why(id, k_screener).size(), 3U);
  bar(later_hidden, k_screener);
  EXPECT_THAT(why(id, k_screener), IsEmpty()) << "a count would tell that something is hidden";
  EXPECT_THAT(app_.page(k_screener, tab(id)).body, Not(HasSubstr(later_hidden.text())));
  EXPECT_EQ(why(id, k_deputy).size(), 3U);
  for (const char* who : {k_screener, k_deputy}) {
    EXPECT_THAT(app_.page(who, tab(id)).body,
                HasSubstr("The rules of this hub ask a second manager to look."))
        << who << ": said to some only, it would be a sign itself";
  }
}

TEST_P(RepeatSignature, of_several_reasons_none_is_missing_for_whoever_may_not_know_of_one) {
  const auto child = new_person();
  const auto later_hidden = add("2026-08-01T09:00:00Z", Rating::green, child);
  add("2026-09-01T09:00:00Z", Rating::green, child);
  const auto id = add("2026-11-24T09:00:00Z", Rating::red, child);
  decide(id, child, "NFA");
  ASSERT_EQ(why(id, k_screener).size(), 4U) << "the police are silent too";
  bar(later_hidden, k_screener);
  EXPECT_THAT(why(id, k_screener), IsEmpty());
}

TEST_P(RepeatSignature, what_is_proposed_in_a_decided_case_waits_against_a_clock) {
  const auto child = new_person();
  const auto sister = new_person();
  for (const char* day : {"2026-08-01T09:00:00Z", "2026-09-01T09:00:00Z"}) {
    add(day, Rating::green, child);
  }
  const auto id = add("2026-11-24T09:00:00Z", Rating::green,
                      {{child, PersonRole::child}, {sister, PersonRole::child}});
  decide(id, child, "EARLY_HELP");
  decide(id, sister, "EARLY_HELP");
  ASSERT_TRUE(decided(id));
  ASSERT_FALSE(clock_runs(id));
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_state(c, id, NotificationState::closed);
  });
  decide(id, child, "NFA");
  EXPECT_TRUE(clock_runs(id));
  EXPECT_EQ(barnfield::head_of(app_, id).state, NotificationState::feedback_sent) << "on the lists";
  decide(id, sister, "FAMILY_HELP");
  EXPECT_TRUE(clock_runs(id)) << "nobody has signed";
  ASSERT_EQ(sign(id, child, k_deputy).status, 200);
  EXPECT_FALSE(clock_runs(id));
}

INSTANTIATE_TEST_SUITE_P(Engines, RepeatSignature,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

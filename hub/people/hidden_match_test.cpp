// SPDX-License-Identifier: MIT
// Goal: to whoever is barred from a case, its people are not in the hub; and the match that they
// are not shown comes before somebody who may see it.
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "mash/people/hidden_matches.h"
#include "people_test_hub.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* k_notice = "may not know of a case in which one of them is";

class HiddenMatchTest : public Hub {
 protected:
  void bar(const CaseId& id, const char* staff) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: his sister");
    });
  }
  std::size_t found(const std::string& search, const char* who) {
    return app_.get(who, search).json()["candidates"].as_array()->size();
  }
  std::string page(const CaseId& id, const char* who) {
    return app_.page(who, path(id, "/family")).body;
  }
};

TEST_P(HiddenMatchTest, H06_the_search_is_as_if_there_were_no_match) {
  const auto hidden = add_case({amara()});
  identify_as_new(hidden);
  bar(hidden, "s1");
  const auto id = add_case({amara()});
  const auto search = look_up(id);
  const auto seen = app_.page("s1", search).body;
  const auto nobody = add_case({child("Efe", "Lane", "2012-01-01")});
  EXPECT_EQ(found(search, "s1"), 0U);
  EXPECT_EQ(found(look_up(nobody), "s1"), 0U);
  EXPECT_THAT(seen, HasSubstr("Add as a new person"));
  EXPECT_THAT(seen, Not(HasSubstr("Known from")));
  EXPECT_THAT(page(id, "s1"), Not(HasSubstr(k_notice)));
}

// H06: a cleared person sees that there is one.
TEST_P(HiddenMatchTest, no_repeat_is_lost_since_a_cleared_person_looks_again) {
  const auto hidden = add_case({amara()});
  identify_as_new(hidden);
  bar(hidden, "s1");
  const auto id = add_case({amara()});
  EXPECT_EQ(answer(look_up(id), "new").status, 200);
  EXPECT_THAT(page(id, "s2"), HasSubstr(k_notice));
  EXPECT_THAT(page(id, "n1"), Not(HasSubstr(k_notice))) << "a desk looks nobody up";
  const auto said = family(id, "s2")["people"].as_array()->at(0)["statements"].as_array()->at(0);
  EXPECT_EQ(app_.post("s2", path(id, "/people/undo"),
                      body({{"statement", said["undo"].text("statement")},
                            {"version", said["undo"].number("version")}}))
                .status,
            200);
  const auto again = look_up(id, 0, "s2");
  EXPECT_EQ(found(again, "s2"), 1U);
  EXPECT_THAT(page(id, "s2"), Not(HasSubstr(k_notice)));
  EXPECT_EQ(answer(again, "save", {"same"}, "s2").status, 200);
  EXPECT_EQ(family(id, "s2")["people"].as_array()->at(0).text("seen_before"),
            "Known from 1 other case");
  EXPECT_EQ(family(id, "s1")["people"].as_array()->at(0).text("seen_before"), "");
}

TEST_P(HiddenMatchTest, whoever_is_barred_too_is_not_told_and_settles_nothing) {
  const auto hidden = add_case({amara()});
  bar(hidden, "s1");
  bar(hidden, "s2");
  const auto id = add_case({amara()});
  look_up(id);
  EXPECT_THAT(page(id, "s2"), Not(HasSubstr(k_notice)));
  look_up(id, 0, "s2");
  EXPECT_EQ(count("hidden_match where settled_at is null"), 2);
}

TEST_P(HiddenMatchTest, an_undo_changes_nothing_in_a_case_that_is_hidden) {
  const auto hidden = add_case({amara()});
  const auto id = add_case({amara()});
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200) << "one answer for both";
  bar(hidden, "s1");
  const auto before = family(hidden, "s2")["people"].as_array()->at(0)["statements"];
  const auto said = family(id)["people"].as_array()->at(0)["statements"].as_array()->at(0);
  EXPECT_EQ(app_.post("s1", path(id, "/people/undo"),
                      body({{"statement", said["undo"].text("statement")},
                            {"version", said["undo"].number("version")}}))
                .status,
            200);
  EXPECT_TRUE(family(id)["people"].as_array()->empty());
  ASSERT_FALSE(family(hidden, "s2")["people"].as_array()->empty());
  EXPECT_EQ(family(hidden, "s2")["people"].as_array()->at(0)["statements"], before);
}

TEST_P(HiddenMatchTest, an_undo_frees_the_same_whatever_a_hidden_case_says) {
  const auto first = add_case({amara()});
  const auto second = add_case({amara()});
  EXPECT_EQ(answer(look_up(second), "save", {"same"}).status, 200) << "one answer for both";
  const auto hidden = add_case({amara()});
  EXPECT_EQ(answer(look_up(hidden, 0, "s2"), "save", {"same"}, "s2").status, 200);
  bar(hidden, "s1");
  EXPECT_EQ(undo(first).status, 200);
  EXPECT_EQ(family(first)["waiting"].as_array()->size(), 1U);
  EXPECT_EQ(family(second)["waiting"].as_array()->size(), 1U);
}

TEST_P(HiddenMatchTest, somebody_undone_meanwhile_is_not_chosen_whatever_a_hidden_case_says) {
  const auto open = add_case({amara()});
  identify_as_new(open);
  const auto hidden = add_case({amara()});
  EXPECT_EQ(answer(look_up(hidden, 0, "s2"), "save", {"same"}, "s2").status, 200);
  bar(hidden, "s1");
  const auto search = look_up(add_case({amara()}));
  ASSERT_EQ(found(search, "s1"), 1U);
  EXPECT_EQ(undo(open, "s2").status, 200);
  const auto late = answer(search, "save", {"same"});
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Look again"));
}

TEST_P(HiddenMatchTest, somebody_hidden_meanwhile_is_not_chosen) {
  const auto other = add_case({amara()});
  const auto search = look_up(add_case({amara()}));
  bar(other, "s1");
  EXPECT_EQ(answer(search, "save", {"same"}).status, 409);
  EXPECT_EQ(count("person"), 0);
}

TEST_P(HiddenMatchTest, somebody_named_elsewhere_too_is_shown_from_there_alone) {
  const auto open = add_case({child("Amara", "Quillfeather", "2017-03-09")});
  identify_as_new(open);
  const auto hidden = add_case({amara()});
  EXPECT_EQ(answer(look_up(hidden), "save", {"same"}).status, 200);
  bar(hidden, "s1");
  const auto search = look_up(add_case({amara()}));
  const auto seen = app_.page("s1", search).body;
  EXPECT_EQ(found(search, "s1"), 1U);
  EXPECT_THAT(seen, HasSubstr("Known from 1 case"));
  EXPECT_EQ(count("hidden_match"), 0);
}

TEST_P(HiddenMatchTest, a_judgement_about_what_is_hidden_is_hidden) {
  const auto open = add_case({child("Amara", "Quillfeather", "2017-03-09")});
  identify_as_new(open);
  const auto hidden = add_case({amara()});
  EXPECT_EQ(answer(look_up(hidden), "save", {"same"}).status, 200);
  bar(hidden, "s1");
  const auto id = add_case({amara()});
  EXPECT_EQ(answer(look_up(id, 0, "s2"), "save", {"unsure"}, "s2").status, 200);
  const auto judged = [&](const char* who) {
    const auto page = app_.get(who, look_up(id, 0, who)).json();
    return page["candidates"].as_array()->at(0).text("judged");
  };
  EXPECT_THAT(judged("s2"), HasSubstr("Jo Patel was not sure about this person on"));
  EXPECT_EQ(judged("s1"), "") << "it was about the words in the hidden case";
}

// H06: until somebody who may know of it has looked.
class HiddenClockTest : public HiddenMatchTest {
 protected:
  HiddenClockTest() {
    timescales_.policy.id = "test";
    timescales_.policy.rows.push_back({.stage = model::Stage::hidden_match,
                                       .rating = {},
                                       .agency = {},
                                       .budget = {.amount = 1, .unit = model::Unit::wall_hours},
                                       .from_source = false});
  }
  // Somebody who is barred from Amara's case looks her up in another one.
  void hide_and_look() {
    hidden_ = add_case({amara()});
    identify_as_new(hidden_);
    bar(hidden_, "s1");
    id_ = add_case({amara()});
    look_up(id_);
  }
  int time() {
    return time_hidden_matches(app_.app(), app_.database(), timescales_, app_.clock().now());
  }
  std::vector<cases::Deadline> clocks(const CaseId& id) {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, id); });
    return out;
  }
  // What stands on the page of tasks of this person.
  json::Array owed_by(const char* who) {
    const auto a = app_.get(who, "/test/" + id_.text() + "/owed");
    EXPECT_EQ(a.status, 200) << a.body;
    return *a.json()["owed"].as_array();
  }

  cases::Timescales timescales_;
  CaseId hidden_, id_;
};

TEST_P(HiddenClockTest, H06_a_hidden_match_has_an_hour_and_its_clock_stands_in_the_hidden_case) {
  hide_and_look();
  const UtcTime looked = app_.clock().now();
  app_.clock().advance(Duration::minutes(5));
  EXPECT_EQ(time(), 1);
  EXPECT_EQ(time(), 0) << "once";
  const auto running = clocks(hidden_);
  ASSERT_EQ(running.size(), 1U);
  EXPECT_EQ(running[0].stage, model::Stage::hidden_match);
  EXPECT_EQ(running[0].rating, model::Rating::red);
  EXPECT_EQ(running[0].due_at, looked + Duration::hours(1)) << "from when somebody looked";
  EXPECT_THAT(clocks(id_), IsEmpty()) << "whoever looked sees that case";
}

TEST_P(HiddenClockTest, H06_it_is_met_once_a_cleared_person_has_looked) {
  hide_and_look();
  EXPECT_EQ(time(), 1);
  app_.clock().advance(Duration::minutes(10));
  look_up(id_, 0, "s2");
  EXPECT_EQ(time(), 1);
  ASSERT_TRUE(clocks(hidden_)[0].met_at.has_value());
  EXPECT_EQ(time(), 0);
  look_up(id_);
  EXPECT_EQ(time(), 1) << "another look of who is barred is another wait";
  EXPECT_EQ(clocks(hidden_).size(), 2U);
}

TEST_P(HiddenClockTest, H06_it_stands_with_those_who_may_know_of_both_and_with_nobody_else) {
  hide_and_look();
  EXPECT_EQ(time(), 1);
  const auto theirs = owed_by("s2");
  ASSERT_EQ(theirs.size(), 1U);
  EXPECT_EQ(theirs[0].text("href"), path(id_, "/family"));
  EXPECT_EQ(theirs[0].text("due"), iso_utc(clocks(hidden_)[0].due_at));
  EXPECT_THAT(theirs[0].text("what"), Not(HasSubstr("Amara")));
  EXPECT_THAT(owed_by("s1"), IsEmpty()) << "barred";
  EXPECT_THAT(owed_by("n1"), IsEmpty()) << "a desk looks nobody up";
  bar(hidden_, "s2");
  EXPECT_THAT(owed_by("s2"), IsEmpty());
}

TEST_P(HiddenClockTest, H06_a_policy_that_does_not_time_it_is_not_asked_for_ever) {
  hide_and_look();
  timescales_.policy.rows.clear();
  EXPECT_EQ(time(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, HiddenClockTest, both_engines(), engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, HiddenMatchTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

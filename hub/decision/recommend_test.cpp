// SPDX-License-Identifier: MIT
// Goal: in a hub that recommends, what its managers recommend is never taken for a decision; the
// front door's decision stands beside it, with who decided and when, and all that follows, follows
// the decision, but for what may not wait.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using model::NotificationState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

model::Borough recommending() {
  model::Borough out = borough();
  out.hub.mode = model::HubMode::recommends;
  return out;
}

class Recommending : public testing::TestWithParam<db::Engine> {
 protected:
  std::string tab() const { return "/case/" + case_.id.text() + "/decision"; }
  std::string path(const PersonId& child) const { return tab() + "/" + child.text(); }
  std::string door(const PersonId& child) const { return path(child) + "/front-door"; }
  support::Answer recommend(const PersonId& child, const std::string& outcome,
                            const std::string& who = k_manager) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, path(child),
                     body({{"outcome", outcome},
                           {"level", "3"},
                           {"reason", "Three call-outs in a month"},
                           {"evidence", "The zebra notebook"},
                           {"without_reason", "They can follow"},
                           {"version", version(child)}}));
  }
  std::string version(const PersonId& child, const std::string& who = k_manager) {
    return app_.get(who, door(child)).json().text("version");
  }
  using Form = std::vector<std::pair<std::string, json::Value>>;
  // Somebody else's decision, written down.
  Form outside(const PersonId& child, const std::string& outcome) {
    return {{"who", "OTHER"},
            {"name", "Ruth Adeyemi, service manager"},
            {"decided", "2026-11-23"},
            {"decided_time", "2pm"},
            {"outcome", outcome},
            {"level", "3"},
            {"reason", "She knows the family"},
            {"version", version(child)}};
  }
  static Form with(Form form, const std::string& name, const std::string& value) {
    std::erase_if(form, [&name](const auto& one) { return one.first == name; });
    form.emplace_back(name, value);
    return form;
  }
  support::Answer record(const PersonId& child, const Form& form,
                         const std::string& who = k_screener) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, door(child), body(form));
  }
  json::Value child_on_page(const std::string& who = k_manager) {
    return app_.get(who, tab()).json()["children"].as_array()->at(0);
  }
  std::vector<std::string> decided() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& d : decisions_of(c, proof, case_.id)) {
        out.emplace_back(model::code_of(d.outcome));
      }
    });
    return out;
  }
  NotificationState state() { return barnfield::head_of(app_, case_.id).state; }
  bool decide_clock_runs() {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, case_.id, model::Stage::decide).has_value();
    });
    return out;
  }

  model::Borough borough_ = recommending();
  int on_decided_ = 0;
  std::vector<std::string> begun_;
  support::TestApp app_{options(
      GetParam(),
      Deps{.borough = borough_,
           .timescales = timescales(),
           .on_decided = [this](auto&, auto&, auto&) { ++on_decided_; },
           .on_holds = [this](auto&, auto&,
                              model::Outcome o) { begun_.emplace_back(model::code_of(o)); }})};
  Case case_ = add_case(app_);
};

TEST_P(Recommending, E08_to_decide_makes_a_recommendation_and_nothing_follows_it) {
  ASSERT_EQ(recommend(case_.amara, "S17_ASSESSMENT").status, 200);
  ASSERT_EQ(recommend(case_.obi, "EARLY_HELP").status, 200);
  EXPECT_THAT(decided(), IsEmpty());
  EXPECT_EQ(app_.count("decision"), 0);
  EXPECT_EQ(app_.count("recommendation"), 2);
  EXPECT_EQ(state(), NotificationState::analysis);
  EXPECT_TRUE(decide_clock_runs());
  EXPECT_EQ(on_decided_, 0);
  EXPECT_THAT(begun_, IsEmpty());
  EXPECT_FALSE(app_.is_stored("Three call-outs in a month"));
  const auto child = child_on_page();
  EXPECT_EQ(child["recommended"].text("outcome"), "Assessment of a child in need (section 17)");
  EXPECT_EQ(child["standing"].as_object(), nullptr);
  const auto page = app_.page(k_manager, path(case_.amara)).body;
  EXPECT_THAT(page, HasSubstr("Recommend for <bdi>Amara Quillfeather</bdi>"));
  EXPECT_THAT(page, HasSubstr("Recommended by"));
  EXPECT_THAT(page, Not(HasSubstr(">Decide for ")));
}

TEST_P(Recommending, E08_the_front_doors_decision_is_apart_with_who_and_when) {
  ASSERT_EQ(recommend(case_.amara, "S17_ASSESSMENT").status, 200);
  ASSERT_EQ(record(case_.amara, outside(case_.amara, "S17_ASSESSMENT")).status, 200);
  EXPECT_THAT(decided(), ElementsAre("S17_ASSESSMENT"));
  EXPECT_EQ(on_decided_, 0) << "Obi is not decided";
  ASSERT_EQ(recommend(case_.obi, "EARLY_HELP").status, 200);
  ASSERT_EQ(record(case_.obi, outside(case_.obi, "EARLY_HELP")).status, 200);
  EXPECT_EQ(state(), NotificationState::decided);
  EXPECT_FALSE(decide_clock_runs());
  EXPECT_EQ(on_decided_, 1);
  const auto child = child_on_page();
  EXPECT_EQ(child["recommended"].text("by"), "Nasima Khatun");
  EXPECT_EQ(child["standing"].text("outside"),
            "Ruth Adeyemi, service manager, 23 November 2026 at 2:00pm");
  EXPECT_NE(child["standing"].text("by"), "Nasima Khatun");
  EXPECT_FALSE(app_.is_stored("Ruth Adeyemi"));
  const auto page = app_.page(k_manager, tab()).body;
  EXPECT_THAT(page, HasSubstr("The hub’s recommendation"));
  EXPECT_THAT(page, HasSubstr("The front door’s decision"));
  EXPECT_THAT(page, HasSubstr("Decided at the front door by"));
}

TEST_P(Recommending, E08_another_decision_says_why_and_both_stay) {
  ASSERT_EQ(recommend(case_.amara, "S17_ASSESSMENT").status, 200);
  const auto refused = record(case_.amara, outside(case_.amara, "EARLY_HELP"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Say why it is not what was recommended"));
  EXPECT_EQ(record(case_.amara,
                   with(outside(case_.amara, "EARLY_HELP"), "differs", "The aunt has moved in"))
                .status,
            200);
  EXPECT_THAT(decided(), ElementsAre("EARLY_HELP"));
  const auto child = child_on_page();
  EXPECT_EQ(child["standing"].text("differs"), "The aunt has moved in");
  EXPECT_EQ(child["recommended"].text("outcome"), "Assessment of a child in need (section 17)");
}

TEST_P(Recommending, E08_whoever_recommended_does_not_decide_for_the_front_door) {
  ASSERT_EQ(recommend(case_.amara, "S17_ASSESSMENT").status, 200);
  const auto me = with(outside(case_.amara, "S17_ASSESSMENT"), "who", "ME");
  EXPECT_THAT(record(case_.amara, me, k_manager).body, HasSubstr("You recommended it"));
  EXPECT_THAT(record(case_.amara, me, k_screener).body, HasSubstr("qualified in social work"));
  EXPECT_THAT(decided(), IsEmpty());
  EXPECT_EQ(record(case_.amara, me, k_deputy).status, 200);
  EXPECT_THAT(decided(), ElementsAre("S17_ASSESSMENT"));
}

TEST_P(Recommending, E08_what_may_not_wait_begins_with_the_recommendation_and_once) {
  ASSERT_EQ(recommend(case_.amara, "S47").status, 200);
  EXPECT_THAT(begun_, ElementsAre("S47"));
  ASSERT_EQ(record(case_.amara, outside(case_.amara, "S47")).status, 200);
  EXPECT_THAT(begun_, ElementsAre("S47")) << "not a second discussion";
}

TEST_P(Recommending, E08_the_front_door_waits_for_no_recommendation) {
  ASSERT_EQ(record(case_.amara, outside(case_.amara, "S47")).status, 200);
  EXPECT_THAT(decided(), ElementsAre("S47"));
  EXPECT_THAT(begun_, ElementsAre("S47"));
}

TEST_P(Recommending, E08_two_are_needed_where_two_are_needed) {
  ASSERT_EQ(recommend(case_.amara, "NFA").status, 200);
  ASSERT_EQ(record(case_.amara, outside(case_.amara, "NFA")).status, 200);
  EXPECT_THAT(decided(), IsEmpty()) << "red, and the police are silent";
  ASSERT_EQ(
      app_.post(k_manager, path(case_.amara) + "/sign", to_sign(app_, tab(), k_manager)).status,
      200);
  EXPECT_THAT(decided(), ElementsAre("NFA"));
}

TEST_P(Recommending, E08_nobody_writes_down_a_decision_on_a_stale_page) {
  const auto form = outside(case_.amara, "S17_ASSESSMENT");
  ASSERT_EQ(recommend(case_.amara, "EARLY_HELP").status, 200);
  const auto a = record(case_.amara, form);
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("The hub has recommended something else"));
  EXPECT_THAT(decided(), IsEmpty());
}

TEST_P(Recommending, E08_it_says_who_and_when_and_no_time_to_come) {
  const auto form = outside(case_.amara, "S17_ASSESSMENT");
  EXPECT_THAT(record(case_.amara, with(form, "name", "")).body, HasSubstr("Enter who decided"));
  EXPECT_THAT(record(case_.amara, with(form, "decided", "2031-11-23")).body,
              HasSubstr("This is still to come"));
  EXPECT_EQ(record(case_.amara, with(form, "decided", "")).status, 422);
  EXPECT_EQ(app_.count("decision"), 0);
}

TEST_P(Recommending, E08_desks_see_both_without_reasons_and_write_neither_down) {
  ASSERT_EQ(recommend(case_.amara, "S17_ASSESSMENT").status, 200);
  EXPECT_EQ(child_on_page(k_police)["recommended"].text("outcome"),
            "Assessment of a child in need (section 17)");
  EXPECT_THAT(app_.page(k_police, tab()).body, Not(HasSubstr("Three call-outs in a month")));
  EXPECT_EQ(app_.get(k_police, door(case_.amara)).status, 404);
  EXPECT_EQ(app_.get(k_housing, tab()).status, 404);
}

class Deciding : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{options(GetParam())};
  Case case_ = add_case(app_);
};

TEST_P(Deciding, E08_a_hub_that_decides_has_no_such_page) {
  EXPECT_EQ(app_.get(k_manager,
                     "/case/" + case_.id.text() + "/decision/" + case_.amara.text() + "/front-door")
                .status,
            404);
  EXPECT_THAT(app_.page(k_manager, "/case/" + case_.id.text() + "/decision").body,
              Not(HasSubstr("ecommend")));
}

INSTANTIATE_TEST_SUITE_P(Engines, Recommending,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });
INSTANTIATE_TEST_SUITE_P(Engines, Deciding,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

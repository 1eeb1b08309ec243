// SPDX-License-Identifier: MIT
// Goal: each child gets a decision of its own by a named manager, nobody decides on a stale picture
// or alone where two are needed, and nothing that was decided is ever changed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

using Form = std::vector<std::pair<std::string, json::Value>>;

class DecisionTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::string tab() const { return "/case/" + case_.id.text() + "/decision"; }
  std::string path(const PersonId& child) const { return tab() + "/" + child.text(); }
  json::Value form_of(const PersonId& child, const std::string& who = k_manager) {
    const auto a = app_.get(who, path(child));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.json()["form"];
  }
  Form filled(const PersonId& child, const std::string& outcome) {
    return {{"outcome", outcome},
            {"level", "3"},
            {"reason", "Three call-outs in a month"},
            {"evidence", "The zebra notebook"},
            {"without_reason", "They can follow"},
            {"version", form_of(child).text("version")}};
  }
  support::Answer decide(const PersonId& child, const std::string& outcome,
                         const std::string& who = k_manager) {
    return app_.post(who, path(child), body(filled(child, outcome)));
  }
  support::Answer sign(const PersonId& child, const std::string& who) {
    return app_.post(who, path(child) + "/sign", to_sign(app_, tab(), k_screener));
  }
  void answer(const char* agency) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      answer_enquiry(c, case_.id, agency);
    });
  }
  std::vector<std::string> decided() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& d : decisions_of(c, proof, case_.id)) {
        std::string text = std::string(model::code_of(d.outcome));
        for (const auto& a : d.missing_returns) text += " -" + a.text();
        out.push_back(text);
      }
    });
    return out;
  }
  cases::CaseHead head() {
    cases::CaseHead out;
    app_.database().read([&](db::Transaction& tx) { out = *cases::find_case(tx, case_.id); });
    return out;
  }
  std::vector<model::Stage> running() {
    std::vector<model::Stage> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_.id)) {
        if (!d.met_at && !d.withdrawn && d.agency.empty()) out.push_back(d.stage);
      }
    });
    return out;
  }
  std::int64_t rows() {
    std::int64_t n = 0;
    app_.database().read([&](db::Transaction& tx) {
      n = tx.query("select count(*) from decision").front().integer(0);
    });
    return n;
  }

  support::TestApp app_{options(
      GetParam(), {.borough = borough(),
                   .timescales = timescales(),
                   .response = [](pipeline::Context&, const CaseId&) { return "Early help"; }})};
  Case case_ = add_case(app_);
};

// C08, E02: with who had not answered.
TEST_P(DecisionTest, each_child_is_decided_for_and_the_case_moves_on_with_the_last) {
  EXPECT_EQ(decide(case_.amara, "S17_ASSESSMENT").location, tab());
  EXPECT_EQ(head().state, model::NotificationState::analysis) << "E02: one child is undecided";
  EXPECT_THAT(running(), ElementsAre(model::Stage::decide));
  EXPECT_EQ(decide(case_.obi, "EARLY_HELP").location, tab());
  EXPECT_EQ(head().state, model::NotificationState::decided);
  EXPECT_THAT(running(), IsEmpty()) << "sending starts its own";
  EXPECT_THAT(decided(), testing::UnorderedElementsAre("S17_ASSESSMENT -police -health",
                                                       "EARLY_HELP -police -health"))
      << "C08: who had not answered is part of the decision";
}

// H14: an answer about the others is none about a child who was named later.
TEST_P(DecisionTest, H14_the_decision_keeps_whose_answer_does_not_cover_the_child) {
  answer("police");
  answer("health");
  app_.clock().advance(Duration::minutes(1));
  PersonId wren;
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    wren = add_child(c, case_.id, "Wren", "2024-02-03");
  });
  const auto page = app_.get(k_manager, tab()).json();
  ASSERT_EQ(page["not_covering"].as_array()->size(), 1U);
  const auto& child = page["not_covering"].as_array()->at(0);
  EXPECT_EQ(child.text("name"), "Wren Quillfeather");
  EXPECT_EQ(child["agencies"].as_array()->size(), 2U);
  EXPECT_EQ(child["agencies"].as_array()->at(0).text("text"), "asked before they were named");
  EXPECT_THAT(app_.page(k_manager, tab()).body, HasSubstr("Answers that do not cover a child"));
  auto form = filled(wren, "EARLY_HELP");
  std::erase_if(form, [](const auto& field) { return field.first == "without_reason"; });
  EXPECT_THAT(app_.post(k_manager, path(wren), body(form)).body,
              HasSubstr("Say why you can decide before everybody answers"));
  ASSERT_EQ(decide(wren, "EARLY_HELP").status, 200);
  const auto decided_page = app_.get(k_manager, tab()).json();
  for (const auto& one : *decided_page["children"].as_array()) {
    if (one.text("name") != "Wren Quillfeather") continue;
    const auto kept = one["standing"].text("not_covering");
    EXPECT_THAT(kept, testing::AllOf(HasSubstr("Police"), HasSubstr("Health")));
  }
  ASSERT_EQ(decide(case_.amara, "EARLY_HELP").status, 200);
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    for (const auto& d : decisions_of(c, proof, case_.id)) {
      EXPECT_EQ(d.not_covering.size(), d.child == wren ? 2U : 0U);
    }
  });
}

TEST_P(DecisionTest, H14_police_who_were_not_asked_about_the_child_are_silent) {
  answer("police");
  answer("health");
  app_.clock().advance(Duration::minutes(1));
  PersonId wren;
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    wren = add_child(c, case_.id, "Wren", "2024-02-03");
  });
  decide(wren, "NFA");
  decide(case_.amara, "NFA");
  const auto decided_page = app_.get(k_manager, tab()).json();
  for (const auto& one : *decided_page["children"].as_array()) {
    const bool waits = one["proposed"].as_object() != nullptr;
    if (one.text("name") == "Obi Quillfeather") continue;
    EXPECT_EQ(waits, one.text("name") == "Wren Quillfeather") << one.text("name");
  }
}

TEST_P(DecisionTest, nobody_owes_the_grounds_for_asking_once_all_is_decided) {
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock(c, timescales(), case_.id, model::Stage::basis, model::Rating::red, c.now);
  });
  decide(case_.amara, "EARLY_HELP");
  EXPECT_THAT(running(), testing::Contains(model::Stage::basis));
  decide(case_.obi, "EARLY_HELP");
  EXPECT_THAT(running(), testing::Not(testing::Contains(model::Stage::basis)));
}

// E02: nor while one is not identified.
TEST_P(DecisionTest, somebody_who_is_not_identified_counts_as_undecided) {
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    people::Statement said;
    said.case_id = case_.id;
    said.role = model::PersonRole::sibling;
    people::add_statement(c, std::move(said));
  });
  decide(case_.amara, "EARLY_HELP");
  decide(case_.obi, "EARLY_HELP");
  EXPECT_EQ(head().state, model::NotificationState::analysis);
  EXPECT_THAT(app_.page(k_manager, tab()).body, HasSubstr("is not identified yet"));
}

TEST_P(DecisionTest, the_form_offers_no_answer_and_says_what_is_missing) {
  const auto page = app_.page(k_manager, tab());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<h1 class=\"govuk-heading-l\">Decision</h1>"));
  EXPECT_THAT(page.body, Not(HasSubstr(" checked")));
  EXPECT_THAT(page.body, Not(HasSubstr("selected")));
  EXPECT_THAT(page.body, HasSubstr("Barnfield Borough Police"));
  EXPECT_THAT(page.body, HasSubstr("mash-clock"));
  EXPECT_THAT(page.body, HasSubstr("a strategy discussion and section 47")) << "threshold words";
}

// C08: why it does not wait is asked.
TEST_P(DecisionTest, nothing_is_decided_without_all_answers) {
  const auto a = app_.post(k_manager, path(case_.amara), body({}));
  EXPECT_EQ(a.status, 422);
  for (const char* field : {"outcome", "level", "reason", "evidence", "version"}) {
    EXPECT_THAT(a.body, HasSubstr(std::string("\"/") + field + "\""));
  }
  auto form = filled(case_.amara, "EARLY_HELP");
  form[4].second = "";
  EXPECT_THAT(app_.post(k_manager, path(case_.amara), body(form)).body,
              HasSubstr("\"/without_reason\""));
  answer("police");
  answer("health");
  form[5].second = form_of(case_.amara).text("version");
  EXPECT_EQ(app_.post(k_manager, path(case_.amara), body(form)).status, 200)
      << "nobody is missing now";
}

TEST_P(DecisionTest, a_fault_keeps_what_was_typed) {
  const auto a = app_.submit(k_manager, path(case_.amara),
                             {{"reason", "Because of the kite"}, {"level", "4"}});
  EXPECT_EQ(a.status, 422);
  EXPECT_THAT(a.body, HasSubstr("Because of the kite"));
  EXPECT_THAT(a.body, HasSubstr("Choose what happens next"));
}

// E12: looked at, or put aside with a reason.
TEST_P(DecisionTest, an_answer_that_arrives_stops_the_decision_until_it_was_looked_at) {
  auto form = filled(case_.amara, "NFA");
  answer("police");
  auto stale = app_.post(k_manager, path(case_.amara), body(form));
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("Barnfield Borough Police: the request was"));
  EXPECT_THAT(stale.body, HasSubstr("The zebra notebook")) << "nothing is lost";
  EXPECT_THAT(decided(), IsEmpty());
  form[5].second = stale.json()["form"].text("version");
  EXPECT_THAT(app_.post(k_manager, path(case_.amara), body(form)).body, HasSubstr("\"/change\""));
  form.emplace_back("change", "dismissed");
  EXPECT_THAT(app_.post(k_manager, path(case_.amara), body(form)).body,
              HasSubstr("\"/change_reason\""));
  form.emplace_back("change_reason", "It says nothing new");
  EXPECT_EQ(app_.post(k_manager, path(case_.amara), body(form)).status, 200);
  EXPECT_THAT(decided(), ElementsAre("NFA -health"));
}

// C16: the lateness of one agency is its own; nobody is reminded yet.
TEST_P(DecisionTest, a_slow_agency_is_late_and_holds_nobody_up) {
  const auto clocks = [&] {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_.id); });
    return out;
  };
  answer("health");
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::meet_clock(c, case_.id, model::Stage::agency_return, AgencyId::trusted("health"));
  });
  const auto before = clocks();
  app_.clock().advance(Duration::minutes(121));
  EXPECT_EQ(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 1);
  const auto after = clocks();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].due_at, before[i].due_at);
    EXPECT_EQ(after[i].breached_at.has_value(), after[i].agency.text() == "police");
  }
  EXPECT_EQ(decide(case_.amara, "S47").status, 200);
  EXPECT_THAT(decided(), ElementsAre("S47 -police"));
}

// E12: somebody rates it anew.
TEST_P(DecisionTest, a_new_rating_or_item_is_a_change_too) {
  const auto before = form_of(case_.amara).text("version");
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_rating(c, case_.id, model::Rating::amber, std::nullopt);
  });
  app_.post(k_police, "/test/" + case_.id.text() + "/item", body({{"fact", "Bail"}}));
  auto form = filled(case_.amara, "EARLY_HELP");
  form[5].second = before;
  const auto stale = app_.submit(k_manager, path(case_.amara),
                                 {{"outcome", "EARLY_HELP"},
                                  {"level", "2"},
                                  {"reason", "r"},
                                  {"evidence", "e"},
                                  {"without_reason", "w"},
                                  {"version", before}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_THAT(stale.body, HasSubstr("The rating was “Red” and is now “Amber”."));
  EXPECT_THAT(stale.body, HasSubstr("1 piece of information came in."));
}

// E06: and not the same one.
TEST_P(DecisionTest, no_further_action_on_a_red_without_the_police_needs_two_managers) {
  EXPECT_EQ(decide(case_.amara, "NFA").status, 200);
  decide(case_.obi, "EARLY_HELP");
  EXPECT_THAT(decided(), ElementsAre("EARLY_HELP -police -health"));
  EXPECT_EQ(head().state, model::NotificationState::analysis);
  EXPECT_THAT(app_.page(k_manager, tab()).body, HasSubstr("somebody else must sign"));
  EXPECT_THAT(sign(case_.amara, k_manager).body, HasSubstr("A second manager must sign"));
  EXPECT_EQ(sign(case_.amara, k_screener).status, 404);
  EXPECT_EQ(sign(case_.amara, k_deputy).location, tab());
  EXPECT_THAT(decided(),
              testing::UnorderedElementsAre("NFA -police -health", "EARLY_HELP -police -health"));
  EXPECT_EQ(head().state, model::NotificationState::decided);
  EXPECT_EQ(sign(case_.amara, k_deputy).status, 422) << "nothing waits any more";
}

// E06: nobody else waits for a second one.
TEST_P(DecisionTest, one_manager_is_enough_once_the_police_have_answered_or_for_other_outcomes) {
  EXPECT_EQ(decide(case_.amara, "S47").status, 200);
  EXPECT_THAT(decided(), ElementsAre("S47 -police -health"));
  answer("police");
  EXPECT_EQ(decide(case_.obi, "NFA").status, 200);
  EXPECT_THAT(decided(), testing::UnorderedElementsAre("S47 -police -health", "NFA -health"));
}

TEST_P(DecisionTest, a_change_is_a_new_decision_and_the_old_one_stays) {
  decide(case_.amara, "EARLY_HELP");
  decide(case_.amara, "S47", k_deputy);
  EXPECT_EQ(rows(), 2);
  EXPECT_THAT(decided(), ElementsAre("S47 -police -health"));
  const auto page = app_.page(k_screener, tab());
  EXPECT_THAT(page.body, HasSubstr("Early help, Level 3: complex needs. Nasima Khatun"));
  EXPECT_THAT(page.body, HasSubstr("Gareth Howell"));
  EXPECT_THAT(page.body, Not(HasSubstr("Change this decision"))) << "not for this role";
}

TEST_P(DecisionTest, a_form_that_is_sent_twice_counts_once) {
  auto form = filled(case_.amara, "EARLY_HELP");
  form.emplace_back("idempotency_key", "one-and-the-same");
  EXPECT_EQ(app_.post(k_manager, path(case_.amara), body(form)).location, tab());
  EXPECT_EQ(app_.post(k_manager, path(case_.amara), body(form)).location, tab());
  EXPECT_EQ(rows(), 1);
}

TEST_P(DecisionTest, only_managers_of_the_case_decide_and_desks_do_not_read_the_reasons) {
  const auto form = body(filled(case_.amara, "EARLY_HELP"));
  EXPECT_EQ(app_.post(k_screener, path(case_.amara), form).status, 404);
  EXPECT_EQ(app_.post(k_police, path(case_.amara), form).status, 404);
  EXPECT_EQ(
      app_.post(k_housing, path(case_.amara), form).body,
      app_.post(k_housing,
                "/case/" + CaseId::make(app_.random()).text() + "/decision/" + case_.amara.text(),
                form)
          .body)
      << "as if absent";
  EXPECT_EQ(app_.post(k_manager, path(PersonId::make(app_.random())), form).status, 404);
  EXPECT_EQ(app_.post(k_manager, path(case_.amara), form).status, 200);
  EXPECT_THAT(app_.get(k_screener, tab()).body, HasSubstr("zebra"));
  const auto desk = app_.get(k_police, tab());
  EXPECT_EQ(desk.status, 200);
  EXPECT_THAT(desk.body, HasSubstr("Early help"));
  EXPECT_THAT(desk.body, Not(HasSubstr("zebra")));
}

TEST_P(DecisionTest, what_agencies_know_stands_where_it_is_decided_as_on_the_case) {
  const auto write = [this](const char* fact, int sensitivity) {
    ASSERT_EQ(app_.post(k_police, "/test/" + case_.id.text() + "/item",
                        body({{"fact", fact}, {"sensitivity", sensitivity}}))
                  .status,
              200);
  };
  write("Four call-outs", 0);
  write("A planted informant", 3);
  answer("police");
  const auto page = app_.page(k_manager, tab()).body;
  EXPECT_THAT(page, HasSubstr("What agencies know"));
  EXPECT_THAT(page, HasSubstr("Four call-outs"));
  EXPECT_THAT(page, HasSubstr("A planted informant"));
  EXPECT_THAT(page, HasSubstr("mash-sealed"));
  const std::string health = "Barnfield Integrated Health Safeguarding";
  const auto first = page.find(health);
  EXPECT_GT(first, page.find("Not answered yet")) << "who has told nothing is no card";
  EXPECT_EQ(page.find(health, first + 1), std::string::npos) << "and stands once";
  EXPECT_THAT(page, HasSubstr("Type of response chosen with the rating: <strong>Early help"));
  const auto screener = app_.page(k_screener, tab()).body;
  EXPECT_THAT(screener, HasSubstr("Four call-outs"));
  EXPECT_THAT(screener, HasSubstr("1 item: manager only"));
  EXPECT_THAT(screener, Not(HasSubstr("planted informant")));
}

// H05: where it is decided.
TEST_P(DecisionTest, the_decider_and_nobody_else_learns_of_what_is_held_back) {
  app_.post(k_police, "/test/" + case_.id.text() + "/item",
            body({{"fact", "Secret"}, {"draft", "yes"}}));
  EXPECT_THAT(
      app_.page(k_manager, tab()).body,
      HasSubstr("Barnfield Borough Police has written something down that is not in the hub, "
                "or not in it yet. To ask, phone 020 7946 0532."));
  EXPECT_THAT(app_.page(k_screener, tab()).body, Not(HasSubstr("has written something down")));
  EXPECT_THAT(app_.page(k_police, tab()).body, Not(HasSubstr("has written something down")));
}

TEST_P(DecisionTest, reasons_and_evidence_are_never_in_clear) {
  decide(case_.amara, "EARLY_HELP");
  EXPECT_TRUE(app_.is_stored("EARLY_HELP"));
  for (const char* planted : {"zebra", "call-outs", "They can follow", "Quillfeather"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, DecisionTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

// SPDX-License-Identifier: MIT
// Goal: what comes in after the decision waits, against a clock, for a manager's word: it changes
// nothing, and why; or it is decided again for the children concerned, and for them alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/decision/decisions.h"

namespace mash::decision {
namespace {

using model::NotificationState;
using model::Stage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class LateReturn : public testing::TestWithParam<db::Engine> {
 protected:
  std::string tab() const { return "/case/" + case_.id.text() + "/decision"; }
  std::string late() const { return "/case/" + case_.id.text() + "/late"; }
  void decide(const PersonId& child, const std::string& outcome) {
    app_.clock().advance(Duration::minutes(1));
    const auto path = tab() + "/" + child.text();
    const auto form = app_.get(k_manager, path).json()["form"];
    const auto a = app_.post(k_manager, path,
                             body({{"outcome", outcome},
                                   {"level", "3"},
                                   {"reason", "Three call-outs"},
                                   {"evidence", "The zebra notebook"},
                                   {"without_reason", "They can follow"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void decide_both() {
    decide(case_.amara, "S17_ASSESSMENT");
    decide(case_.obi, "EARLY_HELP");
    on_decided_ = 0;
  }
  // The police write something into the hub.
  void news() {
    app_.clock().advance(Duration::minutes(1));
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::add_member(c.tx, case_.id, AgencyId::trusted("police"), c.now);
    });
    ASSERT_EQ(app_.post(k_police, "/test/" + case_.id.text() + "/item",
                        body({{"fact", "A fourth call-out"}, {"sensitivity", 0}}))
                  .status,
              200);
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::wrote,
                                  AgencyId::trusted("police"));
    });
  }
  json::Value form(const std::string& who = k_manager) {
    return app_.get(who, tab()).json()["late"];
  }
  support::Answer say(const std::string& change, const std::vector<PersonId>& children = {},
                      const std::string& reason = "It is what the school had told us",
                      std::string version = "") {
    if (version.empty()) version = form().text("version");
    json::Array ids;
    for (const auto& child : children) ids.emplace_back(child.text());
    return app_.post(k_manager, late(),
                     body({{"late_change", change},
                           {"late_children", std::move(ids)},
                           {"late_reason", reason},
                           {"late_version", version}}));
  }
  // What waits for a signature for Amara.
  json::Value waiting() {
    return app_.get(k_deputy, tab()).json()["children"].as_array()->at(0)["proposed"];
  }
  support::Answer sign_for(const PersonId& child) {
    return app_.post(k_deputy, tab() + "/" + child.text() + "/sign", to_sign(app_, tab()));
  }
  NotificationState state() { return barnfield::head_of(app_, case_.id).state; }
  bool runs(Stage stage) {
    bool out = false;
    app_.database().read(
        [&](db::Transaction& tx) { out = cases::running_clock(tx, case_.id, stage).has_value(); });
    return out;
  }
  std::vector<std::string> standing() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& d : decisions_of(c, proof, case_.id)) {
        out.emplace_back(model::code_of(d.outcome));
      }
    });
    return out;
  }

  std::string seen_;
  int on_decided_ = 0;
  support::TestApp app_{options(
      GetParam(), Deps{borough(), timescales(), [this](auto&, auto&, auto&) { ++on_decided_; }})};
  Case case_ = add_case(app_);
};

// FB15: a letter that was filed.
TEST_P(LateReturn, C09_it_waits_for_a_word_that_it_changes_nothing_with_a_reason) {
  decide_both();
  news();
  EXPECT_TRUE(runs(Stage::late_return));
  const auto page = app_.page(k_manager, tab()).body;
  EXPECT_THAT(page, HasSubstr("This came in after the decision"));
  EXPECT_THAT(page, HasSubstr("Barnfield Borough Police wrote a piece of information"));
  EXPECT_THAT(page, Not(HasSubstr(" checked"))) << "nothing is chosen beforehand";
  EXPECT_THAT(app_.post(k_manager, late(), body({})).body, HasSubstr("Select what it means"));
  EXPECT_EQ(say("nothing", {}, "").status, 422) << "with a reason";
  EXPECT_TRUE(runs(Stage::late_return));
  EXPECT_EQ(on_decided_, 0);
  ASSERT_EQ(say("nothing").status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
  EXPECT_EQ(on_decided_, 1) << "whoever sends goes on, or closes";
  EXPECT_EQ(state(), NotificationState::decided);
  EXPECT_EQ(standing().size(), 2U);
  EXPECT_THAT(app_.page(k_screener, tab()).body, HasSubstr("It is what the school had told us"));
  EXPECT_THAT(app_.page(k_police, tab()).body, Not(HasSubstr("It is what the school")));
  EXPECT_EQ(say("nothing", {}, "Again", "x").status, 409) << "it has been said";
}

TEST_P(LateReturn, the_page_names_all_that_came_in_wherever_it_was_written) {
  decide_both();
  for (const auto& word : model::k_words<model::NewsKind>) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::start_clock_for_news(c, timescales(), case_.id, word.value,
                                  AgencyId::trusted("police"));
    });
  }
  const auto page = app_.page(k_manager, tab()).body;
  for (const auto& word : model::k_words<model::NewsKind>) {
    EXPECT_THAT(page, HasSubstr("Barnfield Borough Police " + std::string(word.words)));
  }
}

TEST_P(LateReturn, what_changes_nothing_opens_no_childs_decision) {
  decide_both();
  news();
  const auto both = say("nothing", {case_.amara});
  EXPECT_EQ(both.status, 422);
  EXPECT_THAT(both.body, HasSubstr("/late_children"));
  EXPECT_TRUE(runs(Stage::late_return));
}

TEST_P(LateReturn, nobody_answers_on_a_decision_log_or_second_answer_they_have_not_seen) {
  decide_both();
  news();
  const auto stale = [this](const char* words) {
    const auto a = say("nothing", {}, "Known already", seen_);
    EXPECT_EQ(a.status, 409) << words;
    EXPECT_THAT(a.body, HasSubstr(words));
    seen_ = form().text("version");
  };
  seen_ = form().text("version");
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::logged,
                                AgencyId::trusted("police"));
  });
  stale("in the log of the case, in a discussion or about a task");
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    c.tx.execute("update enquiry set version = version + 1 where agency = 'health'", {});
  });
  stale("has answered again.");
  decide(case_.amara, "EARLY_HELP");
  stale("Somebody else has decided.");
}

TEST_P(LateReturn, nobody_answers_on_a_signature_they_have_not_seen) {
  decide_both();
  decide(case_.amara, "NFA");
  news();
  const auto seen = form().text("version");
  const auto open = tab() + "/" + case_.amara.text();
  const auto form_seen = app_.get(k_manager, open).json()["form"].text("version");
  ASSERT_EQ(sign_for(case_.amara).status, 200);
  const auto a = say("nothing", {}, "Known already", seen);
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("A decision that waited for a second manager no longer waits."));
  EXPECT_TRUE(runs(Stage::late_return));
  EXPECT_EQ(app_.post(k_manager, open,
                      body({{"outcome", "S47"},
                            {"level", "3"},
                            {"reason", "Three call-outs"},
                            {"evidence", "The zebra notebook"},
                            {"without_reason", "They can follow"},
                            {"version", form_seen}}))
                .status,
            409)
      << "what they replace counts by now";
}

TEST_P(LateReturn, what_was_told_in_the_log_is_named_beside_all_else_that_changed) {
  decide_both();
  news();
  const auto seen = form().text("version");
  news();
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::logged,
                                AgencyId::trusted("police"));
  });
  EXPECT_THAT(say("nothing", {}, "Known already", seen).body,
              testing::AllOf(HasSubstr("1 piece of information came in."),
                             HasSubstr("An agency has told more, in the log of the case")));
}

TEST_P(LateReturn, C09_it_opens_the_decision_again_for_the_children_concerned_alone) {
  decide_both();
  news();
  EXPECT_EQ(say("reopen").status, 422) << "for which children?";
  EXPECT_EQ(say("reopen", {PersonId::make(app_.random())}).status, 422);
  ASSERT_EQ(say("reopen", {case_.amara}).status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
  EXPECT_TRUE(runs(Stage::decide)) << "never without a clock";
  EXPECT_EQ(state(), NotificationState::analysis);
  EXPECT_THAT(standing(), ElementsAre("EARLY_HELP"));
  EXPECT_THAT(app_.page(k_manager, tab()).body,
              HasSubstr("Decide again: information came in later"));
  EXPECT_EQ(on_decided_, 0);
  decide(case_.amara, "S47");
  EXPECT_EQ(state(), NotificationState::decided);
  EXPECT_FALSE(runs(Stage::decide));
  EXPECT_EQ(on_decided_, 1);
  EXPECT_THAT(standing(), testing::UnorderedElementsAre("S47", "EARLY_HELP"));
}

TEST_P(LateReturn, C09_who_decides_again_for_every_child_has_said_what_it_means) {
  decide_both();
  news();
  decide(case_.amara, "S47");
  EXPECT_TRUE(runs(Stage::late_return)) << "nobody has said what it means for Obi";
  decide(case_.obi, "EARLY_HELP");
  EXPECT_FALSE(runs(Stage::late_return));
}

TEST_P(LateReturn, C09_whoever_was_decided_for_before_the_newest_news_is_not_done_with) {
  decide_both();
  news();
  decide(case_.amara, "S47");
  news();
  decide(case_.obi, "EARLY_HELP");
  EXPECT_TRUE(runs(Stage::late_return)) << "Amara's has not the second news";
  decide(case_.amara, "S47");
  EXPECT_FALSE(runs(Stage::late_return));
}

TEST_P(LateReturn, C09_nor_is_what_was_signed_after_the_newest_news_but_decided_before) {
  decide_both();
  news();
  decide(case_.obi, "S47");
  decide(case_.amara, "NFA");
  news();
  decide(case_.obi, "EARLY_HELP");
  ASSERT_EQ(sign_for(case_.amara).status, 200);
  EXPECT_TRUE(runs(Stage::late_return));
}

TEST_P(LateReturn, C09_news_after_a_proposal_waits_for_a_word_once_that_counts) {
  decide(case_.amara, "NFA");
  news();
  ASSERT_FALSE(runs(Stage::late_return)) << "nothing stands yet";
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(sign_for(case_.amara).status, 200);
  ASSERT_TRUE(runs(Stage::late_return)) << "whoever proposed it had not seen the news";
  EXPECT_EQ(form()["came"].as_array()->size(), 1U) << "what came in before the clock is named";
  ASSERT_EQ(say("nothing").status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
  decide(case_.obi, "EARLY_HELP");
  EXPECT_FALSE(runs(Stage::late_return)) << "the word about Amara's stays";
}

TEST_P(LateReturn, C09_what_is_proposed_with_the_news_waits_for_no_word) {
  news();
  decide(case_.amara, "NFA");
  ASSERT_EQ(sign_for(case_.amara).status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
}

TEST_P(LateReturn, C09_nobody_answers_for_what_came_in_while_the_page_was_open) {
  decide_both();
  news();
  const auto seen = form().text("version");
  news();
  const auto a = say("nothing", {}, "Known already", seen);
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("1 piece of information came in."));
  EXPECT_TRUE(runs(Stage::late_return));
  EXPECT_EQ(say("nothing").status, 200);
}

TEST_P(LateReturn, C09_news_is_late_for_who_is_decided_for_though_a_sibling_waits) {
  decide(case_.amara, "S17_ASSESSMENT");
  ASSERT_EQ(state(), NotificationState::analysis);
  news();
  EXPECT_TRUE(runs(Stage::late_return));
  EXPECT_TRUE(runs(Stage::decide)) << "Obi's";
  decide(case_.obi, "EARLY_HELP");
  EXPECT_EQ(state(), NotificationState::decided);
  EXPECT_TRUE(runs(Stage::late_return)) << "nobody has said what it means for Amara";
  ASSERT_EQ(say("nothing").status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
}

TEST_P(LateReturn, what_it_means_for_one_is_said_while_a_sibling_waits) {
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_state(c, case_.id, NotificationState::enquiring);
  });
  decide(case_.amara, "S17_ASSESSMENT");
  on_decided_ = 0;
  news();
  ASSERT_EQ(say("nothing").status, 200);
  EXPECT_FALSE(runs(Stage::late_return));
  EXPECT_EQ(on_decided_, 0) << "Obi is not decided for";
  news();
  decide(case_.amara, "S47");
  EXPECT_FALSE(runs(Stage::late_return)) << "decided with the news";
  news();
  ASSERT_EQ(say("reopen", {case_.amara}).status, 200);
  EXPECT_THAT(standing(), IsEmpty());
  EXPECT_EQ(state(), NotificationState::enquiring) << "agencies are still asked";
  EXPECT_TRUE(runs(Stage::decide));
  news();
  EXPECT_FALSE(runs(Stage::late_return)) << "nothing stands that it could change";
}

TEST_P(LateReturn, news_about_a_case_that_ended_without_a_decision_has_it_rated) {
  for (const auto over : {NotificationState::signposted, NotificationState::returned_to_referrer}) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      for (const auto stage : {Stage::decide, Stage::rate, Stage::response_type}) {
        cases::withdraw_clock(c, case_.id, stage);
      }
      cases::set_state(c, case_.id, over);
    });
    news();
    EXPECT_EQ(state(), NotificationState::reopened);
    EXPECT_TRUE(runs(Stage::rate));
    EXPECT_FALSE(runs(Stage::late_return));
  }
}

TEST_P(LateReturn, nobody_signs_what_has_changed_since_they_looked) {
  decide(case_.amara, "NFA");
  decide(case_.obi, "EARLY_HELP");
  const auto proposed = waiting();
  ASSERT_NE(proposed.text("version"), "");
  const auto sign = [&](const std::string& version) {
    return app_.post(k_deputy, tab() + "/" + case_.amara.text() + "/sign",
                     body({{"decision", proposed.text("decision")}, {"version", version}}));
  };
  news();
  const auto stale = sign(proposed.text("version"));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.json()["sign_changes"]["changes"].as_array()->at(0).as_string()->substr(0, 7),
            "1 piece");
  EXPECT_THAT(standing(), ElementsAre("EARLY_HELP"));
  EXPECT_EQ(sign("").status, 422);
  EXPECT_EQ(sign("what I made up").status, 422);
  EXPECT_EQ(sign(waiting().text("version")).status, 200);
  EXPECT_EQ(standing().size(), 2U);
  EXPECT_EQ(sign(proposed.text("version")).status, 409) << "signed meanwhile";
}

TEST_P(LateReturn, a_signature_under_an_older_decision_says_nothing_of_late_information) {
  decide_both();
  decide(case_.amara, "NFA");
  news();
  decide(case_.obi, "S47");
  EXPECT_TRUE(runs(Stage::late_return));
  ASSERT_EQ(sign_for(case_.amara).status, 200);
  EXPECT_THAT(standing(), testing::UnorderedElementsAre("NFA", "S47"));
  EXPECT_TRUE(runs(Stage::late_return)) << "whoever proposed it had not seen the news";
}

TEST_P(LateReturn, what_was_proposed_before_the_decision_was_opened_again_is_not_signed) {
  decide_both();
  decide(case_.amara, "NFA");
  news();
  const auto proposed = waiting();
  ASSERT_EQ(say("reopen", {case_.amara}).status, 200);
  EXPECT_EQ(waiting().as_object(), nullptr);
  EXPECT_THAT(app_.page(k_deputy, tab()).body, HasSubstr("(was never signed)"));
  const auto a = app_.post(
      k_deputy, tab() + "/" + case_.amara.text() + "/sign",
      body({{"decision", proposed.text("decision")}, {"version", proposed.text("version")}}));
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(standing(), ElementsAre("EARLY_HELP"));
  decide(case_.amara, "NFA");
  EXPECT_EQ(sign_for(case_.amara).status, 200) << "what is proposed afterwards is";
  EXPECT_EQ(standing().size(), 2U);
}

TEST_P(LateReturn, C09_before_the_decision_nothing_is_late) {
  news();
  EXPECT_FALSE(runs(Stage::late_return));
  EXPECT_EQ(form().as_object(), nullptr);
  EXPECT_EQ(say("nothing", {}, "Why", "x").status, 409);
}

TEST_P(LateReturn, C09_the_word_is_for_those_who_decide) {
  decide_both();
  news();
  EXPECT_EQ(form(k_screener).as_object(), nullptr);
  EXPECT_EQ(form(k_police).as_object(), nullptr);
  const auto version = form().text("version");
  for (const char* who : {k_screener, k_police, k_housing}) {
    const auto a = app_.post(
        who, late(),
        body({{"late_change", "nothing"}, {"late_reason", "Because"}, {"late_version", version}}));
    EXPECT_TRUE(a.status == 403 || a.status == 404) << who << a.status;
  }
  EXPECT_TRUE(runs(Stage::late_return));
}

INSTANTIATE_TEST_SUITE_P(Engines, LateReturn,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

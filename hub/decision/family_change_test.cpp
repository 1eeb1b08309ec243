// SPDX-License-Identifier: MIT
// Goal: whoever is added to a case, identified or joined, the decision page lists exactly those who
// are decided for, what was decided stays there, and the clock runs while somebody is undecided.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decision_test_world.h"
#include "mash/cases/bars.h"
#include "mash/decision/decisions.h"
#include "mash/people/routes.h"
#include "mash/people/templates.h"

namespace mash::decision {
namespace {

using model::PersonRole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

constexpr people::NameLists k_names = {.variants = "", .shares = ""};

support::TestAppOptions with_people(db::Engine engine, people::Recogniser& recogniser) {
  auto o = options(engine);
  for (auto& route :
       people::routes({borough(), recogniser,
                       [](auto& c, auto&, auto& id) { return kept_decisions(c, borough(), id); },
                       [](auto& c, auto& proof, auto& id) {
                         people_changed(c, proof, Deps{borough(), timescales()}, id);
                       }})) {
    o.routes.push_back(std::move(route));
  }
  o.templates.insert(o.templates.end(), people::templates().begin(), people::templates().end());
  return o;
}

class FamilyChange : public testing::TestWithParam<db::Engine> {
 protected:
  CaseId open_case() {
    CaseId id;
    as_system(app_, [&id](const policy::Proof&, pipeline::Context& c) {
      id = CaseId::make(c.random);
      cases::add_case(c, id, c.now, false);
      cases::set_rating(c, id, model::Rating::amber, model::NeedLevel::level_3);
      cases::set_state(c, id, model::NotificationState::analysis);
      cases::start_clock(c, timescales(), id, model::Stage::decide, model::Rating::amber, c.now);
    });
    return id;
  }
  // What the notification says; nobody has said yet who that is.
  StatementId say(const CaseId& id, PersonRole role, const char* given, const char* dob = "") {
    StatementId out;
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      people::Statement said;
      said.case_id = id;
      said.role = role;
      said.given_name = Sensitive(given);
      said.dob = Sensitive(dob);
      out = people::add_statement(c, std::move(said));
    });
    return out;
  }
  PersonId identify(const StatementId& said) {
    app_.clock().advance(Duration::seconds(1));
    PersonId out;
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      out = barnfield::identify(c, said);
    });
    return out;
  }
  PersonId add(const CaseId& id, PersonRole role, const char* given) {
    return identify(say(id, role, given));
  }
  static std::string path(const CaseId& id, const std::string& rest) {
    return "/case/" + id.text() + rest;
  }
  // A worker adds somebody, and says that they are new if `is_new`.
  void add_by_hand(const CaseId& id, const char* role, const char* given, const char* dob = "",
                   bool is_new = false) {
    const auto a = app_.post(k_screener, path(id, "/people/add"),
                             body({{"role", role}, {"given_name", given}, {"dob", dob}}));
    ASSERT_EQ(a.status, 200) << a.body;
    if (!is_new) return;
    app_.clock().advance(Duration::seconds(1));
    ASSERT_EQ(app_.post(k_screener, a.location, body({{"outcome", "new"}})).status, 200);
  }
  void decide(const CaseId& id, const PersonId& child) {
    app_.clock().advance(Duration::seconds(1));
    const auto at = path(id, "/decision/" + child.text());
    const auto form = app_.get(k_manager, at).json()["form"];
    const auto a = app_.post(k_manager, at,
                             body({{"outcome", "EARLY_HELP"},
                                   {"level", "3"},
                                   {"reason", "Third call"},
                                   {"evidence", "The zebra notebook"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  // Who is on the page: "Amara" or "Amara: EARLY_HELP".
  std::vector<std::string> listed(const CaseId& id) {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& found : by_child(c, proof, id)) {
        out.push_back(found.child.name);
        if (found.standing) out.back() += ": " + std::string(code_of(found.standing->outcome));
      }
    });
    return out;
  }
  std::vector<model::Stage> running(const CaseId& id) {
    std::vector<model::Stage> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, id)) {
        if (!d.met_at && !d.withdrawn) out.push_back(d.stage);
      }
    });
    return out;
  }
  void close(const CaseId& id) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_state(c, id, model::NotificationState::closed);
    });
  }
  void news(const CaseId& id) {
    app_.clock().advance(Duration::seconds(1));
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::start_clock_for_news(c, timescales(), id, model::NewsKind::logged,
                                  AgencyId::trusted("police"));
    });
  }
  // Where they are parted again.
  std::string join(const CaseId& id, const PersonId& person, const PersonId& other,
                   const char* who) {
    app_.clock().advance(Duration::seconds(1));
    const auto pair = app_.post(who, path(id, "/person/" + person.text() + "/same"),
                                body({{"other", other.text()}}))
                          .location;
    const auto a = app_.post(who, pair,
                             body({{"answer", "same"},
                                   {"reason", "Her pet name."},
                                   {"over_stops", "The certificates were copies."},
                                   {"seen", app_.get(who, pair).json().text("seen")}}));
    EXPECT_EQ(a.status, 200) << a.body;
    const auto page = app_.get(who, a.location).json();
    return page["joins"].as_array()->at(0).text("part");
  }
  void part(const std::string& page, json::Array belongs = {}) {
    app_.clock().advance(Duration::seconds(1));
    const auto a = app_.post(k_screener, page,
                             body({{"reason", "Two birth certificates."},
                                   {"belongs", std::move(belongs)},
                                   {"seen", app_.get(k_screener, page).json().text("seen")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }

  people::PersonIndex index_{k_names};
  support::TestApp app_{with_people(GetParam(), index_)};
};

TEST_P(FamilyChange, a_mother_is_not_decided_for_while_the_child_is_not_identified) {
  const auto id = open_case();
  add(id, PersonRole::parent, "Grace");
  const auto kit = say(id, PersonRole::child, "Kit");
  EXPECT_THAT(listed(id), IsEmpty());
  EXPECT_THAT(app_.page(k_manager, path(id, "/decision")).body,
              HasSubstr("There is nobody to decide for yet"));
  identify(kit);
  EXPECT_THAT(listed(id), ElementsAre("Kit"));
}

TEST_P(FamilyChange, whoever_was_decided_for_stays_when_a_child_is_added) {
  const auto id = open_case();
  const auto grace = add(id, PersonRole::parent, "Grace");
  decide(id, grace);
  add_by_hand(id, "child", "Kit", "", true);
  EXPECT_THAT(listed(id), ElementsAre("Grace: EARLY_HELP", "Kit"));
  EXPECT_EQ(app_.get(k_manager, path(id, "/decision/" + grace.text())).status, 200);
  EXPECT_THAT(running(id), Contains(model::Stage::decide));
}

// Adult safeguarding was told that no child is there; with their acceptance the case would end.
TEST_P(FamilyChange, A16_a_child_who_is_added_brings_a_case_back_from_adult_safeguarding) {
  const auto id = open_case();
  add(id, PersonRole::adult_of_concern, "Efe");
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_state(c, id, model::NotificationState::routed_adult);
  });
  add_by_hand(id, "parent", "Grace", "", true);
  EXPECT_EQ(barnfield::head_of(app_, id).state, model::NotificationState::routed_adult);
  add_by_hand(id, "child", "Kit", "", true);
  EXPECT_EQ(barnfield::head_of(app_, id).state, model::NotificationState::reopened);
  EXPECT_THAT(running(id), Contains(model::Stage::rate));
}

TEST_P(FamilyChange, an_adult_with_whom_a_case_began_stays_when_a_child_is_added) {
  const auto id = open_case();
  const auto efe = add(id, PersonRole::adult_of_concern, "Efe");
  add(id, PersonRole::parent, "Grace");
  EXPECT_THAT(listed(id), ElementsAre("Efe")) << "not everybody";
  add_by_hand(id, "adult_of_concern", "Dale", "", true);
  add_by_hand(id, "child", "Kit", "", true);
  EXPECT_THAT(listed(id), ElementsAre("Efe", "Kit"));
  EXPECT_EQ(app_.get(k_manager, path(id, "/decision/" + efe.text())).status, 200);
}

TEST_P(FamilyChange, in_a_case_about_a_child_no_adult_is_decided_for) {
  const auto id = open_case();
  add(id, PersonRole::adult_of_concern, "Efe");
  add(id, PersonRole::child, "Kit");
  EXPECT_THAT(listed(id), ElementsAre("Kit"));
}

TEST_P(FamilyChange, somebody_else_who_is_added_opens_no_decided_case_about_an_adult) {
  const auto id = open_case();
  decide(id, add(id, PersonRole::adult_of_concern, "Efe"));
  close(id);
  add_by_hand(id, "other", "Dora", "", true);
  EXPECT_THAT(listed(id), ElementsAre("Efe: EARLY_HELP"));
  EXPECT_THAT(running(id), Not(Contains(model::Stage::decide)));
  EXPECT_EQ(barnfield::head_of(app_, id).state, model::NotificationState::closed);
}

TEST_P(FamilyChange, a_grown_up_brother_starts_no_clock) {
  const auto id = open_case();
  decide(id, add(id, PersonRole::child, "Kit"));
  add_by_hand(id, "sibling", "Obi", "1995-03-09");
  EXPECT_THAT(running(id), Not(Contains(model::Stage::decide)));
  add_by_hand(id, "sibling", "Ada");
  EXPECT_THAT(running(id), Contains(model::Stage::decide)) << "who may be a child";
}

TEST_P(FamilyChange, a_decision_is_not_left_about_nobody) {
  const auto id = open_case();
  add_by_hand(id, "child", "Kit", "", true);
  const auto page = app_.get(k_screener, path(id, "/family")).json();
  const auto& kit = page["people"].as_array()->at(0);
  const auto person = kit.text("history");
  const auto undo = kit["statements"].as_array()->at(0)["undo"];
  decide(id, PersonId::trusted(person.substr(person.rfind('/') + 1)));
  const auto a =
      app_.post(k_screener, path(id, "/people/undo"),
                body({{"statement", undo.text("statement")}, {"version", undo.number("version")}}));
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("Decision “Early help”, "));
  EXPECT_THAT(listed(id), ElementsAre("Kit: EARLY_HELP"));
}

TEST_P(FamilyChange, a_decided_case_that_is_hidden_from_whoever_joins_stays_decided) {
  const auto hidden = open_case();
  const auto kit = add(hidden, PersonRole::child, "Kit");
  decide(hidden, kit);
  const auto open = open_case();
  const auto kitty = add(open, PersonRole::child, "Kitty");
  const auto third = add(open_case(), PersonRole::child, "Kita");
  join(hidden, kit, kitty, k_manager);
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, hidden, StaffId::trusted(k_screener), "Planted: her sister");
  });
  join(open, kitty, third, k_screener);
  EXPECT_THAT(listed(hidden), ElementsAre("Kit: EARLY_HELP"));
  EXPECT_THAT(running(hidden), Not(Contains(model::Stage::decide)));
}

TEST_P(FamilyChange, C09_joining_says_nothing_of_what_came_in_late) {
  const auto id = open_case();
  const auto kit = add(id, PersonRole::child, "Kit");
  const auto kitty = add(id, PersonRole::child, "Kitty");
  decide(id, kit);
  news(id);
  decide(id, kitty);
  ASSERT_THAT(running(id), Contains(model::Stage::late_return)) << "Kit's has not the news";
  const auto page = join(id, kit, kitty, k_screener);
  EXPECT_THAT(running(id), Contains(model::Stage::late_return));
  part(page);
  EXPECT_THAT(running(id), Contains(model::Stage::late_return));
}

TEST_P(FamilyChange, C09_what_stands_again_without_the_news_waits_for_a_word) {
  const auto id = open_case();
  const auto kit = add(id, PersonRole::child, "Kit");
  const auto kitty = add(id, PersonRole::child, "Kitty");
  decide(id, kit);
  decide(id, kitty);
  const auto page = join(id, kit, kitty, k_screener);
  news(id);
  decide(id, kit);
  ASSERT_THAT(running(id), Not(Contains(model::Stage::late_return)));
  std::string newest;
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    newest = by_child(c, proof, id).at(0).standing->id.text();
  });
  part(page, {newest + ".older"});
  ASSERT_THAT(listed(id), ElementsAre("Kit: EARLY_HELP", "Kitty: EARLY_HELP"));
  EXPECT_THAT(running(id), Contains(model::Stage::late_return)) << "Kitty's has not the news";
}

TEST_P(FamilyChange, C09_of_a_child_known_as_two_all_that_stands_is_opened_again) {
  const auto id = open_case();
  const auto kit = add(id, PersonRole::child, "Kit");
  const auto kitty = add(id, PersonRole::child, "Kitty");
  decide(id, kit);
  decide(id, kit);
  decide(id, kitty);
  const auto page = join(id, kit, kitty, k_screener);
  ASSERT_EQ(listed(id).size(), 1U);
  news(id);
  const auto version = app_.get(k_manager, path(id, "/decision")).json()["late"].text("version");
  ASSERT_EQ(app_.post(k_manager, path(id, "/late"),
                      body({{"late_change", "reopen"},
                            {"late_children", json::Array{kit.text()}},
                            {"late_reason", "The father is back"},
                            {"late_version", version}}))
                .status,
            200);
  EXPECT_EQ(app_.count("late_answer"), 2) << "not what had been replaced before";
  EXPECT_THAT(listed(id), ElementsAre(Not(HasSubstr(": "))));
  part(page);
  EXPECT_THAT(listed(id), ElementsAre("Kit", "Kitty")) << "neither stands again";
}

INSTANTIATE_TEST_SUITE_P(Engines, FamilyChange,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision

// SPDX-License-Identifier: MIT
// Goal: when two children turn out to be one, decisions and letters of both are found through one
// child, and go back to the right one when they are parted.
#include "mash/decision/decisions.h"
#include "mash/people/routes.h"
#include "mash/people/templates.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using testing::HasSubstr;
using namespace sample;

constexpr people::NameLists k_names = {.variants = "", .shares = ""};

support::TestAppOptions with_people(db::Engine engine, people::Recogniser& recogniser) {
  auto o = options(engine);
  for (auto& route : people::routes({borough(), recogniser,
                                     [](auto& c, auto& proof, auto& id) {
                                       auto kept = decision::kept_decisions(c, borough(), id);
                                       for (auto& k : kept_drafts(c, proof, deps(), id))
                                         kept.push_back(k);
                                       return kept;
                                     },
                                     [](auto& c, auto& proof, auto& id) {
                                       decision::people_changed(c, proof, timescales(), id);
                                     }})) {
    o.routes.push_back(std::move(route));
  }
  o.templates.insert(o.templates.end(), people::templates().begin(), people::templates().end());
  return o;
}

class JoinedChild : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    app_.clock().advance(Duration::seconds(1));  // Amara is the older record
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      people::Statement said;
      said.case_id = case_.id;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive("Amy");
      said.surname = Sensitive("Quillfeather");
      cases::start_clock(c, timescales(), case_.id, model::Stage::decide, model::Rating::red,
                         c.now);
      amy_ = barnfield::identify(c, people::add_statement(c, std::move(said)));
    });
  }
  std::string path(const std::string& rest) const { return "/case/" + case_.id.text() + rest; }
  void decide(const PersonId& child, const std::string& outcome) {
    app_.clock().advance(Duration::seconds(1));
    const auto at = path("/decision/" + child.text());
    const auto form = app_.get(k_manager, at).json()["form"];
    const auto a = app_.post(k_manager, at,
                             body({{"outcome", outcome},
                                   {"level", "3"},
                                   {"reason", "Third call"},
                                   {"evidence", "The zebra notebook"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  // "Amara Quillfeather: S17_ASSESSMENT, before EARLY_HELP"
  std::vector<std::string> decided() {
    std::vector<std::string> out;
    as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      for (const auto& child : decision::by_child(c, proof, case_.id)) {
        std::string text = child.child.name + ":";
        for (const auto& d : child.conflicting) {
          text += " differs " + std::string(model::code_of(d.outcome));
        }
        if (child.standing) text += " " + std::string(model::code_of(child.standing->outcome));
        for (const auto& d : child.earlier) text += ", " + std::string(model::code_of(d.outcome));
        out.push_back(text);
      }
    });
    return out;
  }
  std::vector<std::string> running() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_.id)) {
        if (!d.met_at && !d.withdrawn) out.emplace_back(model::code_of(d.stage));
      }
    });
    return out;
  }
  std::string compose(const std::vector<PersonId>& children, const std::string& recipient) {
    json::Array list;
    for (const auto& child : children) list.emplace_back(child.text());
    const auto a = app_.post(k_manager, path("/products/new"),
                             body({{"recipient", recipient},
                                   {"children", std::move(list)},
                                   {"asked", "See the child and assess"},
                                   {"by_when", "by 5pm on 26 November"},
                                   {"why", "Neighbours worry"},
                                   {"inform", "KNOWS"}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  std::vector<std::string> written(const std::string& product) {
    std::vector<std::string> out;
    const auto a = app_.get(k_manager, product);
    EXPECT_EQ(a.status, 200) << a.body;
    const auto check = a.json()["check"]["package"];
    for (const auto& child : *check["children"].as_array()) out.push_back(child.text("name"));
    return out;
  }
  std::string join() {
    const auto pair = app_.post(k_screener, path("/person/" + case_.amara.text() + "/same"),
                                body({{"other", amy_.text()}}))
                          .location;
    const auto seen = app_.get(k_screener, pair).json().text("seen");
    const auto a = app_.post(k_screener, pair,
                             body({{"answer", "same"},
                                   {"reason", "Her pet name."},
                                   {"over_stops", "The certificates were copies."},
                                   {"seen", seen}}));
    EXPECT_EQ(a.status, 200) << a.body;
    const auto page = app_.get(k_screener, a.location).json();
    return page["joins"].as_array()->at(0).text("part");
  }
  support::Answer part(const std::string& page, const std::vector<std::string>& belongs) {
    return app_.post(k_screener, page,
                     body({{"reason", "Two birth certificates."},
                           {"belongs", json::Array(belongs.begin(), belongs.end())},
                           {"seen", app_.get(k_screener, page).json().text("seen")}}));
  }

  people::PersonIndex index_{k_names};
  support::TestApp app_{with_people(GetParam(), index_)};
  Case case_ = add_case(app_);
  PersonId amy_;
};

TEST_P(JoinedChild, decisions_and_letters_of_both_are_found_through_one) {
  decide(case_.amara, "S17_ASSESSMENT");
  decide(amy_, "EARLY_HELP");
  const auto letter = compose({amy_}, "assess");
  const auto before = decided();
  ASSERT_EQ(written(letter), std::vector<std::string>{"Amy Quillfeather"});
  const auto page = join();
  EXPECT_EQ(decided().size(), 1U);
  EXPECT_THAT(decided().at(0), HasSubstr(": differs S17_ASSESSMENT differs EARLY_HELP"));
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  EXPECT_THAT(app_.page(k_manager, path("/decision")).body, HasSubstr("two decisions differ"));
  EXPECT_THAT(app_.page(k_manager, letter).body, HasSubstr("Decide for each child"));
  for (const auto& id : {case_.amara, amy_}) {
    EXPECT_EQ(app_.get(k_manager, path("/decision/" + id.text())).status, 200);
    EXPECT_EQ(app_.get(k_screener, path("/person/" + id.text())).status, 200);
  }
  EXPECT_EQ(part(page, {}).status, 200);
  EXPECT_EQ(decided(), before);
  EXPECT_EQ(written(letter), std::vector<std::string>{"Amy Quillfeather"});
}

TEST_P(JoinedChild, a_manager_decides_again_where_two_decisions_differ) {
  decide(case_.amara, "S47");
  const auto open = path("/decision/" + case_.amara.text());
  const auto stale = app_.get(k_manager, open).json()["form"].text("version");
  decide(amy_, "EARLY_HELP");
  join();
  EXPECT_EQ(app_.post(k_manager, open,
                      body({{"outcome", "S47"},
                            {"level", "3"},
                            {"reason", "Third call"},
                            {"evidence", "The zebra notebook"},
                            {"version", stale}}))
                .status,
            409);
  decide(case_.amara, "S47");
  EXPECT_THAT(decided(), testing::ElementsAre(HasSubstr(": S47, EARLY_HELP, S47")));
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, decisions_that_agree_stay_one) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  join();
  EXPECT_THAT(decided(), testing::ElementsAre(HasSubstr(": S47, S47")));
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, clocks_follow_who_is_decided) {
  decide(case_.amara, "S47");
  EXPECT_THAT(running(), testing::Not(testing::Contains("FEEDBACK")));
  const auto page = join();
  EXPECT_THAT(running(), testing::IsSupersetOf({"DISSEMINATE", "FEEDBACK"}));
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
  EXPECT_EQ(barnfield::head_of(app_, case_.id).state, model::NotificationState::decided);
  EXPECT_EQ(part(page, {}).status, 200);
  EXPECT_THAT(running(), testing::Contains("DECIDE")) << "nobody has decided for Amy";
  join();
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, a_child_who_is_added_later_is_decided_against_a_clock_too) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  ASSERT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
  const auto add = [&](const char* role, const char* given_name) {
    const auto a =
        app_.post(k_screener, path("/people/add"),
                  body({{"role", role}, {"given_name", given_name}, {"surname", "Orlop"}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  };
  add("parent", "Dora");
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")))
      << "nobody decides for a mother";
  const auto search = add("child", "Wren");
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  ASSERT_EQ(app_.post(k_screener, search, body({{"outcome", "new"}})).status, 200);
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  PersonId wren;
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    for (const auto& child : decision::by_child(c, proof, case_.id)) {
      if (!child.standing) wren = child.child.person;
    }
  });
  ASSERT_FALSE(wren.empty());
  decide(wren, "EARLY_HELP");
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, saying_that_the_last_unknown_child_is_one_who_is_decided_ends_the_clock) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  const auto added =
      app_.post(k_screener, path("/people/add"),
                body({{"role", "child"}, {"given_name", "Amy"}, {"surname", "Quillfeather"}}));
  ASSERT_EQ(added.status, 200) << added.body;
  ASSERT_THAT(running(), testing::Contains("DECIDE"));
  const auto candidates = app_.get(k_screener, added.location).json();
  ASSERT_FALSE(candidates["candidates"].as_array()->empty());
  const auto same = body({{"outcome", "save"}, {"answer_1", "same"}});
  ASSERT_EQ(app_.post(k_screener, added.location, same).status, 200);
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
  const auto undo = body({{"statement", candidates.text("statement")}, {"version", "2"}});
  ASSERT_EQ(app_.post(k_screener, path("/people/undo"), undo).status, 200);
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
}

TEST_P(JoinedChild, what_was_decided_and_written_since_goes_where_somebody_says) {
  decide(case_.amara, "S17_ASSESSMENT");
  decide(amy_, "EARLY_HELP");
  const auto page = join();
  decide(case_.amara, "S47");
  const auto letter = compose({case_.amara}, "assess");
  const auto asked = app_.page(k_screener, page).body;
  EXPECT_THAT(asked, HasSubstr("Decision “"));
  EXPECT_THAT(asked, HasSubstr("Draft to "));
  EXPECT_EQ(part(page, {}).status, 422) << "nothing is chosen for anybody";
  std::vector<std::string> belongs;
  for (std::size_t at = 0; (at = asked.find(".newer\"", at)) != std::string::npos; ++at) {
    const auto from = asked.rfind('"', at) + 1;
    belongs.push_back(asked.substr(from, at - from) + ".newer");
  }
  ASSERT_EQ(belongs.size(), 2U);
  EXPECT_EQ(part(page, belongs).status, 200);
  EXPECT_THAT(decided(), testing::UnorderedElementsAre("Amara Quillfeather: S17_ASSESSMENT",
                                                       "Amy Quillfeather: S47, EARLY_HELP"));
  EXPECT_EQ(written(letter), std::vector<std::string>{"Amy Quillfeather"});
}

INSTANTIATE_TEST_SUITE_P(Engines, JoinedChild,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::product

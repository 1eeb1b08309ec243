// SPDX-License-Identifier: MIT
// Goal: when two children turn out to be one, decisions and letters of both are found through one
// child, and go back to the right one when they are parted.
#include "people_test_world.h"

namespace mash::product {
namespace {

using testing::HasSubstr;
using namespace sample;

class JoinedChild : public Family {
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
  EXPECT_EQ(head().state, model::NotificationState::decided);
  EXPECT_EQ(part(page, {}).status, 200);
  EXPECT_THAT(running(), testing::Contains("DECIDE")) << "nobody has decided for Amy";
  join();
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, a_child_who_is_added_later_is_decided_against_a_clock_too) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  ASSERT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
  add("parent", "Dora");
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")))
      << "nobody decides for a mother";
  const auto search = add("child", "Wren");
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  const auto wren = say_new(search);
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  decide(wren, "EARLY_HELP");
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
}

TEST_P(JoinedChild, saying_that_the_last_unknown_child_is_one_who_is_decided_ends_the_clock) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  const auto search = add("child", "Amy", "Quillfeather");
  ASSERT_THAT(running(), testing::Contains("DECIDE"));
  say_same(search);
  EXPECT_THAT(running(), testing::Not(testing::Contains("DECIDE")));
  undo(search);
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
}

TEST_P(JoinedChild, signing_what_then_differs_starts_the_clock_again) {
  decide(amy_, "NFA");
  decide(case_.amara, "S47");
  join();
  ASSERT_THAT(decided(), testing::ElementsAre(HasSubstr(": S47")));
  ASSERT_THAT(running(), testing::Contains("DECIDE")) << "for the signature";
  const auto proposed =
      app_.get(k_deputy, path("/decision")).json()["children"].as_array()->at(0)["proposed"];
  const auto a = app_.post(
      k_deputy, path("/decision/" + case_.amara.text() + "/sign"),
      body({{"decision", proposed.text("decision")}, {"version", proposed.text("version")}}));
  ASSERT_EQ(a.status, 200) << a.body;
  ASSERT_THAT(decided().at(0), HasSubstr("differs"));
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
}

TEST_P(JoinedChild, a_join_with_one_for_whom_the_same_was_decided_loses_no_reopening) {
  decide(amy_, "S47");
  decide(case_.amara, "S47");
  as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::start_clock_for_news(c, timescales(), case_.id, model::NewsKind::wrote,
                                AgencyId::trusted("police"));
  });
  const auto version = app_.get(k_manager, path("/decision")).json()["late"].text("version");
  ASSERT_EQ(app_.post(k_manager, path("/late"),
                      body({{"late_change", "reopen"},
                            {"late_children", json::Array{amy_.text()}},
                            {"late_reason", "The father is back"},
                            {"late_version", version}}))
                .status,
            200);
  join();
  as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    const auto found = decision::by_child(c, proof, case_.id).at(0);
    EXPECT_FALSE(found.standing.has_value());
    EXPECT_TRUE(found.reopened);
    EXPECT_EQ(found.conflicting.size(), 2U);
  });
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  EXPECT_THAT(app_.page(k_manager, path("/decision")).body,
              HasSubstr("Decide again: information came in later"));
  decide(case_.amara, "S47");
  EXPECT_THAT(decided(), testing::ElementsAre(HasSubstr(": S47")));
}

TEST_P(JoinedChild, a_closed_case_that_a_join_opens_closes_again_when_they_are_parted) {
  decide(case_.amara, "UNIVERSAL");
  decide(amy_, "INFORMATION_AND_ADVICE");
  ASSERT_EQ(tell("They can ask the school").status, 200);
  ASSERT_EQ(head().state, model::NotificationState::closed);
  app_.clock().advance(Duration::seconds(1));
  const auto page = join();
  EXPECT_EQ(head().state, model::NotificationState::reopened);
  EXPECT_THAT(running(), testing::Contains("DECIDE"));
  EXPECT_EQ(part(page, {}).status, 200);
  EXPECT_EQ(head().state, model::NotificationState::closed);
  EXPECT_THAT(owed(), testing::IsEmpty());
}

// F05: what was decided and written since.
TEST_P(JoinedChild, what_was_decided_and_written_since_goes_where_somebody_says) {
  decide(case_.amara, "S17_ASSESSMENT");
  decide(amy_, "EARLY_HELP");
  const auto page = join();
  decide(case_.amara, "S47");
  ASSERT_EQ(send(compose({case_.amara}, "school1")).status, 200);
  const auto letter = compose({case_.amara}, "assess");
  const auto asked = app_.page(k_screener, page).body;
  EXPECT_THAT(asked, HasSubstr("Decision “"));
  EXPECT_THAT(asked, HasSubstr("Draft to "));
  EXPECT_THAT(asked, HasSubstr("Sent to ")) << "who learned of it under both names";
  EXPECT_EQ(part(page, {}).status, 422) << "nothing is chosen for anybody";
  std::vector<std::string> belongs;
  for (std::size_t at = 0; (at = asked.find(".newer\"", at)) != std::string::npos; ++at) {
    const auto from = asked.rfind('"', at) + 1;
    belongs.push_back(asked.substr(from, at - from) + ".newer");
  }
  ASSERT_EQ(belongs.size(), 3U);
  EXPECT_EQ(part(page, belongs).status, 200);
  EXPECT_THAT(decided(), testing::UnorderedElementsAre("Amara Quillfeather: S17_ASSESSMENT",
                                                       "Amy Quillfeather: S47, EARLY_HELP"));
  EXPECT_EQ(written(letter), std::vector<std::string>{"Amy Quillfeather"});
}

// F05: whoever was told while two were taken for one.
class PartedChild : public JoinedChild {
 protected:
  // What was decided since is of the newer.
  void part_all(const std::string& page) {
    app_.clock().advance(Duration::seconds(1));
    const auto asked = app_.page(k_screener, page).body;
    std::vector<std::string> belongs;
    for (std::size_t at = 0; (at = asked.find(".newer\"", at)) != std::string::npos; ++at) {
      const auto from = asked.rfind('"', at) + 1;
      belongs.push_back(asked.substr(from, at - from) + ".newer");
    }
    ASSERT_EQ(part(page, belongs).status, 200);
  }
  std::string sent_while_joined() {
    decide(case_.amara, "S47");
    decide(amy_, "S47");
    const auto page = join();
    send_for(case_.amara, "school1");
    send_for(case_.amara, "assess");
    return page;
  }
  json::Value doubts(const std::string& who = k_manager) {
    return app_.get(who, path("/products")).json()["doubts"];
  }
  support::Answer say(const std::string& answer, const std::string& count,
                      const std::string& reason = "") {
    return app_.post(
        k_manager, path("/products/doubts"),
        body({{"doubt", "TWO_PERSONS"}, {"answer", answer}, {"count", count}, {"reason", reason}}));
  }
};

TEST_P(PartedChild, F05_the_manager_takes_all_back_in_one_act) {
  const auto page = sent_while_joined();
  EXPECT_EQ(doubts().as_object(), nullptr);
  part_all(page);
  const auto group = doubts()["groups"].as_array()->at(0);
  EXPECT_EQ(group["rows"].as_array()->size(), 2U);
  EXPECT_THAT(app_.page(k_manager, path("/products")).body,
              HasSubstr("two people were taken for one"));
  EXPECT_EQ(doubts(k_screener)["groups"].as_array()->at(0)["form"].as_object(), nullptr)
      << "who sends nothing takes nothing back";
  EXPECT_EQ(say("", "2").status, 422) << "nothing is chosen beforehand";
  EXPECT_EQ(say("recall", "1").status, 409) << "not what they have seen";
  ASSERT_EQ(say("recall", "2").status, 200);
  EXPECT_EQ(sent(packages::OutwardKind::withdrawal).size(), 2U);
  EXPECT_EQ(doubts().as_object(), nullptr);
  EXPECT_EQ(say("recall", "0").status, 409);
}

TEST_P(PartedChild, F05_what_can_stay_is_not_asked_about_again) {
  const auto page = sent_while_joined();
  part_all(page);
  EXPECT_EQ(say("stands", "2").status, 422) << "it takes a reason";
  ASSERT_EQ(say("stands", "2", "It says the same of both").status, 200);
  EXPECT_EQ(doubts().as_object(), nullptr);
  add("parent", "Dora");
  EXPECT_EQ(doubts().as_object(), nullptr);
  EXPECT_TRUE(sent(packages::OutwardKind::withdrawal).empty());
}

TEST_P(PartedChild, F05_what_left_before_they_were_joined_is_in_no_doubt) {
  decide(case_.amara, "S47");
  decide(amy_, "S47");
  send_for(case_.amara, "assess");
  part_all(join());
  EXPECT_EQ(doubts().as_object(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Engines, PartedChild, both_engines(), engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, JoinedChild, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

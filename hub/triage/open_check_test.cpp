// SPDX-License-Identifier: MIT
// Goal: a case goes to the social worker only if each child in it was seen to be open to one, not
// too long ago; the team reads whose case it is and whom it is for; until it answers the hub's own
// clocks run on (scenarios A08, A09, A12, A13, H16).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "triage_test_world.h"

namespace mash::triage {
namespace {

using model::ConcernType;
using model::NotificationState;
using model::Stage;
using testing::HasSubstr;
using testing::Not;

using Form = std::vector<std::pair<std::string, std::string>>;

class OpenCheckTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  CaseId case_;
  const char* who_ = "u01";
  std::vector<std::string> children_;  // paths of their checks

  // Each child is called so, in this order.
  void start(const std::vector<const char*>& names, bool danger = false) {
    auto n = World::notification({ConcernType::neglect},
                                 world_.app.clock().now() - Duration::minutes(30));
    if (danger) n.danger = model::Answer::yes;
    for (const char* name : names) {
      n.people.push_back(World::child(name, "Plantedsurname", "2017-03-09"));
      n.people.back().said.address_line = Sensitive("12 Thistledown Road");
      n.people.back().said.postcode = Sensitive("BF1 2AB");
    }
    n.reference = std::to_string(world_.app.count("case_file"));
    case_ = world_.add(n);
    world_.identify(case_);
    children_.clear();
    const json::Value screen = world_.app.get(who_, World::path(case_, "screen")).json();
    ASSERT_NE(screen["children"].as_array(), nullptr);
    for (const auto& child : *screen["children"].as_array()) {
      children_.push_back(child.text("href"));
    }
    ASSERT_EQ(children_.size(), names.size());
  }
  std::string page() { return world_.app.page(who_, World::path(case_, "screen")).body; }
  std::string version() { return std::to_string(world_.head(case_).version); }

  Form answer(const std::string& said, const std::string& worker_is = "PRESENT") {
    Form f = {{"version", version()}, {"answer", said}, {"system", "planted-system-yak"}};
    if (said == "OPEN") {
      f.insert(f.end(), {{"number", "planted-number-4711"},
                         {"worker", "planted-worker-ibex"},
                         {"worker_is", worker_is},
                         {"manager", "planted-manager-gnu"}});
    }
    return f;
  }
  support::Answer save(std::size_t child, const Form& f) {
    return world_.app.submit(who_, children_.at(child), f);
  }
  void looked(std::size_t child, const std::string& said, const std::string& worker = "PRESENT") {
    ASSERT_EQ(save(child, answer(said, worker)).location, World::path(case_, "screen"));
  }
  support::Answer finish(const std::string& next, const std::string& words = "planted-words-elk") {
    Form f = {{"version", version()},
              {"next", next},
              {"acknowledged", "yes"},
              {"reason", "planted-reason-okapi"}};
    if (next == "RATE") f.insert(f.end(), {{"rating", "AMBER"}, {"level", "3"}});
    if (!words.empty()) f.emplace_back("words", words);
    return world_.app.submit(who_, World::path(case_, "screen"), f);
  }
  support::Answer rate(const std::string& rating) {
    return world_.app.submit("u03", World::path(case_, "rate"),
                             {{"version", version()},
                              {"rating", rating},
                              {"level", "3"},
                              {"response", "LATER"},
                              {"override_reason", "Seen and safe"},
                              {"reason", "As the officer says"}});
  }
  void expect_not_passed_on() {
    const auto refused = finish("ROUTED_OPEN_CASE");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("href=\"#open_check\""));
    EXPECT_THAT(refused.body, HasSubstr("planted-words-elk")) << "what was typed stays";
    EXPECT_EQ(world_.head(case_).state, NotificationState::received);
    EXPECT_TRUE(world_.passed_on.empty());
  }
};

TEST_P(OpenCheckTest, H16_who_was_never_looked_up_counts_as_not_checked) {
  start({"Amara"});
  EXPECT_THAT(page(), HasSubstr("Not checked: nobody has looked."));
  expect_not_passed_on();
  EXPECT_EQ(finish("RATE").status, 303) << "a manager may still rate it";
}

// On the screening page: what is half typed there stays, whatever else is sent from that page.
TEST_P(OpenCheckTest, a_half_typed_screening_stays_while_a_child_is_checked) {
  start({"Amara"});
  const Form half = {{"version", version()},
                     {"next", "ROUTED_OPEN_CASE"},
                     {"level", "3"},
                     {"words", "planted-words-elk\nsecond line"},
                     {"reason", "planted-reason-okapi"}};
  const auto form = world_.app.submit(who_, children_.at(0) + "/form", half);
  ASSERT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("name=\"next\" value=\"ROUTED_OPEN_CASE\""));
  EXPECT_THAT(form.body, HasSubstr("planted-reason-okapi"));
  EXPECT_THAT(form.body, Not(HasSubstr("There is a problem"))) << "nothing was answered yet";

  Form wrong = half;
  wrong.insert(wrong.end(), {{"answer", "OPEN"}, {"system", "planted-system-yak"}});
  const auto refused = world_.app.submit(who_, children_.at(0), wrong);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("planted-words-elk")) << "also where the check has faults";
  EXPECT_EQ(world_.app.count("open_check"), 0);

  Form right = answer("OPEN");
  right.insert(right.end(), half.begin() + 1, half.end());
  right.emplace_back("idempotency_key", "once");
  const auto back = world_.app.submit(who_, children_.at(0), right);
  ASSERT_EQ(back.status, 200);
  const auto twice = world_.app.submit(who_, children_.at(0), right);
  EXPECT_EQ(twice.status, 200);
  EXPECT_THAT(twice.body, HasSubstr("planted-reason-okapi</textarea>")) << "pressed twice";
  EXPECT_EQ(world_.app.count("open_check"), 1);
  EXPECT_THAT(back.body, HasSubstr("Open to a social worker now."));
  EXPECT_THAT(back.body, HasSubstr("planted-words-elk\nsecond line</textarea>"));
  EXPECT_THAT(back.body, HasSubstr("planted-reason-okapi</textarea>"));
  EXPECT_THAT(back.body, HasSubstr("value=\"ROUTED_OPEN_CASE\" checked"));
  EXPECT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
}

TEST_P(OpenCheckTest, what_is_half_typed_stays_while_the_case_is_taken) {
  start({"Amara"});
  const std::string seen = version();
  const std::string at_length(5000, 'y');  // too long for its own act: said there, not here
  const Form half = {{"version", seen},
                     {"from", ""},
                     {"next", "RATE"},
                     {"reason", at_length},
                     {"idempotency_key", "once"}};
  const auto taken = world_.app.submit(who_, World::path(case_, "screen") + "/take", half);
  ASSERT_EQ(taken.status, 200);
  EXPECT_EQ(world_.head(case_).taken_by, StaffId::trusted(who_));
  EXPECT_THAT(taken.body, HasSubstr(at_length + "</textarea>"));
  EXPECT_THAT(taken.body, HasSubstr("value=\"RATE\" checked"));
  EXPECT_NE(version(), seen) << "who takes it begins to screen it";
  EXPECT_THAT(taken.body, HasSubstr("name=\"version\" value=\"" + version() + "\""));

  const auto again = world_.app.submit(who_, World::path(case_, "screen") + "/take", half);
  EXPECT_THAT(again.body, HasSubstr(at_length + "</textarea>")) << "pressed twice";

  const auto late = world_.app.submit("u02", World::path(case_, "screen") + "/take", half);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("A colleague has taken this case meanwhile"));
  EXPECT_THAT(late.body, HasSubstr(at_length + "</textarea>")) << "nor is it lost by a refusal";
  EXPECT_THAT(late.body, HasSubstr("name=\"version\" value=\"" + seen + "\""))
      << "what has changed meanwhile is still to be shown to them";

  const auto over = world_.app.submit(
      "u03", World::path(case_, "rate") + "/take",
      {{"version", version()}, {"from", who_}, {"rating", "AMBER"}, {"reason", "planted-hare"}});
  ASSERT_EQ(over.status, 200);
  EXPECT_EQ(world_.head(case_).taken_by, StaffId::trusted("u03"));
  EXPECT_THAT(over.body, HasSubstr("planted-hare</textarea>"));
  EXPECT_THAT(over.body, HasSubstr("value=\"AMBER\" checked"));

  const auto beside = world_.app.submit(
      "u02", children_.at(0) + "/take",
      {{"version", version()}, {"from", "u03"}, {"system", "planted-yak"}, {"words", "elk-words"}});
  ASSERT_EQ(beside.status, 200);
  EXPECT_THAT(beside.body, HasSubstr("value=\"planted-yak\""));
  EXPECT_THAT(beside.body, HasSubstr("name=\"words\" value=\"elk-words\""));
}

TEST_P(OpenCheckTest, what_is_half_typed_can_be_read_though_the_case_was_closed_meanwhile) {
  start({"Amara"});
  Form screening = {{"version", version()}, {"next", "RATE"}, {"reason", "planted-reason-lynx"}};
  Form check = answer("OPEN");
  Form rating = {{"version", version()}, {"rating", "AMBER"}, {"reason", "planted-reason-puma"}};
  ASSERT_EQ(finish("SIGNPOSTED").status, 303);

  who_ = "u02";
  const auto screened = world_.app.submit(who_, World::path(case_, "screen"), screening);
  EXPECT_THAT(screened.body, HasSubstr("What you typed was not saved"));
  EXPECT_THAT(screened.body, HasSubstr("planted-reason-lynx"));
  EXPECT_THAT(screened.body, Not(HasSubstr("send it again"))) << "it cannot be";
  check.emplace_back("missing", "planted-missing-bear");  // of the screening, carried along
  const auto looked = save(0, check);
  EXPECT_EQ(looked.status, 409);
  EXPECT_THAT(looked.body, HasSubstr("planted-worker-ibex"));
  EXPECT_THAT(looked.body, HasSubstr("planted-missing-bear"));
  const auto rated = world_.app.submit("u03", World::path(case_, "rate"), rating);
  EXPECT_THAT(rated.body, HasSubstr("planted-reason-puma"));
  EXPECT_THAT(world_.app.page("u03", World::path(case_, "rate")).body,
              Not(HasSubstr("What you typed")));
}

TEST_P(OpenCheckTest, taking_with_nothing_typed_leads_on_as_from_the_queue) {
  start({"Amara"});
  const auto taken = world_.app.submit(who_, World::path(case_, "screen") + "/take",
                                       {{"version", version()}, {"from", ""}});
  EXPECT_EQ(taken.status, 303);
  EXPECT_EQ(taken.location, World::path(case_, "screen"));
}

TEST_P(OpenCheckTest, H16_a_look_counts_for_24_hours_and_not_longer) {
  start({"Amara"});
  looked(0, "OPEN");
  EXPECT_THAT(page(), HasSubstr("Open to a social worker now."));
  world_.app.clock().advance(Duration::hours(24));
  who_ = "u02";  // the session of the other has run out
  EXPECT_THAT(page(), HasSubstr("Open to a social worker now."));
  world_.app.clock().advance(Duration::seconds(1));
  EXPECT_THAT(page(),
              HasSubstr("Counts as not checked: somebody looked on 24 November 2026 at 9:00am, "
                        "which counted until 25 November 2026 at 9:00am."));
  expect_not_passed_on();
  looked(0, "OPEN");
  EXPECT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
}

TEST_P(OpenCheckTest, H16_a_look_that_could_not_be_made_counts_as_not_checked) {
  start({"Amara"});
  looked(0, "NOT_CHECKED");
  EXPECT_THAT(page(), HasSubstr("Not checked: could not be looked up."));
  expect_not_passed_on();
}

TEST_P(OpenCheckTest, the_page_says_what_was_seen_by_whom_and_when) {
  start({"Amara"});
  looked(0, "OPEN", "LEFT");
  for (const auto& body : {page(), world_.app.page("u01", children_[0]).body}) {
    EXPECT_THAT(body,
                HasSubstr("Amara Plantedsurname: case planted-number-4711, worker "
                          "planted-worker-ibex (Has left), team manager planted-manager-gnu."));
    EXPECT_THAT(body, HasSubstr("24 November 2026 at 9:00am, looked in: planted-system-yak."));
    EXPECT_EQ(body.find(" checked>"), std::string::npos) << "nothing is chosen beforehand";
  }
}

TEST_P(OpenCheckTest, A13_each_child_is_asked_about_and_one_who_is_not_open_keeps_it_here) {
  start({"Amara", "Tobi"});
  looked(0, "OPEN");
  EXPECT_THAT(page(), HasSubstr("<bdi>Tobi Plantedsurname</bdi></strong>: Not checked"));
  expect_not_passed_on();
  looked(1, "NOT_OPEN");
  EXPECT_THAT(page(), HasSubstr("<bdi>Tobi Plantedsurname</bdi></strong>: Not open."));
  expect_not_passed_on();
  looked(1, "OPEN");
  EXPECT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
  ASSERT_EQ(world_.passed_on.size(), 1U);
  EXPECT_EQ(world_.passed_on[0].children.size(), 2U);
}

TEST_P(OpenCheckTest, A13_who_looked_for_several_says_so_of_each_at_once) {
  start({"Tobi", "Amara", "Sade"});
  const auto id = [this](std::size_t n) {
    return children_.at(n).substr(children_.at(n).rfind('/') + 1);
  };
  const auto save = [&](const std::string& said, const std::vector<std::string>& also) {
    Form form = answer(said);
    for (const auto& one : also) form.emplace_back("also", one);
    return world_.app.submit(who_, children_.at(0), form);
  };
  const auto page = world_.app.page(who_, children_.at(0)).body;
  EXPECT_THAT(page, HasSubstr("Of whom else did you see the same?"));
  EXPECT_THAT(page, Not(HasSubstr(" checked>")));
  const auto open = save("OPEN", {id(1)});
  EXPECT_EQ(open.status, 422);
  EXPECT_THAT(open.body, HasSubstr("Save this child alone"));
  EXPECT_EQ(save("NOT_OPEN", {CaseId::make(world_.app.random()).text()}).status, 422);
  EXPECT_EQ(world_.app.count("open_check"), 0);
  EXPECT_EQ(save("NOT_OPEN", {id(1), id(1)}).status, 303);
  EXPECT_EQ(world_.app.count("open_check"), 2);
  EXPECT_THAT(world_.app.page(who_, children_.at(2)).body, Not(HasSubstr("Of whom else")));
}

TEST_P(OpenCheckTest, A13_the_newest_look_stands) {
  start({"Amara"});
  looked(0, "OPEN");
  looked(0, "NOT_OPEN");
  expect_not_passed_on();
}

TEST_P(OpenCheckTest, A12_open_to_early_help_is_not_open_and_gets_the_full_process) {
  start({"Amara"});
  looked(0, "EARLY_HELP");
  EXPECT_THAT(page(), HasSubstr("Quillgate Family Hub is told as soon as a manager rates it"));
  expect_not_passed_on();
  EXPECT_EQ(finish("RATE").status, 303);
  EXPECT_EQ(world_.head(case_).state, NotificationState::screening);
  EXPECT_TRUE(world_.early_help.empty()) << "nobody has rated it";
}

TEST_P(OpenCheckTest, A12_whoever_gives_early_help_is_told_in_the_act_that_rates_it) {
  start({"Amara", "Tobi"});
  looked(0, "EARLY_HELP");
  looked(1, "NOT_OPEN");
  ASSERT_EQ(rate("BLUE").status, 303);
  EXPECT_TRUE(world_.early_help.empty()) << "nobody is asked about a Blue";
  ASSERT_EQ(rate("RED").status, 303);
  EXPECT_EQ(world_.early_help, std::vector<std::size_t>{1}) << "of the child who is open to it";
}

TEST_P(OpenCheckTest, A12_or_once_the_case_system_says_so_after_the_rating) {
  start({"Amara"});
  ASSERT_EQ(rate("GREEN").status, 303);
  EXPECT_TRUE(world_.early_help.empty());
  looked(0, "OPEN");
  EXPECT_TRUE(world_.early_help.empty()) << "a social worker has them";
  looked(0, "EARLY_HELP");
  EXPECT_EQ(world_.early_help, std::vector<std::size_t>{1});
}

TEST_P(OpenCheckTest, A12_a_look_that_counts_no_longer_tells_nobody) {
  start({"Amara"});
  looked(0, "EARLY_HELP");
  world_.app.clock().advance(Duration::hours(25));
  ASSERT_EQ(rate("RED").status, 303);
  EXPECT_TRUE(world_.early_help.empty());
}

TEST_P(OpenCheckTest, A08_worker_and_manager_are_told_and_the_hubs_clocks_run_on) {
  start({"Amara"});
  looked(0, "OPEN");
  EXPECT_THAT(page(), HasSubstr("Barnfield Assessment Team is told at once and has to accept it by "
                                "24 November 2026 at 11:00am."));
  EXPECT_EQ(finish("ROUTED_OPEN_CASE", "").status, 422) << "they must know what was told";
  ASSERT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
  EXPECT_EQ(world_.head(case_).state, NotificationState::routed_open_case);
  ASSERT_EQ(world_.passed_on.size(), 1U);
  const auto& told = world_.passed_on[0];
  EXPECT_THAT(told.words.reveal(),
              HasSubstr("For the allocated worker and the team manager. These children are open to "
                        "you:\nAmara Plantedsurname: case planted-number-4711, worker "
                        "planted-worker-ibex (There), team manager planted-manager-gnu"));
  EXPECT_THAT(told.words.reveal(), HasSubstr("planted-words-elk"));
  EXPECT_THAT(told.words.reveal(), Not(HasSubstr("zebra"))) << "not the sender's own story";
  EXPECT_EQ(told.by_when, "Accept or reject it by 24 November 2026 at 11:00am");
  EXPECT_TRUE(world_.clock(case_, Stage::rate)) << "it is still the hub's";
  EXPECT_TRUE(world_.clock(case_, Stage::response_type));
  EXPECT_THAT(page(), HasSubstr("Passed to the child&#39;s social worker"));
}

TEST_P(OpenCheckTest, A08_it_counts_as_a_contact) {
  start({"Amara"});
  looked(0, "OPEN");
  ASSERT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
  world_.app.clock().advance(Duration::hours(1));
  who_ = "u02";
  start({"Amara"});
  EXPECT_THAT(page(), HasSubstr("1 other case since 24 November 2025 (at the address 1)"));
}

TEST_P(OpenCheckTest, A09_a_worker_who_has_left_or_is_away_leaves_it_to_the_duty_manager) {
  for (const char* where : {"LEFT", "AWAY"}) {
    start({"Amara", "Tobi"});
    looked(0, "OPEN");
    looked(1, "OPEN", where);
    ASSERT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
    EXPECT_THAT(world_.passed_on.back().words.reveal(),
                testing::StartsWith("For the duty manager at once: the allocated worker is not "
                                    "there."))
        << where;
  }
}

TEST_P(OpenCheckTest, a_red_that_is_passed_on_stays_in_the_queue_with_its_clock_to_rate) {
  start({"Amara"}, true);
  looked(0, "OPEN");
  ASSERT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
  const auto rate = world_.clock(case_, Stage::rate);
  ASSERT_TRUE(rate);
  EXPECT_FALSE(rate->met_at);
  const json::Value queue = world_.app.get("u03", "/queue").json();
  const auto& row = queue["rows"].as_array()->front();
  EXPECT_EQ(row.text("where"), "Passed to the child's social worker");
  EXPECT_EQ(row.text("stage"), "Rate the urgency");
}

TEST_P(OpenCheckTest, each_missing_answer_is_named_and_nothing_is_kept) {
  start({"Amara"});
  for (const char* field : {"answer", "system", "number", "worker", "worker_is", "manager"}) {
    Form f = answer("OPEN");
    std::erase_if(f, [&](const auto& pair) { return pair.first == field; });
    const auto refused = save(0, f);
    EXPECT_EQ(refused.status, 422) << field;
    EXPECT_THAT(refused.body, HasSubstr("href=\"#" + std::string(field) + "\"")) << field;
  }
  EXPECT_EQ(world_.app.count("open_check"), 0);
  Form late = answer("OPEN");
  late[0].second = "99";
  EXPECT_EQ(save(0, late).status, 409);
  EXPECT_EQ(world_.app.count("open_check"), 0);
}

TEST_P(OpenCheckTest, others_and_other_children_are_as_if_absent) {
  start({"Amara"});
  const std::string nobody =
      World::path(case_, "open-check/" + PersonId::make(world_.app.random()).text());
  const auto absent = world_.app.get("u01", nobody);
  EXPECT_EQ(absent.status, 404);
  for (const char* who : {"u07", "u18"}) {
    EXPECT_EQ(world_.app.get(who, children_[0]).status, 404) << who;
    who_ = who;
    EXPECT_EQ(save(0, answer("OPEN")).status, 404) << who;
  }
  EXPECT_EQ(world_.app.submit("u01", nobody, answer("OPEN")).status, 404);
  const auto beside = world_.app.submit("u01", nobody + "/form",
                                        {{"version", version()}, {"reason", "half-typed"}});
  EXPECT_EQ(beside.status, 404);
  EXPECT_THAT(beside.body, HasSubstr("half-typed")) << "nor is the screening beside it lost";
  EXPECT_EQ(world_.app.count("open_check"), 0);
}

TEST_P(OpenCheckTest, it_is_kept_of_the_child_and_stands_nowhere_in_clear) {
  start({"Amara"});
  looked(0, "OPEN");
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    const auto kept = kept_checks(c, case_);
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_THAT(children_[0], testing::EndsWith(kept[0].person.text()));
    EXPECT_THAT(kept[0].words, HasSubstr("Open to a social worker now"));
  });
  ASSERT_EQ(finish("ROUTED_OPEN_CASE").status, 303);
  for (const char* words : {"yak", "4711", "ibex", "gnu", "elk", "okapi"}) {
    EXPECT_FALSE(world_.app.is_stored("planted-" + std::string(words))) << words;
    EXPECT_FALSE(world_.app.is_stored(words)) << words;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, OpenCheckTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage

// SPDX-License-Identifier: MIT
// Goal: "knows nothing" is never said by a desk that holds something, and nobody sees more than
// they may on the pages of a case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_store.h"
#include "enquiry_test_world.h"
#include "mash/cases/bars.h"

namespace mash::enquiry {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace enquiry::testing;
using model::NotificationState;
using model::Stage;

class AnswerTest : public EnquiryTest {};

// A04: towards whoever is asked.
TEST_P(AnswerTest, the_desk_reads_what_it_needs_and_not_who_told) {
  asked({"police"});
  const auto list = app_.page(k_police, "/requests");
  EXPECT_THAT(list.body, HasSubstr("Amara O. and 1 sibling"));
  const auto page = app_.page(k_police, request_of("police"));
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("Shouting was heard"), HasSubstr("A man with a white van"),
                    HasSubstr("4 Mill Lane"), HasSubstr("9 March 2017"), HasSubstr("MARAC")));
  EXPECT_THAT(page.body, Not(HasSubstr("Hidden Neighbour")));
  EXPECT_THAT(page.body, Not(HasSubstr(" checked")));
  EXPECT_EQ(app_.post(k_police, request_of("police") + "/seen", body({})).status, 200);
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr("Not answered yet, seen"));
}

TEST_P(AnswerTest, the_list_has_the_least_time_first_whatever_was_asked_first) {
  const auto put = [this](model::Rating rating) {
    asked({"police"});
    std::string id = request_of_case();
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      const auto was = cases::find_case(c.tx, case_)->rating;
      cases::set_rating(c, case_, rating, model::NeedLevel::level_3);
      cases::re_rate_clocks(c, barnfield::timescales(), case_, was, rating);
    });
    return id;
  };
  const auto overdue = put(model::Rating::green);
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    const auto police = AgencyId::trusted("police");
    cases::withdraw_clock(c, case_, Stage::agency_return, police);
    cases::start_clock(c, barnfield::timescales(), case_, Stage::agency_return,
                       model::Rating::green, c.now - Duration::days(30), police);
  });
  const auto green = put(model::Rating::green);
  const auto amber = put(model::Rating::amber);
  const auto red = put(model::Rating::red);
  const auto data = app_.get(k_police, "/requests").json();
  std::vector<std::string> order;
  for (const auto& line : *data["open"].as_array()) order.push_back(line.text("href"));
  EXPECT_THAT(order, ::testing::ElementsAre(overdue, red, amber, green));
  EXPECT_EQ((*data["open"].as_array())[1]["rating"].text("text"), "Red");
  const auto page = app_.page(k_police, "/requests").body;
  EXPECT_THAT(page, HasSubstr("mash-level--red"));
  EXPECT_THAT(page, Not(HasSubstr(">Level<")));
}

TEST_P(AnswerTest, a_request_is_absent_to_everybody_else) {
  asked({"police", "health"});
  const std::string absent = "/requests/" + EnquiryId::make(app_.random()).text();
  for (const char* who : {k_health, k_manager, k_screener, k_education}) {
    const auto there = app_.get(who, request_of("police"));
    EXPECT_EQ(there.status, 404) << who;
    EXPECT_EQ(there.body, app_.get(who, absent).body) << who;
    EXPECT_EQ(answer(who, "police", {{"kind", "KNOWN"}}).status, 404);
  }
  EXPECT_EQ(app_.get(k_manager, "/requests").status, 404);
  EXPECT_THAT(app_.page(k_education, "/requests").body, Not(HasSubstr("Amara")));
  EXPECT_EQ(app_.get(k_education, path()).body,
            app_.get(k_education, "/case/" + CaseId::make(app_.random()).text()).body);
}

TEST_P(AnswerTest, D09_to_whoever_is_barred_there_is_no_request_while_colleagues_answer) {
  asked({"police"});
  const auto done = app_.app().system_act<Action::log_notification>(
      "test.barred", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        cases::set_bar(c, case_, StaffId::trusted(k_police), "His sister");
        return json::Value{};
      });
  ASSERT_TRUE(done.has_value());
  EXPECT_THAT(app_.page(k_police, "/requests").body, Not(HasSubstr("Amara")));
  const std::string absent = "/requests/" + EnquiryId::make(app_.random()).text();
  EXPECT_EQ(app_.get(k_police, request_of("police")).body, app_.get(k_police, absent).body);
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 404);
  EXPECT_EQ(write(k_police, "police", "Four call-outs").status, 404);
  EXPECT_EQ(app_.get(k_police, path()).status, 404);
  EXPECT_EQ(app_.get(k_police, path("/volunteer")).status, 404);
  EXPECT_EQ(write(k_police_colleague, "police", "Four call-outs").status, 200);
}

// Where the list ends, too: it would be one short.
TEST_P(AnswerTest, D09_the_end_of_the_list_does_not_tell_that_something_is_hidden) {
  asked({"police"});
  const CaseId old = case_;
  barnfield::as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    const auto first = enquiries_of_case(c.tx, old).front();
    pipeline::Label label{
        .owner = pipeline::k_front_door, .kind = "enquiry", .case_id = old, .row = first.id.text()};
    const auto words = c.vault.open_json(c.tx, proof, label, first.sealed);
    for (int n = 0; n < 100; ++n) {
      auto row = first;
      row.id = EnquiryId::make(c.random);
      label.row = row.id.text();
      row.state = model::EnquiryState::withdrawn;
      row.sealed = c.vault.seal(c.tx, label, json::encode(words), c.random);
      insert_enquiry(c.tx, row);
    }
  });
  app_.clock().advance(Duration::minutes(1));
  asked({"police"});
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    const auto newest = enquiries_of_case(c.tx, case_).front();
    store_state(c.tx, newest.id, model::EnquiryState::withdrawn, newest.version + 1);
    cases::set_bar(c, case_, StaffId::trusted(k_police), "His sister");
  });
  const auto shown = [this](const char* who) {
    return app_.get(who, "/requests").json()["answered"].as_array()->size();
  };
  EXPECT_EQ(shown(k_police_colleague), 100U);
  EXPECT_EQ(shown(k_police), 100U);
}

TEST_P(AnswerTest, each_line_becomes_an_item_that_only_the_desk_sees) {
  asked({"police", "health"});
  EXPECT_EQ(write(k_police, "police", "Four call-outs\n\n  Bail until March \n").status, 200);
  const auto own = app_.get(k_police, request_of("police")).json();
  ASSERT_EQ(own["items"].as_array()->size(), 2U);
  EXPECT_EQ(own["items"].as_array()->back().text("fact"), "Bail until March");
  EXPECT_THAT(app_.page(k_health, path()).body, Not(HasSubstr("call-outs")));
  EXPECT_THAT(app_.page(k_screener, path()).body, Not(HasSubstr("call-outs")));
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).location, "/requests");
  EXPECT_THAT(app_.page(k_health, path()).body,
              AllOf(HasSubstr("Four call-outs"), HasSubstr("Owner has not decided"),
                    HasSubstr("1 of 2 answered, 1 has not answered")));
  EXPECT_EQ(clock(Stage::agency_return, "police"), "MET");
  EXPECT_EQ(clock(Stage::agency_return, "health"), "RUNNING");
}

// Somebody typed a conviction, did not press "Add", and it was gone with a green button.
TEST_P(AnswerTest, what_is_typed_and_not_added_goes_with_the_answer) {
  asked({"police"});
  EXPECT_THAT(answer(k_police, "police", {{"kind", "KNOWN"}, {"facts", "Convicted in 2021"}}).body,
              HasSubstr("/sensitivity"))
      << "by the same rules as with Add";
  EXPECT_EQ(answer(k_police, "police",
                   {{"kind", "KNOWN"},
                    {"facts", "Convicted in 2021\nOn licence"},
                    {"source", "PNC"},
                    {"sensitivity", "0"}})
                .location,
            "/requests");
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Convicted in 2021"), HasSubstr("On licence")));
}

TEST_P(AnswerTest, what_is_typed_stops_an_answer_that_leaves_it_out) {
  asked({"police"});
  const auto said = app_.submit(k_police, request_of("police") + "/answer",
                                {{"kind", "NOTHING_KNOWN"},
                                 {"systems", "All"},
                                 {"period", "Ever"},
                                 {"facts", "Convicted in 2021"},
                                 {"sensitivity", "0"},
                                 {"version", "1"}});
  EXPECT_EQ(said.status, 422);
  EXPECT_THAT(said.body, AllOf(HasSubstr("the answer you chose leaves it out"),
                               HasSubstr("Convicted in 2021"), HasSubstr("value=\"Ever\"")));
  EXPECT_EQ(app_.count("item"), 0);
}

TEST_P(AnswerTest, adding_a_fact_keeps_the_answer_that_is_typed_below) {
  asked({"police"});
  const std::vector<std::pair<std::string, std::string>> form = {
      {"facts", "Four call-outs"},
      {"sensitivity", "0"},
      {"source", "Incident system"},
      {"kind", "CANNOT_SHARE"},
      {"reason", "A source would be found out"},
      {"period", "Since 2020"},
      {"version", "1"},
      {"idempotency_key", "k1"}};
  const auto page = app_.submit(k_police, request_of("police") + "/item", form);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("A source would be found out"), HasSubstr("value=\"Since 2020\""),
                    HasSubstr("value=\"CANNOT_SHARE\" checked")));
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("Only your desk sees it"), Not(HasSubstr("There is a problem")),
                    Not(HasSubstr(">Four call-outs</textarea>"))));
  EXPECT_EQ(app_.count("item"), 1);
  const auto twice = app_.submit(k_police, request_of("police") + "/item", form).body;
  EXPECT_THAT(twice, AllOf(HasSubstr("A source would be found out"),
                           Not(HasSubstr(">Four call-outs</textarea>"))));
  EXPECT_EQ(app_.count("item"), 1);
}

TEST_P(AnswerTest, a_fault_does_not_let_anybody_overwrite_what_a_colleague_answered_meanwhile) {
  asked({"police"});
  const std::string path = request_of("police") + "/answer";
  answer(k_police_colleague, "police",
         {{"kind", "CANNOT_SHARE"}, {"ground", "NOT_RELEVANT"}, {"reason", "Not theirs"}});
  const auto fault = app_.submit(
      k_police, path, {{"kind", "NOTHING_KNOWN"}, {"version", "1"}, {"sensitivity", "wrong"}});
  EXPECT_EQ(fault.status, 422);
  EXPECT_THAT(fault.body, HasSubstr("name=\"version\" value=\"1\""));
  const auto conflict = app_.submit(
      k_police, path,
      {{"kind", "NOTHING_KNOWN"}, {"systems", "All"}, {"period", "Ever"}, {"version", "1"}});
  EXPECT_EQ(conflict.status, 409);
  EXPECT_THAT(conflict.body, HasSubstr("name=\"version\" value=\"2\"")) << "now it is seen";
}

TEST_P(AnswerTest, what_is_written_down_after_the_answer_asks_to_be_sent) {
  asked({"police"});
  write(k_police, "police", "Four call-outs");
  answer(k_police, "police", {{"kind", "KNOWN"}});
  const auto page = [&] { return app_.page(k_police, request_of("police")).body; };
  EXPECT_THAT(page(), Not(HasSubstr("not in the hub yet")));
  write(k_police, "police", "Bail until March");
  EXPECT_THAT(page(), HasSubstr("1 item is not in the hub yet: send the answer again, but"));
}

TEST_P(AnswerTest, the_list_says_what_its_desk_keeps_and_is_not_in_the_hub) {
  asked({"police", "health"});
  const auto list = [&](const char* who) { return app_.page(who, "/requests").body; };
  write(k_police, "police", "Four call-outs");
  EXPECT_THAT(list(k_police), HasSubstr("seen yet. <strong>1 not in the hub yet")) << "waits";
  answer(k_police, "police", {{"kind", "KNOWN"}});
  answer(k_health, "health",
         {{"kind", "NOTHING_KNOWN"}, {"systems", "Records"}, {"period", "2020 to today"}});
  EXPECT_THAT(list(k_police), Not(HasSubstr("not in the hub yet")));
  const auto before = list(k_health);
  write(k_police, "police", "Bail until March\nA caution");
  for (const char* who : {k_police, k_police_colleague}) {
    EXPECT_THAT(list(who), HasSubstr("Answered. <strong>2 not in the hub yet</strong>")) << who;
  }
  EXPECT_THAT(
      app_.get(k_police, "/requests").json()["answered"].as_array()->front().text("not_sent"),
      "2 not in the hub yet");
  EXPECT_EQ(list(k_health), before);
  answer(k_police, "police", {{"kind", "KNOWN"}}, "2");
  EXPECT_THAT(list(k_police), Not(HasSubstr("not in the hub yet")));
}

// C07, H05: and not while the desk holds something.
TEST_P(AnswerTest, knows_nothing_says_where_and_when_it_searched) {
  asked({"police"});
  const auto bare = answer(k_police, "police", {{"kind", "NOTHING_KNOWN"}});
  EXPECT_THAT(bare.body, AllOf(HasSubstr("/systems"), HasSubstr("/period")));
  const std::vector<std::pair<std::string, json::Value>> said = {
      {"kind", "NOTHING_KNOWN"}, {"systems", "Crime system"}, {"period", "2020 to today"}};
  write(k_police, "police", "Half a thought");
  const auto held = answer(k_police, "police", said);
  EXPECT_EQ(held.status, 422);
  EXPECT_THAT(held.body, HasSubstr("Your desk holds something"));
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  EXPECT_EQ(answer(k_police, "police", said, "2").status, 422) << "it has told the case something";
}

TEST_P(AnswerTest, an_empty_desk_may_say_that_it_knows_nothing) {
  asked({"police"});
  EXPECT_THAT(answer(k_police, "police", {{"kind", "KNOWN"}}).body,
              HasSubstr("Write down at least one fact"));
  EXPECT_EQ(
      answer(k_police, "police",
             {{"kind", "NOTHING_KNOWN"}, {"systems", "Crime system"}, {"period", "2020 to today"}})
          .status,
      200);
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Knows nothing"), HasSubstr("Searched: Crime system")));
  EXPECT_EQ(head().state, NotificationState::analysis) << "all have answered";
}

// H05: on the case.
TEST_P(AnswerTest, the_decider_sees_that_a_desk_holds_something_and_nobody_else_does) {
  asked({"police", "health"});
  write(k_police, "police", "Half a thought");
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Barnfield Borough Police has written something down that is not in "
                              "the hub, or not in it yet. To ask, phone 020 7946 0532."),
                    Not(HasSubstr("Half a thought"))));
  for (const char* who : {k_screener, k_administrator, k_health}) {
    EXPECT_THAT(app_.page(who, path()).body, Not(HasSubstr("has written something down"))) << who;
  }
}

// C17: both are asked for and shown.
TEST_P(AnswerTest, cannot_share_needs_a_ground_and_a_reason) {
  asked({"police"});
  EXPECT_THAT(answer(k_police, "police", {{"kind", "CANNOT_SHARE"}}).body,
              AllOf(HasSubstr("/ground"), HasSubstr("/reason")));
  EXPECT_EQ(answer(k_police, "police",
                   {{"kind", "CANNOT_SHARE"},
                    {"ground", "ONGOING_INVESTIGATION"},
                    {"reason", "An arrest is planned"}})
                .status,
            200);
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Cannot share"), HasSubstr("public interest in preventing")));
  EXPECT_THAT(not_answered(), IsEmpty());
}

// C06: nobody who could look is no answer.
TEST_P(AnswerTest, part_of_an_answer_and_no_time_leave_the_request_open) {
  asked({"police", "health"});
  EXPECT_EQ(answer(k_health, "health", {{"kind", "NOT_AVAILABLE"}, {"why_not", "VOLUME"}}).location,
            request_of("health"));
  EXPECT_EQ(clock(Stage::agency_return, "health"), "RUNNING");
  write(k_police, "police", "Four call-outs");
  EXPECT_EQ(
      answer(k_police, "police", {{"kind", "PARTIAL"}, {"still_to_come", "Intelligence by noon"}})
          .status,
      200);
  EXPECT_THAT(not_answered(), ElementsAre(AgencyId::trusted("health")));
  EXPECT_THAT(app_.page(k_health, path()).body, HasSubstr("Still to come: Intelligence by noon"));
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}, "2").status, 200);
  EXPECT_EQ(head().state, NotificationState::enquiring) << "health has not answered";
}

// C15: of an answer.
TEST_P(AnswerTest, two_of_one_desk_never_overwrite_each_other) {
  asked({"police"});
  write(k_police, "police", "Four call-outs");
  EXPECT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  const auto second = app_.submit(k_police_colleague, request_of("police") + "/answer",
                                  {{"kind", "CANNOT_SHARE"},
                                   {"ground", "THIRD_PARTY"},
                                   {"reason", "Typed by the colleague"},
                                   {"version", "1"}});
  EXPECT_EQ(second.status, 409);
  EXPECT_THAT(second.body, AllOf(HasSubstr("Leon Bailey answered"), HasSubstr("Knows something"),
                                 HasSubstr("Typed by the colleague")));
  EXPECT_EQ(answer(k_police_colleague, "police",
                   {{"kind", "CANNOT_SHARE"}, {"ground", "THIRD_PARTY"}, {"reason", "Merged"}}, "2")
                .status,
            200);
}

TEST_P(AnswerTest, manager_only_comes_without_words_to_others) {
  asked({"police", "health"});
  write(k_police, "police", "Knows the new address", "3");
  answer(k_police, "police", {{"kind", "KNOWN"}});
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr("Knows the new address"));
  for (const char* who : {k_health, k_screener}) {
    const auto json = app_.get(who, path()).body;
    EXPECT_THAT(json, HasSubstr("1 item: manager only")) << who;
    EXPECT_THAT(json, Not(HasSubstr("new address"))) << who;
  }
}

// D01, D10: on the form for an item.
TEST_P(AnswerTest, gradings_and_markings_follow_their_rules) {
  asked({"police"});
  const auto add = [&](std::vector<std::pair<std::string, json::Value>> more) {
    std::vector<std::pair<std::string, json::Value>> all = {
        {"facts", "Seen with a knife"}, {"source", "Intelligence"}, {"sensitivity", "2"}};
    all.insert(all.end(), more.begin(), more.end());
    return app_.post(k_police, request_of("police") + "/item", body(std::move(all)));
  };
  EXPECT_THAT(add({{"marking", "SECRET"}}).body, HasSubstr("may not hold SECRET"));
  EXPECT_THAT(add({{"grade_source", "2"}}).body, HasSubstr("all three parts"));
  EXPECT_THAT(
      add({{"grade_source", "2"}, {"grade_information", "B"}, {"grade_handling", "C"}}).body,
      HasSubstr("/handling"));
  EXPECT_EQ(add({{"grade_source", "2"},
                 {"grade_information", "B"},
                 {"grade_handling", "C"},
                 {"handling", "Ask before use"}})
                .status,
            200);
  EXPECT_THAT(app_.post(k_police, request_of("police") + "/item", body({})).body,
              AllOf(HasSubstr("/facts"), HasSubstr("/sensitivity")));
}

// D07: a draft.
TEST_P(AnswerTest, another_desks_draft_changes_no_page) {
  asked({"police", "health"});
  const std::vector<std::pair<std::string, std::string>> pages = {
      {k_health, path()},       {k_health, "/requests"},      {k_health, request_of("health")},
      {k_screener, path()},     {k_screener, path("/basis")}, {k_administrator, path("/ask")},
      {k_education, path()},    {k_education, "/requests"},   {k_education, request_of("police")},
      {k_manager, path("/ask")}};
  const auto look = [&](const std::string& who, const std::string& page) {
    app_.random().reseed(77);
    return app_.page(who, page).body + app_.get(who, page).body;
  };
  for (const auto& [who, page] : pages) app_.get(who, page);  // signs in
  app_.get(k_police, "/requests");
  std::vector<std::string> before;
  for (const auto& [who, page] : pages) before.push_back(look(who, page));
  app_.random().reseed(123456);
  ASSERT_EQ(write(k_police, "police", "Half a thought").status, 200);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(look(pages[i].first, pages[i].second), before[i])
        << pages[i].first << " " << pages[i].second;
  }
}

TEST_P(AnswerTest, buttons_are_those_of_the_reader) {
  start();
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("Record why we may ask"), HasSubstr(">Change the rating<"),
                    Not(HasSubstr(">Ask agencies<"))));
  EXPECT_THAT(app_.page(k_screener, path()).body, Not(HasSubstr("rating<")));
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN");
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(">Ask agencies<"));
  EXPECT_THAT(app_.page(k_screener, path()).body, Not(HasSubstr(">Ask agencies<")));
  ask({"police"});
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(">Decide<"));
  EXPECT_THAT(app_.page(k_police, path()).body,
              AllOf(HasSubstr("Your agency's request"), Not(HasSubstr(">Decide<"))));
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_state(c, case_, model::NotificationState::reopened);
  });
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr(">Decide<"))
      << "a closed case opens again when a child is undecided";
}

// The answers come next; deciding is possible, and who is missing stands beside it in words.
TEST_P(AnswerTest, while_agencies_have_time_deciding_is_possible_and_not_pressed_upon_anybody) {
  asked({"police", "health"});
  const auto page = [this] { return app_.page(k_manager, path()).body; };
  const std::string primary = "class=\"govuk-button\" data-module=\"govuk-button\">";
  const std::string due = plain_time(return_clock("police").due_at);
  EXPECT_THAT(page(), AllOf(HasSubstr(">Decide<"), Not(HasSubstr(primary + "Decide<")),
                            HasSubstr("Not answered yet: <strong>"), HasSubstr("until " + due),
                            HasSubstr("You can decide without them")));
  EXPECT_THAT(app_.page(k_screener, path()).body, Not(HasSubstr("Not answered yet: ")));
  answer(k_police, "police", {{"kind", "NOTHING_KNOWN"}, {"systems", "All"}, {"period", "Ever"}});
  EXPECT_THAT(page(), Not(HasSubstr(primary + "Decide<"))) << "health still has time";
  app_.come_back_after(return_clock("health").due_at + Duration::minutes(1) - app_.clock().now());
  EXPECT_THAT(page(), AllOf(HasSubstr(primary + "Decide<"), HasSubstr("late since")));
}

TEST_P(AnswerTest, nothing_about_a_person_is_in_clear_in_the_database) {
  start();
  record("SAFETY", "CONSENT_GIVEN", "CONSENT_REFUSED",
         {{"dispense", "CRIME"}, {"dispense_reason", "Plantedreason"}});
  ask({"police"}, {{"questions-police", "Plantedquestion"}});
  answer(k_police, "police",
         {{"kind", "CANNOT_SHARE"}, {"ground", "THIRD_PARTY"}, {"reason", "Plantedanswer"}});
  std::string all;
  app_.database().read([&](db::Transaction& tx) {
    all.clear();
    for (const char* table : {"basis", "enquiry", "enquiry_return"}) {
      for (const auto& r : tx.query("select sealed from " + std::string(table))) {
        all += to_text(r.blob(0));
      }
    }
    for (const auto& r : tx.query("select threshold, recorded_by from basis")) {
      all += r.text(0) + r.text(1);
    }
  });
  EXPECT_FALSE(all.empty());
  EXPECT_EQ(all.find("Planted"), std::string::npos);
  EXPECT_EQ(all.find("Okafor"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswerTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry

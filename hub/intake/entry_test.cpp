// SPDX-License-Identifier: MIT
// Goal: what is told by telephone or on paper is typed in without being lost, and counts from when
// it was told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "intake_test_world.h"
#include "mash/support/engines.h"
#include "mash/support/files.h"

namespace mash::intake {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_other_officer = "u02";
constexpr const char* k_manager = "u03";
constexpr const char* k_duty = "u22";

using Form = std::vector<std::pair<std::string, std::string>>;

class EntryTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  UtcTime begun_ = *parse_iso("2026-11-24T09:00:00+00:00");
  Form call_ = {{"danger", "no"},    {"channel", "phone"},
                {"source", "2A"},    {"referrer_name", "Mx Plantedcaller"},
                {"informed", "yes"}, {"narrative", "Planted-words-heron"}};

  std::string begin(const char* who = k_officer) {
    const auto answer = world_.app.submit(who, "/enter", {});
    EXPECT_EQ(answer.status, 303);
    return answer.location;
  }
  // Saves `form` on top of what the page shows.
  support::Answer save(const std::string& path, Form form, const std::string& go,
                       const char* who = k_officer) {
    form.emplace_back("version", version(path, who));
    form.emplace_back("go", go);
    return world_.app.submit(who, path, form);
  }
  std::string version(const std::string& path, const char* who = k_officer) {
    const std::string before = R"(name="version" value=")";
    const std::string body = page(path, who);
    const auto at = body.find(before);
    if (at == std::string::npos) return "";
    const auto from = at + before.size();
    return body.substr(from, body.find('"', from) - from);
  }
  support::Answer take_in(const std::string& path, Form form = {{"told", "yes"}},
                          const char* who = k_officer) {
    form.emplace_back("version", version(path + "/check", who));
    return world_.app.submit(who, path + "/check", form);
  }
  std::string page(const std::string& path, const char* who = k_officer) {
    return world_.app.page(who, path).body;
  }
  // Typed, checked and taken in: where its notification is.
  std::string taken_in(const Form& form, const Form& end = {{"told", "yes"}}) {
    const std::string path = begin();
    EXPECT_EQ(save(path, form, "check").location, path + "/check");
    const auto answer = take_in(path, end);
    EXPECT_EQ(answer.status, 303) << answer.body.substr(0, 300);
    return answer.location;
  }
  std::map<model::Stage, cases::Deadline> clocks() {
    std::map<model::Stage, cases::Deadline> out;
    const CaseId id = world_.a_case();
    world_.app.database().read([&](db::Transaction& tx) {
      for (const auto& d : cases::clocks_of(tx, id)) out[d.stage] = d;
    });
    return out;
  }
  bool answer_is_owed() {
    const CaseId id = world_.a_case();
    bool out = false;
    world_.app.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, id, model::Stage::acknowledge).has_value();
    });
    return out;
  }
  support::Answer person(const std::string& path, const std::string& id, Form form,
                         const char* who = k_officer, const std::string& seen = "") {
    form.emplace_back("version", seen.empty() ? version(path + "/person/" + id, who) : seen);
    return world_.app.submit(who, path + "/person/" + id, form);
  }
  // The ids of the people in their order.
  std::vector<std::string> people_of(const std::string& path) {
    std::vector<std::string> out;
    const std::string body = page(path);
    const std::string before = R"(value="person-)";
    for (auto at = body.find(before); at != std::string::npos; at = body.find(before, at + 1)) {
      const std::string id = body.substr(at + before.size(), 26);
      if (!id.starts_with("new")) out.push_back(id);
    }
    return out;
  }
  Form with(Form more) {
    Form out = call_;
    for (const auto& [name, value] : more) {
      std::erase_if(out, [&](const auto& field) { return field.first == name; });
      out.emplace_back(name, value);
    }
    return out;
  }
};

TEST_P(EntryTest, A02_a_child_without_a_birth_date_is_taken_and_clocks_start_at_the_call) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "person-new").location, path + "/person/new");
  EXPECT_EQ(person(path, "new", {{"role", "child"}, {"given_name", "Plantedgiven"}}).status, 303);
  EXPECT_THAT(page(path), HasSubstr("Identity incomplete"));
  world_.app.clock().set(begun_ + Duration::minutes(12));
  EXPECT_EQ(save(path, call_, "check").location, path + "/check");
  EXPECT_THAT(page(path + "/check"), HasSubstr("Identity incomplete"));
  const auto answer = take_in(path);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(clocks()[model::Stage::rate].started_at, begun_);
  EXPECT_EQ(clocks()[model::Stage::acknowledge].met_at, begun_ + Duration::minutes(12));
  const std::string shown = page(answer.location);
  EXPECT_THAT(shown, HasSubstr("Not known: identity incomplete"));
  EXPECT_THAT(shown, HasSubstr("24 November 2026 at 9:00am"));
  EXPECT_THAT(shown, HasSubstr("24 November 2026 at 9:12am"));
  EXPECT_THAT(shown, HasSubstr("Typed in by"));
}

TEST_P(EntryTest, A03_of_an_anonymous_caller_nothing_is_kept_and_nobody_is_owed_an_answer) {
  const std::string path = begin();
  EXPECT_EQ(save(path,
                 with({{"source", "9"},
                       {"referrer_phone", "020 7946 0999"},
                       {"safe_contact", "020 7946 0998 after six"}}),
                 "stay")
                .location,
            path);
  const std::string kept = page(path);
  EXPECT_THAT(kept, HasSubstr("The caller is anonymous"));
  EXPECT_THAT(kept, Not(HasSubstr("7946 099")));
  EXPECT_THAT(kept, Not(HasSubstr("Plantedcaller")));
  EXPECT_THAT(page(path + "/check"), HasSubstr("nobody is owed an answer"));
  EXPECT_EQ(take_in(path, {}).status, 303);
  EXPECT_FALSE(clocks()[model::Stage::acknowledge].met_at.has_value());
  EXPECT_THAT(page("/case/" + world_.a_case().text() + "/notification"),
              Not(HasSubstr("7946 099")));
  EXPECT_FALSE(answer_is_owed());
}

// Settled 21: no rule may delay.
TEST_P(EntryTest, where_a_child_is_in_danger_nothing_but_what_or_where_is_needed) {
  const std::string path = begin();
  EXPECT_EQ(save(path, {{"danger", "yes"}, {"source", "2A"}}, "check").location,
            path + "?faults=yes");
  EXPECT_EQ(
      save(path, {{"danger", "yes"}, {"source", "2A"}, {"where_now", "At the bus stop"}}, "check")
          .location,
      path + "/check");
  EXPECT_EQ(take_in(path, {{"told", "no"}}).status, 303);
  EXPECT_EQ(world_.red.size(), 1U);
}

TEST_P(EntryTest, that_the_family_must_not_know_is_kept_whoever_says_it) {
  const std::string shown =
      page(taken_in(with({{"source", "1B"},
                          {"informed", "not_safe"},
                          {"why_not_informed", "Planted: he would hit him"}})));
  EXPECT_THAT(shown, HasSubstr("Planted: he would hit him"));
}

TEST_P(EntryTest, A18_what_was_taken_on_paper_counts_from_then_and_says_that_it_was_typed_later) {
  const std::string shown = page(taken_in(with({{"channel", "walk_in"},
                                                {"told-day", "23"},
                                                {"told-month", "11"},
                                                {"told-year", "2026"},
                                                {"told_time", "5:05pm"}})));
  EXPECT_EQ(clocks()[model::Stage::rate].started_at, *parse_iso("2026-11-23T17:05:00+00:00"));
  EXPECT_THAT(shown, HasSubstr("23 November 2026 at 5:05pm (time typed in by hand)"));
  EXPECT_THAT(shown, HasSubstr("24 November 2026 at 9:00am"));
}

TEST_P(EntryTest, A18_what_was_written_says_when_it_arrived) {
  const std::string path = begin();
  EXPECT_EQ(save(path, with({{"channel", "letter"}}), "check").location, path + "?faults=yes");
  EXPECT_THAT(page(path + "?faults=yes"), HasSubstr("Enter when it arrived: clocks start then"));
  EXPECT_EQ(save(path,
                 with({{"channel", "letter"},
                       {"told-day", "23"},
                       {"told-month", "11"},
                       {"told-year", "2026"},
                       {"told_time", "5.05 p.m."}}),
                 "check")
                .location,
            path + "/check");
  EXPECT_THAT(page(path + "/check"), HasSubstr("23 November 2026 at 5:05pm, in the afternoon"));
}

TEST_P(EntryTest, A18_a_time_of_today_of_which_only_the_morning_has_come_is_that) {
  const std::string path = begin();
  const auto typed = with({{"channel", "letter"},
                           {"told-day", "24"},
                           {"told-month", "11"},
                           {"told-year", "2026"},
                           {"told_time", "5:05"}});
  EXPECT_EQ(save(path, typed, "check").location, path + "/check");
  EXPECT_THAT(page(path + "/check"), HasSubstr("24 November 2026 at 5:05am, in the morning"));
}

TEST_P(EntryTest, A18_a_time_that_cannot_be_is_named_and_nothing_is_lost) {
  struct Case {
    const char *day, *month, *year, *time, *message;
  };
  for (const Case& one : {Case{"31", "2", "2026", "10:00", "Enter the day on which it was told"},
                          Case{"23", "11", "2026", "", "Enter the time at which it was told"},
                          Case{"23", "11", "2026", "5", "Enter the time at which it was told"},
                          Case{"23", "11", "2026", "25:00", "Enter the time at which it was told"},
                          Case{"23", "11", "2026", "5:05", "Enter 5:05am or 5:05pm"},
                          Case{"29", "3", "2026", "01:30", "The clocks went forward that night"},
                          Case{"", "", "", "10:00", "Enter the day on which it was told"},
                          Case{"25", "11", "2026", "10:00", "It cannot be told later than now"},
                          Case{"23", "11", "1026", "10:00", "This is more than a year ago"}}) {
    const std::string path = begin();
    EXPECT_EQ(save(path,
                   with({{"told-day", one.day},
                         {"told-month", one.month},
                         {"told-year", one.year},
                         {"told_time", one.time}}),
                   "check")
                  .location,
              path + "?faults=yes");
    const std::string shown = page(path + "?faults=yes");
    EXPECT_THAT(shown, HasSubstr(one.message));
    EXPECT_THAT(shown, HasSubstr("Planted-words-heron"));
  }
  EXPECT_EQ(world_.app.count("case_file"), 0);
}

TEST_P(EntryTest, A19_a_draft_is_gone_on_with_anywhere_by_its_author_or_a_manager) {
  const std::string path = begin();
  EXPECT_EQ(save(path, {{"narrative", "Planted-words-heron"}}, "stay").location, path);
  EXPECT_THAT(page("/enter"), HasSubstr(path));
  EXPECT_THAT(page(path), HasSubstr("Planted-words-heron"));
  EXPECT_THAT(page("/enter", k_other_officer), Not(HasSubstr(path)));
  EXPECT_EQ(world_.app.page(k_other_officer, path).status, 404);
  EXPECT_EQ(world_.app.page(k_police, path).status, world_.app.page(k_police, "/enter").status);
  EXPECT_THAT(page("/enter", k_manager), HasSubstr("Marion Pettifer"));
  EXPECT_THAT(page("/enter", k_duty), HasSubstr(path)) << "at night nobody else is there";
  EXPECT_THAT(page(path, k_manager), HasSubstr("Planted-words-heron"));
  EXPECT_FALSE(world_.app.is_stored("Planted-words-heron"));
  world_.app.clock().set(begun_ + Duration::minutes(10));
  EXPECT_EQ(save(path, call_, "check", k_manager).location, path + "/check");
  EXPECT_EQ(take_in(path, {{"told", "yes"}}, k_manager).status, 303);
  EXPECT_EQ(clocks()[model::Stage::rate].started_at, begun_);
  EXPECT_EQ(world_.app.page(k_officer, path).status, 404) << "it has become a case";
}

TEST_P(EntryTest, who_saves_on_an_older_version_sees_both_and_can_keep_theirs) {
  const std::string path = begin();
  const std::string seen = version(path);
  EXPECT_EQ(save(path, {{"where_now", "Planted-first-place"}}, "stay", k_manager).status, 303);
  const auto answer = world_.app.submit(
      k_officer, path, {{"where_now", "Planted-second-place"}, {"version", seen}, {"go", "stay"}});
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Nasima Khatun saved it at"));
  EXPECT_THAT(answer.body, HasSubstr("Planted-first-place"));
  EXPECT_THAT(answer.body, HasSubstr("Planted-second-place"));
  EXPECT_THAT(page(path), HasSubstr("Planted-first-place"));
  EXPECT_EQ(save(path, {{"where_now", "Planted-second-place"}}, "stay").status, 303);
  EXPECT_THAT(page(path), Not(HasSubstr("Planted-first-place")));
}

TEST_P(EntryTest, danger_is_red_at_once_and_the_receiving_team_is_told) {
  taken_in(with({{"danger", "yes"}}));
  EXPECT_EQ(world_.red.size(), 1U);
  EXPECT_THAT(page("/case/" + world_.a_case().text() + "/notification"),
              HasSubstr("Urgent at receipt"));
}

TEST_P(EntryTest, it_is_taken_in_once) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "check").status, 303);
  const Form form = {{"told", "yes"}, {"version", version(path + "/check")}};
  EXPECT_EQ(world_.app.submit(k_officer, path + "/check", form).status, 303);
  EXPECT_EQ(world_.app.submit(k_officer, path + "/check", form).status, 404);
  EXPECT_EQ(world_.app.count("case_file"), 1);
  EXPECT_EQ(world_.app.count("entry_draft where length(sealed) = 0"), 1);
}

TEST_P(EntryTest, what_is_checked_is_what_is_taken_in) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "check").status, 303);
  const std::string seen = version(path + "/check");
  EXPECT_EQ(save(path, with({{"danger", "yes"}}), "stay", k_manager).status, 303);
  const auto answer =
      world_.app.submit(k_officer, path + "/check", {{"told", "yes"}, {"version", seen}});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(world_.app.count("case_file"), 0);
}

TEST_P(EntryTest, whether_they_were_told_is_asked_and_else_stays_owed) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "check").status, 303);
  EXPECT_THAT(take_in(path, {}).body, HasSubstr("Select whether whoever told us knows"));
  EXPECT_EQ(take_in(path, {{"told", "no"}}).status, 303);
  EXPECT_TRUE(answer_is_owed());
}

TEST_P(EntryTest, what_is_thrown_away_has_a_reason_and_leaves_no_words) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "stay").status, 303);
  const auto discard = [&](const char* reason, const char* reference, const char* who = k_officer) {
    return world_.app.submit(who, path + "/discard",
                             {{"reason", reason},
                              {"reference", reference},
                              {"version", version(path + "/discard", who)}});
  };
  EXPECT_EQ(discard("", "").status, 422);
  EXPECT_THAT(discard("begun_by_mistake", "").body, HasSubstr("Something was typed"));
  EXPECT_THAT(discard("entered_before", "").body, HasSubstr("Enter the reference under which"));
  EXPECT_EQ(save(path, with({{"danger", "yes"}}), "stay").status, 303);
  EXPECT_THAT(discard("entered_before", "7KQ4-XM2P-M").body, HasSubstr("ask a manager"));
  EXPECT_EQ(discard("entered_before", "7KQ4-XM2P-M", k_manager).status, 303);
  EXPECT_EQ(world_.app.page(k_officer, path).status, 404);
  EXPECT_EQ(world_.app.count("entry_draft where reason = 'entered_before'"), 1);
  EXPECT_EQ(world_.app.count("entry_draft where length(sealed) > 200"), 0) << "the reference alone";
}

TEST_P(EntryTest, H18_how_to_reach_the_family_stands_before_everything_else) {
  const std::string shown =
      page(taken_in(with({{"family_contact", "Planted: weekdays before 3pm, not the landline"},
                          {"interpreter", "yes"},
                          {"language", "Tigrinya"},
                          {"needs", "Hard of hearing"}})));
  const auto first = shown.find("Planted: weekdays before 3pm");
  ASSERT_NE(first, std::string::npos);
  EXPECT_LT(first, shown.find("<h1"));
  EXPECT_THAT(shown, HasSubstr("An interpreter is needed"));
  EXPECT_THAT(shown, HasSubstr("Tigrinya"));
  EXPECT_THAT(shown, HasSubstr("Hard of hearing"));
}

TEST_P(EntryTest, a_person_is_checked_and_can_be_taken_out) {
  const std::string path = begin();
  const auto added = [&](Form form) { return person(path, "new", std::move(form)); };
  EXPECT_THAT(added({{"role", "child"}}).body, HasSubstr("Enter what is known"));
  EXPECT_THAT(added({{"given_name", "X"}}).body, HasSubstr("Select who this is"));
  EXPECT_THAT(added({{"role", "child"}, {"nhs_number", "123"}}).body,
              HasSubstr("This is no NHS number"));
  const Form due = {
      {"expected_dob-day", "1"}, {"expected_dob-month", "2"}, {"expected_dob-year", "2027"}};
  Form child = due;
  child.emplace_back("role", "child");
  EXPECT_THAT(added(child).body, HasSubstr("select that the baby is not born yet"));
  Form unborn = due;
  unborn.emplace_back("role", "unborn");
  EXPECT_EQ(added(unborn).status, 303);
  EXPECT_THAT(page(path), HasSubstr("Unborn baby"));
  EXPECT_EQ(world_.app.page(k_officer, path + "/person/3").status, 404);
  const std::string id = people_of(path).front();
  EXPECT_EQ(world_.app
                .submit(k_officer, path + "/person/" + id + "/remove",
                        {{"version", version(path + "/person/" + id)}})
                .status,
            303);
  EXPECT_THAT(page(path), Not(HasSubstr("Unborn baby")));
}

TEST_P(EntryTest, two_who_name_people_at_once_lose_nobody) {
  const std::string path = begin();
  EXPECT_EQ(person(path, "new", {{"role", "child"}, {"given_name", "Amara"}}, k_manager).status,
            303);
  EXPECT_EQ(person(path, "new", {{"role", "child"}, {"given_name", "Tobi"}}).status, 303);
  EXPECT_THAT(page(path), testing::AllOf(HasSubstr("Amara"), HasSubstr("Tobi")));
  const auto ids = people_of(path);
  ASSERT_EQ(ids.size(), 2U);
  const std::string seen = version(path + "/person/" + ids[0]);
  EXPECT_EQ(person(path, ids[0], {{"role", "child"}, {"given_name", "Amarachi"}}, k_manager).status,
            303);
  const auto late =
      person(path, ids[0], {{"role", "child"}, {"given_name", "Amara"}}, k_officer, seen);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Amarachi"));
  EXPECT_EQ(world_.app
                .submit(k_manager, path + "/person/" + ids[1] + "/remove",
                        {{"version", version(path + "/person/" + ids[1], k_manager)}})
                .status,
            303);
  EXPECT_EQ(
      person(path, ids[1], {{"role", "child"}, {"given_name", "Tobi"}}, k_officer, "1").status,
      303);
  EXPECT_THAT(page(path), HasSubstr("Tobi")) << "taken out meanwhile, and said again";
}

TEST_P(EntryTest, a_fault_does_not_let_anybody_overwrite_what_a_colleague_saved_meanwhile) {
  const std::string path = begin();
  const std::string seen = version(path, k_manager);
  save(path, call_, "stay");
  Form theirs = {{"narrative", "Planted-words-other"},
                 {"danger", "perhaps"},
                 {"version", seen},
                 {"go", "stay"}};
  const auto fault = world_.app.submit(k_manager, path, theirs);
  EXPECT_EQ(fault.status, 422);
  EXPECT_THAT(fault.body, HasSubstr("name=\"version\" value=\"" + seen + "\""));
  theirs[1].second = "yes";
  const auto conflict = world_.app.submit(k_manager, path, theirs);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_THAT(conflict.body, HasSubstr("what was saved beside it: save again"));
  EXPECT_THAT(conflict.body, Not(HasSubstr("name=\"version\" value=\"" + seen + "\"")));
  EXPECT_THAT(page(path), HasSubstr("Planted-words-heron"));
}

// A program changes one field; a form says all of its fields, by leaving a box unticked too.
TEST_P(EntryTest, what_a_program_leaves_out_stays_as_it_is) {
  const std::string path = begin();
  Form all = call_;
  all.emplace_back("concerns", "neglect");
  save(path, all, "stay");
  const auto send = [&](const json::Value& body) { return world_.app.post(k_officer, path, body); };
  ASSERT_EQ(
      send(json::Object{
               {"where_now", "Planted-second-place"}, {"version", version(path)}, {"go", "stay"}})
          .status,
      200);
  for (const char* kept : {"Planted-words-heron", "Mx Plantedcaller", "Planted-second-place"}) {
    EXPECT_THAT(page(path), HasSubstr(kept));
  }
  EXPECT_THAT(page(path), HasSubstr("value=\"neglect\" checked"));
  ASSERT_EQ(send(json::Object{{"where_now", ""},
                              {"concerns", json::Array{}},
                              {"version", version(path)},
                              {"go", "stay"}})
                .status,
            200);
  EXPECT_THAT(page(path), Not(HasSubstr("Planted-second-place"))) << "said to be empty";
  EXPECT_THAT(page(path), Not(HasSubstr("value=\"neglect\" checked")));
  save(path, call_, "stay");
  EXPECT_THAT(page(path), Not(HasSubstr("Planted-second-place")));
}

TEST_P(EntryTest, what_a_program_leaves_out_of_a_person_stays_as_it_is) {
  const std::string path = begin();
  ASSERT_EQ(
      world_.app
          .post(k_officer, path + "/person/new",
                json::Object{
                    {"role", "child"}, {"given_name", "Plantedamara"}, {"school", "Plantedschool"}})
          .status,
      200);
  const auto people = world_.app.get(k_officer, path).json();
  const std::string one = path + "/person/" + (*people["people"].as_array())[0].text("id");
  ASSERT_EQ(
      world_.app
          .post(k_officer, one,
                json::Object{
                    {"role", "child"}, {"surname", "Plantedokafor"}, {"version", version(one)}})
          .status,
      200);
  for (const char* kept : {"Plantedamara", "Plantedschool", "Plantedokafor"}) {
    EXPECT_THAT(page(one), HasSubstr(kept));
  }
}

TEST_P(EntryTest, H17_a_photograph_comes_in_with_what_was_typed) {
  const std::string path = begin();
  EXPECT_EQ(save(path, call_, "check").location, path + "/check");
  EXPECT_THAT(page(path + "/check"), HasSubstr("Do not upload intimate images"));
  const auto send = [&](const std::string& bytes, const std::string& shows) {
    return world_.app.upload(k_officer, path + "/check",
                             {{"version", "", version(path + "/check")},
                              {"told", "", "yes"},
                              {"file", bytes.empty() ? "" : "a.jpg", bytes},
                              {"shows", "", shows}});
  };
  const auto wrong = send("GIF89a", "Bruise on the arm");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Save it as PDF and send that"));
  EXPECT_THAT(wrong.body, HasSubstr("Bruise on the arm"));
  EXPECT_THAT(send("", "Bruise on the arm").body, HasSubstr("Choose the file that you describe"));
  EXPECT_EQ(world_.app.count("case_file"), 0);
  ASSERT_EQ(send(support::jpeg(), "Bruise on the arm").status, 303);
  const std::string files = "/case/" + world_.a_case().text() + "/attachments";
  EXPECT_THAT(page(files), HasSubstr("Bruise on the arm"));
}

INSTANTIATE_TEST_SUITE_P(Engines, EntryTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::intake

// SPDX-License-Identifier: MIT
// Goal: somebody who asks what is held about them gets what its owners disclose, in the words that
// they cleared and nothing else; each owner answers for its own alone, with the exemptions pointed
// out; and what is hidden from whoever keeps the request is left to somebody who may see it.
#include "access_test_world.h"

namespace mash::access::sample {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Given a subject access request by an abusive parent, when the bundle is prepared, then refuge
// address, third-party and serious-harm items are proposed for exemption, owner by owner.
TEST_P(AccessTest, D15_each_owner_is_asked_for_its_own_and_exemptions_are_proposed) {
  const auto home = add_case("He hit her. She is in the refuge in Elm Road.", family(), {});
  write_item(k_researcher, home.id, "Ife rang from the refuge, 12 Elm Road.");
  write_item(k_nurse, home.id, "Amara told the nurse that she is afraid.", 2);
  const auto request = log();
  ASSERT_EQ(step(request, "IDENTITY_SHOWN", "2026-11-23").status, 200);
  choose(request, home);
  search(request);

  const auto police = own_parts(k_police, request);
  const auto health = own_parts(k_health, request);
  const auto front = own_parts(k_manager, request);
  ASSERT_THAT(police, SizeIs(1));
  ASSERT_THAT(health, SizeIs(1));
  ASSERT_THAT(front, SizeIs(1)) << "the notification";

  const auto at_police = app_.page(k_police, police.front()).body;
  EXPECT_THAT(at_police, AllOf(HasSubstr("It could show where somebody is safe"),
                               HasSubstr("It names somebody else of the case: Ife."),
                               HasSubstr("look twice")));
  EXPECT_THAT(at_police, Not(HasSubstr(" checked"))) << "nothing is chosen beforehand";
  EXPECT_THAT(app_.page(k_health, health.front()).body,
              AllOf(HasSubstr("Health: it would be likely to cause serious harm"),
                    HasSubstr("not in the child")));
  EXPECT_THAT(app_.page(k_manager, front.front()).body,
              HasSubstr("It could show where somebody is safe"));
  EXPECT_THAT(app_.page(k_police, "/answers/" + id_in(request)).body, Not(HasSubstr("nurse")));

  EXPECT_EQ(bundle(request).status, 422) << "not every owner has answered";
  ASSERT_EQ(answer(k_police, police.front(), "IN_PART", "SAFE_PLACE", "yes",
                   marked(k_police, police.front(), " from the refuge, 12 Elm Road"))
                .status,
            200);
  answer_all(k_health, request, "WITHHOLD", "HEALTH_HARM", "yes");
  answer_all(k_manager, request, "WITHHOLD", "SOCIAL_WORK_HARM", "yes");
  const auto pdf = bundle(request);
  ASSERT_EQ(pdf.status, 200) << pdf.body;
  const auto words = words_of(pdf);
  EXPECT_THAT(words, AllOf(HasSubstr("Ife rang[removed: information about other people]."),
                           HasSubstr("health data (serious harm)"),
                           HasSubstr("social work data (serious harm)"),
                           HasSubstr("Information Commissioner")));
  EXPECT_THAT(words, AllOf(Not(HasSubstr("Elm Road")), Not(HasSubstr("afraid")),
                           Not(HasSubstr("Plantedreason")), Not(HasSubstr("He hit her"))));
}

TEST_P(AccessTest, D15_no_owner_reads_or_answers_for_another_and_whoever_keeps_it_reads_none) {
  const auto home = add_case("Plantednarrative.", family(), {});
  write_item(k_researcher, home.id, "Plantedpolice.");
  write_item(k_nurse, home.id, "Plantedhealth.");
  const auto request = log();
  choose(request, home);
  search(request);
  const auto police = own_parts(k_police, request).front();
  for (const char* who : {k_health, k_manager, k_deputy, k_protection, k_researcher, "u12"}) {
    EXPECT_EQ(app_.get(who, police).status, 404) << who;
    EXPECT_EQ(answer(who, police, "DISCLOSE").status, 404) << who;
  }
  EXPECT_EQ(app_.count("subject_request_answer"), 0);
  for (const char* who : {k_manager, k_protection}) {
    const auto page = app_.page(who, request).body;
    EXPECT_THAT(page, AllOf(HasSubstr("Item (1)"), HasSubstr("Not answered"))) << who;
    EXPECT_THAT(page, AllOf(Not(HasSubstr("Plantednarrative")), Not(HasSubstr("Plantedpolice")),
                            Not(HasSubstr("Plantedhealth"))))
        << who;
  }
  EXPECT_THAT(app_.page(k_protection, request).body, Not(HasSubstr("Amara"))) << "reads no case";
  EXPECT_THAT(app_.page(k_police, "/answers/" + id_in(request)).body,
              Not(HasSubstr("Plantedaddress")))
      << "where the answer goes is for whoever keeps it";
  for (const char* who : {"u01", k_police, "u19", "u21"}) {
    EXPECT_EQ(app_.get(who, request).status, 404) << who;
    EXPECT_EQ(app_.get(who, "/access").status, 404) << who;
  }
  EXPECT_FALSE(app_.is_stored("Plantedaddress"));
}

// All its words but its own reference, which is random and stands across the page too.
std::string but_reference(std::string words) {
  const std::string before = "Reference ";
  const std::string reference = words.substr(words.find(before) + before.size(), 11);
  for (const auto& form : {support::slanted(reference), reference}) {
    for (auto at = words.find(form); at != std::string::npos; at = words.find(form)) {
      words.erase(at, form.size());
    }
  }
  return words;
}

TEST_P(AccessTest, D15_what_is_withheld_in_silence_moves_nothing_in_the_bundle) {
  const auto home = add_case("He shouted.", family(), {});
  write_item(k_researcher, home.id, "He was seen at the school.");
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  answer_all(k_police, request, "DISCLOSE");
  const auto before = words_of(bundle(request));
  EXPECT_THAT(before, HasSubstr("He was seen at the school."));

  write_item(k_researcher, home.id, "Plantedsecret of the informant.");
  search(request);
  const auto parts = own_parts(k_police, request);
  ASSERT_THAT(parts, SizeIs(2));
  ASSERT_EQ(answer(k_police, parts.back(), "WITHHOLD", "CRIME", "no").status, 200);
  const auto after = words_of(bundle(request));
  EXPECT_EQ(but_reference(after), but_reference(before));
  EXPECT_THAT(app_.page(k_manager, request).body, HasSubstr("the bundle does not say so"));
  EXPECT_THAT(app_.page(k_health, "/answers").body, Not(HasSubstr("/answers/")))
      << "health was asked nothing";
}

TEST_P(AccessTest, D15_an_answer_that_changes_makes_a_new_bundle_before_it_can_end) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  ASSERT_EQ(step(request, "IDENTITY_SHOWN", "2026-11-23").status, 200);
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24").status, 422) << "no bundle yet";
  const auto made = bundle(request);
  ASSERT_EQ(made.status, 200);
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24").status, 422) << "not handed over";
  hand_over(request);
  app_.clock().advance(Duration::minutes(1));
  answer_all(k_manager, request, "WITHHOLD", "CRIME", "yes");
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24").status, 422) << "it says something else now";
  const auto second = bundle(request);
  ASSERT_EQ(second.status, 200);
  EXPECT_NE(words_of(made), words_of(second));
  hand_over(request);
  ASSERT_EQ(step(request, "CLOSED", "2026-11-24").status, 200);
  EXPECT_EQ(app_.count("subject_request where state = 'CLOSED'"), 1);
  EXPECT_EQ(app_.count("subject_request_bundle where handed = 'IN_PERSON'"), 2);
  EXPECT_EQ(answer(k_manager, own_parts(k_manager, request).front(), "DISCLOSE").status, 409);
  EXPECT_EQ(step(request, "REFUSED", "2026-11-24").status, 409) << "it is over";
}

TEST_P(AccessTest, D15_requests_challenges_and_calls_are_looked_through_owner_by_owner) {
  const auto home = add_case("He shouted.", family(), {});
  plant_exchanges(app_, home.id);
  const auto request = log();
  choose(request, home);
  search(request);
  const auto words_at = [&](const char* who) {
    std::string out;
    for (const auto& part : own_parts(who, request)) out += app_.page(who, part).body;
    return out;
  };
  EXPECT_THAT(words_at(k_health),
              AllOf(HasSubstr("Plantedsystem"), HasSubstr("Since birth"),
                    Not(HasSubstr("Plantedreproach")), Not(HasSubstr("Plantedquestion"))));
  EXPECT_THAT(words_at(k_police),
              AllOf(HasSubstr("Plantedreproach."), HasSubstr("Plantedreply."),
                    Not(HasSubstr("Plantedsystem")), Not(HasSubstr("Plantedcall"))));
  EXPECT_THAT(words_at(k_manager),
              AllOf(HasSubstr("Plantedquestion."), HasSubstr("Plantedsubject"),
                    HasSubstr("Plantedverdict."), HasSubstr("Plantedcall."),
                    HasSubstr("Plantedlistener"), Not(HasSubstr("Plantedsystem"))));
  EXPECT_THAT(words_at(k_manager),
              AllOf(Not(HasSubstr("Plantedreproach")), Not(HasSubstr("Plantedreply"))));
  for (const char* words : {"Plantedsystem", "Plantedreproach", "Plantedcall", "Plantedquestion"}) {
    EXPECT_THAT(app_.page(k_manager, request).body, Not(HasSubstr(words)))
        << "whoever keeps it reads what there is, and of whom";
  }
  EXPECT_EQ(bundle(request).status, 422);
  answer_all(k_health, request, "DISCLOSE");
  answer_all(k_police, request, "WITHHOLD", "CRIME", "no");
  answer_all(k_manager, request, "DISCLOSE");
  EXPECT_THAT(words_of(bundle(request)),
              AllOf(HasSubstr("Plantedsystem"), HasSubstr("Plantedcall."),
                    Not(HasSubstr("Plantedreproach")), Not(HasSubstr("Plantedreply"))));
}

TEST_P(AccessTest, A04_D15_who_told_us_is_in_no_challenge_either_where_they_are_not_to_be_named) {
  const auto home = add_case("He shouted.", family(), {}, true);
  plant_exchanges(app_, home.id, "REFERRER");
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  answer_all(k_health, request, "DISCLOSE");
  answer_all(k_police, request, "DISCLOSE");
  EXPECT_THAT(words_of(bundle(request)),
              AllOf(HasSubstr("Plantedreproach."), Not(HasSubstr("Plantedchallenger"))));
}

TEST_P(AccessTest, D14_a_request_keeps_its_cases_until_each_is_answered) {
  const auto home = add_case("He shouted.", family(), {});
  const auto hidden = add_case("He was seen.", family(), home.people);
  const auto other = add_case("It was cold.", family(), {});
  hide(hidden.id, k_manager);
  const auto kept = [this](const Family& family) {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) { out = is_asked_for(tx, family.id); });
    return out;
  };
  const auto request = log();
  EXPECT_FALSE(kept(home)) << "nobody has said whom it is about";
  choose(request, home);
  EXPECT_TRUE(kept(home));
  EXPECT_TRUE(kept(hidden)) << "hidden from whoever keeps the request";
  EXPECT_FALSE(kept(other));
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  ASSERT_EQ(bundle(request).status, 200);
  hand_over(request);
  EXPECT_TRUE(kept(home)) << "it is not closed";
  ASSERT_EQ(step(request, "CLOSED", "2026-11-24").status, 200);
  EXPECT_FALSE(kept(home));
  EXPECT_TRUE(kept(hidden)) << "its own bundle was not handed over";
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr("Say what of ours is disclosed")));
  std::vector<int> answers;
  for (const auto& part : own_parts(k_deputy, request)) {
    answers.push_back(answer(k_deputy, part, "DISCLOSE").status);
  }
  EXPECT_THAT(answers, ::testing::UnorderedElementsAre(409, 200)) << "what was closed is over";
  ASSERT_EQ(bundle(request, k_deputy, "APART").status, 200);
  hand_over(request, k_deputy);
  EXPECT_FALSE(kept(hidden));
  const auto again = log();
  choose(again, home);
  EXPECT_TRUE(kept(home));
  ASSERT_EQ(step(again, "WITHDRAWN", "2026-11-24").status, 200);
  EXPECT_FALSE(kept(home));
}

TEST_P(AccessTest, D15_it_ends_once_the_newest_bundle_was_handed_over) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  ASSERT_EQ(bundle(request).status, 200);
  hand_over(request);
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(bundle(request).status, 200);
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24").status, 422) << "the newer one waits";
  hand_over(request);
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24").status, 200);
}

TEST_P(AccessTest, D15_no_bundle_is_made_of_what_nobody_has_looked_through) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  EXPECT_THAT(bundle(request).body, HasSubstr("Look through the record first"));
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  const auto item = write_item(k_researcher, home.id, "Plantedlate.");
  EXPECT_THAT(bundle(request).body, HasSubstr("Look through the record first"));
  search(request);
  EXPECT_THAT(bundle(request).body, HasSubstr("Not every owner has answered"));
  // What its owner erases meanwhile holds up nothing.
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update item set state = 'ERASED' where id = $1", {item});
  });
  EXPECT_EQ(bundle(request).status, 200);
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  EXPECT_THAT(own_parts(k_police, request), IsEmpty());
}

TEST_P(AccessTest, D15_the_log_and_files_are_looked_through_and_no_file_goes_itself) {
  const auto home = add_case("He shouted.", family(), {});
  ASSERT_EQ(app_.post("u01", "/test/" + home.id.text() + "/more", body({})).status, 200);
  ASSERT_EQ(app_.post(k_researcher, "/test/" + home.id.text() + "/more", body({})).status, 200);
  const auto request = log();
  choose(request, home);
  search(request);
  EXPECT_THAT(own_parts(k_manager, request), SizeIs(4))
      << "the notification, a log entry, two files";
  EXPECT_THAT(own_parts(k_police, request), SizeIs(1)) << "what they wrote into the log";
  answer_all(k_manager, request, "DISCLOSE");
  answer_all(k_police, request, "WITHHOLD", "CRIME", "no");
  const auto words = words_of(bundle(request));
  EXPECT_THAT(words, AllOf(HasSubstr("Plantedlogged."), HasSubstr("With: The school"),
                           HasSubstr("Plantedshows."), HasSubstr("given apart from this")));
}

TEST_P(AccessTest, D15_the_data_protection_officer_keeps_one_and_opens_no_case) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log(k_protection);
  const auto reference = body({{"reference", reference_of(home.id)}});
  EXPECT_THAT(app_.post(k_protection, request + "/people", reference).body,
              HasSubstr("There is no case with this reference"));
  EXPECT_EQ(app_.get(k_protection, request + "/people/" + home.id.text()).status, 404);
  choose(request, home);
  search(request, k_protection);
  answer_all(k_manager, request, "DISCLOSE");
  EXPECT_THAT(words_of(bundle(request, k_protection)), HasSubstr("He shouted."))
      << "what its owner cleared for the person";
  hand_over(request, k_protection);
  EXPECT_EQ(step(request, "CLOSED", "2026-11-24", k_protection).status, 200);
}

TEST_P(AccessTest, D15_its_time_is_counted_and_each_step_in_its_order) {
  const auto request = log();
  const auto says = [&](const char* words) {
    EXPECT_THAT(app_.page(k_manager, request).body, HasSubstr(words));
  };
  says("Its time has not begun");
  const auto fault = [&](const char* what, const char* day) {
    const auto a = step(request, what, day);
    EXPECT_EQ(a.status, 422) << a.body;
    return a.body;
  };
  auto old = form();
  for (const char* day : {"1900-11-24", "2018-05-24"}) {
    old.set("received", day);
    const auto a = app_.post(k_manager, "/access", old);
    EXPECT_EQ(a.status, 422) << day;
    EXPECT_THAT(a.body, AllOf(HasSubstr("/received"), HasSubstr("25 May 2018 or after")));
  }
  EXPECT_THAT(fault("EXTENDED", "2026-11-24"), HasSubstr("has not begun"));
  EXPECT_THAT(fault("IDENTITY_SHOWN", "2026-11-19"), HasSubstr("It came on 20 November 2026"));
  EXPECT_THAT(fault("IDENTITY_SHOWN", "2026-11-25"), HasSubstr("a day that has come"));
  ASSERT_EQ(step(request, "IDENTITY_SHOWN", "2026-11-23").status, 200);
  says("Answer by 23 December 2026");
  EXPECT_THAT(fault("CLARIFICATION_GIVEN", "2026-11-24"), HasSubstr("They were not asked"));
  ASSERT_EQ(step(request, "CLARIFICATION_ASKED", "2026-11-23").status, 200);
  says("Paused: they were asked");
  EXPECT_THAT(fault("EXTENDED", "2026-11-24"), HasSubstr("paused"));
  ASSERT_EQ(step(request, "CLARIFICATION_GIVEN", "2026-11-24").status, 200);
  says("Answer by 29 December 2026");
  ASSERT_EQ(step(request, "EXTENDED", "2026-11-24").status, 200);
  says("Answer by 25 February 2027");
  EXPECT_THAT(fault("EXTENDED", "2026-11-24"), HasSubstr("extended already"));
  EXPECT_THAT(app_.page(k_protection, "/access").body, HasSubstr("Answer by 25 February 2027"));
}

TEST_P(AccessTest, D15_a_case_hidden_from_whoever_keeps_it_is_absent_and_left_to_another) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  const auto before = app_.get(k_manager, request).body;
  // A case that is hidden from the manager, in which the same child is named.
  const auto hidden = add_case("Plantedhidden.", family(), home.people);
  hide(hidden.id, k_manager);
  write_item(k_researcher, hidden.id, "Plantedhiddenitem.");
  choose(request, home);
  search(request);
  EXPECT_EQ(app_.get(k_manager, request).body, before);
  EXPECT_THAT(owed_by(k_manager), Not(Contains(HasSubstr("hidden"))));

  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr("hidden from whoever keeps it")));
  EXPECT_THAT(app_.page(k_deputy, request).body,
              AllOf(HasSubstr(reference_of(hidden.id)), HasSubstr("may not know of what follows")));
  EXPECT_THAT(own_parts(k_manager, request), SizeIs(1)) << "and answers for none of it";
  for (const auto& part : own_parts(k_deputy, request)) {
    ASSERT_EQ(answer(k_deputy, part, "DISCLOSE").status, 200);
  }
  answer_all(k_police, request, "DISCLOSE");
  EXPECT_EQ(bundle(request, k_manager, "APART").status, 422);
  const auto main = words_of(bundle(request));
  EXPECT_THAT(main, AllOf(HasSubstr("He shouted."), Not(HasSubstr("Plantedhidden"))));
  hand_over(request);
  ASSERT_EQ(step(request, "CLOSED", "2026-11-24").status, 200) << "of it the keeper knows nothing";
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr("hidden from whoever keeps it")))
      << "and it stays until it is answered";
  const auto apart = words_of(bundle(request, k_deputy, "APART"));
  EXPECT_THAT(apart, AllOf(HasSubstr("Plantedhidden."), HasSubstr("Plantedhiddenitem."),
                           Not(HasSubstr("He shouted."))));
  hand_over(request, k_deputy);
  EXPECT_THAT(owed_by(k_deputy), Not(Contains(HasSubstr("hidden from whoever keeps it"))));
}

TEST_P(AccessTest, D15_behind_a_wall_the_designated_officer_answers) {
  const auto home = add_case("He shouted.", family(), {});
  const auto walled = add_case("Plantedwalled.", family(), home.people);
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_wall_keepers(c.tx, {StaffId::trusted(k_officer)});
    cases::raise_wall(c, walled.id);
  });
  const auto request = log();
  choose(request, home);
  search(request);
  for (const char* who : {k_manager, k_deputy, k_protection}) {
    EXPECT_THAT(app_.page(who, request).body, Not(HasSubstr(reference_of(walled.id)))) << who;
  }
  EXPECT_THAT(owed_by(k_officer), Contains(HasSubstr("hidden from whoever keeps it")));
  const auto parts = own_parts(k_officer, request);
  ASSERT_THAT(parts, SizeIs(2)) << "as of the front door, both";
  for (const auto& part : parts) ASSERT_EQ(answer(k_officer, part, "DISCLOSE").status, 200);
  EXPECT_THAT(words_of(bundle(request, k_officer, "APART")), HasSubstr("Plantedwalled."));
}

TEST_P(AccessTest, D15_who_may_know_of_none_of_its_cases_does_not_know_of_the_request) {
  const auto home = add_case("He shouted.", family(), {});
  hide(home.id, k_deputy);
  const auto request = log();
  choose(request, home);
  EXPECT_EQ(app_.get(k_deputy, request).status, 404);
  EXPECT_THAT(app_.page(k_deputy, "/access").body, Not(HasSubstr("Dan Okafor")));
  EXPECT_EQ(app_.post(k_deputy, "/access", form()).status, 200);
  EXPECT_EQ(
      app_.post(k_deputy, request + "/people", body({{"reference", reference_of(home.id)}})).status,
      404);
}

TEST_P(AccessTest, A04_D15_whoever_told_us_and_is_not_to_be_named_is_in_no_part) {
  const auto home = add_case("He shouted.", family(), {}, true);
  const auto request = log();
  choose(request, home);
  search(request);
  const auto part = own_parts(k_manager, request).front();
  EXPECT_THAT(app_.page(k_manager, part).body,
              AllOf(Not(HasSubstr("Plantedteller")), HasSubstr("is not to be named")));
  answer_all(k_manager, request, "DISCLOSE");
  EXPECT_THAT(words_of(bundle(request)), Not(HasSubstr("Plantedteller")));
}

TEST_P(AccessTest, D15_a_form_that_says_too_little_names_what_is_missing) {
  const auto empty = app_.post(k_manager, "/access", body({}));
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body,
              AllOf(HasSubstr("Enter who asks"), HasSubstr("Select in what right they ask"),
                    HasSubstr("Write where the answer is to go")));
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  EXPECT_THAT(app_.post(k_manager, request + "/people", body({{"reference", "2222-2222"}})).body,
              HasSubstr("There is no case with this reference"));
  choose(request, home);
  search(request);
  const auto part = own_parts(k_manager, request).front();
  EXPECT_THAT(
      app_.post(k_manager, part, body({{"answer", "WITHHOLD"}, {"seen", seen_at(k_manager, part)}}))
          .body,
      HasSubstr("Say why, for the record"));
  EXPECT_THAT(answer(k_manager, part, "WITHHOLD").body, HasSubstr("Select the exemption"));
  EXPECT_THAT(answer(k_manager, part, "WITHHOLD", "CRIME").body,
              HasSubstr("Say whether the person may be told of it"));
  EXPECT_THAT(answer(k_manager, part, "IN_PART", "CRIME", "yes", "a [[b").body,
              HasSubstr("Put [[ before and ]] after"));
  EXPECT_EQ(app_.count("subject_request_answer"), 0);
}

TEST_P(AccessTest, D15_what_nobody_would_find_in_their_tasks_all_who_keep_requests_find) {
  constexpr const char* k_task = "Answer somebody who asks what is held";
  log(k_manager);
  EXPECT_THAT(owed_by(k_manager), Contains(HasSubstr(k_task))) << "also before a case is chosen";
  EXPECT_THAT(owed_by(k_deputy), Not(Contains(HasSubstr(k_task)))) << "the manager has it";
  const auto of_officer = log(k_protection);
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr(k_task))) << "whose keeper has no tasks";
  ASSERT_EQ(step(of_officer, "WITHDRAWN", "2026-11-24").status, 200);
  EXPECT_THAT(owed_by(k_deputy), Not(Contains(HasSubstr(k_task))));
  app_.database().write([](db::Transaction& tx) {
    tx.execute("insert into account (person, open) values ($1, 0)", {k_manager});
  });
  EXPECT_THAT(owed_by(k_deputy), Contains(HasSubstr(k_task))) << "its keeper has left";
}

TEST_P(AccessTest, D15_owners_and_whoever_keeps_it_are_told_what_they_owe) {
  const auto home = add_case("He shouted.", family(), {});
  write_item(k_nurse, home.id, "He came late.");
  const auto request = log();
  choose(request, home);
  search(request);
  EXPECT_THAT(owed_by(k_health), ElementsAre(HasSubstr("Say what of ours is disclosed")));
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  EXPECT_THAT(owed_by(k_nurse), IsEmpty()) << "speaks for nobody";
  EXPECT_THAT(owed_by(k_manager),
              ElementsAre(HasSubstr("Say what of ours"), HasSubstr("Answer somebody who asks")));
  answer_all(k_health, request, "NOT_ABOUT");
  EXPECT_THAT(owed_by(k_health), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, AccessTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::access::sample

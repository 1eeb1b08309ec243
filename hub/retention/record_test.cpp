// SPDX-License-Identifier: MIT
// Goal: the record of a case goes by the word of two people, last of all and with everything that
// leads to it; who is known elsewhere stays known there; and what stays names nobody.
#include "mash/cases/bars.h"
#include "mash/people/index.h"
#include "mash/pipeline/case_rows.h"
#include "retention_test_hub.h"

namespace mash::retention {
namespace {

using ::testing::IsEmpty;

constexpr people::NameLists k_names{.variants = "given_name,jonathan,jon\n",
                                    .shares = "given_name,amara,3\nsurname,quillfeather,1\n"};

class RecordTest : public RetentionTest {
 protected:
  // The child is over 25 then.
  void close_and_wait() {
    decide("NFA");
    close();
    years(17);
  }
  std::string record_path() const { return path() + "/record"; }
  int propose(const char* who, const char* why = "NOT_NEEDED") {
    return app_.submit(who, record_path(), {{"why", why}}).status;
  }
  int approve(const char* who, const char* why = "NOT_NEEDED") {
    return app_.submit(who, record_path() + "/approve", {{"why", why}}).status;
  }
  int take_back(const char* who) {
    return app_.submit(who, record_path() + "/take-back", {}).status;
  }
  std::string record_page(const char* who = k_manager) {
    return app_.page(who, record_path()).body;
  }
  void dispose_of_record() {
    ASSERT_EQ(propose(k_manager), 303);
    ASSERT_EQ(approve(k_deputy), 303);
  }
  // Somebody of this name, in a case of their own.
  CaseId live_case(const char* given_name, PersonId* person = nullptr) {
    CaseId id;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      id = CaseId::make(c.random);
      cases::add_case(c, id, c.now, false);
      cases::set_state(c, id, model::NotificationState::analysis);
      people::Statement said;
      said.case_id = id;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive(given_name);
      said.surname = Sensitive("Quillfeather");
      said.dob = Sensitive("2017-03-09");
      const auto one = barnfield::identify(c, people::add_statement(c, std::move(said)));
      if (person != nullptr) *person = one;
    });
    return id;
  }
  // In how many statements the index knows somebody of this name.
  std::size_t found(const char* given_name) {
    app_.database().read([&](db::Transaction& tx) { index_.catch_up(tx, vault()); });
    people::Statement said;
    said.given_name = Sensitive(given_name);
    said.surname = Sensitive("Quillfeather");
    said.dob = Sensitive("2017-03-09");
    return index_.look_up(said, {}).shown.size();
  }
  std::int64_t sealed_left() {
    std::int64_t left = 0;
    app_.database().write([&](db::Transaction& tx) {
      for (const auto& rows : record()) {
        if (rows.sealed.empty()) continue;
        for (const auto& r : tx.query(rows.sealed, {case_})) {
          left += r.is_null(1) || r.blob(1).empty() ? 0 : 1;
        }
      }
      for (const auto& rows : sealed()) {
        for (const auto& r : tx.query(rows.select, {case_, pipeline::k_front_door})) {
          left += r.blob(4).empty() ? 0 : 1;
        }
      }
    });
    return left;
  }

  pipeline::Vault vault() { return pipeline::Vault(app_.keys()); }

  people::PersonIndex index_{k_names};
};

TEST_P(RecordTest, D13_goes_by_the_word_of_two_and_is_absent_to_everybody) {
  close_and_wait();
  ASSERT_EQ(found("Amara"), 1U);
  ASSERT_EQ(sealed_left(), 2) << "what was said and what was decided";
  const auto before = record_page();
  EXPECT_THAT(before, AllOf(HasSubstr("CASE-NO-ACTION"), HasSubstr("Propose that it goes"),
                            HasSubstr("What stays"), Not(HasSubstr(" checked")),
                            Not(HasSubstr("Approve it</h2>"))));
  EXPECT_EQ(app_.submit(k_manager, record_path(), {}).status, 422) << "nothing is chosen for them";
  ASSERT_EQ(propose(k_manager), 303);
  EXPECT_EQ(approve(k_manager), 409) << "whoever proposed it does not approve it";
  EXPECT_EQ(propose(k_deputy), 409) << "it is proposed already";
  EXPECT_EQ(owes(k_deputy), 1);
  EXPECT_EQ(owes(k_manager), 0);
  EXPECT_THAT(record_page(k_deputy),
              AllOf(HasSubstr("Approve it</h2>"), Not(HasSubstr(" checked")),
                    HasSubstr("nobody needs it any more. The proposal stands until")));
  EXPECT_EQ(sealed_left(), 2) << "nothing went yet";
  ASSERT_EQ(approve(k_deputy, "ASKED_FOR"), 303);

  EXPECT_EQ(sealed_left(), 0);
  EXPECT_EQ(found("Amara"), 0U);
  EXPECT_EQ(index_.size(), 0U);
  EXPECT_EQ(index_.check(app_.database(), vault()), 0U);
  EXPECT_EQ(app_.count("data_key where case_id = '" + case_.text() + "'"), 0);
  EXPECT_EQ(app_.count("statement"), 0);
  EXPECT_EQ(app_.count("decision where outcome = 'NFA'"), 1) << "it is counted";
  EXPECT_EQ(app_.count("decision where child = '" + child_.text() + "'"), 0) << "for nobody";
  for (const char* who : {k_manager, k_deputy, k_police}) {
    EXPECT_EQ(app_.get(who, decision_path()).status, 404) << who;
    EXPECT_EQ(app_.get(who, record_path()).status, 404) << who;
  }
  EXPECT_EQ(dispose(k_manager, {"OWN_WORDS"}), 404);
  EXPECT_EQ(propose(k_manager), 404);
  EXPECT_EQ(hold(k_manager, "COURT", "2060"), 422) << "as if there were none";
  EXPECT_EQ(owes(k_deputy), 0);
}

TEST_P(RecordTest, D13_what_stays_says_by_which_rule_and_who_both_were) {
  close_and_wait();
  dispose_of_record();
  ASSERT_EQ(tombstones().size(), 1U);
  const auto one = tombstones().front();
  EXPECT_EQ(one.kind, "CASE");
  EXPECT_EQ(one.rule, "CASE-NO-ACTION");
  EXPECT_EQ(one.by, StaffId::trusted(k_deputy));
  EXPECT_GT(one.texts, 1);
  const auto detail = json::parse(one.detail);
  ASSERT_TRUE(detail.has_value());
  EXPECT_EQ(detail->text("proposed_by"), k_manager);
  EXPECT_EQ(detail->text("outcome"), "NO_FURTHER_ACTION");
  EXPECT_EQ(detail->text("reference"), reference());
  EXPECT_EQ((*detail)["texts"].number("statement"), 1);
  EXPECT_THAT(one.detail, Not(HasSubstr("Amara")));
  app_.database().read([&](db::Transaction& tx) {
    EXPECT_EQ(pipeline::event_fault(tx, app_.keys(), one.entry), "");
  });
  EXPECT_THAT(app_.page(k_manager, path()).body,
              AllOf(HasSubstr("disposed of under rule CASE-NO-ACTION, version 1, on"),
                    HasSubstr("approved it"), Not(HasSubstr("Amara"))));
  EXPECT_THAT(
      app_.page(k_police, path()).body,
      AllOf(HasSubstr("disposed of under rule CASE-NO-ACTION"), Not(HasSubstr("approved it"))))
      << "a member reads that, and not who";
  EXPECT_THAT(app_.get(k_police, path()).body,
              AllOf(Not(HasSubstr("hash")), Not(HasSubstr("_by"))));
  EXPECT_EQ(app_.page("u15", path()).status, 404) << "who was not in it";
  EXPECT_THAT(app_.page(k_manager, "/retention").body,
              AllOf(HasSubstr(reference()), HasSubstr("CASE-NO-ACTION")));
}

TEST_P(RecordTest, D13_from_whom_it_was_hidden_hears_nothing_of_its_end) {
  close_and_wait();
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_police), "Her sister is in it");
  });
  dispose_of_record();
  EXPECT_EQ(app_.get(k_police, path()).status, 404);
  EXPECT_THAT(app_.page(k_police, "/retention").body, Not(HasSubstr(reference())));
  EXPECT_EQ(sealed_left(), 0) << "why it was hidden went as well";
}

TEST_P(RecordTest, D13_others_go_first_and_what_they_hold_is_not_said) {
  const auto item = write(k_police, k_word, true);
  close_and_wait();
  EXPECT_THAT(record_page(), AllOf(HasSubstr("Barnfield Borough Police"), HasSubstr("goes last"),
                                   Not(HasSubstr("Propose that it goes")), Not(HasSubstr(k_word)),
                                   Not(HasSubstr("draft"))));
  EXPECT_EQ(propose(k_manager), 409);
  ASSERT_EQ(dispose(k_police, {item}), 303);
  ASSERT_EQ(propose(k_manager), 303) << "nothing of theirs is left";
  const auto later = write(k_police, k_kept);
  EXPECT_EQ(approve(k_deputy), 409) << "looked up again";
  EXPECT_TRUE(app_.count("disposed where class = 'CASE'") == 0);
  years(7);
  ASSERT_EQ(dispose(k_police, {later}), 303);
  EXPECT_EQ(approve(k_deputy), 409) << "the proposal has lapsed";
  dispose_of_record();
  EXPECT_EQ(app_.count("item_version where length(sealed) > 0"), 0);
}

TEST_P(RecordTest, D14_a_hold_a_challenge_and_an_open_case_beat_it) {
  decide("NFA");
  years(17);
  EXPECT_EQ(propose(k_manager), 409) << "it is open";
  close();
  ASSERT_EQ(propose(k_manager), 303);
  ASSERT_EQ(hold(k_researcher, "COURT", "2060"), 303) << "a desk, of its own part";
  EXPECT_EQ(approve(k_deputy), 409);
  EXPECT_THAT(record_page(k_deputy),
              AllOf(HasSubstr("nothing of its record goes"), Not(HasSubstr("Approve it</h2>"))));
  ASSERT_EQ(lift(k_police, newest_hold()), 303);
  sql("insert into challenge values ('ch1', '" + case_.text() +
      "', 1, 'police', 'DESK', 'THRESHOLD', 'u08', 0, '')");
  sql("insert into challenge_stage values ('ch1', 1, 'RAISED', 'u08', 0, '', 't', '')");
  EXPECT_EQ(approve(k_deputy), 409);
  sql("update case_file set state = 'ENQUIRING'");
  sql("delete from challenge_stage");
  sql("delete from challenge");
  EXPECT_EQ(approve(k_deputy), 409) << "it was opened again";
  close();
  EXPECT_EQ(take_back(k_manager), 303);
  EXPECT_EQ(approve(k_deputy), 409) << "it was taken back";
  ASSERT_EQ(dispose(k_police, {"OWN_WORDS"}), 303) << "why it held its part";
  dispose_of_record();
}

TEST_P(RecordTest, D13_nobody_else_proposes_or_approves) {
  close_and_wait();
  for (const char* who : {"u01", k_police, k_researcher, k_protection, k_admin}) {
    EXPECT_EQ(propose(who), 404) << who;
  }
  ASSERT_EQ(propose(k_deputy), 303);
  for (const char* who : {"u01", k_police, k_researcher, k_protection, k_admin}) {
    EXPECT_EQ(approve(who), 404) << who;
    EXPECT_EQ(take_back(who), 404) << who;
  }
  app_.come_back_after(Duration::days(31));
  EXPECT_EQ(approve(k_manager), 409) << "after 30 days nobody asks any more";
  EXPECT_THAT(record_page(), HasSubstr("Propose that it goes"));
  EXPECT_THAT(tombstones(), IsEmpty());
}

TEST_P(RecordTest, WhoAnswersForTheDataReadsWhatIsDueAndDoesNothing) {
  close_and_wait();
  EXPECT_THAT(app_.page(k_protection, "/retention").body, HasSubstr(reference()));
  EXPECT_THAT(app_.page(k_protection, path()).body, HasSubstr("What the front door holds"));
  const auto page = app_.page(k_protection, record_path());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, Not(HasSubstr("<form method=\"post\" action=\"/retention")));
  // From whom the case is hidden it is as if there were none.
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_protection), "A cousin");
  });
  EXPECT_THAT(app_.page(k_protection, "/retention").body, Not(HasSubstr(reference())));
  for (const auto& where : {path(), record_path()}) {
    EXPECT_EQ(app_.page(k_protection, where).status, 404) << where;
  }
}

TEST_P(RecordTest, WhatIsHeldStandsApartFromWhatCanGo) {
  close_and_wait();
  const auto list = [&] { return app_.get(k_manager, "/retention").json(); };
  EXPECT_FALSE(*list()["has_kept"].as_bool());
  const auto due = list()["due"]["rows"].as_array()->size();
  ASSERT_GE(due, 1U);
  ASSERT_EQ(propose(k_manager), 303);
  EXPECT_EQ(owes(k_deputy), 1);
  ASSERT_EQ(hold(k_manager, "COURT", "2044"), 303);
  EXPECT_EQ(owes(k_deputy), 0) << "nobody can approve it";
  EXPECT_EQ(list()["due"]["rows"].as_array()->size(), 0U);
  EXPECT_EQ(list()["kept"]["rows"].as_array()->size(), due);
}

TEST_P(RecordTest, D13_who_is_known_in_another_case_stays_known_there) {
  PersonId elsewhere;
  close_and_wait();
  const auto live = live_case("Amarah", &elsewhere);
  ASSERT_EQ(found("Amara"), 2U);
  dispose_of_record();
  EXPECT_EQ(found("Amara"), 1U) << "the other case's";
  barnfield::as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    const auto said = people::statements_of(c, proof, live);
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said.front().person, elsewhere);
    EXPECT_EQ(said.front().given_name.reveal(), "Amarah");
  });
  EXPECT_EQ(index_.check(app_.database(), vault()), 0U);
}

TEST_P(RecordTest, where_something_of_it_does_not_go_all_stays_as_it_was) {
  close_and_wait();
  ASSERT_EQ(propose(k_manager), 303);
  // As another slice's row that is not told of: what it names cannot go.
  sql("create table stray (id text primary key, of text not null references statement (id))");
  sql("insert into stray select 'x', id from statement where case_id = '" + case_.text() + "'");
  EXPECT_EQ(approve(k_deputy), 500);
  EXPECT_THAT(tombstones(), IsEmpty());
  EXPECT_EQ(app_.count("statement where length(sealed) > 0"), 1);
  EXPECT_EQ(app_.count("data_key where agency = 'front-door' and case_id <> ''"), 1);
  EXPECT_EQ(app_.get(k_manager, decision_path()).status, 200);
  sql("drop table stray");
  EXPECT_EQ(approve(k_deputy), 303) << "it can be done again";
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::retention

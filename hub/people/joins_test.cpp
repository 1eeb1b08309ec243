// SPDX-License-Identifier: MIT
// Goal: two persons who were each identified become one by one stated act, everything of both is
// found through one of them, and parting them gives back what was before, byte for byte.
#include "join_test_hub.h"
#include "mash/cases/bars.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::Not;

class JoinTest : public JoinHub {
 protected:
  // Two who are alike, each known from a case of their own; the first is the older.
  void SetUp() override {
    one_ = add_person(amara(), first_);
    other_ = add_person(child("Amara", "Quillfether", "2017-03-09"), second_);
  }
  std::vector<std::pair<CaseId, std::string>> both() const {
    return {{first_, one_}, {second_, other_}};
  }
  void bar(const CaseId& id, const char* staff) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: his sister");
    });
  }
  CaseId first_, second_;
  std::string one_, other_;
};

TEST_P(JoinTest, who_is_alike_is_offered_and_nothing_is_chosen) {
  const auto found = app_.post("s1", person_path(first_, one_) + "/same", body({})).location;
  const auto list = app_.get("s1", found).json();
  ASSERT_EQ(list["others"].as_array()->size(), 1U);
  const auto& other = list["others"].as_array()->at(0);
  EXPECT_EQ(other.text("name"), "Amara Quillfether");
  EXPECT_THAT(other.text("likeness"), HasSubstr("ikely the same person"));
  const auto page = app_.page("s1", other.text("compare"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("12 Thistledown Road"));
  EXPECT_THAT(page.body, Not(HasSubstr("9991234560"))) << "compared, not shown";
  EXPECT_THAT(page.body, Not(HasSubstr(" checked")));
  EXPECT_THAT(page.body, Not(HasSubstr("What says that they are two people")));
}

TEST_P(JoinTest, joined_they_are_one_under_the_older_id_and_both_ids_lead_there) {
  join(second_, other_, one_);
  EXPECT_EQ(person_of(first_), one_);
  EXPECT_EQ(person_of(second_), one_);
  EXPECT_EQ(known(first_), "Known from 1 other case");
  EXPECT_EQ(known(second_), "Known from 1 other case");
  for (const auto& id : {one_, other_}) {
    const auto page = app_.get("s1", person_path(second_, id)).json();
    EXPECT_EQ(page["cases"].as_array()->size(), 2U);
    EXPECT_THAT(page.text("known"), HasSubstr("Known from 2 cases"));
    EXPECT_EQ(page["joins"].as_array()->at(0).text("reason"), "Their mother says so.");
  }
  EXPECT_EQ(app_.get("s1", person_path(first_, one_)).status, 200);
  expect_index_like_new();
  const auto third = add_case({amara()});
  const auto search = app_.get("s1", look_up(third)).json();
  ASSERT_EQ(search["candidates"].as_array()->size(), 1U) << "one person, not two";
  EXPECT_THAT(search["candidates"].as_array()->at(0).text("seen"), HasSubstr("from 2 cases"));
}

// F05: at once.
TEST_P(JoinTest, parted_everything_is_as_before_byte_for_byte) {
  const auto before = state();
  const auto shown = pages(both());
  const auto looked_up =
      (index_.build(app_.database(), pipeline::Vault(app_.keys())), everybody_looked_up(index_));
  join(first_, one_, other_);
  EXPECT_NE(state(), before);
  EXPECT_NE(pages(both()), shown);
  expect_index_like_new();
  EXPECT_EQ(part(part_path(second_, other_)).status, 200);
  EXPECT_EQ(state(), before);
  EXPECT_EQ(pages(both()), shown);
  expect_index_like_new();
  EXPECT_EQ(everybody_looked_up(index_), looked_up);
  EXPECT_EQ(count("person_join"), 1) << "both acts stay";
  EXPECT_EQ(count("person_split"), 1);
  EXPECT_FALSE(app_.is_stored("They were born in different towns.")) << "sealed";
}

// F05: what was said since.
TEST_P(JoinTest, what_came_since_goes_where_somebody_says) {
  const auto before = state();
  const auto shown = pages(both());
  join(first_, one_, other_);
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "save", {"same"}).status, 200);
  const auto page = part_path(first_, one_);
  const auto asked = app_.page("s1", page);
  EXPECT_EQ(asked_of(asked.body).size(), 1U);
  EXPECT_THAT(asked.body, HasSubstr("Choose of whom this is"));
  EXPECT_THAT(asked.body, Not(HasSubstr(" selected")));
  EXPECT_THAT(asked.body, HasSubstr("Amara Quillfeather, born 9 March 2017, in case "));
  EXPECT_THAT(asked.body, HasSubstr("Amara Quillfether, born 9 March 2017, in case "));
  const auto silent = app_.post(
      "s1", page,
      body({{"reason", "Two towns."}, {"seen", app_.get("s1", page).json().text("seen")}}));
  EXPECT_EQ(silent.status, 422);
  EXPECT_THAT(silent.body, HasSubstr("/belongs_1"));
  EXPECT_EQ(count("judgement where withdrawn_at is null"), 1);
  EXPECT_EQ(part(page, "newer").status, 200);
  EXPECT_EQ(count("judgement where withdrawn_at is null"), 0) << "they said that it is the first";
  EXPECT_EQ(person_of(third), other_);
  EXPECT_EQ(person_of(first_), one_);
  EXPECT_EQ(known(first_), "");
  EXPECT_EQ(known(second_), "Known from 1 other case");
  expect_index_like_new();
  // The two are as they were; only the third case is known besides.
  EXPECT_THAT(state(), Not(testing::StrEq(before)));
  const auto page_of_third = family(third);
  const auto& said = page_of_third["people"].as_array()->at(0)["statements"].as_array()->at(0);
  EXPECT_THAT(*said["history"].as_array()->back().as_string(), HasSubstr("parted"));
}

TEST_P(JoinTest, what_came_since_may_wait_to_be_found_out_anew) {
  join(first_, one_, other_);
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "save", {"same"}).status, 200);
  EXPECT_EQ(count("judgement where withdrawn_at is null"), 1);
  EXPECT_EQ(part(part_path(first_, one_), "nobody").status, 200);
  EXPECT_EQ(count("judgement where withdrawn_at is null"), 0);
  EXPECT_EQ(family(third)["waiting"].as_array()->size(), 1U);
  expect_index_like_new();
}

TEST_P(JoinTest, only_a_stated_reason_passes_what_says_that_they_are_two) {
  CaseId third;
  auto said = amara();
  said.nhs_number = Sensitive("9991234579");
  const auto two = add_person(said, third);
  EXPECT_EQ(judge(put_beside(first_, one_, two), "different").status, 200);
  const auto pair = put_beside(first_, one_, two);
  const auto page = app_.page("s1", pair).body;
  EXPECT_THAT(page, HasSubstr("They have different NHS numbers."));
  EXPECT_THAT(page, HasSubstr("Sol Adeyemi said on 24 November 2026 at 9:00am that they are not"));
  EXPECT_THAT(judge(pair, "same", "The same photograph.").body, HasSubstr("/over_stops"));
  EXPECT_THAT(judge(pair, "same", "", "One number was mistyped.").body, HasSubstr("/reason"));
  EXPECT_EQ(count("person_join"), 0);
  EXPECT_EQ(judge(pair, "same", "The same photograph.", "One number was mistyped.").status, 200);
  EXPECT_EQ(count("person_join"), 1);
  EXPECT_FALSE(app_.is_stored("The same photograph.")) << "sealed";
}

TEST_P(JoinTest, what_is_said_against_it_meanwhile_is_read_before_it_is_answered) {
  CaseId third;
  auto said = amara();
  said.nhs_number = Sensitive("9991234579");
  const auto two = add_person(said, third);
  const auto pair = put_beside(first_, one_, two);
  const auto seen = app_.get("s1", pair).json().text("seen");
  EXPECT_EQ(judge(put_beside(first_, one_, two, "s2"), "different", "", "", "s2").status, 200);
  const auto late = app_.post("s1", pair,
                              body({{"answer", "same"},
                                    {"reason", "The same photograph."},
                                    {"over_stops", "One number was mistyped."},
                                    {"seen", seen}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("has changed meanwhile"));
  EXPECT_EQ(count("person_join"), 0);
}

TEST_P(JoinTest, others_of_the_case_are_offered_however_many_are_more_alike) {
  add_statement_to(first_, child("Efe", "Lane", "2012-01-01"));
  const auto efe = identify_all(first_).at(0);
  for (std::size_t i = 0; i < Recogniser::k_most; ++i) {
    CaseId id;
    add_person(amara(), id);
  }
  const auto found = app_.post("s1", person_path(first_, one_) + "/same", body({})).location;
  const auto page = app_.get("s1", found).json();
  const auto& others = *page["others"].as_array();
  ASSERT_EQ(others.size(), Recogniser::k_most + 1);
  EXPECT_EQ(others.back().text("name"), "Efe Lane");
  EXPECT_EQ(judge(others.back().text("compare"), "different").status, 200);
}

// E03: nobody is asked yet about a birth that is overdue.
TEST_P(JoinTest, who_was_expected_and_is_born_is_one_child_with_both_histories) {
  Statement expected = child("", "", "");
  expected.role = model::PersonRole::unborn;
  expected.expected_dob = Sensitive("2026-11-20");
  CaseId before;
  CaseId after;
  const auto unborn = add_person(expected, before);
  const auto born = add_person(child("Wren", "Lane", "2026-11-22"), after);
  join(after, born, unborn);
  EXPECT_EQ(person_of(before), unborn);
  EXPECT_EQ(person_of(after), unborn);
  EXPECT_EQ(app_.get("s1", person_path(before, unborn)).json()["cases"].as_array()->size(), 2U);
  EXPECT_EQ(family(after)["people"].as_array()->size(), 1U);
}

TEST_P(JoinTest, two_whom_one_notification_names_and_two_parted_before_are_stopped) {
  EXPECT_EQ(judge(put_beside(first_, one_, other_), "same", "A photograph.").status, 200);
  EXPECT_EQ(part(part_path(first_, one_)).status, 200);
  EXPECT_THAT(app_.page("s1", put_beside(first_, one_, other_)).body,
              HasSubstr("Sol Adeyemi parted them on 24 November 2026 at 9:00am: They were born in "
                        "different towns."));
  CaseId twins;
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    twins = CaseId::make(c.random);
    cases::add_case(c, twins, c.now, false);
    for (const char* given : {"Kavitha", "Sangeetha"}) {
      auto said = child(given, "Thambirajah", "2013-12-29");
      said.case_id = twins;
      said.notification = NotificationId::trusted("00000000000000000000000001");
      add_statement(c, said);
    }
  });
  const auto ids = identify_all(twins);
  EXPECT_THAT(app_.page("s1", put_beside(twins, ids.at(0), ids.at(1))).body,
              HasSubstr("One notification names both of them"));
}

TEST_P(JoinTest, not_the_same_is_remembered_and_no_longer_proposed) {
  const auto proposed = [&] {
    return app_.get("s1", "/people/review").json()["persons"].as_array()->size();
  };
  ASSERT_EQ(proposed(), 1U);
  EXPECT_EQ(judge(put_beside(first_, one_, other_), "different").status, 200);
  EXPECT_EQ(proposed(), 0U);
}

TEST_P(JoinTest, who_was_parted_is_not_proposed_again) {
  join(first_, one_, other_);
  EXPECT_EQ(part(part_path(first_, one_)).status, 200);
  EXPECT_TRUE(app_.get("s1", "/people/review").json()["persons"].as_array()->empty());
}

TEST_P(JoinTest, an_answer_after_a_parting_goes_with_the_words_that_were_shown) {
  CaseId third;
  const auto lane = add_person(child("Amara", "Lane", "2017-03-09"), third);
  join(first_, one_, lane);
  const auto fourth = add_case({child("Amara", "Lane", "2017-03-09")});
  const auto search = look_up(fourth);
  const auto found = app_.get("s1", search).json()["candidates"].as_array()->at(0);
  ASSERT_THAT(found.text("seen"), HasSubstr("from 2 cases"));
  EXPECT_EQ(part(part_path(first_, one_, "s2"), "older", "s2").status, 200);
  EXPECT_EQ(answer(search, "save", {"same"}).status, 200);
  EXPECT_EQ(person_of(fourth), lane);
  expect_index_like_new();
}

TEST_P(JoinTest, an_answer_that_is_not_same_says_that_no_reason_is_kept) {
  EXPECT_THAT(app_.page("s1", put_beside(first_, one_, other_)).body,
              HasSubstr("Needed if they are the same person, and kept only then"));
}

TEST_P(JoinTest, of_a_join_that_never_was_nobody_is_told_that_it_was_parted) {
  join(first_, one_, other_);
  const auto page = part_path(first_, one_);
  const auto never = page.substr(0, page.rfind('/')) + "/00000000000000000000000000";
  const auto form = body({{"reason", "Two towns."}, {"seen", "x"}});
  EXPECT_EQ(app_.post("s1", never, form).status, 404);
  CaseId third;
  const auto stranger = add_person(child("Efe", "Lane", "2012-01-01"), third);
  EXPECT_EQ(part(page).status, 200);
  EXPECT_EQ(app_.post("s1", page, form).status, 409);
  const auto of_stranger = person_path(third, stranger) + page.substr(page.find("/part/"));
  EXPECT_EQ(app_.post("s1", of_stranger, form).status, 404) << "the join was of others";
  bar(second_, "s1");
  EXPECT_EQ(app_.post("s1", page, form).status, 404) << "may no longer know of one of them";
}

TEST_P(JoinTest, an_answer_about_what_the_page_does_not_ask_names_the_way_out) {
  join(first_, one_, other_);
  const auto page = part_path(first_, one_);
  const auto a = app_.post("s1", page,
                           body({{"reason", "Two towns."},
                                 {"belongs", json::Array{"00000000000000000000000000.older"}},
                                 {"seen", app_.get("s1", page).json().text("seen")}}));
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("Open the person's page again"));
  const auto twice =
      app_.post("s1", person_path(first_, one_) + "/same", body({{"other", other_}}));
  EXPECT_EQ(twice.status, 409);
  EXPECT_THAT(twice.body, HasSubstr("are one person already. Open the person's page"));
}

TEST_P(JoinTest, review_says_whom_it_has_not_compared) {
  const auto page = [&] { return app_.page("s1", "/people/review").body; };
  EXPECT_THAT(page(), Not(HasSubstr("waits for a first answer"))) << "two persons do";
  EXPECT_THAT(page(), Not(HasSubstr("has compared the first")));
  app_.clock().advance(Duration::minutes(1));
  identify_all(add_case(std::vector(99, child("", "", ""))));
  EXPECT_THAT(page(), HasSubstr("and not 1 more person."));
  EXPECT_EQ(judge(put_beside(first_, one_, other_), "different").status, 200);
  EXPECT_THAT(page(), HasSubstr("Nobody of those who were looked up waits for a first answer."));
}

TEST_P(JoinTest, review_leads_to_both_side_by_side) {
  const auto page = app_.get("s1", "/people/review").json();
  const auto& pair = page["persons"].as_array()->at(0);
  const auto a = app_.post("s1", pair.text("action"), body({{"other", pair.text("value")}}));
  EXPECT_EQ(a.status, 200);
  EXPECT_EQ(judge(a.location, "same", "A photograph.").status, 200);
  EXPECT_TRUE(app_.get("s1", "/people/review").json()["persons"].as_array()->empty());
}

TEST_P(JoinTest, of_two_who_join_the_second_hears_of_the_first_and_nothing_is_half_done) {
  const auto mine = put_beside(first_, one_, other_, "s1");
  const auto theirs = put_beside(second_, other_, one_, "s2");
  const auto seen = app_.get("s2", theirs).json().text("seen");
  EXPECT_EQ(judge(mine, "same", "A photograph.").status, 200);
  const auto before = state();
  const auto late = app_.post(
      "s2", theirs, body({{"answer", "same"}, {"reason", "I know them."}, {"seen", seen}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Sol Adeyemi said on 24 November 2026 at 9:00am that these two "
                                   "are one person"));
  EXPECT_THAT(app_.page("s2", theirs).body, HasSubstr("You can read this page, but not answer it"));
  EXPECT_EQ(state(), before);
  EXPECT_EQ(count("person_join"), 1);
}

TEST_P(JoinTest, what_was_said_meanwhile_is_seen_before_it_is_joined_or_parted) {
  const auto pair = put_beside(first_, one_, other_);
  const auto seen = app_.get("s1", pair).json().text("seen");
  add_statement_to(first_, amara());
  EXPECT_EQ(answer(look_up(first_), "save", {"same"}, "s1").status, 200);
  const auto late =
      app_.post("s1", pair, body({{"answer", "same"}, {"reason", "I know them."}, {"seen", seen}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("who one of them is"));
  EXPECT_EQ(count("person_join"), 0);
  join(first_, one_, other_);
  const auto page = part_path(first_, one_);
  const auto shown = app_.get("s1", page).json().text("seen");
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "save", {"same"}).status, 200);
  const auto parted = app_.post("s1", page, body({{"reason", "Two towns."}, {"seen", shown}}));
  EXPECT_EQ(parted.status, 409);
  EXPECT_EQ(count("person_split"), 0);
  EXPECT_EQ(part(page).status, 200);
  EXPECT_EQ(app_.get("s1", page).status, 404);
  const auto twice = app_.post("s1", page, body({{"reason", "Two towns."}, {"seen", shown}}));
  EXPECT_EQ(twice.status, 409);
  EXPECT_THAT(twice.body, HasSubstr("Someone else has parted them"));
}

TEST_P(JoinTest, of_several_joined_the_newest_is_parted_first) {
  CaseId third;
  const auto last = add_person(child("Amara", "Quilfeather", "2017-03-09"), third);
  const auto apart = state();
  join(first_, one_, other_);
  const auto two = state();
  join(third, last, other_);
  EXPECT_EQ(known(third), "Known from 2 other cases");
  const auto page = app_.get("s1", person_path(third, last)).json();
  const auto& joins = *page["joins"].as_array();
  ASSERT_EQ(joins.size(), 2U);
  EXPECT_EQ(joins[1].text("part"), "");
  EXPECT_EQ(part(joins[0].text("part")).status, 200);
  EXPECT_EQ(state(), two);
  EXPECT_EQ(part(part_path(first_, one_)).status, 200);
  EXPECT_EQ(state(), apart);
  expect_index_like_new();
}

TEST_P(JoinTest, an_answer_goes_with_the_pair_that_it_is_about) {
  const auto pair = put_beside(first_, one_, other_);
  EXPECT_EQ(app_.get("s2", pair).status, 404) << "somebody else's look-up";
  const auto search = pair.substr(0, pair.rfind('/'));
  CaseId third;
  const auto stranger = add_person(child("Efe", "Lane", "2012-01-01"), third);
  EXPECT_EQ(app_.get("s1", search + "/" + stranger).status, 404) << "not in this look-up";
  EXPECT_EQ(app_.get("s1", person_path(third, one_)).status, 404) << "not of this case";
  EXPECT_EQ(app_.post("n1", person_path(first_, one_) + "/same", body({})).status, 404)
      << "a desk joins nobody";
  const auto id = search.substr(search.rfind('/') + 1);
  EXPECT_EQ(answer(path(first_, "/people/search/" + id), "new").status, 409)
      << "who is identified is not made anew";
  app_.clock().advance(Duration::minutes(14));
  app_.get("s1", path(first_, "/family"));
  app_.clock().advance(Duration::minutes(14));
  app_.get("s1", path(first_, "/family"));
  app_.clock().advance(Duration::minutes(3));
  EXPECT_THAT(judge(pair, "same", "A photograph.").body, HasSubstr("older than 30 minutes"));
  EXPECT_EQ(count("person_join"), 0);
}

TEST_P(JoinTest, whoever_may_not_know_of_one_sees_nothing_of_the_join) {
  bar(second_, "s1");
  const auto before = pages({{first_, one_}});
  EXPECT_EQ(app_.post("s1", person_path(first_, one_) + "/same", body({{"other", other_}})).status,
            404);
  const auto found = app_.post("s1", person_path(first_, one_) + "/same", body({})).location;
  EXPECT_TRUE(app_.get("s1", found).json()["others"].as_array()->empty());
  const auto missed = app_.page("s2", path(first_, "/family")).body;
  EXPECT_THAT(missed, HasSubstr("may not know of a case in which one of them is"));
  join(first_, one_, other_, "s2");
  EXPECT_EQ(pages({{first_, one_}}), before);
  EXPECT_EQ(known(first_, "s2"), "Known from 1 other case");
  EXPECT_THAT(app_.page("s2", path(first_, "/family")).body,
              Not(HasSubstr("may not know of a case")));
}

TEST_P(JoinTest, a_missed_match_is_settled_by_whoever_is_shown_it_and_by_nothing_else) {
  const auto notice = [&] {
    const auto page = app_.page("s2", path(first_, "/family")).body;
    return page.find("may not know of a case") != std::string::npos;
  };
  const auto same = [&](const char* who, const json::Value& with) {
    EXPECT_EQ(app_.post(who, person_path(first_, one_) + "/same", with).status, 200);
  };
  CaseId third;
  const auto stranger = add_person(child("Efe", "Lane", "2012-01-01"), third);
  bar(second_, "s1");
  same("s1", body({}));
  ASSERT_TRUE(notice());
  same("s2", body({{"other", stranger}}));
  EXPECT_TRUE(notice()) << "an unrelated pair was looked at";
  same("s2", body({{"other", other_}}));
  EXPECT_FALSE(notice()) << "the match was put beside";
  // Looked up by words that are not the oldest of the person here.
  add_statement_to(first_, amara());
  const auto search = look_up(first_);
  ASSERT_EQ(answer(search, "save", {"same"}).status, 200);
  ASSERT_TRUE(notice());
  same("s2", body({}));
  EXPECT_FALSE(notice());
}

TEST_P(JoinTest, of_an_older_one_who_is_hidden_not_even_the_id_shows) {
  bar(first_, "s1");
  const auto before = pages({{second_, other_}});
  join(second_, other_, one_, "s2");
  EXPECT_EQ(pages({{second_, other_}}), before);
  EXPECT_EQ(person_of(second_), other_);
}

TEST_P(JoinTest, what_is_said_of_one_joined_with_a_hidden_one_goes_under_an_id_that_may_be_known) {
  CaseId third;
  const auto more = add_person(child("Amara", "Quillfeather", "2017-03-09"), third);
  join(third, more, other_, "s2");
  bar(second_, "s1");
  join(first_, one_, more);
  const auto fourth = add_case({amara()});
  EXPECT_EQ(answer(look_up(fourth), "save", {"same"}).status, 200);
  EXPECT_EQ(person_of(fourth), one_);
  EXPECT_EQ(part(part_path(first_, one_), "newer").status, 200);
  EXPECT_EQ(person_of(fourth), more);
}

TEST_P(JoinTest, a_statement_identified_and_joined_meanwhile_does_not_tell_who_is_hidden) {
  bar(first_, "s1");
  bar(second_, "s1");
  const auto third = add_case({amara()});
  const auto fourth = add_case({amara()});
  const auto search = look_up(fourth);
  const auto more = identify_all(third).at(0);
  join(third, more, one_, "s2");
  EXPECT_EQ(answer(search, "save", {"same"}).status, 200);
  EXPECT_EQ(person_of(fourth), more);
}

TEST_P(JoinTest, whoever_joins_without_knowing_all_leaves_it_to_somebody_who_does) {
  CaseId third;
  const auto more = add_person(child("Amara", "Quillfeather", "2017-03-09"), third);
  join(third, more, one_, "s2");
  bar(third, "s1");
  EXPECT_EQ(judge(put_beside(first_, one_, other_), "same", "A photograph.").status, 200);
  EXPECT_EQ(known(first_), "Known from 1 other case");
  EXPECT_THAT(app_.page("s2", path(first_, "/family")).body,
              HasSubstr("may not know of a case in which one of them is"));
  EXPECT_THAT(app_.page("s1", path(first_, "/family")).body,
              Not(HasSubstr("may not know of a case in which one of them is")));
  // And whoever parts them leaves alone what they may not know of.
  const auto hidden = family(third, "s2");
  EXPECT_EQ(part(part_path(first_, one_)).status, 200);
  EXPECT_EQ(known(first_), "");
  EXPECT_EQ(known(third, "s2"), "Known from 1 other case");
}

// H06: the clock of a match that is found now runs from now on.
TEST_P(JoinTest, H06_what_parting_an_old_join_leaves_to_others_waits_since_then) {
  join(first_, one_, other_);
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third, 0, "s2"), "save", {"same"}, "s2").status, 200);
  bar(third, "s1");
  app_.clock().advance(Duration::minutes(10));
  const auto parted = app_.clock().now();
  EXPECT_EQ(part(part_path(first_, one_)).status, 200);
  app_.database().read([&](db::Transaction& tx) {
    const auto waits = tx.query("select at from hidden_match where settled_at is null");
    ASSERT_EQ(waits.size(), 1U);
    EXPECT_EQ(waits.front().time(0), parted);
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, JoinTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

// SPDX-License-Identifier: MIT
// Goal: whatever was answered about two people can be taken back from the review and from the
// person's page; the question is then open again, the answer is kept, and nobody learns of it who
// may not know of both.
#include "join_test_hub.h"
#include "mash/cases/bars.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::Not;

class AnswersTest : public JoinHub {
 protected:
  // Two who are alike, each known from a case of their own.
  void SetUp() override {
    one_ = add_person(amara(), first_);
    other_ = add_person(child("Amara", "Quillfether", "2017-03-09"), second_);
  }
  json::Value review(const std::string& who = "s1") {
    return app_.get(who, "/people/review").json();
  }
  json::Array lately(const std::string& who = "s1") { return *review(who)["answers"].as_array(); }
  json::Array about(const CaseId& id, const std::string& person, const std::string& who = "s1") {
    return *app_.get(who, person_path(id, person)).json()["answers"].as_array();
  }
  support::Answer take_back(const json::Value& answer, const std::string& who = "s1") {
    const auto form = answer["take_back"];
    return app_.post(
        who, form.text("action"),
        body({{"of_case", form.text("of_case")}, {"of_person", form.text("of_person")}}));
  }
  void say(const std::string& verdict) {
    EXPECT_EQ(judge(put_beside(first_, one_, other_), verdict).status, 200);
  }
  CaseId first_, second_;
  std::string one_, other_;
};

TEST_P(AnswersTest, an_answer_that_is_not_same_is_taken_back_on_the_review) {
  const auto before = pages({{first_, one_}, {second_, other_}});
  ASSERT_EQ(review()["persons"].as_array()->size(), 1U);
  for (const auto& [code, words] :
       {std::pair("different", "Not the same"), {"unsure", "Not sure"}}) {
    say(code);
    EXPECT_TRUE(review()["persons"].as_array()->empty());
    const auto list = lately("s2");
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].text("answer"), words);
    EXPECT_THAT(list[0].text("one"), HasSubstr("Amara Quillfeather, born 9 March 2017, in case "));
    EXPECT_THAT(list[0].text("other"), HasSubstr("Amara Quillfether, born 9 March 2017, in case "));
    EXPECT_EQ(list[0].text("said"), "Sol Adeyemi, 24 November 2026 at 9:00am");
    const auto done = take_back(list[0], "s2");
    EXPECT_EQ(done.location, "/people/review") << done.body;
    EXPECT_TRUE(lately().empty());
    EXPECT_EQ(review()["persons"].as_array()->size(), 1U) << "it is asked again";
    const auto twice = take_back(list[0]);
    EXPECT_EQ(twice.status, 409);
    EXPECT_THAT(twice.body, HasSubstr("Jo Patel took this answer back on 24 November 2026"));
  }
  EXPECT_EQ(pages({{first_, one_}, {second_, other_}}), before);
  EXPECT_EQ(count("judgement where withdrawn_by = 's2' and withdrawn_at is not null"), 2);
  EXPECT_EQ(count("audit_event where kind = 'person.answer-undone'"), 4);
}

TEST_P(AnswersTest, it_is_taken_back_on_the_page_of_either_person_too) {
  say("different");
  for (const auto& [id, person] : {std::pair(first_, one_), {second_, other_}}) {
    const auto list = about(id, person);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_THAT(app_.page("s1", person_path(id, person)).body, HasSubstr("Take this answer back"));
  }
  EXPECT_EQ(take_back(about(second_, other_).at(0)).location, person_path(second_, other_));
  EXPECT_TRUE(about(first_, one_).empty());
  EXPECT_TRUE(about(second_, other_).empty());
}

TEST_P(AnswersTest, same_is_taken_back_with_whom_it_identified) {
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "save", {"same", "different"}).status, 200);
  const auto list = lately();
  ASSERT_EQ(list.size(), 2U);
  const auto same = std::ranges::find_if(
      list, [](const json::Value& v) { return v.text("answer") == "Same person"; });
  ASSERT_NE(same, list.end());
  told_.clear();
  EXPECT_EQ(take_back(*same, "s2").location, "/people/review");
  EXPECT_TRUE(told_.contains(third));
  EXPECT_EQ(family(third)["waiting"].as_array()->size(), 1U);
  EXPECT_TRUE(lately().empty()) << "all that was said in that look-up";
  EXPECT_EQ(take_back(*same).status, 409);
}

TEST_P(AnswersTest, same_is_not_taken_back_where_something_else_would_be_about_nobody) {
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "save", {"same"}).status, 200);
  kept_[third].push_back(
      {.id = "D1", .person = PersonId::trusted(one_), .words = "Decision: none"});
  const auto refused = take_back(lately().at(0));
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("Decision: none"));
  EXPECT_EQ(lately().size(), 1U);
}

TEST_P(AnswersTest, one_of_many_answers_is_taken_back_alone) {
  const auto third = add_case({amara()});
  EXPECT_EQ(answer(look_up(third), "new").status, 200);
  ASSERT_EQ(lately().size(), 2U);
  EXPECT_EQ(take_back(lately().at(0)).status, 200);
  EXPECT_EQ(lately().size(), 1U);
  EXPECT_EQ(family(third)["people"].as_array()->size(), 1U) << "who was new stays so";
}

TEST_P(AnswersTest, a_join_is_listed_with_the_way_to_part_it) {
  join(first_, one_, other_);
  const auto list = lately();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_THAT(list[0].text("one"), HasSubstr("Amara Quillfeather"));
  EXPECT_THAT(list[0].text("other"), HasSubstr("Amara Quillfether"));
  EXPECT_EQ(part(list[0].text("part")).status, 200);
  EXPECT_TRUE(lately().empty());
}

TEST_P(AnswersTest, an_answer_given_anew_takes_the_former_one_back_and_keeps_it) {
  const auto pair = put_beside(first_, one_, other_);
  EXPECT_EQ(judge(pair, "different").status, 200);
  EXPECT_EQ(judge(pair, "unsure").status, 200);
  ASSERT_EQ(lately().size(), 1U);
  EXPECT_EQ(lately().at(0).text("answer"), "Not sure");
  EXPECT_EQ(count("judgement"), 2);
}

TEST_P(AnswersTest, whoever_may_not_know_of_one_of_the_two_sees_nothing_and_changes_nothing) {
  const auto shown = [&](const CaseId& id, const std::string& person) {
    return app_.page("s1", "/people/review").body + pages({{id, person}});
  };
  for (const auto& [open, hidden] : {std::pair(std::pair(first_, one_), std::pair(second_, other_)),
                                     {std::pair(second_, other_), std::pair(first_, one_)}}) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, hidden.first, StaffId::trusted("s1"), "Planted: his sister");
    });
    const auto before = shown(open.first, open.second);
    EXPECT_EQ(judge(put_beside(first_, one_, other_, "s2"), "different", "", "", "s2").status, 200);
    EXPECT_EQ(shown(open.first, open.second), before);
    const auto answer = lately("s2").at(0);
    EXPECT_EQ(take_back(answer, "s1").status, 404);
    EXPECT_EQ(take_back(answer, "n1").status, 404) << "a desk";
    EXPECT_EQ(take_back(answer, "s2").status, 200);
    EXPECT_EQ(shown(open.first, open.second), before);
    EXPECT_EQ(take_back(answer, "s1").status, 404) << "not even that it was taken back";
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      const auto bars = cases::bars_of(c, proof, hidden.first);
      cases::lift_bar(c, hidden.first, bars.front().id);
    });
  }
}

TEST_P(AnswersTest, the_page_to_go_back_to_is_a_page_of_this_hub) {
  say("unsure");
  const auto action = lately().at(0)["take_back"].text("action");
  const auto a = app_.post("s1", action, body({{"of_person", "//elsewhere.example"}}));
  EXPECT_EQ(a.status, 404) << a.body;
  EXPECT_EQ(lately().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswersTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

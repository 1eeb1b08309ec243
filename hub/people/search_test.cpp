// SPDX-License-Identifier: MIT
// Goal: nobody becomes a person without a look-up that its answerer has seen, nothing is chosen for
// them, and what was answered can be taken back without losing anything.
#include <algorithm>

#include "mash/cases/bars.h"
#include "people_test_hub.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::Not;

class SearchTest : public Hub {};

TEST_P(SearchTest, somebody_new_becomes_a_person) {
  const auto id = add_case({amara()});
  const auto search = look_up(id);
  const auto seen = app_.get("s1", search).json();
  EXPECT_TRUE(seen["candidates"].as_array()->empty());
  EXPECT_EQ(count("person"), 0);
  EXPECT_EQ(answer(search, "new").location, path(id, "/family"));
  EXPECT_EQ(count("person"), 1);
  const auto page = family(id);
  EXPECT_TRUE(page["waiting"].as_array()->empty());
  const auto& person = page["people"].as_array()->at(0);
  EXPECT_EQ(person.text("name"), "Amara Quillfeather");
  EXPECT_EQ(person.text("facts"), "Child, age 9, born 9 March 2017");
  EXPECT_EQ(person.text("seen_before"), "");
}

TEST_P(SearchTest, somebody_known_from_another_case_is_shown_field_by_field) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({child("AMARA", "quill-feather", "2017-03-09")});
  const auto search = look_up(id);
  const auto page = app_.page("s1", search);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Person 1: Amara Quillfeather"));
  EXPECT_THAT(page.body, HasSubstr("Known from 1 case, last on 24 November 2026 at 9:00am."));
  EXPECT_THAT(page.body, HasSubstr("12 Thistledown Road"));
  EXPECT_THAT(page.body, Not(HasSubstr("9991234560")));  // compared, not shown
  EXPECT_THAT(page.body, Not(HasSubstr(">Not shown<"))) << "says nothing of agreeing or not";
  EXPECT_THAT(page.body, Not(HasSubstr(" checked")));  // nothing is chosen for anybody
  EXPECT_EQ(answer(search, "save", {"same"}).status, 200);
  EXPECT_EQ(count("person"), 1);
  EXPECT_EQ(family(id)["people"].as_array()->at(0).text("seen_before"), "Known from 1 other case");
}

TEST_P(SearchTest, two_statements_that_nobody_had_identified_become_one_person) {
  const auto first = add_case({amara()});
  const auto second = add_case({amara()});
  const auto search = look_up(second);
  EXPECT_THAT(app_.page("s1", search).body, HasSubstr("Named in another case"));
  EXPECT_EQ(answer(search, "save", {"same"}).status, 200);
  EXPECT_EQ(count("person"), 1);
  EXPECT_TRUE(family(first)["waiting"].as_array()->empty());
  EXPECT_EQ(family(first)["people"].as_array()->at(0).text("seen_before"),
            "Known from 1 other case");
}

TEST_P(SearchTest, a_search_that_is_missing_old_or_someone_elses_makes_no_person) {
  const auto id = add_case({amara()});
  const auto other = add_case({child("Efe", "Lane", "2012-01-01")});
  const auto search = look_up(id);
  const auto unknown = answer(path(id, "/people/search/00000000000000000000000000"), "new");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_THAT(unknown.body, HasSubstr("Look this person up yourself first"));
  EXPECT_EQ(answer(search, "new", {}, "s2").status, 422);
  EXPECT_EQ(app_.get("s2", search).status, 404);
  const auto name = search.substr(search.rfind('/'));
  EXPECT_EQ(answer(path(other, "/people/search" + name), "new").status, 422);
  app_.clock().advance(Duration::minutes(14));  // within the session
  app_.get("s1", path(id, "/family"));
  app_.clock().advance(Duration::minutes(14));
  app_.get("s1", path(id, "/family"));
  app_.clock().advance(Duration::minutes(2));
  const auto old = answer(search, "new");
  EXPECT_EQ(old.status, 409);
  EXPECT_THAT(old.body, HasSubstr("older than 30 minutes"));
  EXPECT_THAT(app_.page("s1", search).body, HasSubstr("Look again"));
  EXPECT_EQ(count("person"), 0);
}

TEST_P(SearchTest, of_two_who_answer_the_second_hears_of_the_first) {
  const auto id = add_case({amara()});
  const auto mine = look_up(id, 0, "s1");
  const auto theirs = look_up(id, 0, "s2");
  EXPECT_EQ(answer(mine, "new").status, 200);
  const auto late = answer(theirs, "new", {}, "s2");
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Sol Adeyemi said on 24 November 2026 at 9:00am who this is"));
  EXPECT_EQ(count("person"), 1);
}

TEST_P(SearchTest, answers_that_contradict_each_other_are_named) {
  identify_as_new(add_case({amara()}));
  identify_as_new(add_case({child("Amara", "Lane", "2017-03-09")}));
  EXPECT_EQ(count("person"), 2);
  const auto search = look_up(add_case({child("Amara", "Okafor", "2017-03-09")}));
  EXPECT_THAT(answer(search, "save", {"same", "same"}).body, HasSubstr("/answer_2"));
  EXPECT_THAT(answer(search, "new", {"", "same"}).body, HasSubstr("/answer_2"));
  EXPECT_THAT(answer(search, "save").body, HasSubstr("/answer_1"));
  EXPECT_THAT(answer(search, "save", {"different", "different"}).body, HasSubstr("/answer_1"));
  EXPECT_THAT(answer(search, "save", {"perhaps"}).body, HasSubstr("/answer_1"));
  EXPECT_THAT(answer(search, "").body, HasSubstr("/outcome"));
  EXPECT_EQ(count("search_answer"), 1);  // that of the second case alone
  const auto again = app_.submit("s1", search, {{"outcome", "new"}, {"answer_2", "same"}});
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(again.body, HasSubstr("value=\"same\" checked"));  // what was typed comes back
  EXPECT_THAT(again.body, HasSubstr("href=\"#answer_2\""));
  EXPECT_EQ(count("person"), 2);
}

TEST_P(SearchTest, not_sure_is_an_answer_and_identifies_nobody) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({amara()});
  EXPECT_EQ(answer(look_up(id), "save", {"unsure"}).status, 200);
  EXPECT_EQ(count("search_answer"), 1);
  EXPECT_EQ(family(id)["waiting"].as_array()->size(), 1U);
  EXPECT_EQ(answer(look_up(id), "new").status, 200);  // none of these answers for all
  EXPECT_EQ(count("search_answer"), 2);
  EXPECT_EQ(count("person"), 2);
}

TEST_P(SearchTest, undo_loses_nothing_and_both_acts_stay_on_the_record) {
  const auto first = add_case({amara()});
  identify_as_new(first);
  const auto id = add_case({amara()});
  answer(look_up(id), "save", {"same"});
  const auto undo = family(id)["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
  const auto again = body(
      {{"statement", undo.text("statement")}, {"version", std::to_string(undo.number("version"))}});
  EXPECT_EQ(app_.post("s2", path(id, "/people/undo"), again).status, 200);
  EXPECT_EQ(family(first)["people"].as_array()->at(0).text("seen_before"), "");
  const auto page = family(id);
  const auto& history = *page["waiting"].as_array()->at(0)["history"].as_array();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(*history[0].as_string(),
            "Sol Adeyemi said that this is the same person, 24 November 2026 at 9:00am");
  EXPECT_EQ(*history[1].as_string(), "Jo Patel took back who this is, 24 November 2026 at 9:00am");
  const auto late = app_.post("s1", path(id, "/people/undo"), again);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("Jo Patel took back on"));
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);  // and it can be said anew
}

TEST_P(SearchTest, of_each_case_that_one_answer_or_its_undo_changes_somebody_is_told) {
  const auto first = add_case({amara()});
  const auto second = add_case({amara()});
  EXPECT_EQ(answer(look_up(second), "save", {"unsure"}).status, 200);
  EXPECT_TRUE(told_.empty()) << "nobody was identified";
  EXPECT_EQ(answer(look_up(second), "save", {"same"}).status, 200);
  EXPECT_THAT(told_, testing::UnorderedElementsAre(first, second));
  told_.clear();
  EXPECT_EQ(undo(second).status, 200);
  EXPECT_THAT(told_, testing::UnorderedElementsAre(first, second));
}

TEST_P(SearchTest, what_is_kept_of_a_person_is_not_left_about_nobody) {
  const auto first = add_case({amara()});
  const auto second = add_case({amara()});
  EXPECT_EQ(answer(look_up(second), "save", {"same"}).status, 200) << "one answer for both";
  const auto keep_in = [&](const CaseId& id) {
    kept_[id] = {
        {.id = "d1", .person = PersonId::trusted(person_of(id)), .words = "Decision “Early help”"}};
  };
  keep_in(first);
  const auto refused = undo(first);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("Decision “Early help”"));
  EXPECT_THAT(refused.body, HasSubstr("ask a manager to decide"));
  EXPECT_TRUE(family(first)["waiting"].as_array()->empty());
  EXPECT_EQ(undo(second).status, 200);
  EXPECT_EQ(family(second)["waiting"].as_array()->size(), 1U);
  EXPECT_TRUE(family(first)["waiting"].as_array()->empty()) << "of whom something is kept";
  // Where other words in the case are about them too, nothing is left alone.
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    auto more = amara();
    more.case_id = first;
    add_statement(c, more);
  });
  EXPECT_EQ(answer(look_up(first), "save", {"same"}).status, 200);
  EXPECT_EQ(undo(first).status, 200);
  EXPECT_EQ(family(first)["waiting"].as_array()->size(), 1U);
  EXPECT_EQ(undo(first).status, 409);
}

// All that the pages of a case's family say, but for the record of both acts.
std::string without_history(json::Value page) {
  for (const char* list : {"waiting", "people"}) {
    json::Array out;
    for (auto person : *page[list].as_array()) {
      person.set("history", false);
      json::Array statements;
      const auto* said = person["statements"].as_array();
      for (auto s : said == nullptr ? json::Array{} : *said) {
        s.set("history", false);
        s.set("undo", false);  // has the version of the statement
        statements.push_back(std::move(s));
      }
      person.set("statements", std::move(statements));
      person.set("find", false);
      out.push_back(std::move(person));
    }
    page.set(list, std::move(out));
  }
  return json::encode(page);
}

TEST_P(SearchTest, a_wrong_same_that_is_taken_back_leaves_both_cases_as_they_were) {
  const auto known = add_case({amara()});
  identify_as_new(known);
  const auto first = add_case({child("Efe", "Lane", "2012-01-01")});
  const auto second = add_case({child("Efie", "Lane", "2012-01-01")});
  const auto third = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  const std::vector<CaseId> all = {known, first, second, third};
  const auto pages = [&] {
    std::vector<std::string> out;
    for (const auto& id : all) out.push_back(without_history(family(id)));
    return out;
  };
  const auto before = pages();
  for (const auto& id : {second, third}) {
    EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
    EXPECT_NE(pages(), before);
    const auto undo =
        family(id)["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
    EXPECT_EQ(app_.post("s1", path(id, "/people/undo"),
                        body({{"statement", undo.text("statement")},
                              {"version", undo.number("version")}}))
                  .status,
              200);
    EXPECT_EQ(pages(), before);
  }
}

// F04: with reasons.
TEST_P(SearchTest, a_name_written_otherwise_is_found_with_its_reasons) {
  identify_as_new(add_case({child("Muhammad", "Khan", "2015-06-02")}));
  const auto search = look_up(add_case({child("Mohamed", "Khan", "2015-02-06")}));
  const auto page = app_.page("s1", search).body;
  EXPECT_THAT(page, HasSubstr("Person 1: Muhammad Khan"));
  EXPECT_THAT(page, HasSubstr("Given name: another form of the same name (Mohamed, Muhammad)."));
  EXPECT_THAT(page, HasSubstr("day and month swapped (6 February 2015, 2 June 2015)."));
  EXPECT_THAT(page, HasSubstr("How the hub weighed this"));
  const auto shown = app_.get("s1", search).json()["candidates"].as_array()->at(0);
  EXPECT_EQ(shown["why"]["rows"].as_array()->back().text("what"), "All together");
}

TEST_P(SearchTest, not_the_same_is_respected_until_it_is_taken_back) {
  const auto known = add_case({amara()});
  identify_as_new(known);
  const auto other = add_case({child("Amarra", "Quillfeather", "2017-03-10")});
  const auto id = add_case({amara()});
  EXPECT_EQ(app_.get("s1", look_up(id)).json()["candidates"].as_array()->at(0).text("judged"), "");
  EXPECT_EQ(answer(look_up(id), "save", {"different", "unsure"}).status, 200);
  const auto search = look_up(id, 0, "s2");
  const auto shown = app_.get("s2", search).json();
  const auto& list = *shown["candidates"].as_array();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].text("heading"), "Person 1: Amarra Quillfeather") << "the other one comes last";
  EXPECT_THAT(list[0].text("judged"), HasSubstr("Sol Adeyemi was not sure about this person on"));
  EXPECT_THAT(list[1].text("judged"), HasSubstr("that this is not the same person."));
  // Who is new was told apart from both; taking that back brings the former answers back.
  EXPECT_EQ(answer(search, "new", {}, "s2").status, 200);
  const auto undo = family(id)["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
  EXPECT_EQ(
      app_.post("s1", path(id, "/people/undo"),
                body({{"statement", undo.text("statement")}, {"version", undo.number("version")}}))
          .status,
      200);
  const auto again = app_.get("s1", look_up(id)).json();
  EXPECT_THAT(again["candidates"].as_array()->at(0).text("judged"), HasSubstr("was not sure"));
}

TEST_P(SearchTest, the_review_asks_about_each_pair_once_and_not_again) {
  const auto pairs = [&](const char* who = "s1") {
    return *app_.get(who, "/people/review").json()["pairs"].as_array();
  };
  EXPECT_TRUE(pairs().empty());
  identify_as_new(add_case({amara()}));
  const auto id = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  const auto efe = add_case({child("Efe", "Lanighan", "2012-01-01")});
  add_case({child("Efie", "Lanighan", "2012-01-01")});
  const auto both = pairs();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_THAT(app_.page("s1", "/people/review").body,
              HasSubstr("Efe Lanighan, born 1 January 2012"));
  EXPECT_EQ(app_.get("n1", "/people/review").status, 404);
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, efe, StaffId::trusted("s2"), "Planted: his uncle");
  });
  EXPECT_EQ(pairs("s2").size(), 1U);
  EXPECT_EQ(answer(look_up(id), "save", {"unsure"}).status, 200);
  EXPECT_EQ(answer(look_up(efe), "save", {"unsure"}).status, 200);
  EXPECT_TRUE(pairs().empty());
}

TEST_P(SearchTest, the_review_does_not_ask_about_whom_is_probably_somebody_else) {
  identify_as_new(add_case({amara()}));
  auto neighbour = child("", "", "");
  neighbour.postcode = Sensitive("BF1 2AB");
  neighbour.address_line = Sensitive("14 Thistledown Road");
  const auto id = add_case({neighbour});
  EXPECT_THAT(app_.page("s1", look_up(id)).body, HasSubstr("Alike, but probably somebody else"));
  EXPECT_TRUE(app_.get("s1", "/people/review").json()["pairs"].as_array()->empty());
}

TEST_P(SearchTest, the_review_looks_up_first_whom_nobody_has_judged_and_says_how_many_are_left) {
  const auto review = [&] { return app_.get("s1", "/people/review").json(); };
  const auto only_pair = [&] {
    const auto page = review();
    const auto& pairs = *page["pairs"].as_array();
    return pairs.size() == 1 ? pairs.front().text("name") : std::to_string(pairs.size()) + " pairs";
  };
  identify_as_new(add_case({child("Efe", "Lanighan", "2012-01-01")}));
  identify_as_new(add_case({amara()}));
  std::vector<Statement> many = {child("Amarra", "Quillfeather", "2017-03-09")};
  while (many.size() < 99) {
    many.push_back(child("Zed", ("Stranger" + std::to_string(many.size())).c_str(), ""));
  }
  const auto pressing = add_case(many);
  app_.clock().advance(Duration::minutes(1));
  const auto next = add_case({child("Zed", "Next", "")});
  EXPECT_EQ(review().text("left_out"), "") << "a hundred";
  app_.clock().advance(Duration::minutes(1));
  const auto last = add_case({child("Efie", "Lanighan", "2012-01-01")});
  EXPECT_THAT(review().text("left_out"), HasSubstr("has not looked up 1 more person"));
  EXPECT_EQ(only_pair(), "Amarra Quillfeather, born 9 March 2017");
  EXPECT_EQ(answer(look_up(pressing), "save", {"unsure"}).status, 200);
  EXPECT_EQ(only_pair(), "Efie Lanighan, born 1 January 2012") << "who was judged gave way";
  EXPECT_EQ(answer(look_up(last), "save", {"unsure"}).status, 200);
  EXPECT_EQ(only_pair(), "0 pairs");
  const auto page = app_.page("s1", "/people/review").body;
  EXPECT_THAT(page, HasSubstr("answers for the first 100 people only"));
  EXPECT_THAT(page, HasSubstr("Nobody of those who were looked up waits for a first answer."));
  EXPECT_THAT(page, Not(HasSubstr("Nobody waits for a first answer.")));
  identify_as_new(next);
  EXPECT_EQ(review().text("left_out"), "");
  EXPECT_THAT(app_.page("s1", "/people/review").body,
              HasSubstr("Nobody waits for a first answer."));
}

TEST_P(SearchTest, who_is_identified_is_not_looked_up_again_before_an_undo) {
  const auto id = add_case({amara()});
  const auto statement = waiting(id);
  identify_as_new(id);
  const auto a = app_.post("s1", path(id, "/people/search"), body({{"statement", statement}}));
  EXPECT_EQ(a.status, 409);
  EXPECT_THAT(a.body, HasSubstr("Undo that first"));
}

TEST_P(SearchTest, a_chosen_person_who_was_undone_meanwhile_is_not_chosen) {
  const auto first = add_case({amara()});
  identify_as_new(first);
  const auto id = add_case({amara()});
  const auto search = look_up(id);
  const auto undo =
      family(first)["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
  app_.post("s1", path(first, "/people/undo"),
            body({{"statement", undo.text("statement")}, {"version", "2"}}));
  EXPECT_EQ(app_.page("s1", search).status, 200);
  EXPECT_EQ(answer(search, "save", {"same"}).status, 409);
  EXPECT_EQ(count("search_answer"), 0);
}

TEST_P(SearchTest, an_answer_sent_twice_is_done_once) {
  const auto id = add_case({amara()});
  const auto search = look_up(id);
  const std::vector<std::pair<std::string, std::string>> form = {{"outcome", "new"},
                                                                 {"idempotency_key", "k1"}};
  EXPECT_EQ(app_.submit("s1", search, form).location, path(id, "/family"));
  EXPECT_EQ(app_.submit("s1", search, form).location, path(id, "/family"));
  EXPECT_EQ(count("person"), 1);
  EXPECT_EQ(count("identification"), 1);
}

TEST_P(SearchTest, a_statement_of_another_case_is_absent) {
  const auto id = add_case({amara()});
  const auto other = add_case({});
  const auto statement = waiting(id);
  const auto search = body({{"statement", statement}});
  EXPECT_EQ(app_.post("s1", path(other, "/people/search"), search).status, 404);
  const auto undo = body({{"statement", statement}, {"version", "1"}});
  EXPECT_EQ(app_.post("s1", path(other, "/people/undo"), undo).status, 404);
}

TEST_P(SearchTest, an_index_that_starts_later_knows_the_same) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({child("Efe", "Lane", "2012-01-01"), amara()});
  look_up(id);  // the old index catches up
  PersonIndex fresh(k_names);
  fresh.build(app_.database(), pipeline::Vault(app_.keys()));
  EXPECT_EQ(fresh.size(), 3U);
  EXPECT_EQ(fresh.size(), index_.size());
  EXPECT_EQ(fresh.look_up(amara(), {}).shown, index_.look_up(amara(), {}).shown);
  EXPECT_EQ(fresh.look_up(amara(), {}).shown.size(), 2U);
  EXPECT_EQ(fresh.look_up(amara(), {id}).shown, index_.look_up(amara(), {id}).shown);
}

// Everybody of this case is looked up at once: where that leads.
struct Together : Hub {};
TEST_P(Together, everybody_is_looked_up_in_one_act_and_those_whom_nobody_is_like_added_in_another) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({amara(), child("Efe", "Lane", "2012-01-01"), child("Bo", "Lane", "")});
  EXPECT_THAT(app_.page("s1", path(id, "/family")).body, HasSubstr("Look everybody up"));
  EXPECT_EQ(app_.submit("s1", path(id, "/people/together"), {}).location,
            path(id, "/people/together"));
  const auto seen = app_.get("s1", path(id, "/people/together")).json();
  ASSERT_EQ(seen["alike"].as_array()->size(), 1U);
  EXPECT_EQ(seen["alike"].as_array()->front().text("found"), "1 person is alike");
  ASSERT_EQ(seen["unknown"].as_array()->size(), 2U);
  EXPECT_EQ(seen.text("again"), "");
  const auto page = app_.page("s1", path(id, "/people/together")).body;
  EXPECT_THAT(page, HasSubstr("Add these 2 as new people"));
  json::Array searches;
  for (const auto& one : *seen["unknown"].as_array()) searches.emplace_back(one.text("search"));
  const auto added =
      app_.post("s1", path(id, "/people/together/new"), body({{"searches", std::move(searches)}}));
  EXPECT_EQ(added.location, path(id, "/people/together")) << "one is left";
  EXPECT_EQ(family(id)["people"].as_array()->size(), 2U);
  const auto left = seen["alike"].as_array()->front().text("href");
  EXPECT_EQ(answer(left, "save", {"same"}).location, path(id, "/family"));
  EXPECT_EQ(family(id)["people"].as_array()->size(), 3U);
  EXPECT_TRUE(told_.contains(id));
}

TEST_P(Together, the_next_step_of_the_case_follows_once_all_are_known) {
  const auto id = add_case({child("Efe", "Lane", "2012-01-01"), child("Bo", "Lane", "")});
  const auto at = app_.submit("s1", path(id, "/people/together"), {}).location;
  json::Array searches;
  const auto seen = app_.get("s1", at).json();
  for (const auto& one : *seen["unknown"].as_array()) {
    searches.emplace_back(one.text("search"));
    searches.emplace_back(one.text("search"));  // twice says no more
  }
  EXPECT_EQ(app_.post("s1", at + "/new", body({{"searches", std::move(searches)}})).location,
            path(id, "/screen"));
}

TEST_P(Together, nobody_is_added_whom_somebody_is_like_or_whom_another_looked_up) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({amara(), child("Efe", "Lane", "2012-01-01")});
  app_.submit("s1", path(id, "/people/together"), {});
  const auto seen = app_.get("s1", path(id, "/people/together")).json();
  const auto alike = seen["alike"].as_array()->front().text("href");
  const std::string unknown(seen["unknown"].as_array()->front().text("search"));
  const auto add = [&](const char* who, std::vector<std::string> searches) {
    json::Array all;
    for (auto& one : searches) all.emplace_back(std::move(one));
    return app_.post(who, path(id, "/people/together/new"), body({{"searches", std::move(all)}}))
        .status;
  };
  EXPECT_EQ(add("s1", {unknown, alike.substr(alike.rfind('/') + 1)}), 409);
  EXPECT_EQ(add("s2", {unknown}), 409);
  EXPECT_EQ(add("s1", {}), 422);
  EXPECT_EQ(add("n1", {unknown}), 404) << "a desk looks nobody up";
  EXPECT_TRUE(family(id)["people"].as_array()->empty()) << "all or none";
  app_.come_back_after(Duration::minutes(31));
  EXPECT_EQ(add("s1", {unknown}), 409) << "somebody may have come in since";
  EXPECT_EQ(app_.get("s1", path(id, "/people/together")).json().number("left"), 2);
}

TEST_P(Together, nobody_is_added_whom_a_colleague_has_added_meanwhile) {
  const auto id = add_case({child("Efe", "Lane", "2012-01-01"), child("Bo", "Lane", "")});
  const auto at = app_.submit("s1", path(id, "/people/together"), {}).location;
  json::Array searches;
  const auto seen = app_.get("s1", at).json();
  ASSERT_EQ(seen["unknown"].as_array()->size(), 2U);
  for (const auto& one : *seen["unknown"].as_array()) searches.emplace_back(one.text("search"));
  const auto elsewhere = add_case({child("Efe", "Lane", "2012-01-01")});
  EXPECT_EQ(answer(look_up(elsewhere, 0, "s2"), "new", {}, "s2").status, 200);
  EXPECT_EQ(app_.post("s1", at + "/new", body({{"searches", std::move(searches)}})).status, 409);
  EXPECT_TRUE(family(id)["people"].as_array()->empty());
}

TEST_P(Together, one_alone_is_compared_at_once) {
  const auto id = add_case({amara()});
  EXPECT_THAT(app_.page("s1", path(id, "/family")).body, Not(HasSubstr("Look everybody up")));
  const auto at = app_.submit("s1", path(id, "/people/together"), {}).location;
  EXPECT_THAT(at, HasSubstr("/people/search/"));
  EXPECT_EQ(answer(at, "new").location, path(id, "/family"));
  EXPECT_EQ(app_.submit("s1", path(id, "/people/together"), {}).location, path(id, "/family"));
}

INSTANTIATE_TEST_SUITE_P(Engines, Together, both_engines(), engine_name);

INSTANTIATE_TEST_SUITE_P(Engines, SearchTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

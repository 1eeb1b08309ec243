// SPDX-License-Identifier: MIT
// Goal: what an agency told the hub goes when its time is over, by its owner's word alone, and
// leaves a tombstone; what is held stays, whoever owns it; and a decision outlives both.
#include "retention_test_hub.h"

namespace mash::retention {
namespace {

TEST_P(RetentionTest, D13_an_item_goes_and_the_decision_says_by_which_rule) {
  const auto item = write(k_police, k_word);
  const auto stays = write(k_housing, k_kept);
  ASSERT_THAT(words_of_case(), HasSubstr(k_word));
  decide("NFA");
  close();
  EXPECT_THAT(app_.page(k_police, "/retention").body, HasSubstr("Nothing within a year."));
  app_.come_back_after(Duration::days(6 * 365));
  EXPECT_EQ(dispose(k_police, {item}), 422) << "two days early";
  EXPECT_THAT(app_.page(k_police, "/retention").body,
              AllOf(HasSubstr(reference()), HasSubstr("ITEM-NO-ACTION"), Not(HasSubstr(k_word))));
  app_.come_back_after(Duration::days(2));

  EXPECT_EQ(dispose(k_police, {item}), 303);
  const auto page = words_of_case();
  EXPECT_THAT(page, AllOf(Not(HasSubstr(k_word)), HasSubstr(k_kept)));
  EXPECT_THAT(
      page,
      HasSubstr("A piece of information of Barnfield Borough Police was disposed of under rule "
                "ITEM-NO-ACTION, version 1, on 24 November 2032"));
  EXPECT_THAT(page, HasSubstr("Nothing that needs us")) << "the decision stays";
  EXPECT_EQ(app_.get(k_police, "/items/" + item).status, 404);
  EXPECT_EQ(app_.count("item_version where length(sealed) = 0"), 1);
  ASSERT_EQ(tombstones().size(), 1U);
  const auto one = tombstones().front();
  EXPECT_EQ(one.subject, item);
  EXPECT_EQ(one.texts, 1);
  EXPECT_EQ(one.hash.size(), 64U);
  // The record commits to the tombstone and to nothing else.
  app_.database().read([&](db::Transaction& tx) {
    EXPECT_EQ(pipeline::event_fault(tx, app_.keys(), one.entry), "");
  });
  EXPECT_EQ(dispose(k_police, {item}), 422) << "a second time there is nothing";
  EXPECT_EQ(dispose(k_housing, {stays}), 303) << "each owner for itself";
}

TEST_P(RetentionTest, D14_a_legal_hold_refuses_disposal_of_every_linked_object) {
  const auto of_police = write(k_police, k_word);
  const auto of_housing = write(k_housing, k_kept);
  decide("NFA");
  close();
  years(7);
  EXPECT_EQ(hold(k_manager), 303);
  for (const auto& [who, item] : {std::pair{k_police, of_police}, {k_housing, of_housing}}) {
    const auto page = app_.submit(who, path(), {{"unit", item}});
    EXPECT_EQ(page.status, 409) << who;
    EXPECT_THAT(page.body, HasSubstr("A legal hold stands on it"));
    EXPECT_THAT(app_.page(who, path()).body,
                AllOf(HasSubstr("All of this case is held: A court"),
                      Not(HasSubstr("<form method=\"post\" action=\"/retention"))));
    EXPECT_EQ(dispose(who, {"OWN_WORDS", item}), 409);
  }
  EXPECT_TRUE(tombstones().empty());
  EXPECT_THAT(words_of_case(), AllOf(HasSubstr(k_word), HasSubstr("All of this case is held")));
  const auto court = newest_hold();
  EXPECT_EQ(lift(k_manager, court), 409) << "whoever set it does not lift it";
  EXPECT_EQ(lift(k_police, court), 404) << "nor does a desk";
  EXPECT_EQ(lift(k_deputy, court), 303);
  // A desk holds its own part and nobody else's.
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(hold(k_researcher, "COMPLAINT"), 303);
  EXPECT_EQ(dispose(k_police, {of_police}), 409);
  EXPECT_EQ(dispose(k_housing, {of_housing}), 303);
  EXPECT_THAT(words_of_case(), Not(HasSubstr("is held")));
  EXPECT_EQ(lift(k_police, newest_hold()), 303);
  EXPECT_EQ(dispose(k_police, {of_police}), 303);
}

TEST_P(RetentionTest, D14_a_challenge_keeps_the_case_until_it_is_answered) {
  const auto item = write(k_police, k_word);
  decide("NFA");
  close();
  sql("insert into challenge values ('ch1', '" + case_.text() +
      "', 1, 'front-door', 'REFERRER', 'THRESHOLD', 'u03', 0, '')");
  sql("insert into challenge_stage values ('ch1', 1, 'RAISED', 'u08', 0, '', 't', '')");
  years(7);
  EXPECT_EQ(dispose(k_police, {item}), 409);
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS", item}), 409);
  EXPECT_THAT(app_.page(k_police, "/retention").body,
              HasSubstr("Kept: a challenge is not answered yet."));
  EXPECT_THAT(app_.page(k_police, path()).body,
              AllOf(HasSubstr("All of this case is kept: a challenge is not answered yet."),
                    Not(HasSubstr("<form method=\"post\" action=\"/retention"))));
  EXPECT_TRUE(tombstones().empty());
  sql("insert into challenge_answer values ('ch1', 1, 'UPHELD', 'u03', 0, '')");
  EXPECT_THAT(app_.page(k_police, "/retention").body, Not(HasSubstr("Kept:")));
  EXPECT_EQ(dispose(k_police, {item}), 303);
}

TEST_P(RetentionTest, nobody_but_its_owner_disposes_of_it) {
  const auto item = write(k_police, k_word);
  decide("NFA");
  close();
  years(7);
  EXPECT_EQ(dispose(k_researcher, {item}), 404) << "does not release";
  EXPECT_EQ(dispose(k_housing, {item}), 422) << "it is not among its own";
  EXPECT_EQ(dispose(k_manager, {item}), 422);
  EXPECT_EQ(dispose(k_protection, {item}), 404);
  EXPECT_EQ(dispose(k_admin, {item}), 404);
  EXPECT_EQ(app_.post("", path(), body({{"unit", json::Array{item}}})).status, 401);
  EXPECT_TRUE(tombstones().empty());
  EXPECT_THAT(app_.page(k_manager, "/retention").body,
              HasSubstr("Barnfield Borough Police: 1 piece of information"));
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_police), "Her sister is in it");
  });
  EXPECT_EQ(dispose(k_police, {item}), 404) << "from whom the case is hidden";
  EXPECT_EQ(hold(k_police), 422);
  EXPECT_THAT(app_.page(k_police, "/retention").body, Not(HasSubstr(reference())));
}

TEST_P(RetentionTest, a_draft_that_went_is_told_to_its_owner_alone) {
  const auto draft = write(k_police, k_word, true);
  decide("NFA");
  close();
  years(7);
  EXPECT_THAT(app_.page(k_manager, "/retention").body,
              Not(HasSubstr("Barnfield Borough Police: 1")));
  EXPECT_EQ(dispose(k_police, {draft}), 303);
  EXPECT_THAT(words_of_case(), Not(HasSubstr("disposed of")));
  EXPECT_THAT(app_.page(k_police, path()).body, HasSubstr("disposed of under rule"));
}

TEST_P(RetentionTest, all_that_an_agency_wrote_goes_with_its_key) {
  const auto item = write(k_police, k_word);
  const auto again = write(k_police, k_kept);
  decide("NFA");
  close();
  years(7);
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS", item}), 422) << "a piece would be left unreadable";
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS", item, again}), 303);
  EXPECT_EQ(app_.count("data_key where agency = 'police' and case_id <> ''"), 0);
  EXPECT_THAT(words_of_case(),
              AllOf(HasSubstr("All that Barnfield Borough Police held was disposed of"),
                    Not(HasSubstr(k_word)), Not(HasSubstr(k_kept))));
  EXPECT_EQ(tombstones().size(), 3U);
}

TEST_P(RetentionTest, whoever_disposed_of_all_speaks_again_in_a_case_that_opens_again) {
  const auto item = write(k_police, k_word);
  plant_answered_challenge();
  decide("NFA");
  close();
  years(7);
  ASSERT_EQ(dispose(k_police, {"OWN_WORDS", item}), 303);
  EXPECT_EQ(app_.count("challenge where length(sealed) = 0"), 1);
  sql("update case_file set state = 'ENQUIRING'");
  const auto later = write(k_police, k_kept);
  EXPECT_THAT(words_of_case(), AllOf(HasSubstr(k_kept), Not(HasSubstr(k_word))));
  EXPECT_EQ(challenger_words(), "What police held about this case was disposed of.");
  sql("update case_file set state = 'CLOSED'");
  years(7);
  EXPECT_EQ(dispose(k_police, {later}), 303) << "the rest is sealed anew, what is empty stays so";
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS"}), 422) << "there is nothing else of it";
}

TEST_P(RetentionTest, what_wants_a_review_goes_only_once_somebody_has_looked) {
  const auto item = write(k_police, k_word);
  decide("S47");
  close();
  years(7);
  EXPECT_EQ(dispose(k_police, {item}, true), 422) << "the child is 15";
  years(9);
  EXPECT_EQ(dispose(k_police, {item}), 422);
  EXPECT_THAT(app_.page(k_police, path()).body, HasSubstr("I have looked at it"));
  EXPECT_EQ(dispose(k_police, {item}, true), 303);
  barnfield::as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
    const auto newest = pipeline::events_of_case(c.tx, proof, c.keys, case_, 1).front().event;
    EXPECT_EQ(newest.kind, "retention.disposed");
    EXPECT_THAT(newest.notes, ::testing::UnorderedElementsAre("looked_at", "ITEM-PROTECTION@1"));
    EXPECT_THAT(newest.objects, ::testing::Contains(item));
  });
}

TEST_P(RetentionTest, where_the_rest_does_not_open_all_stays_as_it_was) {
  const auto item = write(k_police, k_word);
  const auto damaged = write(k_police, k_kept);
  decide("NFA");
  close();
  years(7);
  app_.database().write([&](db::Transaction& tx) {
    auto box =
        tx.query("select sealed from item_version where item_id = $1", {damaged}).front().blob(0);
    box.back() ^= 1;
    tx.execute("update item_version set sealed = $2 where item_id = $1", {damaged, box});
  });
  EXPECT_EQ(dispose(k_police, {item}), 500);
  EXPECT_TRUE(tombstones().empty());
  EXPECT_EQ(app_.count("item where state = 'IN_HUB'"), 2);
  EXPECT_EQ(app_.count("item_version where length(sealed) = 0"), 0);
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS", item, damaged}), 303) << "with its key all of it goes";
}

TEST_P(RetentionTest, an_open_case_has_no_time_limit) {
  write(k_police, k_word);
  decide("NFA");
  years(50);
  EXPECT_THAT(app_.page(k_police, "/retention").body, Not(HasSubstr(reference())));
  EXPECT_THAT(app_.page(k_police, path()).body, HasSubstr("no time-limit runs"));
}

TEST_P(RetentionTest, a_long_list_has_pages_and_each_case_stands_on_one) {
  const auto cases = close_many(101);
  years(7);
  const auto of = [this](const std::string& query) {
    std::vector<std::string> out;
    const auto page = app_.get(k_police, "/retention" + query).json();
    for (const auto& row : *page["due"]["rows"].as_array()) out.push_back(row.text("href"));
    return out;
  };
  // Of each case its piece of information and the words of its own.
  const auto first = of("");
  const auto second = of("?due=2");
  const auto third = of("?due=3");
  EXPECT_EQ(first.size(), 100U);
  EXPECT_EQ(second.size(), 100U);
  EXPECT_EQ(third.size(), 2U);
  EXPECT_EQ(of("?coming=2"), first) << "each list has a page of its own";
  EXPECT_EQ(of("?due=9999"), third) << "the nearest that there is";
  std::vector<std::string> all = first;
  all.insert(all.end(), second.begin(), second.end());
  all.insert(all.end(), third.begin(), third.end());
  std::vector<std::string> wanted;
  for (const auto& id : cases) wanted.insert(wanted.end(), 2, "/retention/" + id.text());
  EXPECT_THAT(all, ::testing::UnorderedElementsAreArray(wanted));
  EXPECT_THAT(app_.page(k_police, "/retention").body,
              AllOf(HasSubstr("/retention?due=2#due"), HasSubstr("Pages of what is over")));
}

TEST_P(RetentionTest, the_form_for_a_hold_names_what_is_missing) {
  const auto page = app_.submit(k_manager, "/holds", {{"reference", "2222-2222"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Choose for whom it is kept"), HasSubstr("Say why"),
                               HasSubstr("Enter the day on which it is looked at again")));
  EXPECT_THAT(app_.page(k_manager, "/holds").body, Not(HasSubstr(" checked")));
  EXPECT_EQ(hold(k_protection), 303)
      << "reads no case, and may hold one whose reference it is told";
  EXPECT_EQ(app_.page(k_protection, decision_path()).status, 404);
  EXPECT_THAT(app_.page(k_protection, "/holds").body, HasSubstr("The county court has asked"));
  EXPECT_THAT(app_.page(k_police, "/holds").body,
              AllOf(HasSubstr("all that is linked to it"), Not(HasSubstr("county court"))));
}

TEST_P(RetentionTest, a_hold_whose_day_has_come_is_for_whoever_may_lift_it) {
  ASSERT_EQ(hold(k_manager), 303);
  ASSERT_EQ(hold(k_researcher), 303);
  EXPECT_EQ(owes(k_deputy), 0);
  years(14);
  EXPECT_EQ(owes(k_deputy), 1);
  EXPECT_EQ(owes(k_manager), 0) << "who set it looks at nothing alone";
  EXPECT_EQ(owes(k_police), 1) << "the desk's own";
  EXPECT_EQ(owes(k_housing), 0);
  EXPECT_THAT(app_.page(k_deputy, "/holds").body, HasSubstr("that day has come"));
  EXPECT_EQ(dispose(k_police, {"OWN_WORDS"}), 409) << "it stands until somebody lifts it";
}

INSTANTIATE_TEST_SUITE_P(Engines, RetentionTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::retention

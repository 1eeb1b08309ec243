// SPDX-License-Identifier: MIT
// Goal: an owner's answer counts as it was meant: not over a colleague's, not of words that nobody
// has read, also of a long part; and what was disposed of since is said, not passed over.
#include "access_test_world.h"
#include "parts.h"

namespace mash::access::sample {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class AnswersTest : public AccessTest {};

TEST_P(AnswersTest, D15_a_stale_page_does_not_answer_over_a_colleague) {
  const auto home = add_case("He shouted.", family(), {});
  write_item(k_researcher, home.id, "She is at her aunt's.");
  const auto request = log();
  choose(request, home);
  search(request);
  const auto part = own_parts(k_police, request).front();
  const auto stale = seen_at(k_police, part);
  EXPECT_THAT(app_.page(k_police, part).body, HasSubstr("name=\"seen\" value=\"" + stale));
  ASSERT_EQ(answer(k_police, part, "WITHHOLD", "SAFE_PLACE", "no").status, 200);
  const auto press = [&](const std::string& seen) {
    return app_.post(k_police, part, body({{"answer", "DISCLOSE"}, {"seen", seen}}));
  };
  const auto late = press(stale);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("A colleague has answered meanwhile: Withheld"));
  EXPECT_EQ(press(seen_of(1, "She is at home.")).status, 409) << "the words are others now";
  EXPECT_EQ(press("").status, 422);
  EXPECT_EQ(app_.count("subject_request_answer"), 1);
  EXPECT_EQ(press(seen_at(k_police, part)).status, 200) << "once both were looked at";
}

TEST_P(AnswersTest, D15_a_long_part_is_answered_and_parts_of_it_removed) {
  const std::string story(20'000, 'x');
  const auto home = add_case((story + " in Elm Road.").c_str(), family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  const auto part = own_parts(k_manager, request).front();
  ASSERT_EQ(
      answer(k_manager, part, "DISCLOSE", "", "", app_.get(k_manager, part).json().text("text"))
          .status,
      200)
      << "the form always sends the box";
  ASSERT_EQ(answer(k_manager, part, "IN_PART", "SAFE_PLACE", "yes",
                   marked(k_manager, part, " in Elm Road"))
                .status,
            200);
  EXPECT_THAT(words_of(bundle(request)), Not(HasSubstr("Elm Road")));
}

TEST_P(AnswersTest, D15_nothing_leaves_before_it_is_known_who_asks) {
  const auto home = add_case("He shouted.", family(), {});
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  const auto early = app_.submit(k_manager, request + "/bundle", {{"part", "MAIN"}});
  EXPECT_EQ(early.status, 422);
  EXPECT_THAT(early.body, HasSubstr("Record first how identity was shown"));
  EXPECT_EQ(app_.count("subject_request_bundle"), 0);
  EXPECT_EQ(bundle(request).status, 200);
}

TEST_P(AnswersTest, D15_what_was_let_go_can_be_taken_back_where_its_words_are_disposed_of) {
  const auto home = add_case("He shouted.", family(), {});
  const auto item = write_item(k_researcher, home.id, "Plantedpolice.");
  const auto request = log();
  choose(request, home);
  search(request);
  const auto part = own_parts(k_police, request).front();
  answer_all(k_police, request, "DISCLOSE");
  answer_all(k_manager, request, "DISCLOSE");
  app_.database().write(
      [&](db::Transaction& tx) { disclosure::erase_item(tx, ItemId::trusted(item)); });
  bury(home.id, "police", item);
  EXPECT_THAT(words_of(bundle(request)), HasSubstr("Plantedpolice.")) << "it was let go";
  EXPECT_THAT(app_.page(k_police, part).body, HasSubstr("disposed of under rule RULE"));
  EXPECT_EQ(answer(k_police, part, "DISCLOSE").status, 422);
  ASSERT_EQ(answer(k_police, part, "WITHHOLD", "CRIME", "no").status, 200);
  EXPECT_THAT(words_of(bundle(request)), Not(HasSubstr("Plantedpolice.")));
}

TEST_P(AnswersTest, D15_a_bundle_says_of_what_was_let_go_that_it_was_disposed_of) {
  const auto home = add_case("He shouted.", family(), {});
  write_item(k_researcher, home.id, "Plantedpolice.");
  ASSERT_EQ(app_.post(k_researcher, "/test/" + home.id.text() + "/more", body({})).status, 200);
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  const auto parts = own_parts(k_police, request);
  ASSERT_THAT(parts, SizeIs(2));
  ASSERT_EQ(answer(k_police, parts.front(), "DISCLOSE").status, 200);
  dispose_of_all(home.id, "police");
  write_item(k_researcher, home.id, "Plantednew.");
  EXPECT_EQ(app_.get(k_police, parts.back()).status, 404) << "what nobody answered for is gone";
  search(request);
  for (const auto& part : own_parts(k_police, request)) {
    if (part != parts.front()) ASSERT_EQ(answer(k_police, part, "DISCLOSE").status, 200);
  }
  EXPECT_THAT(words_of(bundle(request)),
              AllOf(HasSubstr("No longer held: disposed of under rule RULE, version 1, on"),
                    HasSubstr("Plantednew."), HasSubstr("He shouted."),
                    Not(HasSubstr("Plantedpolice")), Not(HasSubstr("Plantedlogged"))));
}

TEST_P(AnswersTest, D15_of_a_closed_request_only_what_is_hidden_from_its_keeper_is_looked_through) {
  const auto home = add_case("He shouted.", family(), {});
  const auto hidden = add_case("He was seen.", family(), home.people);
  hide(hidden.id, k_manager);
  const auto request = log();
  choose(request, home);
  search(request);
  answer_all(k_manager, request, "DISCLOSE");
  ASSERT_EQ(bundle(request).status, 200);
  hand_over(request);
  ASSERT_EQ(step(request, "CLOSED", "2026-11-24").status, 200);
  write_item(k_researcher, home.id, "Plantedlate.");
  write_item(k_researcher, hidden.id, "Plantedhidden.");
  const auto before = app_.get(k_manager, request).body;
  search(request, k_deputy);
  EXPECT_EQ(app_.get(k_manager, request).body, before);
  ASSERT_THAT(own_parts(k_police, request), SizeIs(1)) << "of the hidden case";
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswersTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::access::sample

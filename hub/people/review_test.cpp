// SPDX-License-Identifier: MIT
// Goal: what an answer settles most is asked first, what nobody was sure of comes back, and nothing
// of it depends on what the reader may not know.
#include "review.h"

#include "join_test_hub.h"
#include "mash/cases/bars.h"

namespace mash::people::sample {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ReviewTest : public JoinHub {
 protected:
  json::Value review(const std::string& who = "s1") {
    return app_.get(who, "/people/review").json();
  }
  std::vector<std::string> names(const char* list, const std::string& who = "s1") {
    std::vector<std::string> out;
    const auto page = review(who);
    for (const auto& pair : *page[list].as_array()) out.push_back(pair.text("name"));
    return out;
  }
  json::Value unsure(std::size_t place = 0, const std::string& who = "s1") {
    const auto page = review(who);
    const auto& list = *page["unsure"].as_array();
    return place < list.size() ? list[place] : json::Value(json::Object{});
  }
  void bar(const CaseId& id, const char* staff) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: his sister");
    });
  }
};

TEST(Settles, is_openness_times_the_cases_concerned) {
  const auto at = [](double p, std::size_t cases) { return settles(linkage::score_of(p), cases); };
  EXPECT_NEAR(at(0.5, 2), 2, 1e-6);
  EXPECT_GT(at(0.5, 2), at(0.9, 3)) << "a question that is open, before one that is nearly sure";
  EXPECT_GT(at(0.9, 2), at(0.999, 20));
  EXPECT_GT(at(0.9, 5), at(0.5, 2)) << "but much that hangs on it counts";
  EXPECT_LT(at(0.9, 4), at(0.9, 5));
}

TEST_P(ReviewTest, what_an_answer_settles_most_comes_first) {
  const auto all = [&] { return names("pairs"); };
  identify_as_new(add_case({amara()}));
  add_case({amara()});  // with the number: all but sure
  EXPECT_THAT(all(), ElementsAre("Amara Quillfeather, born 9 March 2017"));
  identify_as_new(add_case({child("Efe", "Lanighan", "2012-01-01")}));
  add_case({child("Efie", "Lanighan", "2012-01-11")});
  EXPECT_THAT(all(), ElementsAre("Efie Lanighan, born 11 January 2012",
                                 "Amara Quillfeather, born 9 March 2017"));
  // The same words with another person: of the two, that on which more cases hang.
  identify_as_new(add_case({child("Oto", "Barrowgate", "2012-01-01")}));
  const auto more = add_case({child("Oto", "Barrowgate", "2012-01-01")});
  EXPECT_EQ(answer(look_up(more), "save", {"same"}).status, 200);
  add_case({child("Otto", "Barrowgate", "2012-01-11")});
  EXPECT_EQ(all().front(), "Otto Barrowgate, born 11 January 2012");
  EXPECT_THAT(review()["pairs"].as_array()->at(0).text("links"), HasSubstr("3 cases"));
}

TEST_P(ReviewTest, who_nobody_was_sure_of_comes_back_with_who_and_when) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  EXPECT_EQ(answer(look_up(id), "save", {"unsure"}).status, 200);
  EXPECT_THAT(names("pairs"), IsEmpty());
  const auto pair = unsure();
  EXPECT_EQ(pair.text("name"), "Amarra Quillfeather, born 9 March 2017");
  EXPECT_EQ(pair.text("other"), "Amara Quillfeather, born 9 March 2017");
  EXPECT_EQ(pair.text("judged"), "Sol Adeyemi was not sure on 24 November 2026 at 9:00am.");
  EXPECT_EQ(pair.text("since"), "");
  EXPECT_THAT(app_.page("s1", "/people/review").body, HasSubstr("Not sure so far"));
  // It leads to both, and an answer takes it from the list.
  const auto a =
      app_.post("s2", pair.text("action"), body({{pair.text("field"), pair.text("value")}}));
  EXPECT_EQ(answer(a.location, "save", {"same"}, "s2").status, 200);
  EXPECT_THAT(names("unsure"), IsEmpty());
}

TEST_P(ReviewTest, of_two_persons_it_comes_back_until_they_are_told_apart_or_one) {
  CaseId first, second;
  const auto one = add_person(amara(), first);
  const auto other = add_person(child("Amara", "Quillfether", "2017-03-09"), second);
  const auto not_sure = [&] {
    EXPECT_EQ(judge(put_beside(first, one, other), "unsure").status, 200);
    app_.clock().advance(Duration::seconds(1));
    EXPECT_EQ(names("unsure").size(), 1U);
  };
  not_sure();
  not_sure();
  const auto a = app_.post("s1", unsure().text("action"),
                           body({{unsure().text("field"), unsure().text("value")}}));
  EXPECT_EQ(judge(a.location, "different").status, 200);
  EXPECT_THAT(names("unsure"), IsEmpty());
  app_.clock().advance(Duration::seconds(1));
  not_sure();
  join(first, one, other);
  EXPECT_THAT(names("unsure"), IsEmpty());
  app_.clock().advance(Duration::seconds(1));
  EXPECT_EQ(part(part_path(first, one)).status, 200);
  EXPECT_THAT(names("unsure"), IsEmpty()) << "who was parted was told apart";
}

TEST_P(ReviewTest, of_whom_something_new_was_said_comes_first) {
  const auto pair_of = [&](const char* given, const char* surname) {
    identify_as_new(add_case({child(given, surname, "2012-01-01")}));
    const auto id = add_case({child(given, surname, "2012-01-11")});
    EXPECT_EQ(answer(look_up(id), "save", {"unsure"}).status, 200);
    return id;
  };
  pair_of("Efe", "Lanighan");
  pair_of("Oto", "Barrowgate");
  const auto last = names("unsure").at(1);
  const bool efe = last.find("Efe") != std::string::npos;
  app_.clock().advance(Duration::minutes(1));
  const auto more =
      add_case({child(efe ? "Efe" : "Oto", efe ? "Lanighan" : "Barrowgate", "2012-01-01")});
  EXPECT_EQ(names("unsure").at(1), last) << "nobody has said yet who that is";
  EXPECT_EQ(answer(look_up(more), "save", {"same"}).status, 200);
  EXPECT_EQ(names("unsure").at(0), last);
  EXPECT_EQ(unsure(0).text("since"), "Since then 1 source has said something new of one of them.");
  EXPECT_EQ(unsure(1).text("since"), "");
}

TEST_P(ReviewTest, whoever_may_not_know_of_one_is_not_told_that_somebody_was_not_sure) {
  const auto hidden = add_case({amara()});
  identify_as_new(hidden);
  bar(hidden, "s1");
  const auto id = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  const auto before = app_.page("s1", "/people/review").body;
  EXPECT_EQ(answer(look_up(id, 0, "s2"), "save", {"unsure"}, "s2").status, 200);
  EXPECT_EQ(names("unsure", "s2").size(), 1U);
  EXPECT_EQ(app_.page("s1", "/people/review").body, before);
}

TEST_P(ReviewTest, what_a_hidden_case_says_since_is_not_new_to_whoever_may_not_know) {
  const auto known = add_case({amara()});
  identify_as_new(known);
  const auto id = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  EXPECT_EQ(answer(look_up(id), "save", {"unsure"}).status, 200);
  app_.clock().advance(Duration::minutes(1));
  const auto hidden = add_case({amara()});
  const auto search = look_up(hidden, 0, "s2");
  bar(hidden, "s1");
  const auto before = app_.page("s1", "/people/review").body;
  EXPECT_EQ(answer(search, "save", {"same"}, "s2").status, 200);
  EXPECT_THAT(unsure(0, "s2").text("since"), HasSubstr("1 source"));
  EXPECT_EQ(app_.page("s1", "/people/review").body, before);
}

TEST_P(ReviewTest, more_than_one_page_shows_are_counted) {
  std::vector<Statement> many;
  for (std::size_t i = 0; i < k_pairs_shown + 2; ++i) {
    many.push_back(child("Zed", ("Stranger" + std::to_string(i)).c_str(), "2012-01-01"));
    many.back().nhs_number = Sensitive("999000" + std::to_string(1000 + i));
    many.back().nhs_number_valid = true;
  }
  add_case(many);
  add_case(many);
  const auto page = review();
  EXPECT_EQ(page["pairs"].as_array()->size(), k_pairs_shown);
  EXPECT_EQ(page.text("pairs_more"), "2 more come up when these are answered.");
}

INSTANTIATE_TEST_SUITE_P(Engines, ReviewTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample

// SPDX-License-Identifier: MIT
// Goal: what an author read and did not cite does not slip out in the author's own words: its
// owners are asked, with a clock, and policy alone lets a product about a child in danger go
// before.
#include "mash/cases/bars.h"
#include "mash/disclosure/release_clock.h"
#include "mash/product/product.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class ClearanceTest : public Hub {
 protected:
  ClearanceTest() {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_rating(c, case_.id, model::Rating::amber, model::NeedLevel::level_3);
    });
  }
  std::string owners_page(const std::string& product) { return "/releases/" + product.substr(10); }
  json::Value question(const std::string& product, const char* who = k_police) {
    return app_.get(who, owners_page(product)).json()["final_words"];
  }
  support::Answer answer(const std::string& product, const std::string& words,
                         const std::string& reason = "", const char* who = k_police) {
    return app_.post(who, owners_page(product),
                     body({{"words", words},
                           {"words_reason", reason},
                           {"words_seen", question(product).text("seen")}}));
  }
  void red() {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_rating(c, case_.id, model::Rating::red, model::NeedLevel::level_3);
    });
  }
};

TEST_P(ClearanceTest, what_waits_for_release_is_counted_with_who_may_release_it) {
  decide();
  const auto first = item("Four call-outs in 12 months");
  const auto second = item("On bail until December");
  const auto page = [this](const char* who, const std::string& at) {
    return app_.page(who, at).body;
  };
  const std::string said = "2 items wait for the owners";
  EXPECT_THAT(page(k_manager, path("")), Not(HasSubstr("for the owners"))) << "nothing is asked";
  const auto product = compose({first, second});
  for (const auto& at : {path(""), path("/products"), path("/products/new"), product}) {
    const auto body = page(k_manager, at);
    EXPECT_THAT(body, HasSubstr(said)) << at;
    EXPECT_THAT(body, HasSubstr("May be released by Agata Nowak or Stephen Oduya.")) << at;
    EXPECT_THAT(body, HasSubstr("Phone 020 7946 0532.")) << at;
  }
  EXPECT_THAT(page(k_police, path("")), Not(HasSubstr(said))) << "who writes to nobody";
  // Whoever composes asks for nothing that the owners' time does not leave room for.
  std::optional<cases::Deadline> clock;
  app_.database().read([&](db::Transaction& tx) {
    const auto id = ProductId::trusted(product.substr(product.rfind('/') + 1));
    clock = disclosure::release_clock(tx, case_.id, id, AgencyId::trusted("police"));
  });
  ASSERT_TRUE(clock);
  EXPECT_THAT(page(k_manager, path("/products/new")),
              HasSubstr("Owners have until " + plain_time(clock->due_at) + " to decide"));
  release(product, first, "RELEASED");
  EXPECT_THAT(page(k_manager, path("")), HasSubstr("1 item waits for the owners"));
}

TEST_P(ClearanceTest, H07_nobody_is_named_for_it_who_may_not_know_of_the_case_or_has_left) {
  decide();
  compose({item("Four call-outs in 12 months")});
  const auto said = [this] { return app_.page(k_manager, path("")).body; };
  const auto bar = [this](const char* who) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, case_.id, StaffId::trusted(who), "Planted");
    });
  };
  bar("u08");
  EXPECT_THAT(said(), HasSubstr("May be released by Stephen Oduya."));
  bar("u31");
  EXPECT_THAT(said(), HasSubstr("Nobody there who may know of this case may release it."));
}

// D06: an item that was read.
TEST_P(ClearanceTest, an_uncited_item_waits_for_its_owner_to_clear_the_words) {
  decide();
  const auto calls = item("Four call-outs");
  item("Lives at 9 Elm Row");
  const auto product = compose({calls});
  release(product, calls, "RELEASED");
  EXPECT_THAT(clocks(), Contains("RELEASE police")) << "the words still wait";
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page, HasSubstr("Whose information you read and did not choose"));
  EXPECT_THAT(page, HasSubstr("It cannot go like this."));
  EXPECT_TRUE(checked(product)["form"].as_object() == nullptr);
  const auto refused =
      app_.post(k_manager, product + "/issue", body({{"version", "x"}, {"checked", "yes"}}));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(question(product).text("why"), "Neighbours worry");
  EXPECT_EQ(answer(product, "CLEARED").location, "/releases");
  EXPECT_THAT(clocks(), Not(Contains("RELEASE police")));
  EXPECT_EQ(send(product).location, path("/products"));
  EXPECT_EQ(last_product().known.size(), 1U) << "the item itself never waited";
}

// D06: its owner objects.
TEST_P(ClearanceTest, whoever_objects_says_why_and_the_words_are_written_anew) {
  decide();
  item("Lives at 9 Elm Row");
  const auto product = compose({});
  EXPECT_THAT(answer(product, "OBJECTED").body, HasSubstr("\"/words_reason\""));
  ASSERT_EQ(answer(product, "OBJECTED", "Neighbours gives the source away").status, 200);
  red();
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("Neighbours gives the source away"));
  EXPECT_EQ(app_.post(k_manager, product + "/issue",
                      body({{"version", "x"}, {"checked", "yes"}, {"without_reason", "Danger"}}))
                .status,
            409)
      << "no danger makes an owner's no a yes; a safety product goes at once";
  const auto anew = compose({});
  EXPECT_EQ(anew, product);
  EXPECT_EQ(question(product).text("answer"), "") << "asked anew about the new words";
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  EXPECT_EQ(send(product).status, 200);
}

// H08: before an owner has answered.
TEST_P(ClearanceTest, policy_lets_a_child_in_danger_go_first_with_a_reason) {
  decide();
  item("Lives at 9 Elm Row");
  red();
  const auto product = compose({});
  EXPECT_THAT(send(product).body, HasSubstr("\"/without_reason\""));
  EXPECT_EQ(send(product, "She is alone with him tonight").location, path("/products"));
  ASSERT_EQ(answer(product, "OBJECTED", "It names the street").status, 200) << "still asked";
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("It names the street"));
  EXPECT_THAT(app_.page(k_manager, path("/products")).body,
              HasSubstr("give away what may not leave"));
  EXPECT_EQ(head().state, model::NotificationState::decided) << "the words are outside";
  EXPECT_THAT(clocks(), Contains("DISSEMINATE"));
  act(product, packages::InwardKind::product_accepted);
  ASSERT_EQ(tell("They will visit").status, 200);
  EXPECT_EQ(head().state, model::NotificationState::decided) << "somebody has to act on a no";
  compose({});
  EXPECT_THAT(clocks(), Contains("DISSEMINATE")) << "a draft is no answer yet";
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  ASSERT_EQ(send(product).status, 200);
  EXPECT_THAT(clocks(), Not(Contains("DISSEMINATE")));
}

// D06: once for the same words.
TEST_P(ClearanceTest, the_same_words_about_the_same_items_are_not_asked_about_again) {
  decide();
  item("Lives at 9 Elm Row");
  const auto product = compose({});
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  ASSERT_EQ(send(product).status, 200);
  compose({});
  EXPECT_THAT(clocks(), Not(Contains("RELEASE police")));
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("of the same words before"));
  EXPECT_THAT(question(product).text("answered_by"), HasSubstr("of the same words before"));
  ASSERT_EQ(send(product).status, 200);
  auto other = letter({});
  other[4].second = "Neighbours worry more";
  ASSERT_EQ(app_.post(k_manager, path("/products/new"), body(other)).status, 200);
  EXPECT_EQ(question(product).text("answer"), "") << "other words are asked anew";
  EXPECT_THAT(clocks(), Contains("RELEASE police"));
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  item("Was seen there on Monday");
  ASSERT_EQ(app_.post(k_manager, path("/products/new"), body(other)).status, 200);
  EXPECT_EQ(question(product).text("answer"), "") << "so are words next to something else";
}

TEST_P(ClearanceTest, an_owner_who_has_objected_since_is_asked_again) {
  decide();
  item("Lives at 9 Elm Row");
  const auto product = compose({});
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  compose({});
  ASSERT_EQ(answer(product, "OBJECTED", "It names the street").status, 200)
      << "what stands can be changed";
  compose({});
  EXPECT_EQ(question(product).text("answer"), "");
  EXPECT_THAT(clocks(), Contains("RELEASE police"));
}

TEST_P(ClearanceTest, silence_ends_with_its_clock) {
  decide();
  item("Lives at 9 Elm Row");
  const auto product = compose({});
  EXPECT_EQ(checked(product)["stops"].as_string()->empty(), false);
  app_.database().write([](db::Transaction& tx) {
    tx.execute("update deadline set due_at = 0 where stage = 'RELEASE'");
  });
  EXPECT_EQ(checked(product).text("stops"), "");
  EXPECT_THAT(send(product).body, HasSubstr("\"/without_reason\""));
  EXPECT_EQ(send(product, "They have not answered").status, 200);
}

TEST_P(ClearanceTest, nobody_is_asked_where_nothing_was_read_or_all_is_cited) {
  decide();
  EXPECT_EQ(send(compose({})).status, 200);
  const auto calls = item("Four call-outs");
  const auto product = compose({calls}, "ehteam");
  EXPECT_EQ(question(product).as_object(), nullptr);
  release(product, calls, "RELEASED");
  EXPECT_THAT(clocks(), Not(Contains("RELEASE police")));
  EXPECT_EQ(send(product).status, 200);
}

TEST_P(ClearanceTest, a_question_that_lapsed_leaves_no_clock) {
  decide();
  const auto calls = item("Four call-outs");
  const auto product = compose({});
  ASSERT_THAT(clocks(), Contains("RELEASE police"));
  compose({calls});
  release(product, calls, "RELEASED");
  EXPECT_THAT(clocks(), Not(Contains("RELEASE police")));
  EXPECT_EQ(send(product).status, 200);
}

TEST_P(ClearanceTest, only_the_owners_releaser_answers_and_a_second_one_sees_the_first) {
  decide();
  item("Lives at 9 Elm Row");
  const auto product = compose({});
  const auto seen = question(product).text("seen");
  for (const char* who : {"u07", k_manager, k_housing}) {
    EXPECT_EQ(answer(product, "CLEARED", "", who).status, 404) << who;
  }
  EXPECT_EQ(app_.get(k_housing, owners_page(product)).body,
            app_.get(k_housing, "/releases/" + ProductId::make(app_.random()).text()).body);
  EXPECT_THAT(app_.page(k_police, "/releases").body, HasSubstr("the hub's own words"));
  const auto form = app_.page(k_police, owners_page(product)).body;
  EXPECT_THAT(form, HasSubstr("Do these words give away"));
  EXPECT_THAT(form, Not(HasSubstr(" checked")));
  EXPECT_THAT(app_.post(k_police, owners_page(product), body({})).body, HasSubstr("\"/words\""));
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  const auto second = app_.submit(
      "u31", owners_page(product),
      {{"words", "OBJECTED"}, {"words_reason", "Typed with care"}, {"words_seen", seen}});
  EXPECT_EQ(second.status, 422);
  EXPECT_THAT(second.body, HasSubstr("a colleague has answered"));
  EXPECT_THAT(second.body, HasSubstr("Typed with care"));
}

TEST_P(ClearanceTest, an_answer_after_the_page_was_opened_stops_sending_until_reread) {
  decide();
  item("Lives at 9 Elm Row");
  red();
  const auto product = compose({});
  const auto version = checked(product)["form"].text("version");
  ASSERT_EQ(answer(product, "CLEARED").status, 200);
  const auto stale = app_.post(
      k_manager, product + "/issue",
      body({{"version", version}, {"checked", "yes"}, {"without_reason", "It cannot wait"}}));
  EXPECT_EQ(stale.status, 409);
  EXPECT_TRUE(stale.json().flag("stale"));
  EXPECT_THAT(sent(packages::OutwardKind::product), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, ClearanceTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

// SPDX-License-Identifier: MIT
// Goal: nobody reads "Sent" of what the gate refused; they read what to do, and whoever may send it
// sends it again, once.
#include "mash/product/product.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using packages::OutwardKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class UndeliveredTest : public Hub {
 protected:
  // The gate refuses the newest package of this kind. Answers its id.
  std::string refuse(OutwardKind kind) {
    const std::string id = sent(kind).back().id;
    refuse_package(id);
    return id;
  }
  void refuse_package(const std::string& id) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      post::set_aside(c, id, post::refusal_of("too_large"));
    });
  }
  std::string products(const char* who = k_manager) {
    return app_.page(who, path("/products")).body;
  }
  support::Answer again(const std::string& package, const char* who = k_manager,
                        const std::string& part = "/products/") {
    return app_.post(who, path(part + package + "/again"), json::Object{});
  }
  support::Answer safety(const std::string& recipient = "assess") {
    return app_.post(k_duty, path("/safety"),
                     body({{"recipient", recipient},
                           {"who", "Amara"},
                           {"where", "At home"},
                           {"asked", "See her"},
                           {"by_when", "today"}}));
  }
  std::size_t set_aside() {
    std::size_t out = 0;
    app_.database().read([&](db::Transaction& tx) { out = post::all_set_aside(tx).size(); });
    return out;
  }
};

TEST_P(UndeliveredTest, a_refused_product_is_not_called_sent_and_is_sent_again_once) {
  ASSERT_EQ(safety().status, 200);
  EXPECT_THAT(products(), HasSubstr("Version 1 (safety product): Sent"));
  const std::string package = refuse(OutwardKind::product);
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty()) << "it waits no more";
  const std::string page = products();
  EXPECT_THAT(page, HasSubstr("Version 1 (safety product): Not accepted by the gate"));
  EXPECT_THAT(page, HasSubstr("It has not reached Barnfield Assessment Team."));
  EXPECT_THAT(page, HasSubstr("It is too large for the gate."));
  EXPECT_THAT(page, HasSubstr("phone them now"));
  EXPECT_THAT(page, HasSubstr("Send again"));
  EXPECT_THAT(page, HasSubstr(path("/products/" + package + "/again")));
  EXPECT_THAT(products(k_screener), HasSubstr("Not accepted by the gate"));
  EXPECT_THAT(products(k_screener), Not(HasSubstr("/again")));
  EXPECT_EQ(again(package, k_screener).status, 404);
  EXPECT_EQ(again(package, k_police).status, 404);
  EXPECT_EQ(again("nothing").status, 409);

  EXPECT_EQ(again(package, k_duty).location, path("/products"));
  EXPECT_EQ(again(package).status, 409) << "twice";
  ASSERT_EQ(sent(OutwardKind::product).size(), 1U);
  EXPECT_EQ(sent(OutwardKind::product).front().id, package) << "the gate knows it by its id";
  EXPECT_THAT(products(), HasSubstr("Version 1 (safety product): Sent"));
  EXPECT_EQ(app_.count("audit_event where kind = 'product.sent-again' and case_id = '" +
                       case_.id.text() + "'"),
            5);
}

TEST_P(UndeliveredTest, another_case_does_not_send_it) {
  ASSERT_EQ(safety().status, 200);
  const std::string package = refuse(OutwardKind::product);
  const Case other = add_case(app_);
  EXPECT_EQ(app_.post(k_manager, "/case/" + other.id.text() + "/products/" + package + "/again",
                      json::Object{})
                .status,
            409);
  EXPECT_EQ(again(package, k_manager, "/feedback/").status, 409) << "nor another act";
  EXPECT_EQ(set_aside(), 1U);
}

TEST_P(UndeliveredTest, a_refused_withdrawal_says_who_can_still_read_it) {
  ASSERT_EQ(safety().status, 200);
  const std::string product = "/products/" + last_product().id.text();
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  const std::string package = refuse(OutwardKind::withdrawal);
  EXPECT_THAT(products(), HasSubstr("Taken back here, not accepted by the gate"));
  EXPECT_THAT(products(), HasSubstr("may still read it"));
  EXPECT_THAT(app_.page(k_manager, product).body,
              HasSubstr("Taken back here, not accepted by the gate"));
  EXPECT_EQ(again(package).status, 200);
  EXPECT_EQ(sent(OutwardKind::withdrawal).size(), 1U);
}

TEST_P(UndeliveredTest, what_is_taken_back_or_replaced_is_not_owed_any_more) {
  ASSERT_EQ(safety().status, 200);
  const std::string first = refuse(OutwardKind::product);
  ASSERT_EQ(safety().status, 200);
  EXPECT_EQ(set_aside(), 0U) << "version 2 takes its place";
  EXPECT_EQ(again(first).status, 409);
  EXPECT_THAT(products(), HasSubstr("Version 1 (safety product): Replaced"));
  const std::string product = "/products/" + last_product().id.text();
  refuse(OutwardKind::product);
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  EXPECT_EQ(set_aside(), 0U);
  EXPECT_THAT(products(), HasSubstr("Version 2 (safety product): Taken back"));
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
}

TEST_P(UndeliveredTest, what_is_replaced_or_taken_back_while_it_waits_is_not_owed_when_refused) {
  const auto not_owed = [&](const std::string& package, const char* state) {
    EXPECT_EQ(set_aside(), 0U);
    EXPECT_EQ(again(package).status, 409);
    EXPECT_THAT(products(), HasSubstr(state));
    EXPECT_THAT(products(), Not(HasSubstr("phone them now")));
  };
  ASSERT_EQ(safety().status, 200);
  ASSERT_EQ(safety().status, 200);
  ASSERT_EQ(sent(OutwardKind::product).size(), 2U) << "what is replaced still goes, in its order";
  const std::string first = sent(OutwardKind::product).front().id;
  refuse_package(first);
  not_owed(first, "Version 1 (safety product): Replaced");
  const std::string product = "/products/" + last_product().id.text();
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  not_owed(refuse(OutwardKind::product), "Version 2 (safety product): Taken back");
  EXPECT_FALSE(sent(OutwardKind::withdrawal).empty());
}

TEST_P(UndeliveredTest, a_refused_feedback_is_not_called_sent) {
  decide();
  ASSERT_EQ(tell("Thank you").status, 200);
  const std::string package = refuse(OutwardKind::feedback);
  const auto form = app_.page(k_manager, path("/feedback")).body;
  for (const auto& page : {products(), form}) {
    EXPECT_THAT(page, HasSubstr("Not accepted by the gate"));
    EXPECT_THAT(page, HasSubstr("It has not reached whoever told us."));
    EXPECT_THAT(page, HasSubstr(path("/feedback/" + package + "/again")));
  }
  EXPECT_THAT(products(k_duty), Not(HasSubstr("/again"))) << "who may not give feedback";
  EXPECT_EQ(again(package, k_duty, "/feedback/").status, 404);
  EXPECT_EQ(again(package, k_manager, "/feedback/").status, 200);
  EXPECT_EQ(sent(OutwardKind::feedback).size(), 1U);
  EXPECT_THAT(products(), Not(HasSubstr("Not accepted by the gate")));
}

TEST_P(UndeliveredTest, feedback_told_in_another_way_is_not_owed_any_more) {
  decide();
  ASSERT_EQ(tell("Thank you").status, 200);
  const std::string told = path("/feedback/" + refuse(OutwardKind::feedback) + "/told");
  EXPECT_THAT(products(), HasSubstr(told));
  EXPECT_THAT(products(k_duty), Not(HasSubstr(told))) << "who may not give feedback";
  EXPECT_EQ(app_.post(k_duty, told, body({{"how", "By phone"}})).status, 404);
  EXPECT_THAT(app_.page(k_manager, told).body, HasSubstr("Whoever told us must hear"));
  const auto wordless = app_.post(k_manager, told, json::Object{});
  EXPECT_EQ(wordless.status, 422);
  EXPECT_THAT(wordless.body, HasSubstr("Say how and when they were told"));
  EXPECT_EQ(set_aside(), 1U);

  EXPECT_EQ(app_.post(k_manager, told, body({{"how", "By phone, he <thanked> us"}})).location,
            path("/products"));
  EXPECT_EQ(set_aside(), 0U);
  for (const auto& page : {products(), app_.page(k_manager, path("/feedback")).body}) {
    EXPECT_THAT(page, HasSubstr("Told in another way"));
    EXPECT_THAT(page, HasSubstr("By phone, he &lt;thanked&gt; us"));
    EXPECT_THAT(page, Not(HasSubstr("/again")));
  }
  EXPECT_EQ(app_.page(k_manager, told).status, 409);
  EXPECT_EQ(app_.post(k_manager, told, body({{"how", "Twice"}})).status, 409);
  EXPECT_THAT(sent(OutwardKind::feedback), IsEmpty());
}

TEST_P(UndeliveredTest, a_withdrawal_told_in_another_way_is_not_owed_any_more) {
  ASSERT_EQ(safety().status, 200);
  const std::string product = "/products/" + last_product().id.text();
  const std::string refused = refuse(OutwardKind::product);
  EXPECT_EQ(app_.page(k_manager, path("/products/" + refused + "/told")).status, 409)
      << "a product must arrive";
  ASSERT_EQ(again(refused).status, 200);
  ASSERT_EQ(app_.post(k_manager, product + "/recall", body({{"why", "SENT_IN_ERROR"}})).status,
            200);
  const std::string told = path("/products/" + refuse(OutwardKind::withdrawal) + "/told");
  ASSERT_EQ(app_.post(k_manager, told, body({{"how", "Their manager, by phone"}})).status, 200);
  EXPECT_EQ(set_aside(), 0U);
  EXPECT_THAT(products(), HasSubstr("Taken back, told in another way"));
  EXPECT_THAT(products(), HasSubstr("Their manager, by phone"));
  EXPECT_THAT(app_.page(k_manager, product).body, HasSubstr("Taken back, told in another way"));
}

TEST_P(UndeliveredTest, the_accounts_go_again_when_the_hub_starts) {
  const auto start = [&] {
    bool out = false;
    as_system(app_, [&](const auto&, pipeline::Context& c) { out = send_directory(c, borough()); });
    return out;
  };
  EXPECT_TRUE(start());
  EXPECT_FALSE(start()) << "nothing new";
  const std::string package = refuse(OutwardKind::directory);
  EXPECT_TRUE(start());
  ASSERT_EQ(sent(OutwardKind::directory).size(), 1U);
  EXPECT_EQ(sent(OutwardKind::directory).front().id, package);
  EXPECT_FALSE(start());
}

INSTANTIATE_TEST_SUITE_P(Engines, UndeliveredTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

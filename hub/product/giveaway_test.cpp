// SPDX-License-Identifier: MIT
// Goal: words that could show who told us are asked about, each, before a product leaves, and never
// stopped or left out silently (scenario A04).
#include "mash/product/product.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using packages::OutwardKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class GiveawayTest : public Hub {
 protected:
  void SetUp() override {
    auto n = notification(model::ReferrerClass::member_of_public);
    n.reference = "7KQ4-XM2P-N";
    n.wants_anonymity = true;
    n.referrer_name = Sensitive("Plantedberyl Ash");
    n.referrer_role = Sensitive("Neighbour");
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      case_.id = intake::add_notification(c, timescales(), n);
      cases::add_member(c.tx, case_.id, AgencyId::trusted("police"), c.now);
      cases::set_rating(c, case_.id, model::Rating::red, model::NeedLevel::level_3);
      cases::set_state(c, case_.id, model::NotificationState::analysis);
      case_.amara = barnfield::identify(c, people::statements_of(c, grant, case_.id).front().id);
    });
  }
  std::string written(const std::string& why) {
    Form f = letter({});
    std::erase_if(f, [](const auto& field) { return field.first == "why"; });
    f.emplace_back("why", why);
    return app_.post(k_manager, path("/products/new"), body(std::move(f))).location;
  }
  support::Answer issue(const std::string& product, std::vector<std::string> ticked) {
    return app_.post(k_manager, product + "/issue",
                     body({{"version", checked(product)["form"].text("version")},
                           {"checked", "yes"},
                           {"teller_looked_at", json::Array(ticked.begin(), ticked.end())}}));
  }
};

TEST_P(GiveawayTest, A04_whoever_sends_is_asked_about_each_and_decides) {
  decide();
  const auto product = written("The neighbour, Plantedberyl, hears shouting.");
  const auto page = app_.page(k_manager, product).body;
  EXPECT_THAT(page, HasSubstr("“neighbour” does not show who told us"));
  EXPECT_THAT(page, HasSubstr("“plantedberyl” does not show who told us"));
  EXPECT_THAT(page, Not(HasSubstr(" checked>"))) << "nothing is ticked beforehand";
  const auto refused = issue(product, {"neighbour"});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("tick each that can leave as it stands"));
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
  EXPECT_EQ(issue(product, {"neighbour", "plantedberyl"}).status, 200);
  EXPECT_THAT(last_product().why, HasSubstr("The neighbour, Plantedberyl,"))
      << "nothing is left out";
}

TEST_P(GiveawayTest, A04_other_words_are_not_asked_about) {
  decide();
  const auto product = written("Shouting was heard at night.");
  EXPECT_THAT(app_.page(k_manager, product).body, Not(HasSubstr("show who told us")));
  EXPECT_EQ(issue(product, {}).status, 200);
}

TEST_P(GiveawayTest, A04_a_safety_product_is_asked_about_as_well) {
  Form f = {{"recipient", "assess"},
            {"who", "Amara"},
            {"where", "At home"},
            {"asked", "Ask the neighbour"},
            {"by_when", "today"}};
  const auto refused = app_.post(k_duty, path("/safety"), body(f));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(sent(OutwardKind::product), IsEmpty());
  f.emplace_back("teller_looked_at", json::Array{"neighbour"});
  EXPECT_EQ(app_.post(k_duty, path("/safety"), body(f)).status, 200);
  EXPECT_EQ(last_product().asked, "Ask the neighbour");
}

INSTANTIATE_TEST_SUITE_P(Engines, GiveawayTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

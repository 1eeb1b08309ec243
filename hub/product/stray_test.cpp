// SPDX-License-Identifier: MIT
// Goal: whoever sent something, and the owners of what left in it, hear that its link was passed
// on; nobody else does, and nobody twice in a day.
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace sample;

class StrayTest : public Hub {
 protected:
  struct Told {
    std::string sender;
    std::vector<std::string> owners;
  };
  std::vector<Told> told_;

  // Somebody of early help opened it, as the gate says.
  void strayed(const std::string& product, const std::string& person = "r02",
               const std::string& agency = "ehteam") {
    take_in(packages::encode(packages::ProductStray{*ProductId::parse(product.substr(10)),
                                                    StaffId::trusted(person),
                                                    AgencyId::trusted(agency)}));
  }
  void take_in(Bytes content) {
    auto with = deps();
    with.on_strayed = [this](auto&, const CaseId& id, const StaffId& sender, const auto& owners) {
      EXPECT_EQ(id, case_.id);
      Told one{.sender = sender.text(), .owners = {}};
      for (const auto& owner : owners) one.owners.push_back(owner.text());
      told_.push_back(std::move(one));
    };
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      receive(c, grant, with,
              {.id = new_id_text(c.random),
               .kind = packages::InwardKind::product_strayed,
               .at = c.now,
               .body = content});
    });
  }
  std::string sent_with_police_item() {
    decide();
    const auto item = this->item("Four call-outs");
    const auto product = compose({item});
    release(product, item, "RELEASED");
    EXPECT_EQ(send(product).status, 200);
    return product;
  }
  std::vector<cases::Owed> owed(const char* who) {
    std::vector<cases::Owed> out;
    as_person(who, [&](pipeline::Context& c) { out = strays_owed(c); });
    return out;
  }
  void as_person(const char* who, const std::function<void(pipeline::Context&)>& run) {
    app_.database().read([&](db::Transaction& tx) {
      const auto person = directory::load_person(tx, StaffId::trusted(who), borough());
      ASSERT_TRUE(person.has_value());
      const http::Request request;
      const pipeline::Input input;
      const pipeline::Vault vault(app_.keys());
      static const html::Templates none{std::vector<html::Source>{}};
      pipeline::Context c{.tx = tx,
                          .now = app_.clock().now(),
                          .random = app_.random(),
                          .vault = vault,
                          .keys = app_.keys(),
                          .templates = none,
                          .principal = person->principal,
                          .person_name = "",
                          .person_description = "",
                          .session = {},
                          .request = request,
                          .input = input};
      run(c);
    });
  }
};

TEST_P(StrayTest, D17_sender_and_owner_are_told_that_a_link_was_passed_on) {
  const auto product = sent_with_police_item();
  strayed(product);
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_.front().sender, k_manager);
  EXPECT_THAT(told_.front().owners, ElementsAre("police"));
  for (const char* who : {k_manager, k_police}) {
    const auto waits = owed(who);
    ASSERT_EQ(waits.size(), 1U) << who;
    EXPECT_THAT(app_.page(who, path("/products")).body, HasSubstr("The link was passed on."));
    const auto page = app_.page(who, waits.front().href).body;
    EXPECT_THAT(page, AllOf(HasSubstr("They were shown nothing."), HasSubstr("opened it on 24")));
    EXPECT_EQ(app_.submit(who, waits.front().href + "/read", {}).location, waits.front().href);
    EXPECT_THAT(owed(who), IsEmpty()) << who;
    EXPECT_THAT(app_.page(who, waits.front().href).body, HasSubstr("Read by "));
  }
}

TEST_P(StrayTest, D17_who_has_nothing_in_it_and_who_may_not_know_of_the_case_are_not_told) {
  const auto product = sent_with_police_item();
  strayed(product);
  const auto href = owed(k_manager).front().href;
  as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::add_member(c.tx, case_.id, AgencyId::trusted("housing"), c.now);
    cases::set_bar(c, case_.id, StaffId::trusted(k_deputy), "Her sister is the mother");
  });
  EXPECT_EQ(app_.get(k_housing, href).status, 404) << "in the case, but owns nothing of it";
  EXPECT_THAT(app_.page(k_housing, path("/products")).body,
              Not(HasSubstr("The link was passed on.")));
  EXPECT_THAT(owed(k_housing), IsEmpty());
  EXPECT_EQ(app_.get(k_deputy, href).status, 404) << "the case is hidden from them";
  EXPECT_EQ(app_.submit(k_deputy, href + "/read", {}).status, 404);
  EXPECT_THAT(owed(k_deputy), IsEmpty());
  EXPECT_THAT(owed(k_screener), IsEmpty()) << "sends nothing";
}

TEST_P(StrayTest, D17_one_message_for_each_product_person_and_day) {
  const auto product = sent_with_police_item();
  strayed(product);
  strayed(product);
  EXPECT_EQ(told_.size(), 1U);
  strayed(product, "r03");
  EXPECT_EQ(told_.size(), 2U) << "somebody else";
  app_.clock().advance(Duration::days(1));
  strayed(product);
  EXPECT_EQ(told_.size(), 3U) << "another day";
  EXPECT_EQ(app_.count("product_stray"), 3);
}

TEST_P(StrayTest, D17_what_makes_no_sense_is_dropped) {
  const auto product = sent_with_police_item();
  strayed(product, "r01", "assess");
  take_in(to_bytes("nonsense"));
  strayed("/products/00000000000000000000000PR9");
  decide();
  strayed(compose({}, "ehteam"), "r03", "school1");
  EXPECT_THAT(told_, IsEmpty()) << "its own people, no message, no product, and nothing sent yet";
  EXPECT_EQ(app_.count("product_stray"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, StrayTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

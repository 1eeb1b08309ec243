// SPDX-License-Identifier: MIT
// Goal: where a deputy lets something out or sends it, pages and record say whose deputy it was:
// settled.md 25, "Every agency names deputies, an on-call list and a successor".
#include "mash/pipeline/record.h"
#include "product_test_world.h"

namespace mash::product {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using namespace sample;

class DeputyTest : public Hub {
 protected:
  std::vector<std::string> notes(const char* kind) {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      for (const auto& event : pipeline::events_since(tx, app_.keys(), UtcTime{})) {
        if (event.kind == kind) out = event.notes;
      }
    });
    return out;
  }
  void release_as(const char* who, const std::string& product, const std::string& item) {
    const auto at = "/releases/" + product.substr(10);
    const auto slots = app_.get(who, at).json()["slots"];
    const auto a = app_.post(who, at,
                             body({{"item-1", item},
                                   {"version-1", "1"},
                                   {"standing-1", slots.as_array()->at(0).text("standing_id")},
                                   {"decision-1", "RELEASED"},
                                   {"reason", "The worker visits the home"},
                                   {"necessity", "Needed for a safe visit"},
                                   {"basis", json::Array{"CA04_S16LA", "UKGDPR_6_1_E"}}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  support::Answer send_as(const char* who, const std::string& product) {
    return app_.post(who, product + "/issue",
                     body({{"version", checked(product)["form"].text("version")},
                           {"checked", "yes"},
                           {"without_reason", ""}}));
  }
};

TEST_P(DeputyTest, whoever_decides_is_named_with_whose_deputy_they_are) {
  decide();
  const auto first = item("Four call-outs");
  const auto product = compose({first});
  release_as("u31", product, first);
  EXPECT_THAT(notes("release.decided"), AllOf(Contains("as_deputy"), Contains("for_u08")));
  EXPECT_THAT(app_.page(k_police, "/items/" + first).body,
              HasSubstr("Stephen Oduya, as deputy for Agata Nowak"));
  ASSERT_EQ(send_as("u04", product).status, 200);
  EXPECT_THAT(notes("product.issued"), AllOf(Contains("as_deputy"), Contains("for_u03")));
  EXPECT_THAT(app_.page(k_manager, path("/products")).body,
              HasSubstr("Gareth Howell, as deputy for Nasima Khatun"));
}

TEST_P(DeputyTest, of_whoever_is_no_deputy_nothing_is_said) {
  decide();
  const auto first = item("Four call-outs");
  const auto product = compose({first});
  release(product, first, "RELEASED");
  ASSERT_EQ(send(product).status, 200);
  for (const char* kind : {"release.decided", "product.issued"}) {
    EXPECT_THAT(notes(kind), Not(Contains("as_deputy"))) << kind;
  }
  EXPECT_THAT(app_.page(k_manager, path("/products")).body, Not(HasSubstr("as deputy for")));
}

INSTANTIATE_TEST_SUITE_P(Engines, DeputyTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::product

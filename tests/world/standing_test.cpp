// SPDX-License-Identifier: MIT
// Goal: from the rule that an agency signs to the recipient's page: what nobody of the owner has
// decided leaves by it, is never taken for what its owner signed, and can be taken back (settled.md
// 25).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folder.h"
#include "mash/support/test_app.h"
#include "mash/world/journey.h"
#include "public_file.h"
#include "signed_command.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

class StandingTest : public testing::TestWithParam<db::Engine> {
 protected:
  StandingTest() {
    journey_.run_until_signed();
    rule_ = journey_.standing_release("u08", "assess", true);
    world_.at("the manager writes more", world_.minute() + 1);
    product_ = journey_.write_to("assess", {"unreleased"});
  }
  void sends() {
    world_.at("the manager sends more", world_.minute() + 1);
    journey_.check_and_send(product_);
    world_.at("more is delivered", world_.minute() + 1);
    world_.door();
    journey_.manager_signs(" of the new version");
  }
  std::string read() { return words_of(world_.gate("r01").page("/p/" + product_).body); }
  void write_text(const std::string& name, const std::string& text) {
    server::write_file(path(name), text);
  }
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  void take_files() {
    for (const auto& [name, part] :
         {std::pair{"product", "/content"}, std::pair{"signatures", "/signatures"}}) {
      const auto answer = world_.gate("r01").page("/p/" + product_ + part);
      ASSERT_EQ(answer.status, 200) << part;
      write_text(name, answer.body);
    }
    const auto hub = world_.hub_room();
    write_text("agencies", server::signers_of(world_.borough(), hub.keys).encode());
  }
  Result<signatures::Signed> check() {
    return server::check_signed({path("product"), path("signatures"), path("agencies")});
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_, {.objection = false}};
  support::TempFolder folder_;
  std::string rule_, product_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StandingTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

TEST_P(StandingTest, settled25_the_recipient_reads_that_the_rule_was_signed_and_not_these_words) {
  const auto page = words_of(world_.hub("u03").page("/products/" + product_).body);
  EXPECT_THAT(page, HasSubstr("Nobody of its owner has decided on these words"));
  EXPECT_THAT(page, HasSubstr("the standing release 1 of"));
  sends();
  const auto outside = read();
  EXPECT_THAT(outside, HasSubstr(journey_.words().unreleased));
  EXPECT_THAT(outside, HasSubstr("Standing release: its owner signed the rule, not these words"));
  EXPECT_THAT(outside, HasSubstr("Not all of its words were signed."));
  take_files();
  const auto by = check();
  ASSERT_TRUE(by) << by.error().message;
  EXPECT_TRUE(by->released.empty());
  ASSERT_EQ(by->standing.size(), 1U);
  EXPECT_EQ(by->standing.front().signer.person.text(), "u08");
}

TEST_P(StandingTest, settled25_its_owner_reads_at_once_what_it_let_out_and_takes_it_back) {
  world_.hub_room().database.read([&](db::Transaction& tx) {
    const auto alerts = tx.query("select person from alert where case_id = $1 and written_at = $2",
                                 {CaseId::trusted(journey_.case_id), world_.now()});
    EXPECT_FALSE(alerts.empty()) << "whoever is at the desk is alerted in the same act";
    for (const auto& r : alerts) {
      const auto* person = world_.borough().find_staff(r.id<StaffId>(0));
      ASSERT_NE(person, nullptr);
      EXPECT_EQ(person->agency.text(), "police");
    }
  });
  const auto tasks = words_of(world_.hub("u31").page("/tasks").body);
  EXPECT_THAT(tasks, HasSubstr("Your agency's standing release lets something out"));
  sends();
  EXPECT_THAT(words_of(world_.hub("u31").page(rule_).body), HasSubstr("It left"));
  world_.at("the owner takes it back", world_.minute() + 1);
  const std::string item = "/items/" + journey_.item("unreleased");
  Visitor& owner = world_.hub("u31");
  owner.page(item);
  must(owner, owner.form(item + "/withdraw").set("reason", "It was somebody else."));
  world_.at("the withdrawal is delivered", world_.minute() + 1);
  world_.door();
  EXPECT_THAT(read(), Not(HasSubstr(journey_.words().unreleased)));
}

TEST_P(StandingTest, settled25_what_claims_more_than_the_rule_covers_is_refused) {
  sends();
  take_files();
  const auto real = *packages::decode_signatures(as_bytes(*server::read_file(path("signatures"))));
  const auto with = [&](const signatures::StandingClaim& claim) {
    auto sheet = real;
    sheet.lines.front().terms = signatures::encode(claim);
    write_text("signatures", to_text(packages::encode(sheet)));
    return check();
  };
  const auto claim = *signatures::decode_claim(real.lines.front().terms);
  EXPECT_TRUE(with(claim));
  auto other = claim;
  other.sensitivity = 3;
  EXPECT_FALSE(with(other));
  other = claim;
  other.when = "ALWAYS";
  EXPECT_FALSE(with(other));
  other = claim;
  other.at = UtcTime{1};
  EXPECT_FALSE(with(other)) << "before it was signed";
}

// Whoever owns nothing of it sees no trace of the rule or of what left by it.
TEST_P(StandingTest, other_agencies_see_nothing_of_it) {
  for (const char* other : {"u10", "u12"}) {
    EXPECT_EQ(world_.hub(other).page(rule_).status, 404);
    EXPECT_THAT(words_of(world_.hub(other).page("/standing-releases").body),
                HasSubstr("Your agency lets nothing out in advance"));
    EXPECT_THAT(words_of(world_.hub(other).page("/tasks").body), Not(HasSubstr("standing")));
  }
}

}  // namespace
}  // namespace mash::world

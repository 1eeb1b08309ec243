// SPDX-License-Identifier: MIT
// Goal: each product that left is followed by a receipt, once witnesses have signed the record; who
// may read the product takes both files away, and they prove it anywhere, to the byte; nobody else
// learns of either.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "folder.h"
#include "mash/support/test_app.h"
#include "mash/world/journey.h"
#include "receipt_command.h"
#include "receipts.h"
#include "witness_node.h"
#include "witnessing.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_origin = "openmash/test";

class ProductReceiptTest : public testing::TestWithParam<db::Engine> {
 protected:
  ProductReceiptTest() {
    journey_.run();
    const auto hub = world_.hub_room();
    const auto log = audit::verifier_key(k_origin, crypto::SigningKey(hub.keys.of("sign")));
    write_text("logs", "log " + log.encode() + "\nquorum none\n");
    std::string policy;
    for (const char* name : {"police", "health"}) {
      server::WitnessSettings s;
      s.data = path(name);
      s.name = std::string(name) + ".example/witness";
      s.policy = path("logs");
      const auto card = server::make_witness(s, clock_, random_);
      witnesses_[name] = *server::WitnessNode::open(s, clock_);
      policy += std::string("witness ") + name + " " + card->key.encode() + "\n";
    }
    policy += "group both all police health\nquorum both\n";
    write_text("policy", "log " + log.encode() + "\n" + policy);
    publisher_ = std::make_unique<server::Publisher>(hub.database, hub.keys, path("log"), k_origin,
                                                     std::chrono::hours(1));
    witnessing_ = std::make_unique<server::Witnessing>(server::Witnessing::Parts{
        hub.app,
        *publisher_,
        hub.keys,
        clock_,
        k_origin,
        *audit::WitnessPolicy::parse(policy),
        [this](const std::string& name, const std::string& body) -> Result<http::Response> {
          http::Request r;
          r.method = "POST";
          r.path = "/add-checkpoint";
          r.body = body;
          return witnesses_.at(name)->answer(r);
        },
        {.every = Duration::seconds(1),
         .padded_after = Duration::minutes(15),
         .alarm_after = Duration::minutes(15),
         .pause_after = Duration::hours(4),
         .multiple_of = 256},
        path("witnessed.json")});
    witnessing_->soon();
    witnessing_->round();
  }
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  void write_text(const std::string& name, const std::string& text) {
    server::write_file(path(name), text);
  }
  int make_receipts() {
    const auto hub = world_.hub_room();
    return server::send_receipts(hub.app, hub.database, *publisher_, *witnessing_);
  }
  // A version that the recipient may still read.
  std::string readable() {
    std::string out;
    world_.gate_room().database.read([&](db::Transaction& tx) {
      const auto rows = tx.query(
          "select id, version from product where recipient = $1 and sealed is not null"
          " order by id, version desc limit 1",
          {"assess"});
      id_ = rows.front().text(0);
      version_ = std::to_string(rows.front().integer(1));
    });
    return "/p/" + id_;
  }
  std::string of_version(const std::string& part) {
    return readable() + part + "?version=" + version_;
  }
  Result<server::Proven> check() {
    return server::check_receipt({path("product"), path("receipt"), path("policy")});
  }
  support::Answer take(const char* who, const std::string& part) {
    return world_.gate(who).page(of_version(part));
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T18:00:00+00:00")};
  support::SeededRandom random_{8};
  std::map<std::string, std::unique_ptr<server::WitnessNode>> witnesses_;
  std::unique_ptr<server::Publisher> publisher_;
  std::unique_ptr<server::Witnessing> witnessing_;
  std::string id_, version_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ProductReceiptTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

TEST_P(ProductReceiptTest, follows_what_left_once_and_proves_it_to_the_byte) {
  world_.at("before the receipt", world_.minute() + 1);
  EXPECT_EQ(take("r01", "/proof").status, 404);
  EXPECT_THAT(words_of(take("r01", "").body), Not(HasSubstr("was signed by")));
  const int made = make_receipts();
  EXPECT_GT(made, 2) << "several left on the way";
  EXPECT_EQ(make_receipts(), 0) << "each once";
  world_.at("receipts go out", world_.minute() + 1);
  world_.door();
  world_.at("the recipient takes both files", world_.minute() + 1);
  EXPECT_THAT(words_of(take("r01", "").body), HasSubstr("was signed by: police"));
  const std::string product = take("r01", "/content").body;
  const std::string receipt = take("r01", "/proof").body;
  write_text("product", product);
  write_text("receipt", receipt);
  const auto proven = check();
  ASSERT_TRUE(proven) << proven.error().message;
  EXPECT_EQ(proven->log, k_origin);
  EXPECT_EQ(proven->stated.witnessed.by.size(), 2U);

  std::mt19937 dice(21);
  const auto changed = [&dice](std::string text) {
    text[dice() % text.size()] ^= static_cast<char>(1 + dice() % 255);
    return text;
  };
  for (int n = 0; n < 500; ++n) {
    write_text("product", changed(product));
    EXPECT_FALSE(check()) << n;
  }
  write_text("product", product);
  for (int n = 0; n < 500; ++n) {
    write_text("receipt", changed(receipt));
    EXPECT_FALSE(check()) << n;
  }
}

TEST_P(ProductReceiptTest, nobody_else_learns_of_it) {
  make_receipts();
  world_.at("receipts go out", world_.minute() + 1);
  world_.door();
  world_.at("others ask", world_.minute() + 1);
  for (const char* part : {"/proof", "/content"}) {
    EXPECT_EQ(take("r01", part).status, 200) << part;
    EXPECT_EQ(take("r02", part).status, 404) << part;
    EXPECT_EQ(world_.gate("r02").page("/p/00000000000000000000000000" + std::string(part)).body,
              take("r02", part).body)
        << "as if it were not there";
    const auto nobody = world_.passer_by("stranger").page(of_version(part));
    EXPECT_NE(nobody.status, 200) << part;
  }
}

TEST_P(ProductReceiptTest, a_policy_that_does_not_know_the_hub_or_believes_anybody_is_refused) {
  make_receipts();
  world_.at("receipts go out", world_.minute() + 1);
  world_.door();
  world_.at("the recipient takes both files", world_.minute() + 1);
  write_text("product", take("r01", "/content").body);
  write_text("receipt", take("r01", "/proof").body);
  const std::string policy = *server::read_file(path("policy"));
  write_text("policy", policy.substr(policy.find('\n') + 1));
  EXPECT_EQ(check().error().faults.front().field, "policy");
  write_text("policy", *server::read_file(path("logs")));
  EXPECT_EQ(check().error().faults.front().field, "policy");
  std::filesystem::remove(path("product"));
  EXPECT_EQ(check().error().faults.front().field, "product");
}

}  // namespace
}  // namespace mash::world

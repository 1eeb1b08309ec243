// SPDX-License-Identifier: MIT
// Goal: whoever reads a product here learns who signed it, checked with the agencies' keys and not
// with the hub's word; and a gate that wants signatures shows nothing without them but what is
// urgent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inbox_for_tests.h"
#include "mash/support/engines.h"
#include "mash/support/software_passkey.h"

namespace mash::inbox {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_origin = "https://hub.test";

// Two agencies with one person each, who has a passkey that counts.
struct Signers {
  support::SeededRandom random{3};
  std::map<std::string, crypto::Key> roots;
  std::map<std::string, support::SoftwarePasskey> devices;

  Signers() {
    for (const char* agency : {"csc", "police"}) {
      roots.emplace(agency, crypto::Key::make(random));
      devices.emplace(agency, support::SoftwarePasskey::from_seed(agency));
    }
  }
  signatures::Agencies agencies() {
    signatures::Agencies out;
    for (const char* id : {"csc", "police"}) {
      out.add(AgencyId::trusted(id),
              {.name = std::string(id) == "csc" ? "Planted front door" : "Plantedpolice",
               .sends = std::string(id) == "csc",
               .keys = {passkey::enrolment_key(roots.at(id)).public_key()}});
    }
    return out;
  }
  passkey::SignedRecord sign(const std::string& agency, json::Object what) {
    json::Value record(std::move(what));
    record.set("by", "person");
    record.set("agency", agency);
    record.set("asked_at", 1000);
    record.set("nonce", "n");
    auto& device = devices.at(agency);
    const std::string text = json::encode(record);
    return {.record = text,
            .assertion = device.sign({.expected = {.rp_id = "hub.test",
                                                   .origin = k_origin,
                                                   .challenge = passkey::challenge_of(text)}}),
            .enrolment = passkey::countersign(passkey::enrolment_key(roots.at(agency)),
                                              {.agency = AgencyId::trusted(agency),
                                               .person = StaffId::trusted("person"),
                                               .credential_id = device.id(),
                                               .public_key = device.public_key(),
                                               .origin = k_origin,
                                               .enrolled_at = UtcTime{1},
                                               .confirmed_by = StaffId::trusted("deputy"),
                                               .confirmed_at = UtcTime{2}})};
  }
  packages::ProductSignatures sheet(const packages::Product& p) {
    const std::string terms = signatures::encode({.state = "RELEASED"});
    std::vector<crypto::Key> keys;
    std::vector<std::string> lines;
    for (const auto& [line, before] :
         {std::pair{p.before_visit.front(), true}, {p.known.front(), false}}) {
      keys.push_back(crypto::Key::make(random));
      lines.push_back(signatures::commitment(keys.back(), line, before, terms));
    }
    const std::vector<std::string> fill(signatures::k_lines, std::string(64, '0'));
    const auto record = sign("police", signatures::release_record(p.recipient, lines, fill));
    return signatures::collect(p,
                               sign("csc", signatures::product_record(p.id, p.version, p.recipient,
                                                                      packages::product_hash(p))),
                               {{record, keys[0], terms}, {record, keys[1], terms}});
  }
};

class SignedProductTest : public testing::TestWithParam<db::Engine> {
 protected:
  Signers signers_;
  World world_{GetParam(), signers_.agencies(), false};

  void begin(World& world) {
    ASSERT_EQ(world.deliver(people()), "");
    ASSERT_EQ(world.deliver(product()), "");
  }
  static support::Answer read(World& world, const std::string& part = "", const char* who = "r01") {
    return world.app.page(who, k_path + part);
  }
};

TEST_P(SignedProductTest, says_who_signed_and_that_nobody_has_yet) {
  begin(world_);
  EXPECT_THAT(read(world_).body, HasSubstr("Nobody has signed it yet"));
  EXPECT_EQ(read(world_, "/signatures").status, 404);
  ASSERT_EQ(world_.deliver(signers_.sheet(product())), "");
  const auto page = read(world_).body;
  EXPECT_THAT(page,
              HasSubstr("Signed by people of: Planted front door (the whole), Plantedpolice"));
  EXPECT_THAT(page, Not(HasSubstr("Nobody has signed")));
  const auto given = packages::decode_signatures(as_bytes(read(world_, "/signatures").body));
  ASSERT_TRUE(given);
  EXPECT_TRUE(signatures::check(product(), *given, signers_.agencies()));
}

TEST_P(SignedProductTest, warns_where_they_are_of_something_else) {
  begin(world_);
  auto other = product();
  other.known.front().text = "Something else";
  ASSERT_EQ(world_.deliver(signers_.sheet(other)), "");
  const auto page = read(world_).body;
  EXPECT_THAT(page, HasSubstr("signatures that came with this are wrong"));
  EXPECT_THAT(page, Not(HasSubstr("Signed by people of")));
}

TEST_P(SignedProductTest, what_comes_later_takes_its_place_and_nothing_older_does) {
  begin(world_);
  auto other = product();
  other.asked = "Something else";
  ASSERT_EQ(world_.deliver(signers_.sheet(other)), "");
  world_.app.clock().advance(Duration::minutes(1));
  ASSERT_EQ(world_.deliver(signers_.sheet(product())), "");
  EXPECT_THAT(read(world_).body, HasSubstr("Signed by people of"));
  world_.app.clock().advance(Duration::minutes(-2));
  ASSERT_EQ(world_.deliver(signers_.sheet(other)), "");
  EXPECT_THAT(read(world_).body, HasSubstr("Signed by people of"));
}

TEST_P(SignedProductTest, a_gate_that_wants_them_shows_nothing_else_but_what_is_urgent) {
  World strict(GetParam(), signers_.agencies(), true);
  begin(strict);
  const auto before = read(strict);
  EXPECT_THAT(before.body, HasSubstr("Not signed yet"));
  EXPECT_THAT(before.body, HasSubstr("020 7946 0531"));
  const std::string said = to_text(packages::encode(product()));
  for (const auto& planted : k_planted) {
    if (said.find(planted) == std::string::npos) continue;  // the reader's own name stands there
    EXPECT_THAT(before.body, Not(HasSubstr(planted))) << planted;
  }
  EXPECT_EQ(read(strict, "/content").status, 404);
  ASSERT_EQ(strict.deliver(signers_.sheet(product())), "");
  EXPECT_THAT(read(strict).body, HasSubstr("Called out plantedfact"));
  EXPECT_EQ(read(strict, "/content").status, 200);
  auto urgent = product(2);
  urgent.urgent = true;
  ASSERT_EQ(strict.deliver(urgent), "");
  EXPECT_THAT(read(strict).body, HasSubstr("Called out plantedfact"));
  EXPECT_THAT(read(strict).body, HasSubstr("Nobody has signed it yet"));
}

TEST_P(SignedProductTest, they_are_nobody_elses_and_end_with_the_product) {
  begin(world_);
  ASSERT_EQ(world_.deliver(signers_.sheet(product())), "");
  EXPECT_EQ(read(world_, "/signatures", "r02").status, 404);
  EXPECT_EQ(read(world_, "/signatures", "r07").status, 404) << "an analyst";
  ASSERT_EQ(world_.deliver(withdrawal(1)), "");
  EXPECT_EQ(world_.app.count("product_signatures"), 0);
  EXPECT_EQ(read(world_, "/signatures").status, 404);
  EXPECT_EQ(world_.deliver(signers_.sheet(product())), "") << "it came too late, and is not kept";
  EXPECT_EQ(world_.app.count("product_signatures"), 0);
}

TEST_P(SignedProductTest, they_may_come_before_their_product) {
  ASSERT_EQ(world_.deliver(people()), "");
  ASSERT_EQ(world_.deliver(signers_.sheet(product())), "");
  ASSERT_EQ(world_.deliver(product()), "");
  EXPECT_THAT(read(world_).body, HasSubstr("Signed by people of"));
}

TEST_P(SignedProductTest, without_a_product_they_go_with_their_key) {
  ASSERT_EQ(world_.deliver(signers_.sheet(product())), "");
  EXPECT_EQ(world_.app.count("data_key"), 1);
  world_.app.clock().advance(Duration::days(91));
  world_.app.database().write([&](db::Transaction& tx) {
    sweep(tx, world_.app.clock().now(), {.answered_days = 28, .unanswered_days = 90});
  });
  EXPECT_EQ(world_.app.count("product_signatures"), 0);
  EXPECT_EQ(world_.app.count("data_key"), 0);
}

TEST_P(SignedProductTest, says_who_has_not_signed_and_does_not_call_that_wrong) {
  begin(world_);
  auto given = signers_.sheet(product());
  given.records.pop_back();
  given.lines.clear();
  ASSERT_EQ(world_.deliver(given), "");
  const auto page = read(world_).body;
  EXPECT_THAT(page, HasSubstr("Not everybody whose information this is has signed it yet"));
  EXPECT_THAT(page, HasSubstr("Plantedpolice has not signed"));
  EXPECT_THAT(page, Not(HasSubstr("are wrong")));
}

INSTANTIATE_TEST_SUITE_P(Engines, SignedProductTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::inbox

// SPDX-License-Identifier: MIT
// Goal: from the owner's finger to the recipient's page: what people signed in the hub is checked
// at the gate and anywhere else, and whoever has all of the hub but the agencies' keys makes
// nothing that is believed (S13).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "folder.h"
#include "mash/signatures/preview.h"
#include "mash/support/test_app.h"
#include "mash/world/journey.h"
#include "public_file.h"
#include "signed_command.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

class SignatureTest : public testing::TestWithParam<db::Engine> {
 protected:
  SignatureTest() {
    journey_.run_until_signed();
    world_.at("what is signed is looked at", world_.minute() + 1);
    const auto hub = world_.hub_room();
    write_text("agencies", server::signers_of(world_.borough(), hub.keys).encode());
  }
  void write_text(const std::string& name, const std::string& text) {
    server::write_file(path(name), text);
  }
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  std::string product(const std::string& part = "") const {
    return "/p/" + journey_.product_id + part;
  }
  void take_files() {
    write_text("product", taken("/content"));
    write_text("signatures", taken("/signatures"));
  }
  std::string taken(const std::string& part) {
    const auto answer = world_.gate("r01").page(product(part));
    EXPECT_EQ(answer.status, 200) << part;
    return answer.body;
  }
  Result<signatures::Signed> check() {
    return server::check_signed({path("product"), path("signatures"), path("agencies")});
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
  support::TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SignatureTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

TEST_P(SignatureTest, the_recipient_reads_who_signed_and_proves_it_anywhere) {
  const auto page = words_of(world_.gate("r01").page(product()).body);
  EXPECT_THAT(page, HasSubstr("Signed by people of: Barnfield Children's Services (the whole), "
                              "Barnfield Borough Police, Barnfield Integrated Health"));
  take_files();
  const auto by = check();
  ASSERT_TRUE(by) << by.error().message;
  EXPECT_EQ(by->sent.person.text(), "u03");
  EXPECT_EQ(by->released.size(), 2U);
  // The short codes of the page are those of the files.
  const auto real = *packages::decode_product(as_bytes(*server::read_file(path("product"))));
  const auto given = *packages::decode_signatures(as_bytes(*server::read_file(path("signatures"))));
  EXPECT_THAT(page, HasSubstr(signatures::product_code(packages::product_hash(real))));
  const auto marks = signatures::marks(real, given);
  EXPECT_FALSE(marks.empty());
  for (const auto& one : marks) EXPECT_THAT(page, HasSubstr(one.code));
}

TEST_P(SignatureTest, no_changed_file_is_believed) {
  take_files();
  const std::string product = *server::read_file(path("product"));
  const std::string signatures = *server::read_file(path("signatures"));
  std::mt19937 dice(3);
  const auto changed = [&dice](std::string text) {
    text[dice() % text.size()] ^= static_cast<char>(1 << (dice() % 8));
    return text;
  };
  for (int n = 0; n < 500; ++n) {
    write_text("product", changed(product));
    EXPECT_FALSE(check()) << n;
  }
  write_text("product", product);
  for (int n = 0; n < 500; ++n) {
    write_text("signatures", changed(signatures));
    EXPECT_FALSE(check()) << n;
  }
  write_text("signatures", signatures);
  std::filesystem::remove(path("agencies"));
  EXPECT_EQ(check().error().faults.front().field, "agencies");
}

// The attacker has the database, the key of the log and every other key of the hub's process but
// those of the agencies, and delivers what they like.
TEST_P(SignatureTest,
       S13_with_the_hubs_database_and_the_logs_key_nothing_is_made_that_is_believed) {
  take_files();
  const auto hub = world_.hub_room();
  const auto real = *packages::decode_product(as_bytes(*server::read_file(path("product"))));
  const auto given = *packages::decode_signatures(as_bytes(*server::read_file(path("signatures"))));
  auto evil = real;
  evil.asked = "Do nothing";
  auto device = support::SoftwarePasskey::from_seed("attacker");
  for (const char* key : {"sign", "audit", "session", "lookup", "box"}) {
    json::Value record = signatures::product_record(evil.id, evil.version, evil.recipient,
                                                    packages::product_hash(evil));
    record.set("by", "u03");
    record.set("agency", "csc");
    record.set("asked_at", world_.now().micros);
    record.set("nonce", "n");
    const std::string text = json::encode(record);
    const passkey::SignedRecord forged{
        .record = text,
        .assertion = device.sign({.expected = {.rp_id = "hub.localhost",
                                               .origin = "https://hub.localhost:8443",
                                               .challenge = passkey::challenge_of(text)}}),
        .enrolment = passkey::countersign(passkey::enrolment_key(hub.keys.of(key)),
                                          {.agency = AgencyId::trusted("csc"),
                                           .person = StaffId::trusted("u03"),
                                           .credential_id = device.id(),
                                           .public_key = device.public_key(),
                                           .origin = "https://hub.localhost:8443",
                                           .enrolled_at = UtcTime{1},
                                           .confirmed_by = StaffId::trusted("u30"),
                                           .confirmed_at = UtcTime{2}})};
    auto sheet = given;
    sheet.records.front() = json::encode(passkey::encode(forged));
    write_text("product", to_text(packages::encode(evil)));
    write_text("signatures", to_text(packages::encode(sheet)));
    EXPECT_FALSE(check()) << key;
    const auto& old = given.records.front();
    sheet.records.front() = old;
    write_text("signatures", to_text(packages::encode(sheet)));
    EXPECT_FALSE(check()) << "the real signatures around other words";
  }
}

// Whoever writes to the database does not choose what the manager's passkey signs.
TEST_P(SignatureTest, S13_a_hash_that_was_changed_in_the_database_is_not_signed) {
  world_.hub_room().database.write([](db::Transaction& tx) {
    tx.execute("delete from product_signature");
    tx.execute("update product_version set hash = $1", {std::string(64, '0')});
  });
  journey_.manager_signs(" once more");
  take_files();
  EXPECT_TRUE(check());
}

TEST_P(SignatureTest, nobody_else_takes_them) {
  EXPECT_EQ(world_.gate("r02").page(product("/signatures")).status, 404);
  EXPECT_NE(world_.passer_by("stranger").page(product("/signatures")).status, 200);
}

}  // namespace
}  // namespace mash::world

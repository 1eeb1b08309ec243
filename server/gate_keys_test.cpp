// SPDX-License-Identifier: MIT
// Goal: the gate's content opens under its new key alone, wherever whoever made it was killed.
#include "gate_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "deadly_random_for_tests.h"
#include "folder.h"
#include "gate_slices.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

const AgencyId k_content = AgencyId::trusted("gate-content");

class GateKeysTest : public testing::TestWithParam<int> {
 protected:
  GateKeysTest() {
    settings_.data = folder_.path() + "/data";
    make_folder(Path(settings_.data));
    make_folder(file().parent_path());
    const auto keys = load_keys(file(), gate_key_names(), random_);
    const auto database = open();
    db::migrate(*database, gate_migrations(), clock_.now());
    database->write([&](db::Transaction& tx) {
      for (const auto& id : cases_) {
        sealed_.push_back(pipeline::Vault(keys).seal(tx, label(id), "a product", random_));
      }
    });
  }
  Path file() const { return Path(settings_.data) / "gate" / "keys.json"; }
  std::unique_ptr<db::Database> open() const {
    return db::Database::open(database_options(settings_, "gate"));
  }
  static pipeline::Label label(const CaseId& id) {
    return {.owner = k_content, .kind = "product", .case_id = id, .row = "1"};
  }
  std::string read(const pipeline::KeyRing& keys, std::size_t i) const {
    std::string out;
    open()->read([&](db::Transaction& tx) {
      out = pipeline::Vault(keys).open(tx, *grant_, label(cases_[i]), sealed_[i]).reveal();
    });
    return out;
  }
  void all_read() {
    const auto keys = load_keys(file(), gate_key_names(), random_);
    for (std::size_t i = 0; i < cases_.size(); ++i) EXPECT_EQ(read(keys, i), "a product");
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  crypto::SystemRandom random_;
  Settings settings_;
  // An account belongs to no product.
  std::vector<CaseId> cases_{CaseId{}, CaseId::make(random_), CaseId::make(random_)};
  std::vector<Bytes> sealed_;
  policy::Rule rule_{};
  std::optional<policy::Grant<policy::Action::collect>> grant_ =
      policy::Kernel::decide<policy::Action::collect>(
          {pipeline::k_system, pipeline::k_front_door, policy::Role::none, policy::Side::system,
           false},
          {}, rule_);
};

TEST_F(GateKeysTest, the_old_key_opens_nothing_any_more_and_the_others_stay) {
  const auto before = load_keys(file(), gate_key_names(), random_);
  const auto done = rotate_gate_key(settings_, clock_, random_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->wrapped, 3);
  EXPECT_EQ(done->lost, 0);
  all_read();
  for (std::size_t i = 0; i < cases_.size(); ++i) EXPECT_THROW(read(before, i), std::runtime_error);
  const auto after = load_keys(file(), gate_key_names(), random_);
  EXPECT_FALSE(after.has("gate-content.before"));
  for (const auto& name : gate_key_names()) {
    const bool same = hex(before.of(name).bytes()) == hex(after.of(name).bytes());
    EXPECT_EQ(same, name != "gate-content") << name;
  }
}

TEST_F(GateKeysTest, while_the_gate_runs_or_where_there_is_none_nothing_happens) {
  const auto before = *read_file(file());
  {
    const auto lock = FolderLock::take(file().parent_path());
    ASSERT_TRUE(lock);
    EXPECT_FALSE(rotate_gate_key(settings_, clock_, random_));
  }
  EXPECT_EQ(*read_file(file()), before);
  Settings other;
  other.data = folder_.path() + "/none";
  const auto none = rotate_gate_key(other, clock_, random_);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("There is no gate in "));
}

// Each throw is the new key or the nonce of a data key.
TEST_P(GateKeysTest, who_dies_in_the_middle_loses_nothing_and_goes_on) {
  EXPECT_EXIT(
      {
        DeadlyRandom random(GetParam());
        static_cast<void>(rotate_gate_key(settings_, clock_, random));
      },
      testing::KilledBySignal(SIGKILL), "");
  all_read();
  ASSERT_TRUE(rotate_gate_key(settings_, clock_, random_));
  all_read();
  EXPECT_FALSE(load_keys(file(), gate_key_names(), random_).has("gate-content.before"));
}

INSTANTIATE_TEST_SUITE_P(Throws, GateKeysTest, testing::Range(1, 5));

}  // namespace
}  // namespace mash::server

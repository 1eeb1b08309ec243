// SPDX-License-Identifier: MIT
// Goal: the details of a room's record open under its new key alone, wherever whoever made it was
// killed, and what the log commits to stays as it was.
#include "record_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "deadly_random_for_tests.h"
#include "folder.h"
#include "gate_keys.h"
#include "gate_slices.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "mash/pipeline/record.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

constexpr int k_entries = 3;

// A room that stands still, with some entries on its record.
class RecordKeyTest : public testing::TestWithParam<int> {
 protected:
  void begin(const std::string& side) {
    side_ = side;
    settings_.data = folder_.path() + "/data";
    make_folder(Path(settings_.data));
    make_folder(room());
    const auto ring = keys();
    const auto database = open();
    db::migrate(*database, side == "hub" ? hub_migrations() : gate_migrations(), clock_.now());
    database->write([&](db::Transaction& tx) {
      for (int i = 0; i < k_entries; ++i) {
        append_event(tx, ring, random_, {.at = clock_.now(), .kind = "case.read", .role = "x"});
      }
    });
  }
  Path room() const { return Path(settings_.data) / side_; }
  // As a room opens them at its start.
  pipeline::KeyRing keys() {
    if (side_ == "gate") return load_keys(room() / "keys.json", gate_key_names(), random_);
    return load_own_keys(room(), *load_borough({}), random_);
  }
  std::unique_ptr<db::Database> open() const {
    return db::Database::open(database_options(settings_, side_));
  }
  Result<RecordSealed> rotate(Random& random) const {
    if (side_ == "gate") return rotate_gate_record_key(settings_, clock_, random);
    return rotate_hub_key(settings_, "audit", clock_, random);
  }
  // How many entries of the record do not open, or are not what was committed to.
  static int faults(const pipeline::KeyRing& keys, db::Database& database) {
    int out = 0;
    database.read([&](db::Transaction& tx) {
      for (int i = 0; i < pipeline::event_count(tx); ++i) {
        out += event_fault(tx, keys, i).empty() ? 0 : 1;
      }
    });
    return out;
  }
  static std::vector<Bytes> leaves(db::Database& database) {
    std::vector<Bytes> out;
    database.read([&](db::Transaction& tx) { out = pipeline::event_leaves(tx, 0, k_entries); });
    return out;
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  crypto::SystemRandom random_;
  Settings settings_;
  std::string side_;
};

class EachRoom : public RecordKeyTest {
 protected:
  EachRoom() { begin(GetParam() == 0 ? "hub" : "gate"); }
};

TEST_P(EachRoom, its_old_key_opens_no_old_entry_and_the_log_stays) {
  const auto before = keys();
  const auto committed = leaves(*open());
  const auto done = rotate(random_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->sealed, k_entries);
  EXPECT_EQ(done->lost, 0);
  const auto database = open();
  EXPECT_EQ(leaves(*database), committed);
  EXPECT_EQ(faults(keys(), *database), 0);
  EXPECT_EQ(faults(before, *database), k_entries + 1) << "and one says that the key was changed";
  EXPECT_FALSE(keys().root_of(AgencyId::trusted("audit")).before);
  for (const auto* name : {"session", "lookup", "box", "sign"}) {
    EXPECT_EQ(hex(before.of(name).bytes()), hex(keys().of(name).bytes())) << name;
  }
  for (const auto& left : std::filesystem::recursive_directory_iterator(settings_.data)) {
    if (!left.is_regular_file()) continue;
    const auto content = *read_file(left.path());
    EXPECT_THAT(content, testing::Not(HasSubstr(hex(before.of("audit").bytes()))));
    EXPECT_THAT(content, testing::Not(HasSubstr(to_text(before.of("audit").bytes()))));
  }
}

TEST_P(EachRoom, an_entry_that_somebody_changed_stays_for_whoever_verifies) {
  open()->write([](db::Transaction& tx) {
    tx.execute("update audit_event set kind = 'case.other' where seq = 1");
  });
  const auto done = rotate(random_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->sealed, k_entries - 1);
  EXPECT_EQ(done->lost, 1);
  EXPECT_EQ(faults(keys(), *open()), 1);
  EXPECT_THAT(words_of(*done), HasSubstr("2 entries were sealed anew; 1 open under no key"));
}

TEST_P(EachRoom, while_it_runs_nothing_happens) {
  const auto was = *read_file(room() / "keys.json");
  const auto lock = FolderLock::take(room());
  ASSERT_TRUE(lock);
  const auto refused = rotate(random_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(*read_file(room() / "keys.json"), was);
}

INSTANTIATE_TEST_SUITE_P(HubAndGate, EachRoom, testing::Range(0, 2));

// Each throw is the new key, a nonce of an entry, or the entry that says so.
TEST_P(RecordKeyTest, who_dies_in_the_middle_loses_nothing_and_goes_on) {
  for (const auto* side : {"hub", "gate"}) {
    begin(side);
    EXPECT_EXIT(
        {
          DeadlyRandom random(GetParam());
          static_cast<void>(rotate(random));
        },
        testing::KilledBySignal(SIGKILL), "");
    EXPECT_EQ(faults(keys(), *open()), 0);
    ASSERT_TRUE(rotate(random_));
    EXPECT_EQ(faults(keys(), *open()), 0);
    EXPECT_FALSE(keys().root_of(AgencyId::trusted("audit")).before);
  }
}

INSTANTIATE_TEST_SUITE_P(Throws, RecordKeyTest, testing::Range(1, 6));

class HubKeyTest : public RecordKeyTest {};

TEST_F(HubKeyTest, each_key_that_stays_is_refused_with_its_reason) {
  begin("hub");
  const auto was = *read_file(room() / "keys.json");
  for (const auto& [which, why] : {std::pair{"session", "passkeys"},
                                   {"lookup", "compared"},
                                   {"sign", "witnesses"},
                                   {"front-door", "openmash keys rotate --key front-door"},
                                   {"police", "Only audit and box"}}) {
    const auto refused = rotate_hub_key(settings_, which, clock_, random_);
    ASSERT_FALSE(refused) << which;
    EXPECT_EQ(refused.error().faults.front().field, "which");
    EXPECT_THAT(refused.error().faults.front().message, HasSubstr(why));
  }
  EXPECT_EQ(*read_file(room() / "keys.json"), was);
  settings_.data = folder_.path() + "/none";
  EXPECT_THAT(rotate_hub_key(settings_, "audit", clock_, random_).error().message,
              HasSubstr("There is no hub in "));
}

}  // namespace
}  // namespace mash::server

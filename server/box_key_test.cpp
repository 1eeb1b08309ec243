// SPDX-License-Identifier: MIT
// Goal: what the gate sealed to the key before is taken in until nothing can wait for it any more;
// then that key goes by itself, and not a day earlier.
#include "box_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folder.h"
#include "hub_core.h"
#include "hub_keys.h"
#include "mash/pipeline/box.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class BoxKeyTest : public testing::Test {
 protected:
  BoxKeyTest() {
    settings_.data = folder_.path() + "/data";
    start();
    old_ = published();
    waits_ = crypto::box_seal(old_, as_bytes("what waits"), random_);
    core_.reset();
    EXPECT_TRUE(rotate_box_key(settings_, clock_, random_));
    start();
  }
  void start() {
    core_.reset();
    core_ = *HubCore::open(settings_, clock_, random_);
  }
  crypto::PublicKey published() const { return crypto::box_public_key(core_->keys().of("box")); }
  // As after a round at the door.
  void emptied(const crypto::PublicKey& to) {
    core_->key_desk().gate_emptied(core_->app(), hex(to));
  }
  bool opens() const { return pipeline::open_box(core_->keys(), waits_).has_value(); }
  bool is_kept() const { return !read_keys(core_->folder()).at("box").before.empty(); }
  int left() {
    std::int64_t count = 0;
    core_->database().read([&](db::Transaction& tx) {
      count = tx.query("select count(*) from audit_event where kind = 'keys.box-left'")
                  .front()
                  .integer(0);
    });
    return static_cast<int>(count);
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  crypto::SystemRandom random_;
  Settings settings_;
  std::unique_ptr<HubCore> core_;
  crypto::PublicKey old_{};
  Bytes waits_;
};

TEST_F(BoxKeyTest, both_open_after_it_and_the_new_one_is_published) {
  EXPECT_NE(published(), old_);
  EXPECT_TRUE(opens());
  const auto fresh = crypto::box_seal(published(), as_bytes("new"), random_);
  EXPECT_EQ(to_text(*pipeline::open_box(core_->keys(), fresh)), "new");
}

TEST_F(BoxKeyTest, a_second_one_waits_until_the_first_is_through) {
  EXPECT_EQ(rotate_box_key(settings_, clock_, random_).error().code, ErrorCode::conflict)
      << "while the hub runs";
  core_.reset();
  const auto was = *read_file(Path(settings_.data) / "hub" / "keys.json");
  const auto again = rotate_box_key(settings_, clock_, random_);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr("35 days after 2026-11-24"));
  EXPECT_EQ(*read_file(Path(settings_.data) / "hub" / "keys.json"), was);
}

TEST_F(BoxKeyTest, it_goes_by_itself_after_its_days) {
  emptied(published());
  clock_.advance(Duration::days(34));
  emptied(published());
  EXPECT_TRUE(is_kept());
  clock_.advance(Duration::days(1));
  emptied(published());
  EXPECT_FALSE(is_kept());
  EXPECT_FALSE(opens());
  EXPECT_EQ(left(), 1);
  emptied(published());
  EXPECT_EQ(left(), 1);
  start();
  EXPECT_FALSE(opens());
}

TEST_F(BoxKeyTest, it_stays_as_long_as_the_gate_seals_to_it) {
  emptied(published());
  clock_.advance(Duration::days(100));
  emptied(old_);
  emptied(published());
  clock_.advance(Duration::hours(11));
  emptied(published());
  EXPECT_TRUE(opens());
  clock_.advance(Duration::hours(1));
  core_->key_desk().gate_emptied(core_->app(), "");
  EXPECT_TRUE(opens()) << "something waits, or the gate does not answer";
  emptied(published());
  EXPECT_FALSE(opens());
}

TEST_F(BoxKeyTest, a_hub_that_was_away_looks_before_it_forgets) {
  core_.reset();
  clock_.advance(Duration::days(100));
  start();
  emptied(published());
  EXPECT_TRUE(opens());
}

TEST_F(BoxKeyTest, where_there_is_no_hub_it_says_so) {
  settings_.data = folder_.path() + "/none";
  EXPECT_THAT(rotate_box_key(settings_, clock_, random_).error().message,
              HasSubstr("There is no hub in "));
}

}  // namespace
}  // namespace mash::server

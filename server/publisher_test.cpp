// SPDX-License-Identifier: MIT
// Goal: while somebody verifies, nothing is written to the tiles, and the record goes on meanwhile.
#include "publisher.h"

#include <gtest/gtest.h>

#include "folder.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/schema.h"
#include "mash/support/test_app.h"
#include "verify.h"

namespace mash::server {
namespace {

constexpr const char* k_origin = "openmash/test";

class PublisherTest : public testing::Test {
 protected:
  PublisherTest() {
    db::migrate(*database_, {{1, "pipeline", pipeline::schema()}}, UtcTime{});
    publisher_ = std::make_unique<Publisher>(*database_, keys_, tiles_, k_origin,
                                             std::chrono::milliseconds(1));
  }
  void add_events(int count) {
    for (int n = 0; n < count; ++n) {
      database_->write([&](db::Transaction& tx) {
        append_event(tx, keys_, random_,
                     {.kind = "case.read",
                      .person = StaffId::trusted("u01"),
                      .agency = AgencyId::trusted("csc")});
      });
    }
  }

  support::TempFolder folder_;
  Path tiles_ = Path(folder_.path()) / "log";
  support::SeededRandom random_{1};
  pipeline::KeyRing keys_ = pipeline::KeyRing::make({"audit", "sign"}, random_);
  std::unique_ptr<db::Database> database_ = support::test_database(db::Engine::sqlite, folder_);
  std::unique_ptr<Publisher> publisher_;
};

// More than a tile's 256 entries come meanwhile, so that files would go as well.
TEST_F(PublisherTest, nothing_is_published_while_somebody_verifies) {
  add_events(200);
  publisher_->quiet([&] {
    const auto before = read_file(tiles_ / "checkpoint");
    ASSERT_TRUE(before);
    add_events(300);
    EXPECT_EQ(*read_file(tiles_ / "checkpoint"), *before);
    const auto verdict = verify_record(*database_, keys_, tiles_, k_origin);
    EXPECT_TRUE(verdict.flag("intact")) << json::encode(verdict);
    EXPECT_EQ(verdict.number("size"), 200);
  });
}

// Verifying publishes first, beside the publisher's own thread.
TEST_F(PublisherTest, many_who_verify_find_the_record_intact) {
  for (int round = 0; round < 60; ++round) {
    add_events(10);
    publisher_->quiet([&] {
      const auto verdict = verify_record(*database_, keys_, tiles_, k_origin);
      EXPECT_TRUE(verdict.flag("intact")) << json::encode(verdict);
      EXPECT_EQ(verdict.number("size"), (round + 1) * 10);
    });
  }
}

}  // namespace
}  // namespace mash::server

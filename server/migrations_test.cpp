// SPDX-License-Identifier: MIT
// Goal: an installation that is older than a migration loses nothing by it.
#include <gtest/gtest.h>

#include <algorithm>

#include "hub_slices.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

class MigrationsTest : public testing::TestWithParam<db::Engine> {
 protected:
  // The hub's tables as they stood when this migration was the last.
  void migrate_to(int number) {
    auto all = hub_migrations();
    std::erase_if(all, [number](const db::Migration& one) { return one.number > number; });
    db::migrate(*database_, all, UtcTime{});
  }
  void add_case(const char* id, const char* state) {
    database_->write([&](db::Transaction& tx) {
      tx.execute(
          "insert into case_file (id, reference, state, rating, received_at, urgent,"
          " basis_complete, version) values ($1, $1, $2, 'NOT_RATED', 0, 0, 0, 1)",
          {id, state});
    });
  }
  std::int64_t screened(const char* id) {
    std::int64_t out = -1;
    database_->read([&](db::Transaction& tx) {
      out = tx.query("select screened from case_file where id = $1", {id}).front().integer(0);
    });
    return out;
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_ = support::test_database(GetParam(), folder_);
};

TEST_P(MigrationsTest, what_was_screened_before_the_case_said_so_waits_for_its_rating) {
  migrate_to(29);
  add_case("finished", "SCREENING");
  add_case("begun", "SCREENING");
  add_case("decided", "DECIDED");
  database_->write([](db::Transaction& tx) {
    for (const char* id : {"finished", "decided"}) {
      tx.execute(
          "insert into screening (id, case_id, at, by_staff, outcome, sealed)"
          " values ($1, $1, 0, 'screener', 'RATE', $2)",
          {id, Bytes{}});
    }
  });
  migrate_to(32);
  EXPECT_EQ(screened("finished"), 1);
  EXPECT_EQ(screened("begun"), 0);
  EXPECT_EQ(screened("decided"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, MigrationsTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::server

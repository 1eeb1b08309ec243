// SPDX-License-Identifier: MIT
// Goal: copies of data keys end after 35 days, and nothing else in their folder does.
#include "backup_command.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "folder.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

TEST(DeleteOldDataKeys, what_is_older_by_its_name_goes_and_nothing_else) {
  const support::TempFolder folder;
  const Path in = folder.path();
  const UtcTime now = *parse_iso("2026-11-28T13:00:00Z");
  const std::vector<std::string> stay = {"hub-20261128T130000Z-data-keys.db",
                                         "hub-20261024T130000Z-data-keys.db",
                                         "hub-20200101T000000Z.db",
                                         "gate-20200101T000000Z-data-keys.db",
                                         "hub-20200101T000000Z-data-keys.db.old",
                                         "notes"};
  const std::vector<std::string> go = {"hub-20261024T125959Z-data-keys.db",
                                       "hub-20200101T000000Z-data-keys.db"};
  for (const auto* names : {&stay, &go}) {
    for (const auto& name : *names) write_file(in / name, std::string(10'000, 'k'));
  }
  EXPECT_EQ(delete_old_data_keys(in.string(), "hub", now), 2);
  for (const auto& name : stay) EXPECT_TRUE(std::filesystem::exists(in / name)) << name;
  for (const auto& name : go) EXPECT_FALSE(std::filesystem::exists(in / name)) << name;
  EXPECT_EQ(read_file(in / stay.back()), std::string(10'000, 'k'));
  EXPECT_EQ(delete_old_data_keys(in.string(), "hub", now), 0);
  EXPECT_EQ(delete_old_data_keys(in.string(), "gate", now), 1);
}

}  // namespace
}  // namespace mash::server

// SPDX-License-Identifier: MIT
// Goal: file names are those of C2SP tlog-tiles, each tile has one name, each name one meaning.
#include "mash/audit/tile_name.h"

#include <gtest/gtest.h>

#include <vector>

namespace mash::audit {
namespace {

TEST(TileName, is_written_and_read_as_specified) {
  const std::vector<std::pair<TileName, std::string>> rows = {
      {{false, 0, 0, 256}, "tile/0/000"},
      {{false, 1, 0, 44}, "tile/1/000.p/44"},
      {{false, 0, 1'234'067, 256}, "tile/0/x001/x234/067"},
      {{false, 63, 1000, 1}, "tile/63/x001/000.p/1"},
      {{true, 0, 0, 256}, "tile/entries/000"},
      {{true, 0, 1'234'067, 255}, "tile/entries/x001/x234/067.p/255"},
      {{false, 0, UINT64_MAX, 256}, "tile/0/x018/x446/x744/x073/x709/x551/615"},
  };
  for (const auto& [name, path] : rows) {
    EXPECT_EQ(name.path(), path);
    EXPECT_EQ(TileName::parse(path), name) << path;
  }
}

TEST(TileName, refuses_every_other_spelling) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/64/000",
                           "tile/00/000",
                           "tile/0/0",
                           "tile/0/0000",
                           "tile/0/x000/000",
                           "tile/0/001/000",
                           "tile/0/x001/x000",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/1/1",
                           "tile/0/000/",
                           "/tile/0/000",
                           "tile/entry/000",
                           "tile/-1/000",
                           "tile/0/../000",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/000.p/+1"}) {
    EXPECT_FALSE(TileName::parse(path)) << path;
  }
}

TEST(Width, counts_only_complete_subtrees) {
  EXPECT_EQ(width_in_log(0, 0, 0), 0U);
  EXPECT_EQ(width_in_log(255, 0, 0), 255U);
  EXPECT_EQ(width_in_log(256, 0, 0), 256U);
  EXPECT_EQ(width_in_log(256, 0, 1), 0U);
  EXPECT_EQ(width_in_log(256, 1, 0), 1U);
  EXPECT_EQ(width_in_log(255, 1, 0), 0U);
  EXPECT_EQ(width_in_log(70'000, 0, 273), 112U);
  EXPECT_EQ(width_in_log(70'000, 1, 0), 256U);
  EXPECT_EQ(width_in_log(70'000, 1, 1), 17U);
  EXPECT_EQ(width_in_log(70'000, 2, 0), 1U);
  EXPECT_EQ(width_in_log(UINT64_MAX, 63, 0), 0U);
  EXPECT_EQ(width_in_log(5, 0, UINT64_MAX), 0U);
}

}  // namespace
}  // namespace mash::audit
